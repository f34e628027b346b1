package io.redress.process.engine;

import io.redress.order.Order;
import java.math.RoundingMode;
import java.util.Map;
import org.joda.money.Money;
import org.springframework.stereotype.Component;

/** The table {@code task-priority}: whose step the staff takes up first (PR-01). */
@Component
public class TaskPriorities {

  private final DecisionTables tables;

  TaskPriorities(DecisionTables tables) {
    this.tables = tables;
  }

  /** 0 to 100; the higher the sooner. */
  public int of(Order order, Money amount) {
    var inputs = Map.<String, Object>of("seniorBuyer", order.seniorBuyer(), "remoteRegion", order.remoteRegion(),
        "amount", amount.getAmount().setScale(0, RoundingMode.DOWN).longValueExact());
    var priority = tables.decide("task-priority", inputs).map(row -> row.get("priority")).orElseThrow(() ->
        new IllegalStateException("the table task-priority has no row for " + inputs + "; add one and deploy it"));
    return ((Number) priority).intValue();
  }
}
