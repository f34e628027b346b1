package io.redress.casefile;

import io.redress.order.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A row of the table {@code application-window}: how long a buyer may apply (RO-01, RP-04).
 *
 * @param opens with what the window opens
 * @param daysAfterReceipt rolling days of 24 hours after receipt
 * @param statutoryCounts whether the order's statutory period keeps it open
 * @param platformDaysAfterReceipt rolling days of 24 hours after receipt by other rules of the platform, or null for none
 * @param maxApplications how often for one order, or null for no limit (20.25)
 * @param opensClause the rule that says when it opens
 * @param clause the rule that says when it closes
 */
public record ApplicationWindow(Opens opens, int daysAfterReceipt, boolean statutoryCounts, Integer platformDaysAfterReceipt,
    Integer maxApplications, String opensClause, String clause) {

  /** What must have happened to an order; its name in the table is {@code order-confirmed} or {@code order-shipped}. */
  public enum Opens {
    ORDER_CONFIRMED,
    ORDER_SHIPPED;

    /** @throws IllegalArgumentException when the table says something else */
    public static Opens of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  boolean hasOpened(Order order, Instant now) {
    var opened = opens == Opens.ORDER_CONFIRMED ? order.confirmedAt() : order.shippedAt();
    return opened != null && !now.isBefore(opened);
  }

  /** Until when the window of this order is open: the latest of what counts, the merchant's promises among it (RP-04); null = no end yet. */
  Instant closesAt(Order order) {
    if (order.receivedAt() == null) {
      return null;
    }
    return Stream.of(
            afterReceipt(order, daysAfterReceipt),
            statutoryCounts ? order.statutoryUntil() : null,
            platformDaysAfterReceipt == null ? null : afterReceipt(order, platformDaysAfterReceipt),
            order.merchantPromisedUntil())
        .filter(Objects::nonNull).max(Comparator.naturalOrder()).orElseThrow();
  }

  private static Instant afterReceipt(Order order, int days) {
    return order.receivedAt().plus(Duration.ofDays(days));
  }

  boolean hasNotClosed(Order order, Instant now) {
    var end = closesAt(order);
    return end == null || now.isBefore(end);
  }
}
