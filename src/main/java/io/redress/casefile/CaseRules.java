package io.redress.casefile;

import io.redress.order.Order;
import java.util.Optional;

/** The decision tables that process owners keep. */
public interface CaseRules {

  /** How long a buyer may apply for this kind, for such a reason, under this ruleset; empty when it is not offered for such an order. */
  Optional<ApplicationWindow> window(CaseType type, String ruleset, Reason reason, Order order);

  /** The number of such a case in the platform's public status list, or null where it has none (rulebook, section 21). */
  Integer platformStatus(CaseType type, CaseStatus status);
}
