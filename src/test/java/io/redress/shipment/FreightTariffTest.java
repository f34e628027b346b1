package io.redress.shipment;

import static org.assertj.core.api.Assertions.assertThat;

import io.redress.Cny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision table {@code freight-tariff} as it is delivered; an operator may change the amounts. */
class FreightTariffTest {

  private final DmnEngine tables = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

  @ParameterizedTest
  @CsvSource({"phone, regular, 20.00", "phone, remote, 40.00", "large-appliance, regular, 60.00", "large-appliance, remote, 120.00"})
  void each_category_and_region_has_one_limit_of_at_least_20_00(String category, String region, String limit) throws IOException {
    String found = limitFor(category, region);
    assertThat(found).isEqualTo(limit);
    assertThat(Cny.parse(found)).isGreaterThanOrEqualTo(Cny.parse("20.00"));
  }

  @Test
  void every_row_names_its_clause_and_says_that_the_amount_is_an_assumption() throws IOException {
    var text = Files.readString(Path.of("bpmn/decisions/freight-tariff.dmn"));
    var rows = text.split("<rule ", -1);
    assertThat(rows).hasSize(5);
    for (int row = 1; row < rows.length; row++) {
      assertThat(rows[row]).contains("RP-19").contains("assumption");
    }
  }

  private String limitFor(String category, String region) throws IOException {
    try (var table = Files.newInputStream(Path.of("bpmn/decisions/freight-tariff.dmn"))) {
      return tables.evaluateDecisionTable(tables.parseDecision("freight-tariff", table), Map.of("category", category, "region", region))
          .getSingleResult().getEntry("limit");
    }
  }
}
