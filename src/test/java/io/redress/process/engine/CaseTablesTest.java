package io.redress.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.redress.Cny;
import io.redress.casefile.ApplicationWindow;
import io.redress.casefile.CaseStatus;
import io.redress.casefile.CaseType;
import io.redress.casefile.Reason;
import io.redress.order.Order;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseTablesTest {

  private final DecisionTables onDisk = TablesOnDisk.decisionTables();
  private final CaseTables tables = new CaseTables(onDisk, new TabledCategories(onDisk));

  @ParameterizedTest
  @CsvSource({
      "refund-only, quality, clothing, ORDER_CONFIRMED, 15, RO-01", "refund-only, other, fruit, ORDER_CONFIRMED, 15, RO-01",
      "return-refund, no-reason, clothing, ORDER_SHIPPED, 15, RR-01", "return-refund, quality, clothing, ORDER_SHIPPED, 15, RR-01",
      "exchange, quality, clothing, ORDER_SHIPPED, 15, EX-02", "exchange, not-as-described, clothing, ORDER_SHIPPED, 15, EX-02",
      "exchange, no-reason, clothing, ORDER_SHIPPED, 7, EX-01", "exchange, other, fruit, ORDER_SHIPPED, 7, EX-01",
      "reship, missing-item, clothing, ORDER_SHIPPED, 15, RS-01"})
  void each_kind_has_its_window(String type, String reason, String category, ApplicationWindow.Opens opens, int days, String clause) {
    assertThat(window(type, reason, category, "PDD-15D")).contains(new ApplicationWindow(opens, days, false, null, null, clause, clause));
  }

  @ParameterizedTest
  @CsvSource({"refund-only, RO-01b", "return-refund, RR-01b"})
  void under_the_older_rules_only_the_merchants_promise_counts(String type, String clause) {
    var window = window(type, "quality", "clothing", "PDD-LEGACY").orElseThrow();
    assertThat(window.daysAfterReceipt()).isZero();
    assertThat(window.clause()).isEqualTo(clause);
  }

  @ParameterizedTest
  @CsvSource({"return-refund, fruit", "return-refund, fresh", "return-refund, virtual", "return-refund, car", "return-refund, live-animals",
      "exchange, live-animals", "repair, clothing", "repair, fruit", "repair, live-animals"})
  void what_has_no_row_is_not_offered(String type, String category) {
    assertThat(window(type, "quality", category, "PDD-15D")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"quality, phone, PDD-15D", "other, phone, PDD-LEGACY", "no-reason, car, PDD-15D", "not-received, car, PDD-LEGACY"})
  void a_repair_has_the_latest_of_four_dates_for_any_reason_under_both_rulesets(String reason, String category, String ruleset) {
    assertThat(window("repair", reason, category, ruleset))
        .contains(new ApplicationWindow(ApplicationWindow.Opens.ORDER_SHIPPED, 365, true, null, null, "RP-02", "RP-04"));
  }

  @Test
  void nothing_is_offered_under_rules_that_there_are_not() {
    assertThat(window("refund-only", "quality", "clothing", "UNKNOWN")).isEmpty();
  }

  private Optional<ApplicationWindow> window(String type, String reason, String category, String ruleset) {
    var order = new Order("O-1", "m1", "b1", category, "An item", 1, Cny.parse("10.00"), Cny.ZERO, Instant.EPOCH, null, null, null, null, null,
        List.of(), false, false);
    return tables.window(CaseType.of(type).orElseThrow(), ruleset, Reason.of(reason).orElseThrow(), order);
  }

  @ParameterizedTest
  @CsvSource({"merchant-to-decide,2", "refunding,4", "buyer-to-answer,6", "platform-reviewing,8", "closed-by-platform,9", "refunded,10",
      "withdrawn,11", "closed-buyer-overdue,12", "negotiating,"})
  void each_status_has_the_platforms_number_or_none(String status, Integer number) {
    assertThat(tables.platformStatus(CaseType.REFUND_ONLY, CaseStatus.of(status))).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({"merchant-to-decide,21", "buyer-to-ship,22", "merchant-to-inspect,", "merchant-to-repair,", "merchant-to-ship-back,",
      "buyer-to-answer,", "buyer-to-confirm,27", "negotiating,", "platform-reviewing,8", "refunding,4", "repaired,25",
      "returned-unrepaired,24", "closed-buyer-overdue,24", "closed-by-platform,9", "refunded,10", "settled,10", "withdrawn,11"})
  void a_repair_has_numbers_of_its_own(String status, Integer number) {
    assertThat(tables.platformStatus(CaseType.REPAIR, CaseStatus.of(status))).isEqualTo(number);
  }
}
