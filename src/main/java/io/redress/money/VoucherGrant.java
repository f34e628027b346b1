package io.redress.money;

import io.redress.CaseId;
import java.util.regex.Pattern;
import org.joda.money.Money;

/**
 * A voucher as somebody with the right to do so grants it.
 *
 * @param cause {@code caseId:voucher:purpose:n}; granted again under the same cause it is the same voucher
 * @param amount CNY, more than zero; a cap is for whoever grants it to keep
 * @param merchantId whose conduct it makes good for; null = nobody's
 * @param payer null = whoever pays vouchers of this kind
 * @param caseId null = without a case
 * @param clause the rule that grants it
 */
public record VoucherGrant(
    String cause, Voucher.Kind kind, Money amount, String buyerId, String merchantId, Voucher.Payer payer, CaseId caseId, String clause) {

  private static final Pattern CAUSE = Pattern.compile("\\S{1,120}:voucher:[a-z0-9-]{1,60}:\\d{1,6}");

  public VoucherGrant {
    if (cause == null || !CAUSE.matcher(cause).matches()) {
      throw new IllegalArgumentException("a voucher's cause reads like caseId:voucher:purpose:n: " + cause);
    }
    if (kind == null || amount == null || !amount.isPositive() || buyerId == null || buyerId.isBlank() || clause == null || clause.isBlank()) {
      throw new IllegalArgumentException("a voucher needs a kind, an amount, a buyer and a clause: " + cause);
    }
  }

  /** Under the cause {@code caseId:voucher:purpose:n}. */
  public static VoucherGrant of(
      CaseId caseId, String purpose, int n, Voucher.Kind kind, Money amount, String buyerId, String merchantId, Voucher.Payer payer, String clause) {
    return new VoucherGrant(caseId + ":voucher:" + purpose + ":" + n, kind, amount, buyerId, merchantId, payer, caseId, clause);
  }
}
