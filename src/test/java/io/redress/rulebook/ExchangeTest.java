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

import io.redress.casefile.AfterSalesCase;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Rulebook section 5: the goods come back, others are sent. */
@Scenario
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExchangeTest {

  private static final Map<String, Object> AGREE = Map.of("decision", "agree");
  private static final Map<String, Object> REJECT =
      Map.of("decision", "reject", "rejectReason", "not-covered", "explanation", "This is how the fabric looks.");
  private static final Map<String, Object> REFUSE_GOODS =
      Map.of("decision", "reject", "condition", "damaged", "rejectReason", "buyer-caused", "explanation", "The label is cut off.");

  @Autowired Marketplace market;
  @Autowired FlowCoverage coverage;

  @BeforeEach
  void opens() {
    market.opens();
  }

  // --- who may apply, and until when ------------------------------------------------------------------------------------------

  @ParameterizedTest @Clause({"EX-01", "EX-02", "EX-12"})
  @CsvSource({"no-reason, 7", "other, 7", "quality, 15", "damaged, 15", "wrong-item, 15"})
  void the_window_depends_on_the_reason(String reason, int days) {
    var inTime = market.anOrder().received(market.now().minus(days(days)).plusSeconds(1)).put();
    var late = market.anOrder().received(market.now().minus(days(days))).put();
    assertThat(market.status(asks(reason, inTime))).isEqualTo("merchant-to-decide");
    conflict(() -> asks(reason, late), "window-closed", days == 7 ? "EX-01" : "EX-02");
  }

  @Test @Clause("EX-01")
  void only_what_was_shipped_can_be_exchanged_and_no_live_animals() {
    conflict(() -> asks("quality", market.anOrder().put()), "window-not-open", "EX-02");
    conflict(() -> asks("quality", market.aShippedOrder().of("live-animals").put()), "not-offered", "EX-01");
    assertThat(market.status(asks("quality", market.aShippedOrder().of("fruit").put()))).isEqualTo("merchant-to-decide");
  }

  // --- the merchant decides ---------------------------------------------------------------------------------------------------

  @Test @Clause("EX-04")
  void a_merchant_that_is_silent_for_48_hours_has_agreed() {
    var order = withSettings();
    var its = asks("quality", order);
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    market.timePasses(hours(36));
    assertThat(market.timelineKinds(its)).contains("reminded");
    market.timePasses(hours(12));
    assertThat(market.status(its)).isEqualTo("buyer-to-ship");
  }

  @Test @Clause("ST-02")
  void a_silent_merchant_without_an_address_has_its_order_refunded() {
    var its = asks("quality", market.aShippedOrder().put());
    market.timePasses(hours(48));
    market.isRefunded(its, "129.90");
  }

  @Test @Clause("ST-02")
  void a_merchant_without_an_address_cannot_agree() {
    var its = asks("quality", market.aShippedOrder().put());
    conflict(() -> agrees(its), "no-return-address", "ST-02");
    assertThat(market.status(its)).isEqualTo("merchant-to-decide");
  }

  @Test @Clause("PI-01")
  void after_a_rejection_the_buyer_submits_again_or_is_overdue() {
    var again = rejected();
    market.buyerAnswers(again, Map.of("answer", "resubmit", "reason", "damaged"));
    assertThat(market.status(again)).isEqualTo("merchant-to-decide");
    var late = rejected();
    market.timePasses(days(7));
    assertThat(market.status(late)).isEqualTo("closed-buyer-overdue");
  }

  @Test @Clause({"PI-01", "EX-08"})
  void the_platform_orders_a_refund_or_dismisses() {
    var refunded = rejected();
    market.buyerAnswers(refunded, Map.of("answer", "intervene"));
    market.agentJudges(refunded, Map.of("remedy", "refund", "refundAmount", "100.00", "explanation", "It is faulty."));
    market.jobsRun();
    market.isRefunded(refunded, "100.00");
    var dismissed = rejected();
    market.buyerAnswers(dismissed, Map.of("answer", "intervene"));
    market.agentJudges(dismissed, Map.of("remedy", "dismiss", "explanation", "It is not."));
    assertThat(market.status(dismissed)).isEqualTo("closed-by-platform");
  }

  // --- the goods come back ----------------------------------------------------------------------------------------------------

  @Test @Clause({"EX-05", "EX-06", "RR-05"})
  void a_buyer_who_sends_nothing_back_for_7_days_is_overdue() {
    var its = agreed();
    assertThat(market.task(buyer(its), its, "buyer-ships-return").facts().get("returnAddress").toString()).contains("1 Harbour Road");
    market.timePasses(days(7));
    assertThat(market.status(its)).isEqualTo("closed-buyer-overdue");
  }

  @Test @Clause({"EX-07", "EX-10"})
  void a_merchant_that_does_not_check_for_7_days_has_accepted_and_the_48_hours_start_there() {
    var its = sent("12.00");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(days(7)));
    market.timePasses(days(7));
    assertThat(market.status(its)).isEqualTo("merchant-to-ship");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    market.jobsRun();
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
  }

  @Test @Clause({"EX-09", "EX-10"})
  void goods_that_are_refused_may_still_be_refunded_with_their_freight() {
    var its = sent("12.00");
    market.completes(merchant(its), its, "merchant-checks-return", REFUSE_GOODS);
    assertThat(market.status(its)).isEqualTo("buyer-to-answer");
    market.buyerAnswers(its, Map.of("answer", "intervene"));
    market.agentJudges(its, Map.of("remedy", "refund", "refundAmount", "50.00", "liability", "merchant", "explanation", "The label was cut by the shop."));
    market.jobsRun();
    market.isRefunded(its, "50.00");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
  }

  @Test @Clause({"EX-10", "VC-09"})
  void a_freight_review_delays_no_refund() {
    var its = sent("35.00");
    market.completes(merchant(its), its, "merchant-checks-return", REFUSE_GOODS);
    market.buyerAnswers(its, Map.of("answer", "intervene"));
    market.agentJudges(its, Map.of("remedy", "refund", "refundAmount", "50.00", "liability", "merchant", "explanation", "The label was cut by the shop."));
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("refunded");
    assertThat(market.freightPaidOut(its)).containsExactly("20.00");
    market.completes(agent(), its, "agent-reviews-freight", Map.of("approvedFreight", "0", "explanation", "No receipt."));
    market.jobsRun();
    market.isRefunded(its, "50.00");
  }

  @Test @Clause("EX-07")
  void goods_that_have_come_back_are_not_sent_back_again() {
    var its = sent("0");
    market.completes(merchant(its), its, "merchant-checks-return", REFUSE_GOODS);
    market.buyerAnswers(its, Map.of("answer", "resubmit"));
    agrees(its);
    assertThat(market.status(its)).isEqualTo("merchant-to-ship");
  }

  // --- the replacement --------------------------------------------------------------------------------------------------------

  @Test @Clause({"EX-07", "EX-11"})
  void the_buyer_learns_the_parcel_and_confirms_it() {
    var its = accepted("0");
    var number = aTrackingNumber();
    ships(its, number);
    assertThat(market.status(its)).isEqualTo("buyer-to-confirm");
    assertThat(market.task(buyer(its), its, "buyer-confirms-receipt").facts().get("shipments").toString()).contains(number, "3");
    market.completes(buyer(its), its, "buyer-confirms-receipt", Map.of("received", true));
    assertThat(market.status(its)).isEqualTo("exchanged");
    assertThat(market.instance(its)).isNull();
    market.nothingWasPaid(its);
  }

  @Test @Clause("EX-11")
  void seven_days_after_delivery_silence_confirms() {
    var its = accepted("0");
    var number = aTrackingNumber();
    ships(its, number);
    market.timePasses(days(9));
    assertThat(market.look(its).deadline()).isNull();
    market.carrierReports(number, "delivered");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(days(7)));
    market.carrierReports(number, "signed");
    market.timePasses(days(7).minusSeconds(1));
    assertThat(market.status(its)).isEqualTo("buyer-to-confirm");
    market.timePasses(hours(1));
    assertThat(market.status(its)).isEqualTo("exchanged");
  }

  @Test @Clause("EX-11")
  void a_delivery_that_was_reported_before_the_number_was_known_counts() {
    var its = accepted("0");
    var number = aTrackingNumber();
    market.carrierReports(number, "delivered");
    ships(its, number);
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(days(7)));
    market.timePasses(days(7));
    assertThat(market.status(its)).isEqualTo("exchanged");
  }

  @Test @Clause("EX-11")
  void thirty_days_without_any_news_confirm_too() {
    var its = accepted("0");
    ships(its, aTrackingNumber());
    market.timePasses(days(30));
    assertThat(market.status(its)).isEqualTo("exchanged");
  }

  @Test @Clause({"EX-13", "PI-01"})
  void a_replacement_that_is_not_in_order_is_judged_by_the_platform() {
    var refunded = notReceived();
    assertThat(market.status(refunded)).isEqualTo("platform-reviewing");
    market.agentJudges(refunded, Map.of("remedy", "refund", "refundAmount", "129.90", "explanation", "It never arrived."));
    market.jobsRun();
    market.isRefunded(refunded, "129.90");
    var dismissed = notReceived();
    market.agentJudges(dismissed, Map.of("remedy", "dismiss", "explanation", "It was signed for."));
    assertThat(market.status(dismissed)).isEqualTo("closed-by-platform");
    assertThat(market.instance(dismissed)).isNull();
  }

  @Test @Clause({"EX-13", "RP-22"})
  void the_platform_may_order_something_else_about_a_replacement() {
    var its = notReceived();
    market.agentJudges(its, Map.of("remedy", "reship", "explanation", "The cable was missing."));
    assertThat(market.look(its).itself().type().code()).isEqualTo("reship");
    assertThat(market.status(its)).isEqualTo("merchant-to-ship");
    ships(its, aTrackingNumber());
    market.completes(buyer(its), its, "buyer-confirms-receipt", Map.of("received", true));
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("reshipped");
    market.nothingWasRefunded(its);
  }

  @Test @Clause({"RP-22", "EX-13"})
  void a_merchant_that_does_not_send_what_was_ordered_is_asked_why_and_owes_it_once_more() {
    var its = notReceived();
    market.agentJudges(its, Map.of("remedy", "reship", "explanation", "The cable was missing."));
    market.timePasses(hours(48));
    assertThat(market.status(its)).isEqualTo("platform-reviewing");
    assertThat(market.timeline(its)).anySatisfy(entry -> {
      assertThat(entry.kind().code()).isEqualTo("breach-opened");
      assertThat(entry.clause()).isEqualTo("RP-22");
    });
    market.merchantExplainsBreach(its);
    market.agentDecidesBreach(its, false, "10.00");
    assertThat(market.status(its)).isEqualTo("merchant-to-ship");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    market.timePasses(hours(48));
    market.merchantExplainsBreach(its);
    market.agentDecidesBreach(its, true, "5.00");
    market.jobsRun();
    market.isRefunded(its, "129.90");
    assertThat(market.vouchersOf(its)).containsExactly("10.00", "5.00");
  }

  @Test @Clause("EX-11")
  void whoever_says_that_it_is_not_in_order_says_what_is_wrong() {
    var its = accepted("0");
    ships(its, aTrackingNumber());
    invalid(() -> market.completes(buyer(its), its, "buyer-confirms-receipt", Map.of("received", false)), "description", null);
    assertThat(market.status(its)).isEqualTo("buyer-to-confirm");
  }

  @Test @Clause({"EX-02", "EX-08"})
  void out_of_stock_the_buyer_waits_or_is_refunded() {
    var its = accepted("0");
    market.completes(merchant(its), its, "merchant-ships-replacement", Map.of("outOfStock", true));
    assertThat(market.status(its)).isEqualTo("buyer-to-choose");
    market.completes(buyer(its), its, "buyer-chooses-when-out-of-stock", Map.of("choice", "wait"));
    assertThat(market.status(its)).isEqualTo("merchant-to-ship");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    market.completes(merchant(its), its, "merchant-ships-replacement", Map.of("outOfStock", true));
    market.completes(buyer(its), its, "buyer-chooses-when-out-of-stock", Map.of("choice", "refund"));
    market.jobsRun();
    market.isRefunded(its, "129.90");
    assertThat(market.refundedBy(its)).isEqualTo("EX-08");
  }

  @Test @Clause("EX-08")
  void a_merchant_that_sends_nothing_is_treated_like_one_that_is_out_of_stock_and_a_silent_buyer_is_refunded() {
    var its = accepted("12.00");
    market.timePasses(hours(36));
    assertThat(market.timelineKinds(its)).contains("reminded");
    market.timePasses(hours(12));
    assertThat(market.status(its)).isEqualTo("buyer-to-choose");
    market.timePasses(days(7));
    market.isRefunded(its, "129.90");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
  }

  @Test @Clause("EX-10")
  void a_promise_of_hours_covers_the_replacement_too() {
    var order = market.aShippedOrder().put();
    market.merchantHasSettings(order, 24);
    var its = asks("quality", order);
    agrees(its);
    var number = aTrackingNumber();
    market.buyerShipsReturn(its, number, "0");
    market.carrierReports(number, "signed");
    market.timePasses(hours(6));
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.timePasses(hours(18).minusSeconds(1));
    assertThat(market.timelineKinds(its)).doesNotContain("commitment-broken");
    market.timePasses(hours(1));
    assertThat(market.timelineKinds(its)).containsOnlyOnce("commitment-broken");
  }

  @Test @Clause("EX-10")
  void a_promise_is_broken_already_while_the_goods_wait_to_be_checked() {
    var order = market.aShippedOrder().put();
    market.merchantHasSettings(order, 24);
    var its = asks("quality", order);
    agrees(its);
    var number = aTrackingNumber();
    market.buyerShipsReturn(its, number, "0");
    market.carrierReports(number, "signed");
    market.timePasses(hours(24));
    assertThat(market.timelineKinds(its)).containsOnlyOnce("commitment-broken");
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.timePasses(hours(1));
    assertThat(market.timelineKinds(its)).containsOnlyOnce("commitment-broken");
    assertThat(market.status(its)).isEqualTo("merchant-to-ship");
  }

  @ParameterizedTest @Clause({"EX-11", "RS-01"})
  @CsvSource({"SF, SF1, 3, trackingNumber", "SF, SF0000000000002, 0, etaDays", "SF, SF0000000000002, 61, etaDays"})
  void a_bad_parcel_is_refused_by_field(String carrier, String number, int days, String field) {
    var its = accepted("0");
    invalid(() -> market.completes(merchant(its), its, "merchant-ships-replacement", Map.of("carrier", carrier, "trackingNumber", number, "etaDays", days)),
        field, null);
    assertThat(market.status(its)).isEqualTo("merchant-to-ship");
  }

  @Test @Clause("RS-01")
  void the_replacement_does_not_travel_under_the_returns_number() {
    var its = agreed();
    var number = aTrackingNumber();
    market.buyerShipsReturn(its, number, "0");
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    invalid(() -> ships(its, number), "trackingNumber", null);
  }

  // --- withdrawal -------------------------------------------------------------------------------------------------------------

  @Test @Clause({"RO-07", "RP-17"})
  void the_buyer_may_withdraw_until_the_goods_were_taken_back() {
    for (var its : new AfterSalesCase[] {asks("quality", market.aShippedOrder().put()), agreed(), sent("0"), rejected()}) {
      market.withdraws(its);
      assertThat(market.status(its)).isEqualTo("withdrawn");
      assertThat(market.instance(its)).isNull();
    }
    var late = accepted("0");
    conflict(() -> market.withdraws(late), "not-withdrawable", "RO-07");
    assertThat(market.status(late)).isEqualTo("merchant-to-ship");
  }

  @Test @Clause("NG-09")
  void the_two_may_agree_on_something_else_until_the_goods_were_taken_back() {
    var its = sent("0");
    market.merchantProposes(its, "small-payment", "20.00");
    assertThat(market.status(its)).isEqualTo("negotiating");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "decline"));
    assertThat(market.status(its)).isEqualTo("merchant-to-check");
    market.merchantProposes(its, "small-payment", "40.00");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "accept"));
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("settled");
    var late = accepted("0");
    conflict(() -> market.merchantProposes(late, "small-payment", "20.00"), "not-negotiable", "NG-09");
  }

  @Test @Order(Integer.MAX_VALUE)
  void every_flow_node_was_passed() {
    assertThat(coverage.nodesNotPassed("exchange", "return-goods", "send-replacement", "await-receipt", "pay-refund")).isEmpty();
  }

  // --- the usual ways ---------------------------------------------------------------------------------------------------------

  private AfterSalesCase asks(String reason, String order) {
    return market.buyerApplies("exchange", reason, null, null, null, order);
  }

  private void agrees(AfterSalesCase its) {
    market.completes(merchant(its), its, "merchant-decides-exchange", AGREE);
  }

  private String withSettings() {
    var order = market.aShippedOrder().put();
    market.merchantHasSettings(order, null);
    return order;
  }

  private AfterSalesCase agreed() {
    var its = asks("quality", withSettings());
    agrees(its);
    return its;
  }

  private AfterSalesCase sent(String freight) {
    var its = agreed();
    market.buyerShipsReturn(its, aTrackingNumber(), freight);
    return its;
  }

  private AfterSalesCase accepted(String freight) {
    var its = sent(freight);
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("merchant-to-ship");
    return its;
  }

  private void ships(AfterSalesCase its, String number) {
    market.completes(merchant(its), its, "merchant-ships-replacement", Map.of("carrier", "SF", "trackingNumber", number, "etaDays", 3));
  }

  private AfterSalesCase notReceived() {
    var its = accepted("0");
    ships(its, aTrackingNumber());
    market.completes(buyer(its), its, "buyer-confirms-receipt", Map.of("received", false, "description", "The box was empty."));
    return its;
  }

  private AfterSalesCase rejected() {
    var its = asks("quality", market.aShippedOrder().put());
    market.completes(merchant(its), its, "merchant-decides-exchange", REJECT);
    return its;
  }
}
