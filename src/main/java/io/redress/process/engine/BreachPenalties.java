package io.redress.process.engine;

import io.redress.Cny;
import io.redress.dispute.BreachRules;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The table {@code breach-penalty}. */
@Component
class BreachPenalties implements BreachRules {

  private final DecisionTables tables;

  BreachPenalties(DecisionTables tables) {
    this.tables = tables;
  }

  @Override
  public Terms of(String clause) {
    var row = tables.decide("breach-penalty", Map.of("clause", clause)).orElseThrow(() ->
        new IllegalStateException("the table breach-penalty has no row for " + clause + "; add one and deploy it"));
    try {
      return new Terms(((Number) row.get("percent")).intValue(), Cny.parse((String) row.get("mostAmount")),
          ((Number) row.get("proposedPercent")).intValue(), (String) row.get("rule"));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IllegalStateException("the table breach-penalty says for " + clause + " " + row
          + "; write percentages of 0 to 100 and an amount such as \"50.00\" and deploy it", e);
    }
  }
}
