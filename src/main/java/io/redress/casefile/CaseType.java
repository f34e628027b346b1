package io.redress.casefile;

import java.util.Arrays;
import java.util.Optional;

/** What a buyer may ask for. Which of these is offered for an order is said by the table {@code application-window}. */
public enum CaseType {
  REFUND_ONLY("refund-only"),
  RETURN_REFUND("return-refund"),
  EXCHANGE("exchange"),
  RESHIP("reship"),
  REPAIR("repair");

  private final String code;

  CaseType(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  static Optional<CaseType> of(String code) {
    return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
  }
}
