package io.redress.casefile;

import io.redress.CaseId;
import io.redress.money.Refund;
import java.util.Optional;
import org.joda.money.Money;

/** What the platform has judged in a case, as others need it; another room keeps it. */
public interface Rulings {

  /**
   * The last judgement of a case.
   *
   * @param liability merchant, buyer, both, carrier, platform or none
   * @param merchantShare percent that the merchant bears where both are liable; null otherwise
   * @param refund CNY to be refunded at once, in all; empty where no money goes back, or only with the goods
   * @param payer who pays a refund, at once or when the goods have come back; null without one
   */
  record Ruling(String liability, Integer merchantShare, Optional<Money> refund, Refund.Payer payer) {}

  Optional<Ruling> last(CaseId caseId);
}
