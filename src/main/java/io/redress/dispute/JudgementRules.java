package io.redress.dispute;

import io.redress.casefile.Actor;
import io.redress.money.Refund;
import io.redress.money.Voucher;
import org.joda.money.Money;

/** The decision table about judgements that process owners keep (rulebook 8, 20.11). */
public interface JudgementRules {

  /**
   * What a liability and a remedy together mean.
   *
   * @param why when it is not possible: what the agent reads, in both languages; null = it is possible
   * @param refundPayer who pays a refund; null where there is none
   * @param voucherKind null = no voucher goes with it
   * @param voucherMost CNY; zero without a voucher
   * @param voucherNeeded without a voucher it would be nothing
   * @param clause the rule that both sides are shown
   */
  record Effects(String why, Refund.Payer refundPayer, Voucher.Kind voucherKind, Voucher.Payer voucherPayer, Money voucherMost, boolean voucherNeeded,
      String clause) {

    boolean isPossible() {
      return why == null;
    }
  }

  /** By the codes of {@code agent-judges}. */
  Effects of(String liability, String remedy);

  /** For how many days, of 24 hours each, this side, buyer or merchant, may appeal against a judgement. */
  int daysToAppeal(Actor.Kind side);
}
