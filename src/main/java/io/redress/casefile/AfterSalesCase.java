package io.redress.casefile;

import io.redress.CaseId;
import java.time.Instant;
import org.joda.money.Money;

/**
 * One after-sales case as it stands.
 *
 * @param ruleset the version of the rules that the case was opened under (20.1); it keeps them for its whole life
 * @param status null only for the moment in which the case is being opened
 * @param amount what the buyer asks for now; a resubmission changes it
 * @param quantity how many pieces it is about
 * @param percent how much of the paid amount, if the buyer said it so; null = not
 * @param openedBy the buyer, or the merchant or agent who made the request for the buyer (MB-01)
 * @param processInstanceId the one top-level instance that conducts the case now
 */
public record AfterSalesCase(
    CaseId caseId,
    String orderId,
    String merchantId,
    String buyerId,
    CaseType type,
    String ruleset,
    CaseStatus status,
    Reason reason,
    Money amount,
    int quantity,
    Integer percent,
    String description,
    Actor.Kind openedBy,
    Instant openedAt,
    Instant closedAt,
    String processInstanceId) {

  public boolean isOpen() {
    return closedAt == null;
  }
}
