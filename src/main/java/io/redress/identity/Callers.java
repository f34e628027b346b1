package io.redress.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** Who asks, for code that is reached by a request but is no controller. */
public final class Callers {

  private Callers() {}

  /** The caller of the request that this thread serves; empty for a request without login and outside of requests. */
  public static Optional<Caller> current() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof Login login
        ? Optional.of(login.getPrincipal())
        : Optional.empty();
  }

  /** Does something as this caller, as if it had asked over HTTP; for what the application does in somebody's name. */
  public static <T> T as(Caller caller, Supplier<T> action) {
    var before = SecurityContextHolder.getContext();
    try {
      SecurityContextHolder.setContext(new SecurityContextImpl(new Login(caller, Instant.EPOCH)));
      return action.get();
    } finally {
      SecurityContextHolder.setContext(before);
    }
  }
}
