package io.redress.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.money.Voucher.Kind;
import io.redress.money.Voucher.Payer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Period;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table {@code voucher-kinds} as it is delivered, and as somebody may break it. */
class VoucherTableTest {

  private final VoucherTable table = new VoucherTable(TablesOnDisk.decisionTables());

  @ParameterizedTest
  @CsvSource({
      "CASH_COUPON,merchant,P1Y,VC-01", "SERVICE_VOUCHER,merchant,P1Y,VC-02", "PLATFORM_COUPON,merchant,P50Y,VC-03",
      "LOGISTICS_SUBSIDY,platform,P1Y,VC-04", "EXPERIENCE_COMPENSATION,platform,P1Y,VC-05", "CONSUMPTION_COUPON,platform,P1Y,VC-06",
      "CASH_RED_PACKET,platform,P1Y,VC-07", "HARM_COUPON,merchant,P1Y,VC-08"})
  void one_row_says_who_pays_and_how_long_it_is_valid(Kind kind, String payer, Period validFor, String clause) {
    var terms = table.of(kind);
    assertThat(terms.payer()).isEqualTo(Payer.of(payer));
    assertThat(terms.validFor()).isEqualTo(validFor);
    assertThat(terms.clause()).isEqualTo(clause);
  }

  @Test
  void every_kind_has_a_clause_of_its_own() {
    assertThat(Arrays.stream(Kind.values()).map(kind -> table.of(kind).clause())).hasSize(8).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"50 years", "P0D", "P-1Y", "PT48H", ""})
  void a_period_that_is_none_is_a_fault_that_says_what_to_do(String period) {
    var broken = new VoucherTable(new DecisionTables(new Edited("\"P50Y\"", "\"" + period + "\"")));
    assertThatThrownBy(() -> broken.of(Kind.PLATFORM_COUPON)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("voucher-kinds").hasMessageContaining("platform-coupon").hasMessageContaining("P6M");
    assertThat(broken.of(Kind.CASH_COUPON).validFor()).isEqualTo(Period.ofYears(1));
  }

  @Test
  void so_is_a_row_or_a_cell_that_is_missing() {
    assertThatThrownBy(() -> new VoucherTable(new DecisionTables(new Edited("<text>\"harm-coupon\"</text>", "<text>\"other\"</text>")))
        .of(Kind.HARM_COUPON)).isInstanceOf(IllegalStateException.class).hasMessageContaining("harm-coupon");
    assertThatThrownBy(() -> new VoucherTable(new DecisionTables(new Edited("<text>\"P50Y\"</text>", "<text></text>")))
        .of(Kind.PLATFORM_COUPON)).isInstanceOf(IllegalStateException.class).hasMessageContaining("platform-coupon");
  }

  /** The delivered table after somebody's change. */
  private record Edited(String before, String after) implements TableSource {

    @Override
    public String latestVersion(String decision) {
      return decision;
    }

    @Override
    public InputStream read(String version) {
      try (var file = new TablesOnDisk().read(version)) {
        var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).contains(before);
        return new ByteArrayInputStream(text.replace(before, after).getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
