package io.redress.money;

import io.redress.CaseId;
import java.time.Instant;
import java.util.Arrays;
import org.joda.money.Money;

/**
 * What a buyer gets back for an order, and how far that is.
 *
 * @param key {@code caseId:refund:number}, {@code caseId:freight:number} or {@code complaintId:compensation:number}; also the gateway's
 *     idempotency key
 * @param number within its case and purpose, from 1
 * @param payer whose money it is: the merchant's, or the platform's own (VC-09)
 * @param attempts how often the gateway was asked
 * @param sentAt when the gateway was first asked since the decision or the last failure; null = never
 * @param closedAt when it succeeded or was cancelled; null = neither
 * @param failure what the gateway said when it last declined; null = nothing
 */
public record Refund(
    String key,
    CaseId caseId,
    Purpose purpose,
    int number,
    String orderId,
    String merchantId,
    String buyerId,
    Money amount,
    Payer payer,
    String clause,
    State state,
    int attempts,
    Instant decidedAt,
    Instant sentAt,
    Instant closedAt,
    String failure) {

  /** What the buyer gets back. */
  public enum Purpose {
    /** What was paid for the order, or a part of it; counts against what can still be refunded (RO-12). */
    PRICE("refund"),
    /** What the buyer advanced to send goods back (20.11). */
    FREIGHT("freight"),
    /** What the platform pays of its own for an upheld complaint, whose number stands for the case's (CD-04). */
    COMPENSATION("compensation");

    private final String code;

    Purpose(String code) {
      this.code = code;
    }

    /** As keys, tables and ledger entries write it. */
    String code() {
      return code;
    }

    static Purpose of(String code) {
      return Arrays.stream(values()).filter(purpose -> purpose.code.equals(code)).findFirst().orElseThrow();
    }
  }

  /** Whose money goes back. */
  public enum Payer {
    /** The merchant's, as {@link Deduction} says. */
    MERCHANT("merchant"),
    /** The platform's own compensation; the merchant's accounts are left alone. */
    PLATFORM("platform");

    private final String code;

    Payer(String code) {
      this.code = code;
    }

    /** As tables, ledger entries and the timeline write it. */
    public String code() {
      return code;
    }

    public static Payer of(String code) {
      return Arrays.stream(values()).filter(payer -> payer.code.equals(code)).findFirst().orElseThrow();
    }
  }

  /** {@code DECIDED → SENT → SUCCEEDED}; {@code SENT → FAILED → SENT}; {@code DECIDED, FAILED → CANCELLED}. */
  public enum State { DECIDED, SENT, SUCCEEDED, FAILED, CANCELLED }

  boolean isOpen() {
    return state != State.SUCCEEDED && state != State.CANCELLED;
  }

  /** This refund, sent once more. */
  Refund sent(Instant at) {
    return new Refund(key, caseId, purpose, number, orderId, merchantId, buyerId, amount, payer, clause, State.SENT, attempts + 1, decidedAt,
        at, closedAt, failure);
  }
}
