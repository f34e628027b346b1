package io.redress.money;

import java.time.Instant;
import org.joda.money.Money;

/**
 * An order that was paid for with a voucher, whole or in part.
 *
 * @param number within its voucher, from 1
 * @param key the shop's own, unique within the voucher
 * @param releasedAt when the order came to nothing and the voucher got it back; null = it did not
 */
public record Redemption(
    String voucherId, int number, String orderId, Money amount, String key, Instant redeemedAt, Instant releasedAt) {

  public boolean isReleased() {
    return releasedAt != null;
  }
}
