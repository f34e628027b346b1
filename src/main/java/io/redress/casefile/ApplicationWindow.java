package io.redress.casefile;

import io.redress.order.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A row of the table {@code application-window}: how long a buyer may apply (RO-01).
 *
 * @param opens with what the window opens
 * @param daysAfterReceipt rolling days of 24 hours after receipt
 * @param maxApplications how often for one order, or null for no limit (20.25)
 * @param clause the rule that the row carries out
 */
public record ApplicationWindow(Opens opens, int daysAfterReceipt, Integer maxApplications, String clause) {

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

  /** Until when the window of this order is open: the later of receipt + days and the merchant's promise; null = no end yet. */
  Instant closesAt(Order order) {
    if (order.receivedAt() == null) {
      return null;
    }
    var afterReceipt = order.receivedAt().plus(Duration.ofDays(daysAfterReceipt));
    var promised = order.merchantPromisedUntil();
    return promised != null && promised.isAfter(afterReceipt) ? promised : afterReceipt;
  }

  boolean hasNotClosed(Order order, Instant now) {
    var end = closesAt(order);
    return end == null || now.isBefore(end);
  }
}
