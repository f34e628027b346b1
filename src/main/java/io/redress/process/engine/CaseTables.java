package io.redress.process.engine;

import io.redress.casefile.ApplicationWindow;
import io.redress.casefile.CaseRules;
import io.redress.casefile.CaseStatus;
import io.redress.casefile.CaseType;
import io.redress.casefile.Reason;
import io.redress.order.Categories;
import io.redress.order.Order;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the decision tables say about cases. */
@Component
class CaseTables implements CaseRules {

  private final DecisionTables tables;
  private final Categories categories;

  CaseTables(DecisionTables tables, Categories categories) {
    this.tables = tables;
    this.categories = categories;
  }

  @Override
  public Optional<ApplicationWindow> window(CaseType type, String ruleset, Reason reason, Order order) {
    return tables.decide("application-window", Map.of("type", type.code(), "ruleset", ruleset, "reason", reason.code(),
        "special", categories.isSpecial(order.category()), "category", order.category(),
        "repairable", categories.isRepairable(order.category()))).map(row -> new ApplicationWindow(
        ApplicationWindow.Opens.of((String) row.get("opens")),
        ((Number) row.get("daysAfterReceipt")).intValue(),
        Boolean.TRUE.equals(row.get("statutoryCounts")),
        whole(row.get("platformDaysAfterReceipt")),
        whole(row.get("maxApplications")),
        (String) row.get("opensClause"),
        (String) row.get("clause")));
  }

  private static Integer whole(Object number) {
    return number == null ? null : ((Number) number).intValue();
  }

  @Override
  public Integer platformStatus(CaseType type, CaseStatus status) {
    return tables.decide("platform-status", Map.of("type", type.code(), "status", status.code()))
        .map(row -> ((Number) row.get("number")).intValue()).orElse(null);
  }
}
