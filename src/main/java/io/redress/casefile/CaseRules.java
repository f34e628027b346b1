package io.redress.casefile;

import java.util.Optional;

/** The decision tables that process owners keep. */
public interface CaseRules {

  /** How long a buyer may apply for this kind under this ruleset; empty when the kind is not offered at all. */
  Optional<ApplicationWindow> window(CaseType type, String ruleset);

  /** The number of such a case in the platform's public status list, or null where it has none (rulebook, section 21). */
  Integer platformStatus(CaseType type, CaseStatus status);
}
