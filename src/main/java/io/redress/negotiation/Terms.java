package io.redress.negotiation;

import io.redress.Cny;
import io.redress.Refused;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;

/**
 * What somebody proposes: well-formed in itself, whatever the order allows.
 *
 * @param amount CNY, above zero; null where none was named, and for an outcome that has none
 * @param message what the buyer reads, 1 to 500 characters (NG-03)
 */
public record Terms(Outcome outcome, Money amount, String message) {

  static final int LONGEST_MESSAGE = 500;

  /** @throws Refused naming every value that breaks a rule, by the names of the form {@code merchant-proposes} */
  public static Terms of(String outcome, String amount, String message) {
    var wrong = new ArrayList<Refused.Field>();
    var known = Outcome.of(outcome);
    if (known.isEmpty()) {
      wrong.add(new Refused.Field("outcome", "Choose one of " + String.join(", ", Outcome.codes()) + ".",
          "请选择以下方案之一：" + String.join("、", Outcome.codes()) + "。", "NG-09"));
    }
    var money = known.filter(Outcome::paysMoney).map(paying -> amount(paying, amount, wrong)).orElse(null);
    if (message == null || message.isBlank() || message.length() > LONGEST_MESSAGE || message.indexOf('\0') >= 0) {
      wrong.add(new Refused.Field("message", "Write to the buyer in 1 to " + LONGEST_MESSAGE + " characters.",
          "请用 1 至 " + LONGEST_MESSAGE + " 个字给买家留言。", "NG-03"));
    }
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
    return new Terms(known.get(), money, message.strip());
  }

  private static Money amount(Outcome outcome, String text, List<Refused.Field> wrong) {
    var clause = outcome == Outcome.SMALL_PAYMENT ? "SP-01" : "RO-12";
    if (text == null || text.isBlank()) {
      if (outcome == Outcome.SMALL_PAYMENT) {
        wrong.add(new Refused.Field("amount", "Say how much the buyer is paid.", "请填写付给买家的金额。", clause));
      }
      return null;
    }
    try {
      var amount = Cny.parse(text);
      if (amount.isPositive()) {
        return amount;
      }
      wrong.add(new Refused.Field("amount", "The amount must be above 0.", "金额必须大于 0。", clause));
    } catch (IllegalArgumentException e) {
      wrong.add(new Refused.Field("amount", "Give an amount in CNY with at most two decimals, such as \"12.50\".",
          "请填写金额（元），最多两位小数，例如 12.50。", clause));
    }
    return null;
  }
}
