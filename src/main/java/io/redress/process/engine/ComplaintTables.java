package io.redress.process.engine;

import io.redress.complaint.ComplaintRules;
import io.redress.complaint.LiableParty;
import io.redress.order.Order;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The tables {@code complaint-exemptions} and {@code complaint-cap}. */
@Component
class ComplaintTables implements ComplaintRules {

  private final DecisionTables tables;

  ComplaintTables(DecisionTables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<Exemption> exemption(String promise, Order order) {
    return tables.decide("complaint-exemptions", Map.of("promise", promise, "remoteRegion", order.remoteRegion()))
        .map(row -> new Exemption((String) row.get("clause"), Map.of("en", (String) row.get("english"), "zh", (String) row.get("chinese"))));
  }

  @Override
  public Cap cap(LiableParty liable) {
    var row = tables.decide("complaint-cap", Map.of("liableParty", liable.code())).orElseThrow(() ->
        new IllegalStateException("the table complaint-cap has no row for " + liable.code() + "; add one and deploy it"));
    try {
      return new Cap(((Number) row.get("percent")).intValue(), (String) row.get("clause"));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IllegalStateException("the table complaint-cap says for " + liable.code() + " " + row
          + "; write a percentage of 0 or more and a clause and deploy it", e);
    }
  }
}
