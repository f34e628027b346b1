package io.redress.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The decision table {@code carriers} as it is delivered. */
class CarrierTableTest {

  private final CarrierTable carriers = new CarrierTable(TablesOnDisk.decisionTables());

  @ParameterizedTest
  @CsvSource({"SF,SF1234567890123", "YTO,YT1234567890123", "YTO,812345678901", "ZTO,73123456789012", "ZTO,731234567890", "STO,771234567890123",
      "STO,268123456789", "YD,4312345678901", "YD,431234567890123", "EMS,EA123456789CN", "EMS,1123456789012", "JD,JDVA12345678901",
      "JD,JD0123456789012", "JT,JT1234567890123"})
  void each_carrier_takes_its_own_numbers(String carrier, String number) {
    assertThat(carriers.find(carrier).orElseThrow().numbers().matcher(number).matches()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"SF,SF123456789012", "SF,SF12345678901234", "SF,1234567890123", "SF,SF123456789012X", "YTO,YT123456789012", "YTO,8123456789",
      "ZTO,73123456789", "ZTO,ZT123456789012", "STO,77123456789012", "STO,77123456789", "YD,43123456789012", "YD,YD12345678901", "EMS,EA12345678CN",
      "EMS,EA1234567890CN", "JD,JD12345", "JD,VA12345678901", "JT,JT123456789012", "JT,YT1234567890123"})
  void and_no_others(String carrier, String number) {
    assertThat(carriers.find(carrier).orElseThrow().numbers().matcher(number).matches()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SF", "YTO", "ZTO", "STO", "YD", "EMS", "JD", "JT"})
  void each_has_a_name_in_both_languages_and_an_example_that_fits(String code) {
    var carrier = carriers.find(code).orElseThrow();
    assertThat(carrier.name()).containsPattern("^[\\w& ]+ / \\p{IsHan}+$");
    var example = carrier.format().replaceAll(".* such as | / .*", "");
    assertThat(carrier.numbers().matcher(example).matches()).as(example).isTrue();
  }

  @Test
  void what_the_table_does_not_have_is_no_carrier() {
    assertThat(carriers.find("DHL")).isEmpty();
    assertThat(carriers.find("sf")).isEmpty();
  }
}
