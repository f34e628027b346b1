package io.redress.money;

import io.redress.CaseId;

/**
 * Why something is booked.
 *
 * @param key unique for ever: a second booking under it changes nothing; at most 200 characters
 * @param purpose what the entry is for, in one kebab-case word or two
 * @param caseId null = not for a case
 * @param reference the outside world's own number for it, or null
 * @param clause the rule that moves the money, or null
 */
public record Occasion(String key, String purpose, CaseId caseId, String reference, String clause) {

  public Occasion {
    if (key == null || key.isBlank() || key.length() > 200 || purpose == null || purpose.isBlank()) {
      throw new IllegalArgumentException("an entry needs a key of at most 200 characters and a purpose: " + key);
    }
  }

  /** The {@code n}th booking for this purpose in a case, under the key {@code caseId:purpose:n}. */
  public static Occasion of(CaseId caseId, String purpose, int n, String clause) {
    return new Occasion(caseId + ":" + purpose + ":" + n, purpose, caseId, null, clause);
  }
}
