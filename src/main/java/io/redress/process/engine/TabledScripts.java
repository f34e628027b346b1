package io.redress.process.engine;

import io.redress.negotiation.Outcome;
import io.redress.negotiation.Scripts;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The texts of the table {@code message-scripts}. */
@Component
class TabledScripts implements Scripts {

  private final DecisionTables tables;

  TabledScripts(DecisionTables tables) {
    this.tables = tables;
  }

  @Override
  public String text(Outcome outcome, boolean hoursPromised, String language) {
    return tables.decide("message-scripts", Map.of("outcome", outcome.code(), "hoursPromised", hoursPromised, "language", language))
        .map(row -> (String) row.get("text")).orElse("");
  }
}
