package io.redress.api;

import io.redress.casefile.Viewer;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import java.util.stream.Collectors;
import org.springframework.security.access.AccessDeniedException;

/** What a caller sees of the cases. */
final class Viewers {

  private Viewers() {}

  /** @throws AccessDeniedException for a caller who has nothing to do with cases */
  static Viewer of(Caller caller) {
    if (caller.is(Role.BUYER) && caller.buyerId() != null) {
      return Viewer.buyer(caller.buyerId(), caller.actingUserId());
    }
    if (caller.is(Role.MERCHANT) && caller.merchantId() != null) {
      return Viewer.merchant(caller.merchantId(), caller.userId());
    }
    if (caller.isStaff() || caller.is(Role.INTEGRATION)) {
      return Viewer.staff(caller.userId(), caller.roles().stream().map(Role::group).collect(Collectors.toUnmodifiableSet()));
    }
    throw new AccessDeniedException("only buyers, merchants, staff and the shop see cases");
  }
}
