package io.redress.casefile;

import io.redress.order.Order;
import java.util.Set;

/**
 * Whose eyes look: a buyer sees the own cases, a merchant those of the own shop, staff all of them.
 *
 * @param id the buyer's id, the merchant's id, or the staff member's user id
 * @param userId who is logged in
 * @param groups the groups of a staff member; empty for others
 */
public record Viewer(Kind kind, String id, String userId, String actingUser, Set<String> groups) {

  public enum Kind { BUYER, MERCHANT, STAFF }

  public static Viewer buyer(String buyerId, String actingUser) {
    return new Viewer(Kind.BUYER, buyerId, buyerId, actingUser, Set.of());
  }

  public static Viewer merchant(String merchantId, String userId) {
    return new Viewer(Kind.MERCHANT, merchantId, userId, null, Set.of());
  }

  public static Viewer staff(String userId, Set<String> groups) {
    return new Viewer(Kind.STAFF, userId, userId, null, groups);
  }

  /** Whether the order is the viewer's own, or the viewer is one of the staff. */
  public boolean sees(Order seen) {
    return switch (kind) {
      case BUYER -> seen.buyerId().equals(id);
      case MERCHANT -> seen.merchantId().equals(id);
      case STAFF -> true;
    };
  }

  boolean sees(AfterSalesCase seen) {
    return switch (kind) {
      case BUYER -> seen.buyerId().equals(id);
      case MERCHANT -> seen.merchantId().equals(id);
      case STAFF -> true;
    };
  }

  /** This viewer as the timeline names an actor. */
  public Actor actor() {
    return switch (kind) {
      case BUYER -> Actor.buyer(id, actingUser);
      case MERCHANT -> Actor.merchant(userId);
      case STAFF -> Actor.agent(userId);
    };
  }
}
