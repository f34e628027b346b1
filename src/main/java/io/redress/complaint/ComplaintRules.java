package io.redress.complaint;

import io.redress.Cny;
import io.redress.order.Order;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/** The decision tables about complaints that process owners keep. */
public interface ComplaintRules {

  /**
   * Why a merchant does not answer for a promise.
   *
   * @param text for the desk, by language ({@code en}, {@code zh})
   */
  record Exemption(String clause, Map<String, String> text) {}

  /**
   * How much all upheld complaints about an order may come to.
   *
   * @param percent of what was paid for the order
   */
  record Cap(int percent, String clause) {

    public Cap {
      if (percent < 0) {
        throw new IllegalArgumentException("a percentage is 0 or more");
      }
    }

    /** Rounded down to the fen. */
    Money of(Money paid) {
      return Cny.fen(Cny.fen(paid) * percent / 100);
    }
  }

  /**
   * Whether the merchant answers for a promise that was not kept (CD-07).
   *
   * @param promise such as {@code sf-shipping}
   */
  Optional<Exemption> exemption(String promise, Order order);

  Cap cap(LiableParty liable);
}
