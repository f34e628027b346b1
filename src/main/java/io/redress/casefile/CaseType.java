package io.redress.casefile;

import java.util.Arrays;
import java.util.Optional;

/** What a buyer may ask for. Which of these is offered for an order is said by the table {@code application-window}. */
public enum CaseType {
  REFUND_ONLY("refund-only", "GN-02", "RO-08"),
  RETURN_REFUND("return-refund", "GN-03", "RR-06"),
  EXCHANGE("exchange", "EX-01", "EX-08"),
  RESHIP("reship", "RS-01", "EX-08"),
  REPAIR("repair", "RP-02", "RP-20");

  private final String code;
  private final String offered;
  private final String refunded;

  CaseType(String code, String offered, String refunded) {
    this.code = code;
    this.offered = offered;
    this.refunded = refunded;
  }

  /** The clause that says for which orders it is offered. */
  String offeredBy() {
    return offered;
  }

  /** The clause by which such a case ends in a refund. */
  String refundedBy() {
    return refunded;
  }

  public String code() {
    return code;
  }

  public static Optional<CaseType> of(String code) {
    return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
  }
}
