package io.redress.complaint;

import java.util.Arrays;
import java.util.Locale;

/** Whose deposit pays in the end for an upheld complaint (CD-05). */
public enum LiableParty {
  MERCHANT,
  /** Whoever runs the merchant's shop for it, or serves its buyers. */
  SERVICE_PARTNER;

  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static LiableParty of(String code) {
    return Arrays.stream(values()).filter(party -> party.code().equals(code)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nobody can be liable as " + code));
  }
}
