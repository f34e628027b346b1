package io.redress.order;

import java.time.Instant;
import java.util.List;
import org.joda.money.Money;

/**
 * What was bought, as the shop's records say (GN-06). {@code paidAmount} is what the buyer really paid, freight included (RO-12).
 *
 * @param category a code of the decision table {@code category-rules}
 * @param confirmedAt when the order was confirmed (成团)
 * @param promisedShipAt by when the merchant promised to ship; null = no promise
 * @param shippedAt null = not shipped
 * @param receivedAt when receipt was confirmed, or else the parcel was signed for (20.27); null = not received
 * @param merchantPromisedUntil end of the after-sales period that the merchant promised, the latest of all its promises (RP-05); null = none
 * @param statutoryUntil end of the statutory period; null = none
 */
public record Order(
    String orderId,
    String merchantId,
    String buyerId,
    String category,
    String itemName,
    int quantity,
    Money paidAmount,
    Money freight,
    Instant confirmedAt,
    Instant promisedShipAt,
    Instant shippedAt,
    Instant receivedAt,
    Instant merchantPromisedUntil,
    Instant statutoryUntil,
    List<String> serviceLabels,
    boolean remoteRegion,
    boolean seniorBuyer) {

  public boolean isShipped() {
    return shippedAt != null;
  }

  Order promisedUntil(Instant until) {
    return new Order(orderId, merchantId, buyerId, category, itemName, quantity, paidAmount, freight, confirmedAt, promisedShipAt, shippedAt,
        receivedAt, until, statutoryUntil, serviceLabels, remoteRegion, seniorBuyer);
  }
}
