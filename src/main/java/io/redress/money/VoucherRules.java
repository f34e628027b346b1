package io.redress.money;

import java.time.Period;

/** The decision table about vouchers that process owners keep (rulebook 16). */
public interface VoucherRules {

  /**
   * @param payer who pays unless whoever grants the voucher says otherwise
   * @param validFor counted in calendar days, months, years from the day of issue
   * @param clause VC-01 … VC-08
   */
  record Terms(Voucher.Payer payer, Period validFor, String clause) {}

  Terms of(Voucher.Kind kind);
}
