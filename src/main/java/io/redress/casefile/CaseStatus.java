package io.redress.casefile;

import java.util.Arrays;

/** Where a case stands. The words stand in the diagrams, as the property {@code status}; nobody sets one by hand. */
public enum CaseStatus {
  AWAITING_BUYER_CONFIRMATION("awaiting-buyer-confirmation", false),
  MERCHANT_TO_DECIDE("merchant-to-decide", false),
  BUYER_TO_ANSWER("buyer-to-answer", false),
  BUYER_TO_SHIP("buyer-to-ship", false),
  MERCHANT_TO_CHECK("merchant-to-check", false),
  MERCHANT_TO_SHIP("merchant-to-ship", false),
  MERCHANT_TO_INSPECT("merchant-to-inspect", false),
  MERCHANT_TO_REPAIR("merchant-to-repair", false),
  MERCHANT_TO_SHIP_BACK("merchant-to-ship-back", false),
  BUYER_TO_CHOOSE("buyer-to-choose", false),
  BUYER_TO_CONFIRM("buyer-to-confirm", false),
  NEGOTIATING("negotiating", false),
  PLATFORM_REVIEWING("platform-reviewing", false),
  REFUNDING("refunding", false),
  REFUNDED("refunded", true),
  EXCHANGED("exchanged", true),
  RESHIPPED("reshipped", true),
  REPAIRED("repaired", true),
  RETURNED_UNREPAIRED("returned-unrepaired", true),
  SETTLED("settled", true),
  WITHDRAWN("withdrawn", true),
  CLOSED_BUYER_OVERDUE("closed-buyer-overdue", true),
  CLOSED_BY_PLATFORM("closed-by-platform", true);

  private final String code;
  private final boolean closed;

  CaseStatus(String code, boolean closed) {
    this.code = code;
    this.closed = closed;
  }

  public String code() {
    return code;
  }

  /** Whether nothing more happens to a case that stands here. */
  public boolean isClosed() {
    return closed;
  }

  /** @throws IllegalArgumentException for a word that is no status */
  public static CaseStatus of(String code) {
    return Arrays.stream(values()).filter(status -> status.code.equals(code)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + code + "\" is no status of a case; see CaseStatus for those there are"));
  }
}
