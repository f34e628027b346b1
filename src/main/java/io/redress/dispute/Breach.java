package io.redress.dispute;

import io.redress.CaseId;
import io.redress.casefile.Actor;
import java.time.Instant;
import org.joda.money.Money;

/**
 * A clause that the merchant is said to have broken.
 *
 * @param number within its case, from 1
 * @param explanation what the agent says who found it; null where a flow came upon it
 * @param decision null = not decided
 */
record Breach(CaseId caseId, int number, BreachClause clause, String explanation, Actor openedBy, Instant openedAt, Decision decision) {

  /**
   * @param refundOrder all that is left of the order goes back to the buyer
   * @param penalty CNY, zero for none
   * @param voucherId the buyer's cash coupon over the penalty; null without one
   */
  record Decision(boolean upheld, boolean refundOrder, Money penalty, String voucherId) {}
}
