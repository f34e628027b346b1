package io.redress.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.redress.casefile.CaseStatus;
import io.redress.casefile.CaseType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseTablesTest {

  private final CaseTables tables = new CaseTables(TablesOnDisk.decisionTables());

  @Test
  void today_the_window_closes_15_days_after_receipt_without_a_limit_of_applications() {
    var window = tables.window(CaseType.REFUND_ONLY, "PDD-15D").orElseThrow();
    assertThat(window.daysAfterReceipt()).isEqualTo(15);
    assertThat(window.maxApplications()).isNull();
  }

  @Test
  void under_the_older_rules_only_the_merchants_promise_counts() {
    assertThat(tables.window(CaseType.REFUND_ONLY, "PDD-LEGACY").orElseThrow().daysAfterReceipt()).isZero();
  }

  @Test
  void what_has_no_row_is_not_offered() {
    assertThat(tables.window(CaseType.EXCHANGE, "PDD-15D")).isEmpty();
    assertThat(tables.window(CaseType.REFUND_ONLY, "UNKNOWN")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"merchant-to-decide,2", "refunding,4", "buyer-to-answer,6", "platform-reviewing,8", "closed-by-platform,9", "refunded,10",
      "withdrawn,11", "closed-buyer-overdue,12", "negotiating,"})
  void each_status_has_the_platforms_number_or_none(String status, Integer number) {
    assertThat(tables.platformStatus(CaseType.REFUND_ONLY, CaseStatus.of(status))).isEqualTo(number);
  }
}
