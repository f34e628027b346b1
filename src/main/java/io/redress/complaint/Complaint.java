package io.redress.complaint;

import io.redress.CaseId;
import java.time.Instant;
import org.joda.money.Money;

/**
 * One complaint as it stands.
 *
 * @param complaintId its own number, such as C261127-7K3M9-Q2X4T
 * @param caseId the case that it is about; null = none
 * @param decision null as long as the desk has neither rejected nor judged it
 */
public record Complaint(CaseId complaintId, String orderId, CaseId caseId, String merchantId, String buyerId, String subject, String description,
    ComplaintStatus status, Instant openedAt, Decision decision) {

  /**
   * What the desk decided, with its answer to the buyer.
   *
   * @param liable null unless upheld
   * @param servicePartnerId the owner of the account that pays; null unless a service partner is liable
   * @param amount CNY, what the buyer gets; null unless upheld
   */
  public record Decision(Instant at, String reply, LiableParty liable, String servicePartnerId, Money amount) {

    static Decision without(Instant at, String reply) {
      return new Decision(at, reply, null, null, null);
    }
  }
}
