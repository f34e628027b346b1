package io.redress.api;

import io.redress.Refused;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import org.springframework.security.access.AccessDeniedException;

/** Who may see what belongs to a merchant. */
final class Merchants {

  private Merchants() {}

  /**
   * The merchant itself, or one of these roles.
   *
   * @throws Refused not found: another merchant asks
   * @throws AccessDeniedException the caller's role has nothing to do with it
   */
  static void mayBeSeen(Caller caller, String merchantId, Role... others) {
    if (caller.isAny(others)) {
      return;
    }
    if (!caller.is(Role.MERCHANT)) {
      throw new AccessDeniedException("not for this role");
    }
    if (!merchantId.equals(caller.merchantId())) {
      throw Refused.notFound("merchant", merchantId);
    }
  }
}
