package io.redress.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Asks the user directory. Ten wrong passwords for one user from one address close the door for five minutes for that pair only:
 * nobody can lock somebody else out.
 */
@Component
class DirectoryLogin implements AuthenticationProvider {

  private static final int WRONG_PASSWORDS = 10;

  private record Attempt(String userId, String address) {}

  private final UserDirectory directory;
  private final Cache<Attempt, AtomicInteger> wrong =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofMinutes(5)).build();

  DirectoryLogin(UserDirectory directory) {
    this.directory = directory;
  }

  @Override
  public Authentication authenticate(Authentication asked) {
    var address = asked.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
    var attempt = new Attempt(asked.getName(), address);
    var count = wrong.get(attempt, key -> new AtomicInteger());
    if (count.get() >= WRONG_PASSWORDS) {
      throw new BadCredentialsException("too many wrong passwords");
    }
    var caller = directory.login(asked.getName(), String.valueOf(asked.getCredentials()));
    if (caller.isEmpty()) {
      count.incrementAndGet();
      throw new BadCredentialsException("wrong user or password");
    }
    wrong.invalidate(attempt);
    var login = new Login(caller.get(), InstantSource.system().instant());
    login.setDetails(asked.getDetails());
    return login;
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }
}
