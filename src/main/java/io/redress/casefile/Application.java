package io.redress.casefile;

import io.redress.Cny;
import io.redress.Refused;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;

/**
 * What a buyer asks for (RO-11): well-formed in itself, whatever the order allows.
 *
 * @param amount CNY, above zero; null for the types that need none, and where a percentage is given
 * @param percent 1 to 100 of what was paid, instead of an amount; only for a return (rulebook, section 21)
 * @param quantity how many pieces (RR-10); null = not said
 * @param description at most 500 characters, or null
 */
public record Application(String orderId, CaseType type, Reason reason, Money amount, Integer percent, Integer quantity, String description) {

  static final int LONGEST_TEXT = 500;

  /** @throws Refused naming every value that breaks a rule */
  public static Application of(String orderId, String type, String reason, String amount, Integer percent, Integer quantity, String description) {
    var wrong = new ArrayList<Refused.Field>();
    if (orderId == null || orderId.isBlank()) {
      wrong.add(new Refused.Field("orderId", "Name the order that the request is about.", "请填写要申请售后的订单。", "RO-11"));
    }
    var knownType = CaseType.of(type);
    if (knownType.isEmpty()) {
      wrong.add(new Refused.Field("type", "Choose one of refund-only, return-refund, exchange, reship, repair.",
          "请选择 refund-only、return-refund、exchange、reship、repair 之一。", null));
    }
    var knownReason = Reason.of(reason);
    if (knownReason.isEmpty()) {
      wrong.add(new Refused.Field("reason", "Choose one of " + codes() + ".", "请选择以下原因之一：" + codes() + "。", "RO-11"));
    }
    var byPercent = percent != null && knownType.filter(CaseType.RETURN_REFUND::equals).isPresent();
    if (byPercent && (amount != null || percent < 1 || percent > 100)) {
      wrong.add(new Refused.Field("percent", "1 to 100, and no amount beside it.", "请填写 1 至 100，且不要同时填写金额。", "RR-10"));
    }
    var money = !byPercent && knownType.filter(Application::paysMoney).isPresent() ? amount(amount, wrong) : null;
    if (quantity != null && quantity < 1) {
      wrong.add(new Refused.Field("quantity", "At least one piece.", "至少一件。", null));
    }
    if (description != null && description.length() > LONGEST_TEXT) {
      wrong.add(new Refused.Field("description", "At most " + LONGEST_TEXT + " characters.", "最多 " + LONGEST_TEXT + " 个字。", null));
    }
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
    return new Application(orderId, knownType.get(), knownReason.get(), money, byPercent ? percent : null, quantity,
        description == null || description.isBlank() ? null : description);
  }

  static boolean paysMoney(CaseType type) {
    return type == CaseType.REFUND_ONLY || type == CaseType.RETURN_REFUND;
  }

  private static Money amount(String text, List<Refused.Field> wrong) {
    try {
      var amount = Cny.parse(text);
      if (amount.isPositive()) {
        return amount;
      }
      wrong.add(new Refused.Field("amount", "The amount must be above 0.", "金额必须大于 0。", "RO-12"));
    } catch (IllegalArgumentException e) {
      wrong.add(new Refused.Field("amount", "Give an amount in CNY with at most two decimals, such as \"129.90\".",
          "请填写金额（元），最多两位小数，例如 129.90。", "RO-12"));
    }
    return null;
  }

  private static String codes() {
    return String.join(", ", java.util.Arrays.stream(Reason.values()).map(Reason::code).toList());
  }
}
