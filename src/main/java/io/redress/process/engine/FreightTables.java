package io.redress.process.engine;

import io.redress.Cny;
import io.redress.casefile.CaseType;
import io.redress.casefile.Reason;
import io.redress.order.Order;
import io.redress.shipment.FreightRules;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the decision tables say about return freight. */
@Component
class FreightTables implements FreightRules {

  private final DecisionTables tables;

  FreightTables(DecisionTables tables) {
    this.tables = tables;
  }

  @Override
  public Bearing bearing(CaseType type, Reason reason, boolean freightIncluded, String ruling) {
    var row = row("freight-bearer",
        Map.of("type", type.code(), "reason", reason.code(), "freightIncluded", freightIncluded, "ruling", ruling));
    return new Bearing(Bearer.of((String) row.get("bearer")), (String) row.get("clause"));
  }

  @Override
  public Tariff tariff(Order order) {
    var row = row("freight-tariff", Map.of("category", order.category(), "region", order.remoteRegion() ? "remote" : "regular"));
    return new Tariff(Cny.parse((String) row.get("limit")), Cny.parse((String) row.get("implausibleAbove")));
  }

  private Map<String, Object> row(String table, Map<String, Object> inputs) {
    return tables.decide(table, inputs).orElseThrow(() ->
        new IllegalStateException("the table " + table + " has no row for " + inputs + "; add one and deploy it"));
  }
}
