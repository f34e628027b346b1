package io.redress.casefile;

import io.redress.order.Order;
import java.time.Instant;

/**
 * What the merchant's promise to ship means for a request submitted now (RO-04, 20.5): it counts only while the order is
 * unshipped in the platform's records (GN-06).
 *
 * @param at when the promise runs out, or null when it does not matter
 * @param broken it has run out already: the buyer is refunded at once
 */
public record ShippingPromise(Instant at, boolean broken) {

  static ShippingPromise of(Order order, Instant now) {
    if (order.isShipped() || order.promisedShipAt() == null) {
      return new ShippingPromise(null, false);
    }
    return new ShippingPromise(order.promisedShipAt(), !now.isBefore(order.promisedShipAt()));
  }
}
