package io.redress.money;

import io.redress.CaseId;
import io.redress.Cny;
import java.time.Instant;
import java.util.Arrays;
import org.joda.money.Money;

/**
 * Money that a buyer may spend on a later order: a compensation, without any minimum purchase (rulebook 16).
 *
 * @param cause what it was issued for, unique for ever: {@code caseId:voucher:purpose:n}
 * @param merchantId whose conduct it makes good for; null = nobody's
 * @param left what is still to be spent or to lapse
 * @param lapsed what could not be spent any more
 * @param caseId null = issued without a case
 * @param clause the rule that grants it
 * @param kindClause the rule that its kind comes from, VC-01 … VC-08
 * @param validUntil from this instant on it is expired
 */
public record Voucher(
    String voucherId,
    String cause,
    Kind kind,
    String buyerId,
    Payer payer,
    String merchantId,
    Money amount,
    Money left,
    Money lapsed,
    CaseId caseId,
    String clause,
    String kindClause,
    Instant issuedAt,
    Instant validUntil) {

  /** What a voucher is called on the platform; the table {@code voucher-kinds} says what each is worth knowing. */
  public enum Kind {
    /** VC-01 现金券: a repair rule was broken. */
    CASH_COUPON("cash-coupon"),
    /** VC-02 无门槛代金券: a service label was not kept. */
    SERVICE_VOUCHER("service-voucher"),
    /** VC-03 无门槛平台优惠券: a nationwide warranty was not kept. */
    PLATFORM_COUPON("platform-coupon"),
    /** VC-04 物流异常补贴券: something went wrong on the way. */
    LOGISTICS_SUBSIDY("logistics-subsidy"),
    /** VC-05 售后体验补偿券: after-sales service was poor. */
    EXPERIENCE_COMPENSATION("experience-compensation"),
    /** VC-06 无门槛消费券: a gesture beside a refund. */
    CONSUMPTION_COUPON("consumption-coupon"),
    /** VC-07 无门槛现金红包: a gesture of the platform. */
    CASH_RED_PACKET("cash-red-packet"),
    /** VC-08: a merchant's act harmed the buyer's experience. */
    HARM_COUPON("harm-coupon");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** As tables, keys and the API write it. */
    public String code() {
      return code;
    }

    static Kind of(String code) {
      return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst().orElseThrow();
    }
  }

  /** Whose money it is. */
  public enum Payer {
    MERCHANT("merchant"),
    PLATFORM("platform");

    private final String code;

    Payer(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }

    /** @throws IllegalArgumentException for a word that names neither */
    public static Payer of(String code) {
      return Arrays.stream(values()).filter(payer -> payer.code.equals(code)).findFirst()
          .orElseThrow(() -> new IllegalArgumentException("\"" + code + "\" does not pay vouchers; merchant or platform does"));
    }
  }

  /** Where a voucher stands. */
  public enum Status {
    /** Something is left to be spent. */
    ISSUED("issued"),
    /** All of it is spent. */
    REDEEMED("redeemed"),
    /** Its time is up, and not all of it was spent. */
    EXPIRED("expired");

    private final String code;

    Status(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** Follows from the time, whether or not what is left has been booked out already. */
  public Status status(Instant now) {
    if (left.isZero() && lapsed.isZero()) {
      return Status.REDEEMED;
    }
    return isExpired(now) ? Status.EXPIRED : Status.ISSUED;
  }

  /** What can still be spent. */
  public Money usable(Instant now) {
    return isExpired(now) ? Cny.ZERO : left;
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(validUntil);
  }
}
