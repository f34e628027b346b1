package io.redress.rulebook;

import static io.redress.rulebook.Refusals.conflict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.Cny;
import io.redress.casefile.ApplicationWindow;
import io.redress.casefile.CaseRules;
import io.redress.casefile.CaseType;
import io.redress.casefile.PolicyForTests;
import io.redress.casefile.Reason;
import io.redress.order.Order;
import io.redress.order.OrderRoom;
import io.redress.order.Promise;
import io.redress.process.engine.CaseRulesForTests;
import io.redress.process.engine.TablesOnDisk;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rulebook RP-02 to RP-05 and 20.16: for which orders a repair may be asked for, and until when; with the delivered tables. */
class RepairWindowTest {

  private static final Instant RECEIVED = shanghai("2026-03-01T00:00:00");
  /** 365 days after receipt. */
  private static final Instant YEAR_ENDS = shanghai("2027-03-01T00:00:00");

  private final CaseRules tables = CaseRulesForTests.create(TablesOnDisk.decisionTables());
  private final PolicyForTests policy = new PolicyForTests(tables);

  // --- for which orders ---------------------------------------------------------------------------------------------------------

  @Test @Clause("RP-02")
  void an_order_that_is_not_shipped_is_not_repaired_and_may_be_refunded_instead() {
    var unshipped = order("phone", null, null, null, null);
    conflict(() -> asks(unshipped, RECEIVED), "window-not-open", "RP-02");
    assertThatThrownBy(() -> asks(unshipped, RECEIVED)).hasMessageContaining("once it is shipped").hasMessageContaining("refund-only");
    var shipped = order("phone", RECEIVED, null, null, null);
    conflict(() -> asks(shipped, RECEIVED.minusMillis(1)), "window-not-open", "RP-02");
    assertOpen(shipped, RECEIVED);
  }

  @ParameterizedTest @Clause("RP-03")
  @ValueSource(strings = {"phone", "computer", "digital-accessories", "used-digital", "hardware-tools", "kitchen-appliance", "electric-vehicle",
      "car-accessories", "office-supplies", "audio-video", "household-appliance", "lighting", "personal-care", "smart-device",
      "network-device", "electrical", "watches-glasses", "stationery", "camera", "large-appliance", "electronic-components", "motorcycle", "car"})
  void goods_of_each_of_the_23_categories_are_repaired(String category) {
    assertOpen(received(category), RECEIVED);
  }

  @ParameterizedTest @Clause({"RP-02", "RP-03"})
  @ValueSource(strings = {"clothing", "fruit", "fresh", "virtual", "live-animals"})
  void goods_of_other_categories_are_not_and_may_be_refunded_instead(String category) {
    conflict(() -> asks(received(category), RECEIVED), "not-offered", "RP-02");
    assertThatThrownBy(() -> asks(received(category), RECEIVED)).hasMessageContaining("refund-only");
  }

  @Test @Clause({"RP-03", "GN-03"})
  void a_car_is_repaired_though_it_is_never_returned() {
    assertOpen(received("car"), RECEIVED);
    conflict(() -> policy.check(CaseType.RETURN_REFUND, Reason.QUALITY, "PDD-15D", received("car"), RECEIVED), "not-offered", "GN-03");
  }

  @ParameterizedTest @Clause("RP-04")
  @EnumSource(Reason.class)
  void any_reason_will_do_under_both_rulesets_and_for_the_same_time(Reason reason) {
    for (var ruleset : List.of("PDD-15D", "PDD-LEGACY")) {
      assertThatCode(() -> policy.check(CaseType.REPAIR, reason, ruleset, received("phone"), YEAR_ENDS.minusMillis(1))).doesNotThrowAnyException();
      conflict(() -> policy.check(CaseType.REPAIR, reason, ruleset, received("phone"), YEAR_ENDS), "window-closed", "RP-04");
    }
  }

  // --- until when ---------------------------------------------------------------------------------------------------------------

