package io.redress.money;

import io.redress.CaseId;
import java.time.Instant;
import org.joda.money.Money;

/**
 * Something has become of a refund. Published inside the transaction that makes it true: what a listener writes is kept or lost
 * with it, and a listener's failure undoes it.
 *
 * <p>{@link RefundSent}, {@link RefundFailed} and, of freight, {@link RefundSucceeded} come in a transaction of their own while the
 * job's transaction still waits: their listeners insert, and never change a row that the job's transaction may have changed, or
 * both wait for ever.
 */
public sealed interface RefundEvent {

  CaseId caseId();

  /** Whether it is about the price, about return freight, or about what the platform pays for a complaint. */
  Refund.Purpose purpose();

  /** The refund's key, {@code caseId:refund:n}, {@code caseId:freight:n} or {@code complaintId:compensation:n}. */
  String key();

  Money amount();

  /** Whose money it is. */
  Refund.Payer payer();

  Instant at();

  /** It was decided that the buyer gets this much; {@code clause} says why. */
  record RefundDecided(CaseId caseId, Refund.Purpose purpose, String key, Money amount, Refund.Payer payer, Instant at, String clause)
      implements RefundEvent {}

  /** The payer's money is taken and the gateway is about to be asked. From here on the buyer cannot withdraw. */
  record RefundSent(CaseId caseId, Refund.Purpose purpose, String key, Money amount, Refund.Payer payer, Instant at) implements RefundEvent {}

  /** The buyer has the money. */
  record RefundSucceeded(CaseId caseId, Refund.Purpose purpose, String key, Money amount, Refund.Payer payer, Instant at)
      implements RefundEvent {}

  /** The gateway declined; it will be asked again. */
  record RefundFailed(CaseId caseId, Refund.Purpose purpose, String key, Money amount, Refund.Payer payer, Instant at, String reason)
      implements RefundEvent {}

  /** The refund will not be paid; its payer has the money back. */
  record RefundCancelled(CaseId caseId, Refund.Purpose purpose, String key, Money amount, Refund.Payer payer, Instant at)
      implements RefundEvent {}
}
