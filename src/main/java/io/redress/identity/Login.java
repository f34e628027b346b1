package io.redress.identity;

import java.time.Instant;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A caller whose password was right, as Spring Security carries it through a request or a browser's session. */
final class Login extends AbstractAuthenticationToken {

  private final Caller caller;
  private final Instant readAt;

  /** @param readAt when the roles were last read from the directory */
  Login(Caller caller, Instant readAt) {
    super(AuthorityUtils.createAuthorityList(caller.roles().stream().map(Role::authority).toArray(String[]::new)));
    this.caller = caller;
    this.readAt = readAt;
    setAuthenticated(true);
  }

  Instant readAt() {
    return readAt;
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public String getName() {
    return caller.userId();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Login login && login.caller.equals(caller);
  }

  @Override
  public int hashCode() {
    return caller.hashCode();
  }
}
