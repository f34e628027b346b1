package io.redress.money;

import io.redress.Cny;
import org.joda.money.Money;

/** One line of an entry: what an account gets (positive) or gives (negative). Never zero. */
public record Posting(Account account, Money amount) {

  public Posting {
    if (account == null || amount == null || !amount.getCurrencyUnit().equals(Cny.CURRENCY) || amount.isZero()) {
      throw new IllegalArgumentException("a posting moves an amount in CNY: " + account + " " + amount);
    }
  }
}
