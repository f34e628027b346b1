package io.redress.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.redress.Cny;
import io.redress.casefile.Step;
import io.redress.order.Order;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table {@code task-priority} as it is delivered. */
class TaskPrioritiesTest {

  private final TaskPriorities table = new TaskPriorities(TablesOnDisk.decisionTables());

  @ParameterizedTest(name = "senior {0}, remote {1}, {2} CNY: {3}")
  @CsvSource({
      "true,true,0.01,90", "true,true,5000.00,90", "true,false,129.90,80", "true,false,5000.00,80", "false,true,129.90,80", "false,true,5000.00,80",
      "false,false,1000.00,60", "false,false,99999.99,60", "false,false,999.99,50", "false,false,0.00,50"})
  void one_row_says_who_comes_first(boolean senior, boolean remote, String amount, int priority) {
    assertThat(of(senior, remote, amount)).isEqualTo(priority);
  }

  @Test
  void what_nothing_sets_apart_has_the_priority_with_which_every_step_opens() {
    assertThat(of(false, false, "10.00")).isEqualTo(Step.USUAL_PRIORITY);
  }

  private int of(boolean senior, boolean remote, String amount) {
    return table.of(new Order("o", "m", "b", "phone", "Item", 1, Cny.parse("10"), Cny.ZERO, Instant.EPOCH, null, null, null, null, null,
        List.of(), remote, senior), Cny.parse(amount));
  }
}
