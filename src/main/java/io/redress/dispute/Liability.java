package io.redress.dispute;

import java.util.Arrays;
import java.util.Locale;

/** Whom an agent finds liable, by the codes of {@code agent-judges}. */
enum Liability {
  MERCHANT, BUYER, BOTH, CARRIER, PLATFORM, NONE;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Liability of(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst().orElseThrow();
  }
}
