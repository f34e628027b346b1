package io.redress.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.redress.Cny;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table {@code breach-penalty} as it is delivered. */
class BreachPenaltyTableTest {

  @ParameterizedTest
  @ValueSource(strings = {"RP-20(1)", "RP-20(2)", "RP-20(3)", "RP-20(4)", "RP-20(5)", "RP-21"})
  void every_breach_costs_at_most_30_percent_and_at_most_50_yuan(String clause) {
    var terms = new BreachPenalties(TablesOnDisk.decisionTables()).of(clause);
    assertThat(terms.percent()).isEqualTo(30);
    assertThat(terms.most()).isEqualTo(Cny.parse("50.00"));
    assertThat(terms.clause()).isEqualTo("RP-20");
  }
}
