package io.redress.complaint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a complaint is (CD-03). */
public enum ComplaintStatus {
  OPENED, ACCEPTED, UPHELD, NOT_UPHELD, REJECTED;

  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the desk has decided for good. */
  public boolean isDecided() {
    return this != OPENED && this != ACCEPTED;
  }

  public static Optional<ComplaintStatus> of(String code) {
    return Arrays.stream(values()).filter(status -> status.code().equals(code)).findFirst();
  }
}
