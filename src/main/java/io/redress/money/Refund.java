package io.redress.money;

import io.redress.CaseId;
import java.time.Instant;
import org.joda.money.Money;

/**
 * What a buyer gets back for an order, and how far that is.
 *
 * @param key {@code caseId:refund:number}; also the gateway's idempotency key
 * @param attempts how often the gateway was asked
 * @param sentAt when the gateway was first asked since the decision or the last failure; null = never
 * @param closedAt when it succeeded or was cancelled; null = neither
 * @param failure what the gateway said when it last declined; null = nothing
 */
public record Refund(
    String key,
    CaseId caseId,
    int number,
    String orderId,
    String merchantId,
    String buyerId,
    Money amount,
    String clause,
    State state,
    int attempts,
    Instant decidedAt,
    Instant sentAt,
    Instant closedAt,
    String failure) {

  /** {@code DECIDED → SENT → SUCCEEDED}; {@code SENT → FAILED → SENT}; {@code DECIDED, FAILED → CANCELLED}. */
  public enum State { DECIDED, SENT, SUCCEEDED, FAILED, CANCELLED }

  boolean isOpen() {
    return state != State.SUCCEEDED && state != State.CANCELLED;
  }

  /** This refund, sent once more. */
  Refund sent(Instant at) {
    return new Refund(key, caseId, number, orderId, merchantId, buyerId, amount, clause, State.SENT, attempts + 1, decidedAt, at,
        closedAt, failure);
  }
}
