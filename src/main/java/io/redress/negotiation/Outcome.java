package io.redress.negotiation;

import io.redress.casefile.CaseType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What two sides may agree on (NG-09). Each has a flow of its own, whose process id is its code. */
public enum Outcome {
  SMALL_PAYMENT("small-payment", CaseType.REFUND_ONLY, "NG-04"),
  REFUND_ONLY("refund-only", CaseType.REFUND_ONLY, "NG-05"),
  RETURN_REFUND("return-refund", CaseType.RETURN_REFUND, "NG-06"),
  EXCHANGE("exchange", CaseType.EXCHANGE, "NG-07"),
  RESHIP("reship", CaseType.RESHIP, "NG-08");

  private final String code;
  private final CaseType type;
  private final String clause;

  Outcome(String code, CaseType type, String clause) {
    this.code = code;
    this.type = type;
    this.clause = clause;
  }

  public String code() {
    return code;
  }

  /** The kind of request that comes closest, for an order without an open case. */
  CaseType type() {
    return type;
  }

  String clause() {
    return clause;
  }

  /** Whether it comes with an amount. */
  boolean paysMoney() {
    return this == SMALL_PAYMENT || this == REFUND_ONLY || this == RETURN_REFUND;
  }

  /** Whether the buyer sends something back, so that the merchant must have said where to. */
  boolean sendsGoodsBack() {
    return this == RETURN_REFUND || this == EXCHANGE;
  }

  static Optional<Outcome> of(String code) {
    return Arrays.stream(values()).filter(outcome -> outcome.code.equals(code)).findFirst();
  }

  static List<String> codes() {
    return Arrays.stream(values()).map(Outcome::code).toList();
  }
}
