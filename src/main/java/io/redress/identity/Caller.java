package io.redress.identity;

import java.util.Set;

/**
 * The person or machine behind a request. A controller asks for one as an argument.
 *
 * @param merchantId the one merchant this caller works for, or null
 * @param buyerId the buyer this caller is or acts for, or null
 * @param actingUserId the integration user that acts for the buyer ({@code X-On-Behalf-Of}), or null when callers act for
 *     themselves; {@code userId} is then the buyer's
 */
public record Caller(String userId, Set<Role> roles, String merchantId, String buyerId, String actingUserId) {

  public Caller {
    if (userId == null || userId.isBlank()) {
      throw new IllegalArgumentException("a caller needs a user id");
    }
    roles = Set.copyOf(roles);
  }

  /** This integration caller as the buyer it acts for: it may do what the buyer may, and nothing else. */
  Caller onBehalfOf(String buyer) {
    return new Caller(buyer, Set.of(Role.BUYER), null, buyer, userId);
  }

  public boolean is(Role role) {
    return roles.contains(role);
  }

  public boolean isAny(Role... any) {
    for (var role : any) {
      if (roles.contains(role)) {
        return true;
      }
    }
    return false;
  }

  /** @throws org.springframework.security.access.AccessDeniedException (403) when the caller has none of these roles */
  public void require(Role... any) {
    if (!isAny(any)) {
      throw new org.springframework.security.access.AccessDeniedException("This needs another role than the caller has.");
    }
  }

  public boolean isStaff() {
    return roles.stream().anyMatch(Role::isStaff);
  }
}