  @Test @Clause("RP-04")
  void until_it_is_received_there_is_no_end() {
    assertOpen(order("phone", RECEIVED, null, RECEIVED, RECEIVED), RECEIVED.plus(Duration.ofDays(5_000)));
  }

  @ParameterizedTest(name = "received {0}: open on {1}, closed on {2}") @Clause("RP-04")
  @CsvSource({"2026-03-01T00:00:00, 2027-02-28T23:59:59.999, 2027-03-01T00:00:00",
      "2026-03-01T23:59:59.999, 2027-03-01T23:59:59.998, 2027-03-01T23:59:59.999",
      // a leap day lies between: 365 days, not a year
      "2027-03-01T00:00:00, 2028-02-28T23:59:59.999, 2028-02-29T00:00:00"})
  void it_closes_365_days_after_receipt(String receivedAt, String lastMoment, String tooLate) {
    closes(order("phone", shanghai(receivedAt), shanghai(receivedAt), null, null), shanghai(lastMoment), shanghai(tooLate), tooLate);
  }

  @ParameterizedTest(name = "statutory until {0}, promised until {1}: closed on {2}") @Clause({"RP-04", "RP-05"})
  @CsvSource(nullValues = "-", value = {
      // none but the 365 days
      "-, -, 2027-03-01T00:00:00",
      // both dates before them change nothing
      "2026-12-31T00:00:00, 2027-02-28T23:59:59.999, 2027-03-01T00:00:00",
      // the statutory period is the latest
      "2028-01-01T00:00:00, -, 2028-01-01T00:00:00", "2028-01-01T00:00:00, 2027-12-31T23:59:59.999, 2028-01-01T00:00:00",
      "2027-03-01T00:00:00.001, 2026-04-01T00:00:00, 2027-03-01T00:00:00.001",
      // the merchant's promise is the latest
      "-, 2028-01-01T00:00:00, 2028-01-01T00:00:00", "2027-12-31T23:59:59.999, 2028-01-01T00:00:00, 2028-01-01T00:00:00",
      "2026-04-01T00:00:00, 2027-03-01T00:00:00.001, 2027-03-01T00:00:00.001"})
  void it_closes_with_the_latest_date(String statutory, String promised, String tooLate) {
    var order = order("phone", RECEIVED, RECEIVED, statutory == null ? null : shanghai(statutory), promised == null ? null : shanghai(promised));
    closes(order, shanghai(tooLate).minusMillis(1), shanghai(tooLate), tooLate);
  }

  @Test @Clause("RP-04")
  void other_rules_of_the_platform_may_be_the_latest_once_a_process_owner_enters_them() {
    var two = new PolicyForTests(new Changed(730));
    closes(two, received("phone"), RECEIVED.plus(Duration.ofDays(730)).minusMillis(1), RECEIVED.plus(Duration.ofDays(730)));
    var half = new PolicyForTests(new Changed(180));
    closes(half, received("phone"), YEAR_ENDS.minusMillis(1), YEAR_ENDS);
    var later = order("phone", RECEIVED, RECEIVED, shanghai("2030-01-01T00:00:00"), null);
    closes(two, later, shanghai("2029-12-31T23:59:59.999"), shanghai("2030-01-01T00:00:00"));
  }

  @Test @Clause({"RO-01", "RR-01"})
  void the_statutory_period_prolongs_repairs_only() {
    var order = order("phone", RECEIVED, RECEIVED, shanghai("2028-01-01T00:00:00"), null);
    for (var type : List.of(CaseType.REFUND_ONLY, CaseType.RETURN_REFUND, CaseType.EXCHANGE, CaseType.RESHIP)) {
      assertThatThrownBy(() -> policy.check(type, Reason.QUALITY, "PDD-15D", order, RECEIVED.plus(Duration.ofDays(15)))).as("%s", type)
          .hasMessageContaining("until 2026-03-16 00:00");
    }
  }

  // --- what merchants promise -----------------------------------------------------------------------------------------------------

