package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.aTrackingNumber;
import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.days;
import static io.redress.rulebook.Marketplace.hours;
import static io.redress.rulebook.Marketplace.merchant;
import static io.redress.rulebook.Marketplace.supervisor;
import static io.redress.rulebook.Refusals.conflict;
import static io.redress.rulebook.Refusals.invalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Rulebook section 4, but for who may ask until when, which is in {@link RepairWindowTest}. */
@Scenario
@Import(RepairShop.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RepairTest {

  @Autowired Marketplace market;
  @Autowired RepairShop shop;
  @Autowired FlowCoverage coverage;

  @BeforeEach
  void opens() {
    shop.opens();
  }

  // --- the merchant decides ---------------------------------------------------------------------------------------------------

  @Test @Clause({"RP-01", "RP-06", "RP-09", "RP-10", "RP-11"})
  void agreed_sent_in_repaired_and_received() {
    var its = shop.asks();
    stands(its, "merchant-to-decide", "merchant-decides-repair");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    market.completes(merchant(its), its, "merchant-decides-repair", Map.of("decision", "agree"));
    stands(its, "buyer-to-ship", "buyer-ships-return");
    assertThat(market.task(buyer(its), its, "buyer-ships-return").facts().get("returnAddress").toString()).contains("1 Harbour Road");
    shop.sentIn(its, "12.00");
    stands(its, "merchant-to-inspect", "merchant-inspects");
    shop.inspects(its, Map.of("meetsStandard", true));
    stands(its, "merchant-to-repair", "merchant-repairs");
    shop.repairs(its);
    stands(its, "buyer-to-confirm", "buyer-confirms-receipt");
    shop.confirms(its);
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("repaired");
    assertThat(market.instance(its)).isNull();
    market.nothingWasRefunded(its);
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
  }

  @Test @Clause("RP-06")
  void a_merchant_that_is_silent_for_48_hours_has_agreed() {
    var its = shop.asks();
    market.timePasses(hours(36));
    assertThat(market.timelineKinds(its)).contains("reminded");
    market.timePasses(hours(12));
    stands(its, "buyer-to-ship", "buyer-ships-return");
  }

  @Test @Clause("RP-07")
  void an_agent_may_shorten_the_merchants_time_to_24_hours_at_the_least() {
    var its = shop.asks();
    invalid(() -> market.agentShortensTo(its, market.now().plus(hours(24)).minusSeconds(1)), "dueAt", null);
    market.agentShortensTo(its, market.now().plus(hours(24)));
    market.timePasses(hours(24));
    stands(its, "buyer-to-ship", "buyer-ships-return");
  }

  @Test @Clause({"RP-20(4)", "RP-06"})
  void a_merchant_that_refuses_has_broken_the_rule_and_decides_once_more() {
    var its = shop.refused(shop.aPhone());
    stands(its, "platform-reviewing", "merchant-explains-breach");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    market.timePasses(hours(1));
    shop.upheld(its, false, "38.97");
    stands(its, "merchant-to-decide", "merchant-decides-repair");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    assertThat(market.vouchersOf(its)).containsExactly("38.97");
    market.completes(merchant(its), its, "merchant-decides-repair", Map.of("decision", "agree"));
    stands(its, "buyer-to-ship", "buyer-ships-return");
  }

  @Test @Clause("RP-20(4)")
  void a_refusal_may_cost_the_merchant_the_order() {
    var its = shop.refused(shop.aPhone());
    market.timePasses(hours(48));
    stands(its, "platform-reviewing", "agent-decides-breach");
    market.completes(agent(), its, "agent-decides-breach", Map.of("upheld", true, "refundOrder", true, "penaltyAmount", "10.00"));
    market.jobsRun();
    market.isRefunded(its, "129.90");
    assertThat(market.vouchersOf(its)).containsExactly("10.00");
  }

  @Test @Clause({"RP-20(4)", "RP-06"})
  void a_breach_that_is_not_upheld_costs_nothing_and_the_merchant_decides() {
    var its = shop.refused(shop.aPhone());
    shop.notUpheld(its);
    stands(its, "merchant-to-decide", "merchant-decides-repair");
    assertThat(market.vouchersOf(its)).isEmpty();
  }

  @Test @Clause("ST-02")
  void a_silent_merchant_without_an_address_is_asked_like_one_that_refuses() {
    var order = market.anOrder().of("phone").received(market.now().minus(days(30))).put();
    var its = shop.asks(order);
    conflict(() -> market.completes(merchant(its), its, "merchant-decides-repair", Map.of("decision", "agree")), "no-return-address", "ST-02");
    market.timePasses(hours(48));
    stands(its, "platform-reviewing", "merchant-explains-breach");
  }

  // --- the buyer sends the goods in -------------------------------------------------------------------------------------------

  @Test @Clause({"RP-08", "RP-04"})
  void a_buyer_who_sends_nothing_in_for_7_days_may_ask_again() {
    var order = shop.aPhone();
    var its = shop.asks(order);
    market.completes(merchant(its), its, "merchant-decides-repair", Map.of("decision", "agree"));
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(days(7)));
    market.timePasses(days(7));
    assertThat(market.status(its)).isEqualTo("closed-buyer-overdue");
    assertThat(market.status(shop.asks(order))).isEqualTo("merchant-to-decide");
  }

  // --- the merchant inspects --------------------------------------------------------------------------------------------------

  @ParameterizedTest @Clause("RP-09")
  @CsvSource({"23, 59", "0, 1", "12, 0"})
  void the_7_days_of_the_inspection_count_the_day_of_the_upload(int hour, int minute) {
    var its = shop.agreed();
    shop.itIs(hour, minute);
    shop.sentIn(its, "0");
    var end = RepairShop.endOf(shop.today().plusDays(6));
    assertThat(market.dueAt(its)).isEqualTo(end);
    market.timePassesUntil(end.minusMillis(1));
    stands(its, "merchant-to-inspect", "merchant-inspects");
    market.timePassesUntil(end);
    stands(its, "merchant-to-repair", "merchant-repairs");
  }

  @Test @Clause("RP-09")
  void a_merchant_is_reminded_12_hours_before_its_inspection_is_due() {
    var its = shop.sentIn();
    var due = market.dueAt(its);
    market.timePassesUntil(due.minus(hours(12)).minusSeconds(1));
    assertThat(market.timelineKinds(its)).doesNotContain("reminded");
    market.timePassesUntil(due.minus(hours(12)));
    assertThat(market.timelineKinds(its)).contains("reminded");
  }

  @Test @Clause("RP-12")
  void a_refusal_without_a_report_is_not_taken() {
    var its = shop.sentIn();
    invalid(() -> shop.inspects(its, withoutField(shop.withReport(its), "reportEvidenceId")), "reportEvidenceId", "RP-09");
    stands(its, "merchant-to-inspect", "merchant-inspects");
  }

  @Test @Clause("RP-12")
  void an_invalid_report_comes_back_with_its_findings_while_the_same_clock_runs() {
    var its = shop.sentIn();
    var due = market.dueAt(its);
    market.timePasses(days(1));
    var form = shop.withReport(its);
    form.put("reportNumber", "WX-1999-000000");
    shop.inspects(its, form);
    stands(its, "merchant-to-inspect", "merchant-inspects");
    assertThat(market.dueAt(its)).isEqualTo(due);
    assertThat(market.task(merchant(its), its, "merchant-inspects").facts().get("report").toString()).contains("number-not-in-text");
    shop.inspects(its, shop.withReport(its));
    stands(its, "buyer-to-answer", "buyer-answers-report");
  }

  @Test @Clause({"RP-12", "RP-09"})
  void silence_after_an_invalid_report_means_eligible_all_the_same() {
    var its = shop.sentIn();
    var form = shop.withReport(its);
    form.put("productSerial", "SN 0000");
    shop.inspects(its, form);
    market.timePassesUntil(market.dueAt(its));
    stands(its, "merchant-to-repair", "merchant-repairs");
    shop.repaired(its);
    assertThat(market.status(its)).isEqualTo("repaired");
  }

  @Test @Clause({"RP-12", "RP-09"})
  void an_agent_reviews_a_suspect_report_outside_the_merchants_clock() {
    var its = shop.sentIn();
    market.timePasses(days(2));
    var due = market.dueAt(its);
    shop.inspects(its, shop.withScan(its));
    stands(its, "merchant-to-inspect", "agent-reviews-report");
    market.timePasses(days(20).plusSeconds(17));
    stands(its, "merchant-to-inspect", "agent-reviews-report");
    market.completes(agent(), its, "agent-reviews-report", Map.of("valid", false, "explanation", "The stamp is of another laboratory."));
    stands(its, "merchant-to-inspect", "merchant-inspects");
    assertThat(market.dueAt(its)).isEqualTo(due.plus(days(20)).plusSeconds(17));
    market.timePassesUntil(market.dueAt(its).minusMillis(1));
    stands(its, "merchant-to-inspect", "merchant-inspects");
    market.timePassesUntil(market.dueAt(its));
    // the 20 days for the repair are over by now
    stands(its, "platform-reviewing", "merchant-explains-breach");
  }

  @Test @Clause("RP-12")
  void a_report_that_an_agent_confirms_counts() {
    var its = shop.sentIn();
    shop.inspects(its, shop.withScan(its));
    assertThat(market.dueAt(its)).isAfter(market.now().plus(days(1)));
    market.completes(agent(), its, "agent-reviews-report", Map.of("valid", true));
    stands(its, "buyer-to-answer", "buyer-answers-report");
  }

  @Test @Clause("RP-12")
  void a_review_that_no_agent_makes_in_2_working_days_is_shown_to_a_supervisor() {
    var its = shop.sentIn();
    shop.inspects(its, shop.withScan(its));
    market.timePassesUntil(market.dueAt(its));
    market.completes(supervisor(), its, "agent-reviews-report", Map.of("valid", true));
    stands(its, "buyer-to-answer", "buyer-answers-report");
  }

  // --- eligible: the merchant repairs -----------------------------------------------------------------------------------------

  @ParameterizedTest @Clause("RP-10")
  @CsvSource({"23, 59", "0, 1"})
  void the_20_days_of_the_repair_count_from_the_same_day(int hour, int minute) {
    var its = shop.agreed();
    shop.itIs(hour, minute);
    shop.sentIn(its, "0");
    var end = RepairShop.endOf(shop.today().plusDays(19));
    market.timePasses(days(3));
    shop.inspects(its, Map.of("meetsStandard", true));
    assertThat(market.dueAt(its)).isEqualTo(end);
    market.timePassesUntil(end.minusMillis(1));
    stands(its, "merchant-to-repair", "merchant-repairs");
    market.timePassesUntil(end);
    stands(its, "platform-reviewing", "merchant-explains-breach");
  }

  @Test @Clause("RP-20(1)")
  void a_late_repair_is_a_breach_and_is_owed_once_more_within_48_hours() {
    var its = shop.eligible();
    market.timePassesUntil(market.dueAt(its));
    assertThat(breachOf(its)).isEqualTo("RP-20(1)");
    shop.upheld(its, false, "5.00");
    stands(its, "merchant-to-repair", "merchant-repairs");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    market.timePasses(hours(48));
    stands(its, "platform-reviewing", "merchant-explains-breach");
    shop.notUpheld(its);
    stands(its, "merchant-to-repair", "merchant-repairs");
    shop.repaired(its);
    assertThat(market.status(its)).isEqualTo("repaired");
    assertThat(market.vouchersOf(its)).containsExactly("5.00");
  }

  @Test @Clause({"RP-20(1)", "RP-19"})
  void a_late_repair_may_cost_the_merchant_the_order_and_the_freight() {
    var its = shop.eligible();
    market.timePassesUntil(market.dueAt(its));
    shop.upheld(its, true, "38.97");
    market.jobsRun();
    market.isRefunded(its, "129.90");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
    assertThat(market.vouchersOf(its)).containsExactly("38.97");
  }

  @Test @Clause("RP-10")
  void a_number_that_no_carrier_has_is_not_taken() {
    var its = shop.eligible();
    invalid(() -> market.completes(merchant(its), its, "merchant-repairs", Map.of("carrier", "SF", "trackingNumber", "none yet")), "trackingNumber", "RP-10");
    stands(its, "merchant-to-repair", "merchant-repairs");
  }

  // --- the buyer receives -----------------------------------------------------------------------------------------------------

  @ParameterizedTest @Clause("RP-11")
  @CsvSource({"23, 59", "0, 1"})
  void the_buyer_has_the_goods_within_7_days_that_count_the_day_of_the_upload(int hour, int minute) {
    var its = shop.eligible();
    shop.itIs(hour, minute);
    shop.repairs(its);
    var end = RepairShop.endOf(shop.today().plusDays(6));
    assertThat(market.dueAt(its)).as("both sides see by when").isEqualTo(end);
    market.timePassesUntil(end.minusMillis(1));
    stands(its, "buyer-to-confirm", "buyer-confirms-receipt");
    market.timePassesUntil(end);
    stands(its, "platform-reviewing", "merchant-explains-breach");
    assertThat(breachOf(its)).isEqualTo("RP-20(2)");
  }

  @Test @Clause("RP-11")
  void after_delivery_silence_for_7_days_confirms_the_receipt() {
    var its = shop.eligible();
    var number = shop.repairs(its);
    market.timePasses(days(5));
    market.carrierReports(number, "delivered");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(days(7)));
    market.timePasses(days(7).minusMillis(1));
    stands(its, "buyer-to-confirm", "buyer-confirms-receipt");
    market.timePasses(java.time.Duration.ofMillis(1));
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("repaired");
  }

  @Test @Clause("RP-11")
  void a_parcel_that_had_arrived_before_its_number_was_given_counts_as_delivered() {
    var its = shop.eligible();
    var number = aTrackingNumber();
    market.carrierReports(number, "signed");
    market.completes(merchant(its), its, "merchant-repairs", Map.of("carrier", "SF", "trackingNumber", number));
    market.timePasses(days(7));
    assertThat(market.status(its)).isEqualTo("repaired");
  }

  @Test @Clause("RP-20(2)")
  void goods_that_do_not_arrive_are_sent_once_more_within_48_hours() {
    var its = shop.eligible();
    shop.repairs(its);
    market.timePasses(days(7));
    shop.upheld(its, false, "1.00");
    stands(its, "merchant-to-ship-back", "merchant-ships-back");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    market.timePasses(hours(48));
    stands(its, "platform-reviewing", "merchant-explains-breach");
    shop.notUpheld(its);
    shop.shipsBack(its);
    stands(its, "buyer-to-confirm", "buyer-confirms-receipt");
    shop.confirms(its);
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("repaired");
  }

  @Test @Clause("RP-20(2)")
  void goods_that_arrive_while_the_platform_looks_into_their_lateness_need_not_be_sent_again() {
    var its = shop.eligible();
    var number = shop.repairs(its);
    market.timePasses(days(7));
    shop.explains(its);
    market.carrierReports(number, "delivered");
    stands(its, "platform-reviewing", "agent-decides-breach");
    market.completes(agent(), its, "agent-decides-breach", Map.of("upheld", true, "refundOrder", false, "penaltyAmount", "1.00"));
    stands(its, "merchant-to-ship-back", "merchant-ships-back");
    shipsBack(its, number);
    stands(its, "buyer-to-confirm", "buyer-confirms-receipt");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(days(7)));
    market.timePasses(days(7));
    assertThat(market.status(its)).isEqualTo("repaired");
  }

  @Test @Clause({"RP-10", "RP-20(1)"})
  void a_parcel_that_is_lost_or_the_buyers_own_is_no_parcel_of_the_merchants() {
    var its = shop.agreed();
    var sentIn = aTrackingNumber();
    market.buyerShipsReturn(its, sentIn, "12.00");
    market.carrierReports(sentIn, "signed");
    shop.inspects(its, Map.of("meetsStandard", true));
    invalid(() -> market.completes(merchant(its), its, "merchant-repairs", Map.of("carrier", "SF", "trackingNumber", sentIn)), "trackingNumber", "RP-10");
    var lost = shop.repairs(its);
    market.timePasses(days(7));
    shop.notUpheld(its);
    invalid(() -> shipsBack(its, lost), "trackingNumber", "RP-14");
    invalid(() -> shipsBack(its, sentIn), "trackingNumber", "RP-14");
    stands(its, "merchant-to-ship-back", "merchant-ships-back");
    var other = shop.eligible();
    invalid(() -> market.completes(merchant(other), other, "merchant-repairs", Map.of("carrier", "SF", "trackingNumber", lost)), "trackingNumber", "RP-10");
  }

  @Test @Clause("RP-20(2)")
  void goods_that_do_not_arrive_may_cost_the_merchant_the_order() {
    var its = shop.eligible();
    shop.repairs(its);
    market.timePasses(days(7));
    shop.upheld(its, true, "0");
    market.jobsRun();
    market.isRefunded(its, "129.90");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
    assertThat(market.vouchersOf(its)).isEmpty();
  }

  @Test @Clause("RP-16")
  void the_platform_judges_what_the_buyer_finds_not_in_order() {
    var refunded = disputed();
    market.agentJudges(refunded, Map.of("remedy", "refund", "refundAmount", "80.00", "explanation", "It came back broken."));
    market.jobsRun();
    market.isRefunded(refunded, "80.00");
    assertThat(market.freightPaidOut(refunded)).containsExactly("12.00");
    var dismissed = disputed();
    market.agentJudges(dismissed, Map.of("remedy", "dismiss", "explanation", "It works."));
    market.jobsRun();
    assertThat(market.status(dismissed)).isEqualTo("repaired");
    assertThat(market.freightPaidOut(dismissed)).containsExactly("12.00");
  }

  @Test @Clause({"RP-22", "RP-19"})
  void the_platform_may_order_a_return_of_goods_that_came_back_not_in_order() {
    var its = disputed();
    market.agentJudges(its, Map.of("remedy", "return-refund", "refundAmount", "129.90", "explanation", "It came back broken."));
    market.jobsRun();
    assertThat(market.look(its).itself().type().code()).isEqualTo("return-refund");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
  }

  // --- not eligible: the buyer answers the report -----------------------------------------------------------------------------

  @Test @Clause({"RP-13", "RP-14", "RP-19"})
  void accepted_the_goods_come_back_with_the_report_within_48_hours() {
    var its = shop.withReport();
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(days(3)));
    shop.answers(its, "accept");
    stands(its, "merchant-to-ship-back", "merchant-ships-back");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    shop.shipsBack(its);
    shop.confirms(its);
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("returned-unrepaired");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
    market.nothingWasRefunded(its);
  }

  @Test @Clause("RP-13")
  void silence_for_3_rolling_days_accepts_the_report() {
    var its = shop.withReport();
    market.timePasses(days(3).minusMillis(1));
    stands(its, "buyer-to-answer", "buyer-answers-report");
    market.timePasses(java.time.Duration.ofMillis(1));
    stands(its, "merchant-to-ship-back", "merchant-ships-back");
  }

  @Test @Clause({"RP-14", "RP-20(2)"})
  void goods_that_are_not_sent_back_within_48_hours_are_a_breach() {
    var its = shop.withReport();
    shop.answers(its, "accept");
    market.timePasses(hours(48));
    stands(its, "platform-reviewing", "merchant-explains-breach");
    assertThat(breachOf(its)).isEqualTo("RP-20(2)");
    shop.upheld(its, false, "2.00");
    stands(its, "merchant-to-ship-back", "merchant-ships-back");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    market.timePasses(hours(48));
    stands(its, "platform-reviewing", "merchant-explains-breach");
    shop.notUpheld(its);
    shop.shipsBack(its);
    shop.confirms(its);
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("returned-unrepaired");
  }

  @Test @Clause({"RP-13", "PI-02", "RP-16"})
  void the_platform_judges_between_buyer_and_report() {
    var refunded = shop.withReport();
    shop.answers(refunded, "intervene");
    assertThat(market.openSteps(refunded)).extracting(Step::step).containsExactlyInAnyOrder("buyer-gives-evidence", "merchant-gives-evidence");
    market.timePasses(days(3));
    stands(refunded, "platform-reviewing", "agent-judges");
    market.agentJudges(refunded, Map.of("remedy", "refund", "refundAmount", "129.90", "explanation", "The report does not prove it."));
    market.jobsRun();
    market.isRefunded(refunded, "129.90");
    assertThat(market.freightPaidOut(refunded)).containsExactly("12.00");
    var dismissed = shop.withReport();
    shop.answers(dismissed, "intervene");
    market.agentJudges(dismissed, Map.of("remedy", "dismiss", "explanation", "It does."));
    stands(dismissed, "merchant-to-ship-back", "merchant-ships-back");
  }

  @Test @Clause({"RP-13", "RP-15"})
  void a_negotiation_about_the_report_does_not_extend_the_3_days() {
    var its = shop.withReport();
    var due = market.dueAt(its);
    shop.answers(its, "negotiate");
    stands(its, "negotiating", "merchant-proposes");
    market.completes(merchant(its), its, "merchant-proposes", Map.of("outcome", "small-payment", "amount", "20.00", "message", "Repair it elsewhere."));
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "decline"));
    stands(its, "buyer-to-answer", "buyer-answers-report");
    assertThat(market.dueAt(its)).isEqualTo(due);
  }

  @ParameterizedTest @Clause({"RP-13", "RP-14"})
  @ValueSource(booleans = {false, true})
  void a_negotiation_that_is_not_over_after_3_days_ends_with_them_and_the_report_stands(boolean proposed) {
    var its = shop.withReport();
    var due = market.dueAt(its);
    market.timePassesUntil(due.minus(hours(1)));
    shop.answers(its, "negotiate");
    if (proposed) {
      market.completes(merchant(its), its, "merchant-proposes", Map.of("outcome", "small-payment", "amount", "20.00", "message", "Repair it elsewhere."));
    }
    market.timePassesUntil(due.minusMillis(1));
    assertThat(market.status(its)).isEqualTo("negotiating");
    market.timePassesUntil(due);
    stands(its, "merchant-to-ship-back", "merchant-ships-back");
    assertThat(market.dueAt(its)).isEqualTo(due.plus(hours(48)));
  }

  @ParameterizedTest @Clause({"RP-14", "RP-20(2)"})
  @CsvSource({"23, 59", "0, 1"})
  void the_buyer_has_the_goods_and_the_report_within_7_days_that_count_the_day_of_the_upload(int hour, int minute) {
    var its = shop.withReport();
    shop.answers(its, "accept");
    shop.itIs(hour, minute);
    shop.shipsBack(its);
    var end = RepairShop.endOf(shop.today().plusDays(6));
    assertThat(market.dueAt(its)).as("both sides see by when").isEqualTo(end);
    market.timePassesUntil(end.minusMillis(1));
    stands(its, "buyer-to-confirm", "buyer-confirms-receipt");
    market.timePassesUntil(end);
    stands(its, "platform-reviewing", "merchant-explains-breach");
    assertThat(breachOf(its)).isEqualTo("RP-20(2)");
  }

  @Test @Clause({"RP-15", "SP-03", "RP-19"})
  void a_part_of_the_price_may_be_agreed_on_and_the_freight_is_paid_all_the_same() {
    var its = shop.withReport();
    shop.answers(its, "negotiate");
    market.completes(merchant(its), its, "merchant-proposes", Map.of("outcome", "small-payment", "amount", "20.00", "message", "Repair it elsewhere."));
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "accept"));
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("settled");
    assertThat(market.paidOut(its.caseId())).containsExactly("20.00");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
  }

  /** Whatever the case goes on as: what the buyer paid to send the goods in is paid back, and paid back once. */
  @ParameterizedTest @Clause({"RP-15", "RP-19"})
  @ValueSource(strings = {"small-payment", "refund-only", "return-refund", "exchange", "reship"})
  void the_freight_is_settled_once_whatever_is_agreed_on(String outcome) {
    var its = shop.eligible();
    market.merchantProposes(its, outcome, outcome.endsWith("ship") || outcome.equals("exchange") ? null : "100.00");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "accept"));
    for (int month = 0; month < 3; month++) {
      market.timePasses(days(30));
    }
    assertThat(market.freightPaidOut(its)).as(market.status(its)).containsExactly("12.00");
  }

  @ParameterizedTest @Clause({"RP-15", "RR-03"})
  @CsvSource({"return-refund, false", "return-refund, true", "exchange, false", "exchange, true"})
  void goods_that_are_with_the_merchant_for_a_repair_are_not_sent_in_twice(String outcome, boolean silent) {
    var its = silent ? shop.sentIn() : shop.eligible();
    if (silent) {
      market.timePassesUntil(market.dueAt(its));
    }
    market.merchantProposes(its, outcome, outcome.equals("exchange") ? null : "100.00");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "accept"));
    market.jobsRun();
    assertThat(market.openSteps(its)).extracting(Step::step).doesNotContain("buyer-ships-return");
    if (outcome.equals("exchange")) {
      assertThat(market.status(its)).isEqualTo("merchant-to-ship");
    } else {
      market.isRefunded(its, "100.00");
    }
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
  }

  @Test @Clause("RP-15")
  void the_two_may_agree_on_something_else_beside_any_step() {
    var its = shop.eligible();
    market.merchantProposes(its, "refund-only", "129.90");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "decline"));
    stands(its, "merchant-to-repair", "merchant-repairs");
    market.merchantProposes(its, "refund-only", "100.00");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "accept"));
    market.jobsRun();
    market.isRefunded(its, "100.00");
  }

  // --- the report turns out to be false ------------------------------------------------------------------------------------------

  @Test @Clause({"RP-20(5)", "VC-01"})
  void a_report_found_false_while_the_case_runs_counts_no_more_and_costs_a_coupon() {
    var its = shop.withReport();
    market.agentFindsBreach(its, "RP-20(5)");
    market.merchantExplainsBreach(its);
    market.agentDecidesBreach(its, false, "38.97");
    assertThat(market.vouchersOf(its)).containsExactly("38.97");
    stands(its, "buyer-to-answer", "buyer-answers-report");
    conflict(() -> market.agentFindsBreach(its, "RP-20(5)"), "no-report", "RP-20(5)");
  }

  @Test @Clause({"RP-20(5)", "VC-01"})
  void a_report_found_false_long_after_the_case_was_closed_costs_the_order_and_a_coupon() {
    var its = shop.withReport();
    shop.answers(its, "accept");
    shop.shipsBack(its);
    shop.confirms(its);
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("returned-unrepaired");
    market.timePasses(days(90));
    market.agentFindsBreach(its, "RP-20(5)");
    market.merchantExplainsBreach(its);
    market.agentDecidesBreach(its, true, "38.97");
    market.jobsRun();
    assertThat(market.paidOut(its.caseId())).containsExactly("129.90");
    assertThat(market.vouchersOf(its)).containsExactly("38.97");
  }

  @Test @Clause("RP-20(5)")
  void without_a_report_none_can_be_false() {
    var its = shop.eligible();
    conflict(() -> market.agentFindsBreach(its, "RP-20(5)"), "no-report", "RP-20(5)");
    stands(its, "merchant-to-repair", "merchant-repairs");
  }

  @Test @Clause({"RP-20(5)", "RP-19"})
  void a_running_repair_that_is_refunded_for_a_breach_still_settles_the_freight() {
    var its = shop.withReport();
    market.agentFindsBreach(its, "RP-20(5)");
    market.merchantExplainsBreach(its);
    market.agentDecidesBreach(its, true, "38.97");
    market.jobsRun();
    market.isRefunded(its, "129.90");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
    assertThat(market.vouchersOf(its)).containsExactly("38.97");
  }

  // --- the buyer withdraws ----------------------------------------------------------------------------------------------------

  @Test @Clause("RP-17")
  void withdrawn_before_anything_was_sent() {
    var its = shop.agreed();
    market.withdraws(its);
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("withdrawn");
    assertThat(market.instance(its)).isNull();
  }

  @Test @Clause({"RP-18", "RP-19"})
  void withdrawn_while_the_goods_are_under_way_the_merchant_may_refuse_them_and_owes_only_the_freight() {
    var its = shop.sentIn();
    market.withdraws(its);
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("withdrawn");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
  }

  @ParameterizedTest @Clause({"RP-18", "RP-17"})
  @CsvSource({"23, 59", "0, 1"})
  void signed_for_the_goods_come_back_within_2_days_that_count_the_day_of_the_withdrawal(int hour, int minute) {
    var its = shop.agreed();
    var number = aTrackingNumber();
    market.buyerShipsReturn(its, number, "12.00");
    market.carrierReports(number, "signed");
    shop.itIs(hour, minute);
    market.withdraws(its);
    stands(its, "merchant-to-ship-back", "merchant-ships-back");
    assertThat(market.dueAt(its)).isEqualTo(RepairShop.endOf(shop.today().plusDays(1)));
    conflict(() -> market.withdraws(its), "not-withdrawable", null);
    shop.shipsBack(its);
    stands(its, "buyer-to-confirm", "buyer-confirms-receipt");
    shop.confirms(its);
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("withdrawn");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
  }

  @Test @Clause({"RP-18", "RP-09"})
  void a_merchant_that_was_silent_counts_as_having_signed() {
    var its = shop.sentIn();
    market.timePassesUntil(market.dueAt(its));
    stands(its, "merchant-to-repair", "merchant-repairs");
    market.withdraws(its);
    stands(its, "merchant-to-ship-back", "merchant-ships-back");
  }

  /** Everywhere before the goods are sent back; and what the buyer paid to send them in is owed everywhere, once. */
  @ParameterizedTest @Clause({"RP-17", "RP-18", "RP-19"})
  @ValueSource(strings = {"merchant-decides-repair", "buyer-ships-return", "merchant-inspects", "agent-reviews-report", "merchant-repairs",
      "buyer-answers-report", "merchant-proposes", "buyer-answers-proposal", "agent-judges", "merchant-ships-back", "merchant-explains-breach",
      "agent-decides-breach"})
  void a_buyer_may_withdraw_at_every_step_before_the_goods_are_sent_back(String step) {
    var its = switch (step) {
      case "merchant-decides-repair" -> shop.asks();
      case "buyer-ships-return" -> shop.agreed();
      case "merchant-inspects" -> shop.sentIn();
      case "agent-reviews-report" -> {
        var sent = shop.sentIn();
        shop.inspects(sent, shop.withScan(sent));
        yield sent;
      }
      case "merchant-repairs", "merchant-explains-breach", "agent-decides-breach" -> shop.eligible();
      default -> shop.withReport();
    };
    switch (step) {
      case "merchant-proposes" -> shop.answers(its, "negotiate");
      case "buyer-answers-proposal" -> {
        shop.answers(its, "negotiate");
        market.completes(merchant(its), its, "merchant-proposes", Map.of("outcome", "small-payment", "amount", "20.00", "message", "Repair it elsewhere."));
      }
      case "agent-judges" -> {
        shop.answers(its, "intervene");
        market.bothGiveEvidence(its);
      }
      case "merchant-ships-back" -> shop.answers(its, "accept");
      case "merchant-explains-breach" -> market.timePassesUntil(market.dueAt(its));
      case "agent-decides-breach" -> {
        market.timePassesUntil(market.dueAt(its));
        shop.explains(its);
      }
      default -> { }
    }
    assertThat(market.openSteps(its)).extracting(Step::step).contains(step);
    market.withdraws(its);
    assertThat(market.interventions(its)).as("though goods may still have to come back").isEqualTo(step.equals("agent-judges") ? List.of("requested withdrawn") : List.of());
    var sentIn = !List.of("merchant-decides-repair", "buyer-ships-return").contains(step);
    if (sentIn && !step.equals("merchant-inspects")) {
      stands(its, "merchant-to-ship-back", "merchant-ships-back");
      assertThat(market.dueAt(its)).isEqualTo(RepairShop.endOf(shop.today().plusDays(1)));
      shop.shipsBack(its);
      shop.confirms(its);
    }
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("withdrawn");
    assertThat(market.instance(its)).isNull();
    assertThat(market.openSteps(its)).isEmpty();
    assertThat(market.freightPaidOut(its)).containsExactlyElementsOf(sentIn ? List.of("12.00") : List.of());
    market.nothingWasRefunded(its);
  }

  @Test @Clause({"RP-18", "RP-20(2)"})
  void withdrawn_goods_that_do_not_come_back_are_a_breach() {
    var its = shop.eligible();
    market.withdraws(its);
    market.timePassesUntil(market.dueAt(its));
    stands(its, "platform-reviewing", "merchant-explains-breach");
    shop.upheld(its, false, "3.00");
    stands(its, "merchant-to-ship-back", "merchant-ships-back");
    shop.shipsBack(its);
    market.timePassesUntil(RepairShop.endOf(shop.today().plusDays(6)));
    shop.upheld(its, true, "3.00");
    market.jobsRun();
    market.isRefunded(its, "129.90");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
  }

  @Test @Clause("RP-17")
  void what_was_sent_back_cannot_be_withdrawn_any_more() {
    var its = shop.eligible();
    shop.repairs(its);
    conflict(() -> market.withdraws(its), "not-withdrawable", null);
    var unrepaired = shop.withReport();
    shop.answers(unrepaired, "accept");
    market.withdraws(unrepaired);
    stands(unrepaired, "merchant-to-ship-back", "merchant-ships-back");
    shop.shipsBack(unrepaired);
    shop.confirms(unrepaired);
    assertThat(market.status(unrepaired)).isEqualTo("withdrawn");
  }

  @Test @Clause("RP-17")
  void a_buyer_may_withdraw_while_an_agent_reviews_the_report_or_a_breach() {
    var reviewed = shop.sentIn();
    shop.inspects(reviewed, shop.withScan(reviewed));
    market.withdraws(reviewed);
    stands(reviewed, "merchant-to-ship-back", "merchant-ships-back");
    var refused = shop.refused(shop.aPhone());
    market.withdraws(refused);
    assertThat(market.status(refused)).isEqualTo("withdrawn");
  }

  // --- all of it --------------------------------------------------------------------------------------------------------------

  @Test @Order(Integer.MAX_VALUE)
  void every_node_of_the_flows_was_passed() {
    assertThat(coverage.nodesNotPassed("repair", "send-for-repair", "inspect-and-repair", "answer-report", "repair-goods", "give-goods-back", "ship-back",
        "await-goods-back", "return-withdrawn-goods", "breach-remedy")).isEmpty();
  }

  private void shipsBack(AfterSalesCase its, String number) {
    market.completes(merchant(its), its, "merchant-ships-back", Map.of("carrier", "SF", "trackingNumber", number));
  }

  private AfterSalesCase disputed() {
    var its = shop.eligible();
    shop.repairs(its);
    market.completes(buyer(its), its, "buyer-confirms-receipt", Map.of("received", false, "description", "The screen is cracked now."));
    return its;
  }

  private void stands(AfterSalesCase its, String status, String step) {
    assertThat(market.status(its)).isEqualTo(status);
    assertThat(market.openSteps(its)).extracting(Step::step).containsExactly(step);
  }

  private String breachOf(AfterSalesCase its) {
    return market.timeline(its).stream().filter(entry -> entry.kind().code().equals("breach-opened")).reduce((earlier, later) -> later).orElseThrow().clause();
  }

  private static Map<String, Object> withoutField(Map<String, Object> form, String field) {
    form.remove(field);
    return form;
  }
}
