package io.redress.casefile;

import io.redress.order.Order;
import java.time.Duration;
import java.time.Instant;

/**
 * A row of the table {@code application-window}: how long a buyer may apply (RO-01).
 *
 * @param daysAfterReceipt rolling days of 24 hours after receipt
 * @param maxApplications how often for one order, or null for no limit (20.25)
 * @param clause the rule that the row carries out
 */
public record ApplicationWindow(int daysAfterReceipt, Integer maxApplications, String clause) {

  /** Until when the window of this order is open: the later of receipt + days and the merchant's promise; null = no end yet. */
  Instant closesAt(Order order) {
    if (order.receivedAt() == null) {
      return null;
    }
    var afterReceipt = order.receivedAt().plus(Duration.ofDays(daysAfterReceipt));
    var promised = order.merchantPromisedUntil();
    return promised != null && promised.isAfter(afterReceipt) ? promised : afterReceipt;
  }

  boolean isOpen(Order order, Instant now) {
    var end = closesAt(order);
    return end == null || now.isBefore(end);
  }
}
