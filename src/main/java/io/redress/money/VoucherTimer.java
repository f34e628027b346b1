package io.redress.money;

import java.time.Instant;

/** Calls back when a voucher's time is up. */
public interface VoucherTimer {

  /**
   * {@link Vouchers#expire} is called for this voucher at {@code validUntil} or later, on one node, until it succeeds. Set in the
   * caller's transaction: lost with it.
   */
  void set(String voucherId, Instant validUntil);
}
