package io.redress.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.Cny;
import io.redress.casefile.CaseType;
import io.redress.casefile.Reason;
import io.redress.order.Order;
import io.redress.shipment.FreightRules.Bearer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables {@code freight-bearer} and {@code freight-tariff} as they are delivered. */
class FreightTablesTest {

  private static final List<String> RULINGS = List.of("", "merchant", "buyer", "both", "carrier", "platform", "none");
  private static final Set<String> MERCHANT_FAULT = Set.of("quality", "damaged", "wrong-item", "missing-item", "not-as-described");

  private final FreightTables tables = new FreightTables(TablesOnDisk.decisionTables());

  @ParameterizedTest(name = "{0}, {1}, label {2}, ruling {3}: {4} by {5}")
  @CsvSource({
      // repair: always the merchant (RP-19)
      "repair,no-reason,false,'',merchant,RP-19", "repair,no-reason,false,buyer,merchant,RP-19", "repair,quality,true,none,merchant,RP-19",
      // the platform's ruling overrides reason and label
      "return-refund,no-reason,false,merchant,merchant,20.11", "exchange,no-reason,false,both,shared,20.11",
      "return-refund,no-reason,false,carrier,merchant,20.11", "return-refund,quality,true,buyer,buyer,20.11",
      "exchange,damaged,false,buyer,buyer,20.11",
      // a reason that is the merchant's fault
      "return-refund,quality,false,'',merchant,20.11", "return-refund,damaged,true,'',merchant,20.11",
      "exchange,wrong-item,false,'',merchant,20.11", "exchange,missing-item,false,none,merchant,20.11",
      "return-refund,not-as-described,false,platform,merchant,20.11",
      // any other reason: only by the label
      "return-refund,no-reason,true,'',merchant,SL-02", "exchange,other,true,none,merchant,SL-02",
      "return-refund,late-delivery,true,platform,merchant,SL-02",
      "return-refund,no-reason,false,'',buyer,20.11", "exchange,other,false,'',buyer,20.11",
      // the platform blames neither side: it bears the freight itself
      "return-refund,late-delivery,false,none,platform,20.11", "return-refund,not-received,false,platform,platform,20.11"})
  void one_row_says_who_bears_the_freight(String type, String reason, boolean label, String ruling, String bearer, String clause) {
    var bearing = tables.bearing(CaseType.of(type).orElseThrow(), Reason.of(reason).orElseThrow(), label, ruling);
    assertThat(bearing.bearer().code()).isEqualTo(bearer);
    assertThat(bearing.clause()).isEqualTo(clause);
  }

  @Test
  void every_question_has_exactly_one_answer() {
    for (var type : CaseType.values()) {
      for (var reason : Reason.values()) {
        for (var label : List.of(true, false)) {
          for (var ruling : RULINGS) {
            // a table with the hit policy UNIQUE answers nothing at all where two rows fit
            var bearing = tables.bearing(type, reason, label, ruling);
            assertThat(bearing.bearer()).as("%s %s %s %s", type, reason, label, ruling).isEqualTo(expected(type, reason, label, ruling));
            assertThat(bearing.clause()).isNotBlank();
          }
        }
      }
    }
  }

  private static Bearer expected(CaseType type, Reason reason, boolean label, String ruling) {
    if (type == CaseType.REPAIR || Set.of("merchant", "carrier").contains(ruling)) {
      return Bearer.MERCHANT;
    }
    if (ruling.equals("both")) {
      return Bearer.SHARED;
    }
    if (!ruling.equals("buyer") && (label || MERCHANT_FAULT.contains(reason.code()))) {
      return Bearer.MERCHANT;
    }
    return Set.of("none", "platform").contains(ruling) ? Bearer.PLATFORM : Bearer.BUYER;
  }

  @Test
  void the_rulings_are_those_that_an_agent_can_make() throws IOException {
    var contract = Files.readString(Path.of("src/test/resources/model/forms-contract.txt"));
    var line = contract.lines().filter(each -> each.startsWith("agent-judges ")).findFirst().orElseThrow();
    var liable = Arrays.stream(line.split(" ")).filter(key -> key.startsWith("liability")).findFirst().orElseThrow();
    assertThat(RULINGS.stream().filter(ruling -> !ruling.isEmpty()).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(liable.substring(liable.indexOf('=') + 1).split("\\|"));
  }

  @Test
  void an_unknown_ruling_is_no_answer_but_a_fault_that_says_what_to_do() {
    assertThatThrownBy(() -> tables.bearing(CaseType.EXCHANGE, Reason.QUALITY, false, "neighbour"))
        .isInstanceOf(IllegalStateException.class).hasMessageContaining("freight-bearer").hasMessageContaining("neighbour");
  }

  @ParameterizedTest
  @CsvSource({"phone,false,20.00", "fruit,true,40.00", "large-appliance,false,60.00", "large-appliance,true,120.00"})
  void the_tariff_knows_what_is_reimbursed_and_what_nobody_pays(String category, boolean remote, String limit) {
    var tariff = tables.tariff(new Order("o", "m", "b", category, "Item", 1, Cny.parse("10"), Cny.ZERO, Instant.EPOCH, null, null, null,
        null, null, List.of(), remote, false));
    assertThat(tariff.limit()).isEqualTo(Cny.parse(limit));
    assertThat(tariff.implausibleAbove()).isEqualTo(Cny.parse("1000.00")).isGreaterThan(tariff.limit());
  }
}
