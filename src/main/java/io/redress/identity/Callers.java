package io.redress.identity;

import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who asks, for code that is reached by a request but is no controller. */
public final class Callers {

  private Callers() {}

  /** The caller of the request that this thread serves; empty for a request without login and outside of requests. */
  public static Optional<Caller> current() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof Login login
        ? Optional.of(login.getPrincipal())
        : Optional.empty();
  }
}
