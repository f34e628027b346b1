package io.redress.casefile;

import java.util.Arrays;
import java.util.Optional;

/** Why the buyer applies (RO-11). Any reason may be given in any state of an order. */
public enum Reason {
  QUALITY("quality"),
  DAMAGED("damaged"),
  WRONG_ITEM("wrong-item"),
  MISSING_ITEM("missing-item"),
  NOT_AS_DESCRIBED("not-as-described"),
  NO_REASON("no-reason"),
  LATE_DELIVERY("late-delivery"),
  NOT_RECEIVED("not-received"),
  OTHER("other");

  private final String code;

  Reason(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  public static Optional<Reason> of(String code) {
    return Arrays.stream(values()).filter(reason -> reason.code.equals(code)).findFirst();
  }
}
