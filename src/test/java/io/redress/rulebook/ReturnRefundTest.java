package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.aTrackingNumber;
import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.days;
import static io.redress.rulebook.Marketplace.hours;
import static io.redress.rulebook.Marketplace.merchant;
import static io.redress.rulebook.Refusals.conflict;
import static io.redress.rulebook.Refusals.invalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import io.redress.Refused;
import io.redress.casefile.AfterSalesCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Rulebook section 3: the goods come back, the buyer is refunded. */
@Scenario
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReturnRefundTest {

  private static final Map<String, Object> AGREE = Map.of("decision", "agree");
  private static final Map<String, Object> REJECT =
      Map.of("decision", "reject", "rejectReason", "not-proven", "explanation", "The photo shows another jacket.");
  private static final Map<String, Object> REJECT_RETURN =
      Map.of("decision", "reject", "condition", "used", "rejectReason", "buyer-caused", "explanation", "Worn and washed.");

  @Autowired Marketplace market;
  @Autowired ProcessEngine engine;
  @Autowired FlowCoverage coverage;

  @BeforeEach
  void opens() {
    init(engine);
    market.opens();
  }

  // --- who may apply, for what, and until when -------------------------------------------------------------------------------

  @Test @Clause({"RR-01", "GN-03"})
  void only_what_was_shipped_can_be_returned() {
    var order = market.anOrder().put();
    conflict(() -> asks("10.00", order), "window-not-open", "RR-01");
    market.ships(order);
    assertThat(market.status(asks("10.00", order))).isEqualTo("merchant-to-decide");
  }

  @ParameterizedTest @Clause({"GN-03", "GN-04", "LP-04"})
  @CsvSource({"fruit", "fresh", "virtual", "car", "live-animals"})
  void special_goods_and_live_animals_cannot_be_returned(String category) {
    var order = market.aShippedOrder().of(category).put();
    conflict(() -> asks("10.00", order), "not-offered", "GN-03");
    assertThat(market.status(market.buyerAsksFor("10.00", order))).isEqualTo("merchant-to-decide");
  }

  @Test @Clause({"RR-01", "RR-13"})
  void the_window_is_open_until_15_days_after_receipt_or_the_merchants_later_promise() {
    var inTime = market.anOrder().received(market.now().minus(days(15)).plusSeconds(1)).put();
    var late = market.anOrder().received(market.now().minus(days(15))).put();
    var promised = market.anOrder().received(market.now().minus(days(40))).afterSalesUntil(market.now().plusSeconds(1)).put();
    assertThat(market.status(asks("1.00", inTime))).isEqualTo("merchant-to-decide");
    conflict(() -> asks("1.00", late), "window-closed", "RR-01");
    assertThat(market.status(asks("1.00", promised))).isEqualTo("merchant-to-decide");
  }

  @Test @Clause("RR-10")
  void some_of_the_pieces_cost_their_share_and_the_last_ones_take_what_is_left() {
    var order = market.aShippedOrder().paid("100.00").pieces(3).put();
    market.merchantHasSettings(order, null);
    invalid(() -> market.buyerApplies("return-refund", "quality", "33.34", null, 1, order), "amount", "RR-10");
    invalid(() -> market.buyerApplies("return-refund", "quality", "1.00", null, 4, order), "quantity", "RR-10");
    returned(market.buyerApplies("return-refund", "quality", "33.33", null, 1, order));
    assertThat(market.piecesLeft(order)).isEqualTo(2);
    market.withdraws(market.buyerApplies("return-refund", "quality", "33.33", null, 1, order));
    returned(market.buyerApplies("return-refund", "quality", "33.33", null, 1, order));
    assertThat(market.piecesLeft(order)).isEqualTo(1);
    invalid(() -> market.buyerApplies("return-refund", "quality", "1.00", null, 2, order), "quantity", "RR-10");
    returned(market.buyerApplies("return-refund", "quality", "33.34", null, 1, order));
    assertThat(market.piecesLeft(order)).isZero();
    assertThat(market.refundable(order)).isEqualTo("0.00");
  }

  @Test @Clause("RR-10")
  void a_percentage_is_rounded_down_and_the_last_one_takes_what_is_left() {
    var order = market.aShippedOrder().paid("100.01").put();
    market.merchantHasSettings(order, null);
    var first = market.buyerApplies("return-refund", "quality", null, 33, null, order);
    assertThat(market.look(first).itself().amount()).hasToString("CNY 33.00");
    returned(first);
    invalid(() -> market.buyerApplies("return-refund", "quality", null, 68, null, order), "percent", "RR-10");
    var second = market.buyerApplies("return-refund", "quality", null, 67, null, order);
    assertThat(market.look(second).itself().amount()).hasToString("CNY 67.01");
    returned(second);
    assertThat(market.refundable(order)).isEqualTo("0.00");
  }

  @ParameterizedTest @Clause("RR-10")
  @CsvSource({"0", "101", "-1"})
  void a_percentage_is_between_1_and_100(int percent) {
    var order = market.aShippedOrder().put();
    invalid(() -> market.buyerApplies("return-refund", "quality", null, percent, null, order), "percent", "RR-10");
  }

  // --- the merchant decides ---------------------------------------------------------------------------------------------------

  @Test @Clause("RR-02")
  void the_merchant_has_48_hours_and_is_reminded() {
    var its = asks("10.00", market.aShippedOrder().put());
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    market.timePasses(hours(36));
    assertThat(market.timelineKinds(its)).contains("reminded");
    market.timePasses(hours(12).minusSeconds(1));
    assertThat(market.status(its)).isEqualTo("merchant-to-decide");
  }

  @Test @Clause("RR-02")
  void a_merchant_that_is_silent_for_48_hours_has_agreed_to_refund_without_return() {
    var order = market.aShippedOrder().put();
    market.merchantHasSettings(order, null);
    var its = asks("10.00", order);
    market.timePasses(hours(48));
    market.isRefunded(its, "10.00");
    assertThat(market.timelineKinds(its)).doesNotContain("return-address-given");
  }

  @Test @Clause("RR-02")
  void what_silence_means_is_a_row_of_a_table() throws IOException {
    var table = Files.readString(Path.of("bpmn/decisions/merchant-silence.dmn"));
    market.deploys("merchant-silence.dmn", table.replace("\"refund-without-return\"", "\"agree-return\""));
    try {
      var order = market.aShippedOrder().put();
      market.merchantHasSettings(order, null);
      var its = asks("10.00", order);
      market.timePasses(hours(48));
      assertThat(market.status(its)).isEqualTo("buyer-to-ship");

      var withoutAddress = asks("10.00", market.aShippedOrder().put());
      market.timePasses(hours(48));
      market.isRefunded(withoutAddress, "10.00");
    } finally {
      market.deploys("merchant-silence.dmn", table);
    }
  }

  @Test @Clause("RO-03")
  void an_agent_may_shorten_the_merchants_time_to_24_hours() {
    var its = asks("10.00", market.aShippedOrder().put());
    market.agentShortensTo(its, market.now().plus(hours(24)));
    market.timePasses(hours(24));
    market.isRefunded(its, "10.00");
  }

  @Test @Clause("RR-02")
  void a_merchant_may_refund_without_return() {
    var its = asks("10.00", market.aShippedOrder().put());
    market.completes(merchant(its), its, "merchant-decides-return", Map.of("decision", "refund-without-return"));
    assertThat(market.status(its)).isEqualTo("refunding");
    market.jobsRun();
    market.isRefunded(its, "10.00");
  }

  @Test @Clause("ST-02")
  void a_merchant_without_settings_cannot_agree_and_nothing_changes() {
    var order = market.aShippedOrder().put();
    var its = asks("10.00", order);
    conflict(() -> agrees(its), "no-return-address", "ST-02");
    assertThat(market.status(its)).isEqualTo("merchant-to-decide");
    assertThat(market.task(merchant(its), its, "merchant-decides-return").facts()).containsEntry("settingsMissing", true);
    market.merchantHasSettings(order, null);
    agrees(its);
    assertThat(market.status(its)).isEqualTo("buyer-to-ship");
  }

  @Test @Clause({"ST-04", "ST-06"})
  void the_buyer_sees_the_address_only_after_the_merchant_agreed() {
    var order = market.aShippedOrder().put();
    market.merchantHasSettings(order, null);
    var its = asks("10.00", order);
    assertThat(market.timeline(its).toString()).doesNotContain("Harbour Road");
    agrees(its);
    var facts = market.task(buyer(its), its, "buyer-ships-return").facts();
    assertThat(facts.get("returnAddress").toString()).contains("1 Harbour Road, Shanghai", "Returns desk", "021-5555 0102");
  }

  @Test @Clause("ST-06")
  void the_merchant_may_name_another_of_its_addresses_but_no_strange_one() {
    var order = market.aShippedOrder().put();
    market.merchantHasSettings(order, null);
    var its = asks("10.00", order);
    invalid(() -> market.completes(merchant(its), its, "merchant-decides-return", Map.of("decision", "agree", "returnAddressId", "elsewhere")),
        "returnAddressId", "ST-06");
    market.completes(merchant(its), its, "merchant-decides-return", Map.of("decision", "agree", "returnAddressId", "annex"));
    assertThat(market.task(buyer(its), its, "buyer-ships-return").facts().get("returnAddress").toString()).contains("9 Canal Street");
  }

  // --- the goods come back ----------------------------------------------------------------------------------------------------

  @Test @Clause("RR-05")
  void a_buyer_who_sends_nothing_for_7_days_is_overdue_and_may_apply_again() {
    var its = agreed();
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(days(7)));
    market.timePasses(days(7).minusSeconds(1));
    assertThat(market.status(its)).isEqualTo("buyer-to-ship");
    market.timePasses(days(7));
    assertThat(market.status(its)).isEqualTo("closed-buyer-overdue");
    market.nothingWasPaid(its);
    assertThat(market.status(asks("10.00", its.orderId()))).isEqualTo("merchant-to-decide");
  }

  @ParameterizedTest @Clause({"RR-05", "RR-07"})
  @CsvSource({"SF, SF123, 12.00, trackingNumber", "SF, YT0000000000001, 12.00, trackingNumber", "SF, SF0000000000001, -1.00, freightPaid",
      "SF, SF0000000000001, 12.345, freightPaid", "SF, SF0000000000001, 99999999.00, freightPaid", "SF, SF0000000000001, many, freightPaid",
      "DHL, SF0000000000001, 12.00, carrier"})
  void bad_parcels_are_refused_by_field_and_nothing_changes(String carrier, String number, String freight, String field) {
    var its = agreed();
    assertThatThrownBy(() -> market.completes(buyer(its), its, "buyer-ships-return",
        Map.of("carrier", carrier, "trackingNumber", number, "freightPaid", freight))).isInstanceOfSatisfying(Refused.class, no -> {
          assertThat(no.kind()).isEqualTo(Refused.Kind.INVALID);
          assertThat(no.fields()).extracting(Refused.Field::field).containsExactly(field);
        });
    assertThat(market.status(its)).isEqualTo("buyer-to-ship");
  }

  @Test @Clause("RR-05")
  void one_number_cannot_serve_two_cases() {
    var number = aTrackingNumber();
    market.buyerShipsReturn(agreed(), number, "0");
    var other = agreed();
    invalid(() -> market.buyerShipsReturn(other, number, "0"), "trackingNumber", "RR-05");
    assertThat(market.status(other)).isEqualTo("buyer-to-ship");
  }

  @Test @Clause({"RR-06", "GN-06"})
  void a_signed_parcel_shows_on_the_case_and_in_the_merchants_task() {
    var number = aTrackingNumber();
    var its = agreed();
    market.buyerShipsReturn(its, number, "0");
    market.carrierReports(number, "signed");
    assertThat(market.timelineKinds(its)).contains("shipment-event");
    assertThat(market.task(merchant(its), its, "merchant-checks-return").facts().get("shipments").toString()).contains(number, "signed");
  }

  @Test @Clause("RR-06")
  void the_merchant_checks_within_7_days_and_refunds() {
    var its = sent();
    assertThat(market.status(its)).isEqualTo("merchant-to-check");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(days(7)));
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.jobsRun();
    market.isRefunded(its, "10.00");
    assertThat(market.refundedBy(its)).isEqualTo("RR-06");
  }

  @Test @Clause("RR-06")
  void a_merchant_that_is_silent_for_7_days_after_the_return_refunds() {
    var its = sent();
    market.timePasses(days(7).minusHours(12));
    assertThat(market.timelineKinds(its).stream().filter("reminded"::equals).count()).isEqualTo(1);
    market.timePasses(hours(12).minusSeconds(1));
    assertThat(market.status(its)).isEqualTo("merchant-to-check");
    market.timePasses(hours(1));
    market.isRefunded(its, "10.00");
  }

  @Test @Clause({"RR-06", "RR-11"})
  void the_merchant_may_reject_what_came_back_with_reason_and_condition() {
    var its = sent();
    assertThatThrownBy(() -> market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "reject")))
        .isInstanceOfSatisfying(Refused.class, no -> assertThat(no.fields()).extracting(Refused.Field::field)
            .containsExactly("condition", "rejectReason", "explanation"));
    market.completes(merchant(its), its, "merchant-checks-return", REJECT_RETURN);
    assertThat(market.status(its)).isEqualTo("buyer-to-answer");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(days(7)));
    assertThat(market.task(buyer(its), its, "buyer-answers-rejection").facts())
        .containsEntry("condition", "used").containsEntry("rejectReason", "buyer-caused").containsEntry("rejectExplanation", "Worn and washed.");
  }

  // --- after a rejection ------------------------------------------------------------------------------------------------------

  @Test @Clause("RR-03")
  void a_rejected_request_that_is_submitted_again_has_a_new_48_hours() {
    var its = rejected();
    market.timePasses(days(6));
    market.buyerAnswers(its, Map.of("answer", "resubmit", "amount", "5.00"));
    assertThat(market.status(its)).isEqualTo("merchant-to-decide");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    market.timePasses(hours(48));
    market.isRefunded(its, "5.00");
  }

  @Test @Clause("RR-03")
  void goods_that_have_come_back_are_not_sent_back_again() {
    var its = sent();
    market.completes(merchant(its), its, "merchant-checks-return", REJECT_RETURN);
    market.buyerAnswers(its, Map.of("answer", "resubmit", "amount", "6.00"));
    agrees(its);
    market.jobsRun();
    market.isRefunded(its, "6.00");
  }

  @Test @Clause({"RR-03", "NG-06"})
  void what_is_agreed_after_the_goods_have_come_back_needs_no_second_return() {
    var its = sent("12.00");
    market.completes(merchant(its), its, "merchant-checks-return", REJECT_RETURN);
    market.merchantProposes(its, "return-refund", "7.00");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "accept"));
    market.jobsRun();
    market.isRefunded(its, "7.00");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
  }

  @Test @Clause({"RR-06", "NG-06"})
  void what_is_agreed_while_the_goods_are_on_their_way_leaves_the_merchant_the_check() {
    var number = aTrackingNumber();
    var its = agreed();
    market.buyerShipsReturn(its, number, "0");
    market.merchantProposes(its, "return-refund", "7.00");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "accept"));
    assertThat(market.status(its)).isEqualTo("buyer-to-ship");
    market.buyerShipsReturn(its, number, "0");
    assertThat(market.status(its)).isEqualTo("merchant-to-check");
  }

  @Test @Clause("RR-04")
  void seven_days_without_an_answer_close_the_case_and_it_can_be_applied_for_again() {
    var its = rejected();
    market.timePasses(days(7).minusSeconds(1));
    assertThat(market.status(its)).isEqualTo("buyer-to-answer");
    market.timePasses(hours(1));
    assertThat(market.status(its)).isEqualTo("closed-buyer-overdue");
    assertThat(market.instance(its)).isNull();
    assertThat(market.status(asks("10.00", its.orderId()))).isEqualTo("merchant-to-decide");
  }

  @Test @Clause({"RR-03", "PI-01", "RR-17"})
  void the_platform_may_order_a_refund_in_part() {
    var its = rejected();
    market.buyerAnswers(its, Map.of("answer", "intervene"));
    assertThat(market.status(its)).isEqualTo("platform-reviewing");
    market.agentJudges(its, Map.of("remedy", "refund", "refundAmount", "4.00", "explanation", "Half of the damage was there before."));
    market.jobsRun();
    market.isRefunded(its, "4.00");
  }

  @Test @Clause({"RR-03", "PI-01"})
  void the_platform_may_dismiss_the_request() {
    var its = rejected();
    market.buyerAnswers(its, Map.of("answer", "intervene"));
    market.agentJudges(its, Map.of("remedy", "dismiss", "explanation", "Worn."));
    assertThat(market.status(its)).isEqualTo("closed-by-platform");
    market.nothingWasPaid(its);
    assertThat(market.instance(its)).isNull();
  }

  // --- withdrawal -------------------------------------------------------------------------------------------------------------

  @Test @Clause("RO-07")
  void the_buyer_may_withdraw_at_every_step_before_the_money_has_gone() {
    var deciding = asks("10.00", market.aShippedOrder().put());
    var shipping = agreed();
    var checking = sent();
    var answering = rejected();
    var refunding = asks("10.00", market.aShippedOrder().put());
    market.completes(merchant(refunding), refunding, "merchant-decides-return", Map.of("decision", "refund-without-return"));
    for (var its : new AfterSalesCase[] {deciding, shipping, checking, answering, refunding}) {
      market.withdraws(its);
      assertThat(market.status(its)).isEqualTo("withdrawn");
      assertThat(market.instance(its)).isNull();
      market.nothingWasPaid(its);
    }
  }

  @Test @Clause("RO-07")
  void a_refunded_return_cannot_be_withdrawn() {
    var its = sent();
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.jobsRun();
    conflict(() -> market.withdraws(its), "already-refunded", "RO-07");
  }

  // --- promises and freight ---------------------------------------------------------------------------------------------------

  @Test @Clause("RR-08")
  void a_promise_to_handle_the_goods_within_hours_of_receipt_is_kept_or_seen_broken() {
    var order = market.aShippedOrder().put();
    market.merchantHasSettings(order, 24);
    var its = asks("10.00", order);
    agrees(its);
    assertThat(market.timelineKinds(its)).contains("commitment-made");
    var number = aTrackingNumber();
    market.buyerShipsReturn(its, number, "0");
    market.timePasses(days(2));
    market.carrierReports(number, "signed");
    market.timePasses(hours(24).minusSeconds(1));
    assertThat(market.timelineKinds(its)).doesNotContain("commitment-broken");
    market.timePasses(hours(1));
    assertThat(market.timelineKinds(its)).contains("commitment-broken");
    assertThat(market.status(its)).isEqualTo("merchant-to-check");
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.jobsRun();
    market.isRefunded(its, "10.00");
  }

  @Test @Clause("RR-08")
  void a_promise_that_was_kept_is_not_told_of() {
    var order = market.aShippedOrder().put();
    market.merchantHasSettings(order, 24);
    var its = asks("10.00", order);
    agrees(its);
    var number = aTrackingNumber();
    market.carrierReports(number, "signed");
    market.buyerShipsReturn(its, number, "0");
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.timePasses(days(3));
    assertThat(market.timelineKinds(its)).doesNotContain("commitment-broken");
    market.isRefunded(its, "10.00");
  }

  @Test @Clause({"RR-07", "RR-08", "RR-15"})
  void freight_is_reimbursed_after_the_refund_and_apart_from_it() {
    var its = sent("12.00");
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.jobsRun();
    market.isRefunded(its, "10.00");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
  }

  @Test @Clause({"RR-07", "VC-09"})
  void what_is_over_the_tariff_is_an_agents_task_and_delays_no_refund() {
    var its = sent("35.00");
    market.timePasses(days(7));
    assertThat(market.status(its)).isEqualTo("refunded");
    assertThat(market.paidOut(its.caseId())).containsExactly("10.00");
    assertThat(market.freightPaidOut(its)).containsExactly("20.00");
    market.completes(agent(), its, "agent-reviews-freight", Map.of("approvedFreight", "15.00", "explanation", "A heavy parcel."));
    market.jobsRun();
    assertThat(market.freightPaidOut(its)).containsExactly("20.00", "15.00");
    market.isRefunded(its, "10.00");
  }

  @Test @Clause({"RR-15", "SL-02"})
  void without_a_fault_of_the_merchant_the_buyer_bears_the_freight_unless_the_label_says_otherwise() {
    var plain = noReason(market.aShippedOrder().put());
    var labelled = noReason(market.aShippedOrder().labelled("退货包运费").put());
    assertThat(market.freightPaidOut(plain)).isEmpty();
    assertThat(market.timelineKinds(plain)).contains("freight-not-reimbursed");
    assertThat(market.freightPaidOut(labelled)).containsExactly("12.00");
  }

  @Test @Clause("RR-07")
  void a_case_that_ends_without_refund_reimburses_no_freight() {
    var its = sent("12.00");
    market.completes(merchant(its), its, "merchant-checks-return", REJECT_RETURN);
    market.timePasses(days(7));
    assertThat(market.status(its)).isEqualTo("closed-buyer-overdue");
    assertThat(market.instance(its)).isNull();
    market.nothingWasPaid(its);
  }

  @Test @Clause("NG-09")
  void the_two_may_agree_on_something_else_and_the_merchants_time_runs_on_meanwhile() {
    var its = asks("10.00", market.aShippedOrder().put());
    var dueAt = market.dueAt(its);
    market.merchantProposes(its, "small-payment", "3.00");
    market.timePasses(hours(1));
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "decline"));
    assertThat(market.status(its)).isEqualTo("merchant-to-decide");
    assertThat(market.dueAt(its)).isEqualTo(dueAt);
    market.merchantProposes(its, "small-payment", "4.00");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "accept"));
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("settled");
    assertThat(market.paidOut(its.caseId())).containsExactly("4.00");
  }

  @Test @Order(Integer.MAX_VALUE)
  void every_flow_node_was_passed() {
    assertThat(coverage.nodesNotPassed("return-refund")).isEmpty();
  }

  // --- the usual ways ---------------------------------------------------------------------------------------------------------

  private AfterSalesCase asks(String amount, String order) {
    return market.buyerApplies("return-refund", "quality", amount, null, null, order);
  }

  private void agrees(AfterSalesCase its) {
    market.completes(merchant(its), its, "merchant-decides-return", AGREE);
  }

  private AfterSalesCase agreed() {
    var order = market.aShippedOrder().put();
    market.merchantHasSettings(order, null);
    var its = asks("10.00", order);
    agrees(its);
    return its;
  }

  private AfterSalesCase sent() {
    return sent("0");
  }

  private AfterSalesCase sent(String freight) {
    var its = agreed();
    market.buyerShipsReturn(its, aTrackingNumber(), freight);
    return its;
  }

  private AfterSalesCase rejected() {
    var its = asks("10.00", market.aShippedOrder().put());
    market.completes(merchant(its), its, "merchant-decides-return", REJECT);
    return its;
  }

  private AfterSalesCase noReason(String order) {
    market.merchantHasSettings(order, null);
    var its = market.buyerApplies("return-refund", "no-reason", "10.00", null, null, order);
    returned(its, "12.00");
    return its;
  }

  private void returned(AfterSalesCase its) {
    returned(its, "0");
  }

  private void returned(AfterSalesCase its, String freight) {
    agrees(its);
    market.buyerShipsReturn(its, aTrackingNumber(), freight);
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("refunded");
  }
}
