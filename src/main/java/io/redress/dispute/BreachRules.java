package io.redress.dispute;

import io.redress.Cny;
import java.util.Objects;
import org.joda.money.Money;

/** The decision table about breaches that process owners keep (RP-20, 20.9). */
public interface BreachRules {

  /**
   * @param percent of what was paid for the order, at most that much is a penalty
   * @param most CNY; nor more than this, however much was paid
   * @param proposedPercent how much of the most that is possible is proposed to the agent
   * @param clause the rule of the cap
   */
  record Terms(int percent, Money most, int proposedPercent, String clause) {

    public Terms {
      Objects.requireNonNull(most);
      if (percent < 0 || percent > 100 || most.isNegative() || proposedPercent < 0 || proposedPercent > 100) {
        throw new IllegalArgumentException("percentages are 0 to 100, an amount is 0.00 or more");
      }
    }

    /** The most that all penalties for an order together may be: the smaller of the two, rounded down to the fen (20.9). */
    Money cap(Money paid) {
      var share = part(paid, percent);
      return share.isGreaterThan(most) ? most : share;
    }

    /** What is proposed of that much. */
    Money proposed(Money possible) {
      return part(possible, proposedPercent);
    }

    private static Money part(Money of, int percent) {
      return Cny.fen(Cny.fen(of) * percent / 100);
    }
  }

  /** @param clause RP-20(1) … RP-20(5) or RP-21 */
  Terms of(String clause);
}
