package io.redress.dispute;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What a merchant can break: the five cases of RP-20, RP-21, and what the platform has ordered (RP-22). The Chinese sentences are the source's. */
enum BreachClause {
  OVERDUE("RP-20(1)", "The goods meet the repair standard, but they were not repaired and sent back in time, or without a real tracking number.",
      "商品符合维修标准，商家逾期未完成维修并寄回商品，或未上传真实物流单号。"),
  NOT_RECEIVED("RP-20(2)", "The buyer did not receive the goods, or the detection report with them, within 7 days after the tracking number was given.",
      "用户未在商家上传物流单号后7日内收到商品（和/或检测报告）。"),
  NOT_AS_AGREED("RP-20(3)", "The merchant did not do what was agreed with the buyer.", "商家未按与用户协商一致的方案进行处理。"),
  REFUSED("RP-20(4)", "The merchant does not agree to repair.", "商家不同意维修。"),
  FALSE_REPORT("RP-20(5)", "The merchant's detection report is false, expired or invalid.", "商家上传的商品检测报告虚假、过期或无效。"),
  REFUNDED_ALONE("RP-21", "The merchant refunded the order without having agreed on it with the buyer.", "商家在未与用户协商一致的情形下对订单进行退款。"),
  DISOBEYED("RP-22", "The merchant did not do what the platform had ordered.", "商家未按照平台判责结果履行。");

  private final String code;
  private final String english;
  private final String chinese;

  BreachClause(String code, String english, String chinese) {
    this.code = code;
    this.english = english;
    this.chinese = chinese;
  }

  String code() {
    return code;
  }

  /** The sentence by language, {@code en} and {@code zh}. */
  Map<String, String> text() {
    return Map.of("en", english, "zh", chinese);
  }

  static Optional<BreachClause> of(String code) {
    return Arrays.stream(values()).filter(clause -> clause.code.equals(code)).findFirst();
  }
}
