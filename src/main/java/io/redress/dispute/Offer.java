package io.redress.dispute;

import io.redress.casefile.CaseType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A solution that the platform may offer the buyer before it judges (PI-06). */
enum Offer {
  EXCHANGE("offerExchange", CaseType.EXCHANGE, "An exchange", "换货"),
  REPAIR("offerRepair", CaseType.REPAIR, "A repair", "维修"),
  RETURN_REFUND("offerReturn", CaseType.RETURN_REFUND, "A return with a refund", "退货退款"),
  EXCHANGE_WITH_VOUCHER("offerExchangeWithVoucher", CaseType.EXCHANGE, "An exchange with a voucher of %s CNY", "换货并赠送%s元优惠券");

  private final String field;
  private final CaseType type;
  private final String english;
  private final String chinese;

  Offer(String field, CaseType type, String english, String chinese) {
    this.field = field;
    this.type = type;
    this.english = english;
    this.chinese = chinese;
  }

  /** As the form {@code buyer-chooses-offer} answers it. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  CaseType type() {
    return type;
  }

  /** In both languages, as forms say it. */
  String label(Object voucherAmount) {
    return english.formatted(voucherAmount) + " / " + chinese.formatted(voucherAmount);
  }

  /** What an agent's answer to {@code agent-judges} offers. */
  static List<Offer> of(Map<String, Object> answer) {
    return Arrays.stream(values()).filter(offer -> Boolean.TRUE.equals(answer.get(offer.field))).toList();
  }
}
