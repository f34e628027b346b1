package io.redress.process.engine;

import io.redress.order.Categories;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The categories of the tables {@code category-of-item} and {@code category-rules}. */
@Component
class TabledCategories implements Categories {

  private static final int LEVELS = 4;

  private final DecisionTables tables;

  TabledCategories(DecisionTables tables) {
    this.tables = tables;
  }

  @Override
  public String codeFor(List<String> levels) {
    Map<String, Object> inputs = new HashMap<>();
    for (int i = 0; i < LEVELS; i++) {
      inputs.put("level" + (i + 1), i < levels.size() && levels.get(i) != null ? levels.get(i) : "");
    }
    return (String) tables.evaluate("category-of-item", inputs).get(0).get("category");
  }

  @Override
  public boolean isKnown(String code) {
    return code != null && !rules(code).isEmpty();
  }

  @Override
  public boolean isSpecial(String code) {
    return is("special", code);
  }

  @Override
  public boolean isRepairable(String code) {
    return is("repairable", code);
  }

  @Override
  public boolean isReturnedIfOrdered(String code) {
    return is("returnedIfOrdered", code);
  }

  private boolean is(String property, String code) {
    return rules(code).stream().anyMatch(row -> Boolean.TRUE.equals(row.get(property)));
  }

  private List<Map<String, Object>> rules(String code) {
    return tables.evaluate("category-rules", Map.of("category", code));
  }
}