  @ParameterizedTest @Clause("RP-05")
  @EnumSource(Promise.Source.class)
  void a_promise_from_any_source_counts_and_the_latest_date_wins(Promise.Source source) {
    var room = new OrderRoom();
    room.orders.put(order("phone", RECEIVED, RECEIVED, null, shanghai("2027-06-01T00:00:00")));
    room.orders.promised("O-1", new Promise(source, RECEIVED, shanghai("2028-06-01T00:00:00"), null), "agent1");
    room.orders.promised("O-1", new Promise(source, RECEIVED.plusSeconds(60), shanghai("2027-09-01T00:00:00"), null), "agent1");
    closes(room.get("O-1"), shanghai("2028-05-31T23:59:59.999"), shanghai("2028-06-01T00:00:00"), "2028-06-01 00:00");
  }

  @Test @Clause({"RP-05", "RO-01", "RR-01"})
  void a_promise_in_a_chat_keeps_refunds_and_returns_open_too() {
    var room = new OrderRoom();
    room.orders.put(received("phone"));
    room.orders.promised("O-1", new Promise(Promise.Source.CHAT, RECEIVED, shanghai("2026-05-01T00:00:00"), null), "agent1");
    for (var type : List.of(CaseType.REFUND_ONLY, CaseType.RETURN_REFUND)) {
      policy.check(type, Reason.QUALITY, "PDD-15D", room.get("O-1"), shanghai("2026-04-30T23:59:59.999"));
      assertThatThrownBy(() -> policy.check(type, Reason.QUALITY, "PDD-15D", room.get("O-1"), shanghai("2026-05-01T00:00:00")))
          .hasMessageContaining("until 2026-05-01 00:00");
    }
  }

  // ------------------------------------------------------------------------------------------------------------------------------

  /** The delivered table, but for the days under other rules of the platform. */
  private final class Changed implements CaseRules {
    private final int platformDays;

    Changed(int platformDays) {
      this.platformDays = platformDays;
    }

    @Override
    public Optional<ApplicationWindow> window(CaseType type, String ruleset, Reason reason, Order order) {
      return tables.window(type, ruleset, reason, order).map(row -> new ApplicationWindow(row.opens(), row.daysAfterReceipt(),
          row.statutoryCounts(), platformDays, row.maxApplications(), row.opensClause(), row.clause()));
    }

    @Override
    public Integer platformStatus(CaseType type, io.redress.casefile.CaseStatus status) {
      return tables.platformStatus(type, status);
    }
  }

  private void asks(Order order, Instant at) {
    policy.check(CaseType.REPAIR, Reason.QUALITY, "PDD-15D", order, at);
  }

  private void assertOpen(Order order, Instant at) {
    assertThatCode(() -> asks(order, at)).as("%s at %s", order, at).doesNotThrowAnyException();
  }

  private void closes(Order order, Instant lastMoment, Instant tooLate, String end) {
    closes(policy, order, lastMoment, tooLate);
    assertThatThrownBy(() -> asks(order, tooLate)).hasMessageContaining("until " + end.replace('T', ' ').substring(0, 16))
        .hasMessageContaining("Ask the merchant, or complain to the service desk.");
  }

  private static void closes(PolicyForTests policy, Order order, Instant lastMoment, Instant tooLate) {
    assertThatCode(() -> policy.check(CaseType.REPAIR, Reason.QUALITY, "PDD-15D", order, lastMoment)).doesNotThrowAnyException();
    conflict(() -> policy.check(CaseType.REPAIR, Reason.QUALITY, "PDD-15D", order, tooLate), "window-closed", "RP-04");
  }

  private static Order received(String category) {
    return order(category, RECEIVED, RECEIVED, null, null);
  }

  private static Order order(String category, Instant shippedAt, Instant receivedAt, Instant statutoryUntil, Instant promisedUntil) {
    return new Order("O-1", "m1", "b1", category, "An item", 1, Cny.parse("999.00"), Cny.ZERO, RECEIVED.minus(Duration.ofDays(9)), null, shippedAt,
        receivedAt, promisedUntil, statutoryUntil, List.of(), false, false);
  }

  private static Instant shanghai(String time) {
    return OffsetDateTime.parse(time + "+08:00").toInstant();
  }
}
