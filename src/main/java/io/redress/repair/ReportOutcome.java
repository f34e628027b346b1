package io.redress.repair;

import java.util.Locale;

/** What the check of a report comes to: it counts, somebody has to look at it, or the merchant has to bring another one. */
public enum ReportOutcome {
  VALID, SUSPECT, INVALID;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ReportOutcome of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
