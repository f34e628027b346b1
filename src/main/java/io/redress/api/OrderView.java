package io.redress.api;

import io.redress.Cny;
import io.redress.order.Order;
import io.redress.order.Promise;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;

/**
 * An order as the API shows it; {@code refundable} is what may still be refunded, all its cases together; {@code piecesLeft} is how many
 * pieces have not been refunded one by one (RR-10); {@code merchantPhone}, for the buyer, is how to reach the merchant, or null (ST-04);
 * {@code repair} is null where goods of this category are never repaired (RP-03);
 * {@code promises} are what the merchant promised about after-sales, oldest first, and {@code merchantPromisedUntil} is the latest of them
 * (RP-05).
 */
record OrderView(String orderId, String merchantId, String buyerId, String category, String itemName, int quantity,
    String paidAmount, String freight, Instant confirmedAt, Instant promisedShipAt, Instant shippedAt, Instant receivedAt,
    Instant merchantPromisedUntil, Instant statutoryUntil, List<String> serviceLabels, boolean remoteRegion, boolean seniorBuyer,
    String refundable, int piecesLeft, Repair repair, String merchantPhone, List<Promised> promises) {

  /** {@code source} is {@code order} where the order's snapshot itself says so; {@code madeAt} is then when it first did. */
  record Promised(String source, Instant madeAt, Instant until, String note) {

    static Promised of(Promise promise) {
      return new Promised(promise.source().code(), promise.madeAt(), promise.until(), promise.note());
    }
  }

  /** {@code until} is when the window for asking closes (RP-04); null = no end yet. It opens when the order is shipped (RP-02). */
  record Repair(Instant until) {}

  /** @param repairableUntil {@link Instant#MAX} = no end yet; null = never repaired */
  static OrderView of(Order order, Money refundable, int piecesLeft, Instant repairableUntil, String merchantPhone, List<Promise> promises) {
    var repair = repairableUntil == null ? null : new Repair(repairableUntil.equals(Instant.MAX) ? null : repairableUntil);
    return new OrderView(order.orderId(), order.merchantId(), order.buyerId(), order.category(), order.itemName(), order.quantity(),
        Cny.text(order.paidAmount()), Cny.text(order.freight()), order.confirmedAt(), order.promisedShipAt(), order.shippedAt(),
        order.receivedAt(), order.merchantPromisedUntil(), order.statutoryUntil(), order.serviceLabels(), order.remoteRegion(),
        order.seniorBuyer(), Cny.text(refundable), piecesLeft, repair, merchantPhone,
        promises.stream().map(Promised::of).toList());
  }
}
