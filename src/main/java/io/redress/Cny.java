package io.redress;

import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Amounts of money: always CNY, always whole fen, written as "129.90". */
public final class Cny {

  public static final CurrencyUnit CURRENCY = CurrencyUnit.of("CNY");
  public static final Money ZERO = Money.zero(CURRENCY);
  private static final Pattern AMOUNT = Pattern.compile("(0|[1-9]\\d{0,11})(\\.\\d{1,2})?");

  private Cny() {}

  public static Money fen(long fen) {
    return Money.ofMinor(CURRENCY, fen);
  }

  public static long fen(Money amount) {
    return amount.getAmountMinorLong();
  }

  /**
   * Reads an amount that is not negative, such as "129.90", "5.5" or "12".
   *
   * @throws IllegalArgumentException for anything else: more than two decimals, a sign, blanks, an exponent, over 12 digits
   */
  public static Money parse(String text) {
    if (text == null || !AMOUNT.matcher(text).matches()) {
      throw new IllegalArgumentException("not an amount in CNY such as 129.90: " + text);
    }
    return Money.of(CURRENCY, new java.math.BigDecimal(text));
  }

  /** The amount as the API writes it, such as "129.90". */
  public static String text(Money amount) {
    return amount.getAmount().toPlainString();
  }
}
