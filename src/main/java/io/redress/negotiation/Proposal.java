package io.redress.negotiation;

import io.redress.CaseId;
import java.time.Instant;
import org.joda.money.Money;

/**
 * A proposal as it was made. It never changes; a new one takes its place.
 *
 * @param amount CNY, above zero; null for an exchange and a reship
 * @param by who made it
 */
record Proposal(CaseId caseId, Outcome outcome, Money amount, String message, By by, Instant proposedAt) {

  enum By {
    MERCHANT("merchant"),
    AGENT("platform");

    private final String agrees;

    By(String agrees) {
      this.agrees = agrees;
    }
  }

  /**
   * Whose consent the outcome runs with once the buyer has accepted. An agent mediates and cannot agree for the merchant, so what
   * an agent proposed and the buyer accepted is the platform's doing, like a judgement (PI-01).
   */
  String agreedBy() {
    return by.agrees;
  }
}
