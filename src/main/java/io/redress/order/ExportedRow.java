package io.redress.order;

import io.redress.Cny;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;

/**
 * What one row of the export says about an order; null where it says nothing, because the column is missing, blank or masked.
 *
 * @param category null when the file has none of the category columns
 * @param itemId stands in for a missing name
 * @param confirmedAtColumn where confirmedAt comes from: 订单成交时间, or else 支付时间
 * @param shippedAccordingToStatus 订单状态 says shipped, whether or not there is a time
 * @param unpaid 订单状态 says that nobody has paid
 * @param refunded 订单状态 says that the order has been refunded elsewhere
 */
record ExportedRow(
    int number,
    String orderId,
    String merchantId,
    String buyerId,
    String category,
    String itemName,
    String itemId,
    Integer quantity,
    Money paidAmount,
    Money freight,
    Instant confirmedAt,
    Column confirmedAtColumn,
    Instant promisedShipAt,
    Instant shippedAt,
    Instant receivedAt,
    boolean shippedAccordingToStatus,
    boolean unpaid,
    boolean refunded) {

  /** What holds for an order that is not known yet, where the file is silent; merchantId and buyerId may be null. */
  record Defaults(String merchantId, String buyerId, String category) {}

  /** A row that is not written, and why. */
  static final class Unusable extends Exception {

    private final transient ImportReport.Refusal refusal;

    Unusable(int row, Column column, String reason) {
      super(reason, null, false, false);
      this.refusal = new ImportReport.Refusal(row, column.header(), reason);
    }

    ImportReport.Refusal refusal() {
      return refusal;
    }
  }

  /**
   * The order after this row. What the row does not say stays as it is known: an older export, or one with fewer columns, never
   * makes a shipped order unshipped.
   *
   * @param known the order as it is known, or null
   */
  Order onTopOf(Order known, Defaults defaults) throws Unusable {
    if (known == null && unpaid) {
      throw new Unusable(number, Column.STATUS, "the order is not paid, so there is nothing to refund yet");
    }
    if (known == null && refunded) {
      throw new Unusable(number, Column.STATUS, "the order was refunded before it became known here, and must not be refunded twice");
    }
    var merchant = first(merchantId, defaults.merchantId());
    if (merchant == null && known == null) {
      throw new Unusable(number, Column.MERCHANT_ID, "is missing, and no merchant was named for the import");
    }
    if (known != null && merchant != null && !merchant.equals(known.merchantId())) {
      throw new Unusable(number, Column.ORDER_ID, "the order is known as an order of another merchant");
    }
    if (known != null && buyerId != null && !buyerId.equals(known.buyerId())) {
      throw new Unusable(number, Column.BUYER_ID, "the order is known as an order of another buyer");
    }
    var buyer = known != null ? known.buyerId() : first(buyerId, defaults.buyerId());
    if (buyer == null) {
      throw new Unusable(number, Column.BUYER_ID, "is missing or masked, and no buyer was named for the import");
    }
    if (known == null && paidAmount == null) {
      throw new Unusable(number, Column.PAID, "is missing");
    }
    var confirmed = first(confirmedAt, known == null ? null : known.confirmedAt());
    if (confirmed == null) {
      throw new Unusable(number, Column.PAID_AT, "is missing, and so is " + Column.CONFIRMED_AT.header());
    }
    var received = first(receivedAt, known == null ? null : known.receivedAt());
    var shipped = first(shippedAt, known == null ? null : known.shippedAt());
    if (shipped == null && (shippedAccordingToStatus || receivedAt != null)) {
      // that it is shipped matters more than when (GN-03, RO-04): the earliest moment it can have been
      shipped = confirmed;
    }
    return Orders.withStoredPrecision(new Order(
        orderId,
        known != null ? known.merchantId() : merchant,
        buyer,
        first(category, known == null ? defaults.category() : known.category()),
        first(itemName, known == null ? "商品 " + first(itemId, orderId) : known.itemName()),
        quantity != null ? quantity : known == null ? 1 : known.quantity(),
        first(paidAmount, known == null ? null : known.paidAmount()),
        first(freight, known == null ? Cny.ZERO : known.freight()),
        confirmed,
        first(promisedShipAt, known == null ? null : known.promisedShipAt()),
        shipped,
        received,
        known == null ? null : known.merchantPromisedUntil(),
        known == null ? null : known.statutoryUntil(),
        known == null ? List.of() : known.serviceLabels(),
        known != null && known.remoteRegion(),
        known != null && known.seniorBuyer()));
  }

  private static <T> T first(T one, T other) {
    return one != null ? one : other;
  }
}
