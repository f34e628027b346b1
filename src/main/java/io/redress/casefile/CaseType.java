package io.redress.casefile;

import java.util.Arrays;
import java.util.Optional;

/** What a buyer may ask for. Which of these is offered for an order is said by the table {@code application-window}. */
public enum CaseType {
  REFUND_ONLY("refund-only", "GN-02"),
  RETURN_REFUND("return-refund", "GN-03"),
  EXCHANGE("exchange", "EX-01"),
  RESHIP("reship", "RS-01"),
  REPAIR("repair", "RP-02");

  private final String code;
  private final String offered;

  CaseType(String code, String offered) {
    this.code = code;
    this.offered = offered;
  }

  /** The clause that says for which orders it is offered. */
  String offeredBy() {
    return offered;
  }

  public String code() {
    return code;
  }

  public static Optional<CaseType> of(String code) {
    return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
  }
}
