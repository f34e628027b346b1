package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.aTrackingNumber;
import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.anotherAgent;
import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.days;
import static io.redress.rulebook.Marketplace.hours;
import static io.redress.rulebook.Marketplace.judgement;
import static io.redress.rulebook.Marketplace.merchant;
import static io.redress.rulebook.Marketplace.supervisor;
import static io.redress.rulebook.Refusals.conflict;
import static io.redress.rulebook.Refusals.invalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Step;
import io.redress.deadline.Deadlines;
import io.redress.money.Account;
import io.redress.money.Accounts;
import io.redress.money.Ledger;
import io.redress.money.Refund;
import io.redress.money.Refunds;
import io.redress.process.engine.DecisionTables;
import io.redress.money.SimulatedGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/** PI-01 to PI-06, DS-03 to DS-11, RP-22: hearing both sides, judging by the table, offering solutions, and appeals. */
@Scenario
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JudgementTest {

  @Autowired Marketplace market;
  @Autowired CaseLaws laws;
  @Autowired FlowCoverage coverage;
  @Autowired Ledger ledger;
  @Autowired Accounts accounts;
  @Autowired Deadlines deadlines;
  @Autowired Refunds refunds;
  @Autowired DecisionTables tables;
  @Autowired SimulatedGateway gateway;

  @BeforeEach
  void opens() {
    market.opens();
  }

  // --- both sides are heard ------------------------------------------------------------------------------------------------------

  @Test @Clause({"PI-01", "PI-09", "PI-10"})
  void both_sides_are_asked_for_48_hours_and_then_an_agent_judges_for_5_working_days() {
    var its = disputed();
    assertThat(steps(its)).containsExactlyInAnyOrder("buyer-gives-evidence", "merchant-gives-evidence");
    assertThat(market.status(its)).isEqualTo("platform-reviewing");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    market.timePasses(hours(48));
    assertThat(steps(its)).containsExactly("agent-judges");
    assertThat(market.dueAt(its)).isEqualTo(deadlines.workingDays(5).toInstant());
    market.timePassesUntil(market.dueAt(its));
    assertThat(market.timelineKinds(its)).contains("escalated");
    assertThat(steps(its)).containsExactly("agent-judges");
    market.completes(supervisor(), its, "agent-judges", judgement("none", "dismiss", null, null));
    assertThat(market.status(its)).isEqualTo("closed-by-platform");
  }

  @Test @Clause("PI-09")
  void each_side_may_be_asked_once_more_and_no_oftener() {
    var its = heard();
    judges(its, Map.of("next", "ask-merchant", "question", "When was it packed?"));
    assertThat(steps(its)).containsExactly("merchant-gives-evidence");
    assertThat(market.task(merchant(its), its, "merchant-gives-evidence").facts()).containsEntry("question", "When was it packed?");
    market.timePasses(hours(48));
    invalid(() -> judges(its, Map.of("next", "ask-merchant", "question", "And?")), "next", "PI-09");
    judges(its, Map.of("next", "ask-buyer", "question", "When was it opened?"));
    market.bothGiveEvidence(its);
    assertThat(steps(its)).containsExactly("agent-judges");
    judges(its, judgement("merchant", "refund", "129.90", null));
    market.jobsRun();
    market.isRefunded(its, "129.90");
  }

  @Test @Clause("PI-06")
  void the_buyer_chooses_among_what_was_offered_and_the_agent_judges_with_it_in_view() {
    var its = heard();
    invalid(() -> judges(its, Map.of("next", "offer")), "next", "PI-06");
    invalid(() -> judges(its, Map.of("next", "offer", "offerExchangeWithVoucher", true, "offerVoucherAmount", "200.01")), "offerVoucherAmount", "PI-06");
    judges(its, Map.of("next", "offer", "offerReturn", true, "offerExchangeWithVoucher", true, "offerVoucherAmount", "200.00"));
    assertThat(steps(its)).containsExactly("buyer-chooses-offer");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    assertThat(market.task(buyer(its), its, "buyer-chooses-offer").facts().get("offers").toString()).contains("return-refund", "exchange-with-voucher", "200.00");
    invalid(() -> market.completes(buyer(its), its, "buyer-chooses-offer", Map.of("choice", "repair")), "choice", "PI-06");
    market.completes(buyer(its), its, "buyer-chooses-offer", Map.of("choice", "exchange-with-voucher"));
    assertThat(market.task(agent(), its, "agent-judges").facts()).containsEntry("chosenOffer", "exchange-with-voucher");
    invalid(() -> judges(its, Map.of("next", "offer", "offerReturn", true)), "next", "PI-06");
    judges(its, judgement("none", "exchange", null, "200.00"));
    assertThat(market.vouchersOf(its)).containsExactly("200.00");
    assertThat(market.look(its).itself().type().code()).isEqualTo("exchange");
    assertThat(market.status(its)).isEqualTo("buyer-to-ship");
  }

  @Test @Clause("PI-06")
  void a_buyer_who_does_not_choose_within_48_hours_leaves_it_to_the_agent() {
    var its = heard();
    judges(its, Map.of("next", "offer", "offerReturn", true));
    market.timePasses(hours(48));
    assertThat(steps(its)).containsExactly("agent-judges");
    assertThat(market.task(agent(), its, "agent-judges").facts()).doesNotContainKey("chosenOffer");
  }

  // --- every row of the table ------------------------------------------------------------------------------------------------------

  @ParameterizedTest(name = "{0} is liable: {1}") @Clause({"PI-01", "DS-05", "DS-08", "DS-09", "RO-09", "VC-04", "VC-05", "VC-07", "VC-08"})
  @CsvSource(nullValues = "-", value = {
      // liability, remedy, refund, voucher, payer of the refund, payer of the voucher
      "merchant, refund, 129.90, 50.00, merchant, merchant", "merchant, refund, 0.01, -, merchant, -", "merchant, compensate, -, 50.00, -, merchant",
      "buyer, dismiss, -, -, -, -", "both, refund, 64.95, -, merchant, -", "both, compensate, -, 0.01, -, merchant",
      "carrier, refund, 129.90, 50.00, merchant, platform", "carrier, compensate, -, 50.00, -, platform",
      "platform, refund, 129.90, 200.00, platform, platform", "platform, compensate, -, 200.00, -, platform",
      "none, refund, 100.00, 50.00, platform, platform", "none, compensate, -, 50.00, -, platform", "none, dismiss, -, 50.00, -, platform",
      "none, dismiss, -, -, -, -"})
  void money_and_vouchers_come_from_whoever_bears_them(String liability, String remedy, String refund, String voucher, String payer, String voucherPayer) {
    var its = heard();
    var before = market.merchantHas(its);
    judges(its, judgement(liability, remedy, refund, voucher));
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo(refund == null ? "closed-by-platform" : "refunded");
    assertThat(market.paidOut(its.caseId())).containsExactlyElementsOf(refund == null ? List.of() : List.of(refund));
    assertThat(market.vouchersOf(its)).containsExactlyElementsOf(voucher == null ? List.of() : List.of(voucher));
    var borne = ("merchant".equals(payer) ? fen(refund) : 0) + ("merchant".equals(voucherPayer) ? fen(voucher) : 0);
    assertThat(before - market.merchantHas(its)).isEqualTo(borne);
    laws.hold(its.orderId());
  }

  @ParameterizedTest(name = "{0} is liable: {1}") @Clause({"RP-22", "EX-13", "PI-06"})
  @CsvSource({"merchant, return-refund, 129.90, buyer-to-ship", "merchant, exchange, , buyer-to-ship", "merchant, reship, , merchant-to-ship",
      "both, return-refund, 60.00, buyer-to-ship", "both, exchange, , buyer-to-ship", "carrier, return-refund, 129.90, buyer-to-ship",
      "carrier, reship, , merchant-to-ship", "platform, return-refund, 129.90, buyer-to-ship", "none, return-refund, 129.90, buyer-to-ship",
      "none, exchange, , buyer-to-ship"})
  void what_is_to_be_sent_goes_on_as_that_flow_and_the_merchant_decides_nothing_any_more(String liability, String remedy, String refund, String status) {
    var its = heard();
    judges(its, judgement(liability, remedy, refund, null));
    assertThat(market.look(its).itself().type().code()).isEqualTo(remedy);
    assertThat(market.status(its)).isEqualTo(status);
    assertThat(market.interventions(its)).containsExactly("requested judged");
    laws.hold(its.orderId());
  }

  @Test @Clause({"RP-22", "RP-06"})
  void a_repair_that_is_ordered_needs_no_agreement() {
    var order = market.anOrder().of("phone").received(market.now().minus(days(2))).put();
    market.merchantHasSettings(order, null);
    var its = intervenes(market.buyerAsksFor("129.90", order));
    market.bothGiveEvidence(its);
    judges(its, judgement("merchant", "repair", null, null));
    assertThat(market.look(its).itself().type().code()).isEqualTo("repair");
    assertThat(market.status(its)).isEqualTo("buyer-to-ship");
  }

  @ParameterizedTest @Clause({"PI-01", "DS-08", "DS-09", "RP-22"})
  @CsvSource({"merchant, dismiss", "buyer, refund", "buyer, return-refund", "buyer, exchange", "buyer, reship", "buyer, compensate", "both, dismiss",
      "carrier, dismiss", "platform, exchange", "platform, reship", "platform, dismiss"})
  void what_does_not_go_together_is_refused_with_a_reason(String liability, String remedy) {
    var its = heard();
    assertThatThrownBy(() -> judges(its, judgement(liability, remedy, "10.00", "10.00"))).isInstanceOfSatisfying(Refused.class, no -> {
      assertThat(no.fields()).singleElement().satisfies(field -> {
        assertThat(field.field()).isEqualTo("remedy");
        assertThat(field.message()).contains(" / ");
      });
    });
    assertThat(steps(its)).containsExactly("agent-judges");
    market.nothingWasPaid(its);
  }

  @Test @Clause({"PI-01", "RO-12"})
  void amounts_over_the_order_over_the_share_and_over_the_vouchers_most_are_refused() {
    var its = heard();
    invalid(() -> judges(its, judgement("merchant", "refund", "129.91", null)), "refundAmount", "RO-12");
    invalid(() -> judges(its, judgement("merchant", "refund", "0.00", null)), "refundAmount", "PI-01");
    invalid(() -> judges(its, judgement("both", "refund", "64.96", null)), "refundAmount", "PI-01");
    invalid(() -> judges(its, judgement("merchant", "refund", "10.00", "50.01")), "voucherAmount", "PI-01");
    invalid(() -> judges(its, judgement("both", "refund", "10.00", "0.01")), "voucherAmount", "PI-01");
    invalid(() -> judges(its, judgement("merchant", "compensate", null, null)), "voucherAmount", "VC-08");
    assertThat(steps(its)).containsExactly("agent-judges");
  }

  @Test @Clause({"PI-01", "VC-04", "VC-05", "VC-07", "VC-08"})
  void a_voucher_is_worth_no_more_than_the_table_says_and_one_is_needed_where_it_is_all_there_is() {
    var its = heard();
    for (var row : List.of("merchant, refund, 50.01, PI-01", "merchant, exchange, 50.01, PI-01", "merchant, compensate, 50.01, VC-08", "both, exchange, 0.01, PI-01",
        "both, compensate, 50.01, VC-08", "carrier, refund, 50.01, DS-05", "carrier, compensate, 50.01, VC-04", "platform, refund, 200.01, RO-09",
        "platform, return-refund, 200.01, PI-06", "platform, compensate, 200.01, VC-07", "none, refund, 50.01, RO-09", "none, return-refund, 50.01, PI-06",
        "none, exchange, 200.01, PI-06", "none, compensate, 50.01, VC-05", "none, dismiss, 50.01, PI-01", "merchant, compensate, 0, VC-08",
        "both, compensate, 0, VC-08", "carrier, compensate, 0, VC-04", "platform, compensate, 0, VC-07", "none, compensate, 0, VC-05")) {
      var of = row.split(", ");
      invalid(() -> judges(its, judgement(of[0], of[1], "10.00", of[2])), "voucherAmount", of[3]);
    }
    assertThat(steps(its)).containsExactly("agent-judges");
    assertThat(market.vouchersOf(its)).isEmpty();
  }

  @Test @Clause({"20.15", "GN-03"})
  void live_animals_go_back_only_when_the_platform_orders_it_and_special_goods_never() {
    var animals = market.anOrder().of("live-animals").received(market.now().minus(days(1))).put();
    market.merchantHasSettings(animals, null);
    var its = intervenes(market.buyerAsksFor("129.90", animals));
    market.bothGiveEvidence(its);
    judges(its, judgement("merchant", "return-refund", "129.90", null));
    assertThat(market.status(its)).isEqualTo("buyer-to-ship");
    var fruit = intervenes(market.buyerAsksFor("129.90", market.anOrder().of("fruit").received(market.now().minus(days(1))).put()));
    market.bothGiveEvidence(fruit);
    invalid(() -> judges(fruit, judgement("merchant", "return-refund", "129.90", null)), "remedy", "GN-03");
  }

  @ParameterizedTest @Clause({"PI-03", "PI-04", "RP-22"})
  @CsvSource({"return-refund, 100.00, buyer-to-ship", "exchange, , buyer-to-ship", "reship, , merchant-to-ship"})
  void what_is_ordered_unasked_takes_the_place_of_what_stood_still(String remedy, String refund, String status) {
    var order = market.anOrder().received(market.now().minus(days(1))).put();
    market.merchantHasSettings(order, null);
    var its = market.buyerAsksFor("129.90", order);
    market.agentStepsIn(its);
    market.bothGiveEvidence(its);
    judges(its, judgement("merchant", remedy, refund, null));
    assertThat(market.look(its).itself().type().code()).isEqualTo(remedy);
    assertThat(market.status(its)).isEqualTo(status);
    assertThat(market.look(its).pausedAt()).isNull();
    assertThat(market.interventions(its)).containsExactly("unasked judged");
    laws.hold(order);
  }

  @Test @Clause("RO-07")
  void a_withdrawal_ends_the_intervention() {
    var its = disputed();
    market.withdraws(its);
    assertThat(market.status(its)).isEqualTo("withdrawn");
    assertThat(market.interventions(its)).containsExactly("requested withdrawn");
  }

  @Test @Clause("NG-09")
  void a_settlement_ends_the_intervention() {
    var its = heard();
    market.merchantProposes(its, "small-payment", "20.00");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "accept"));
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("settled");
    assertThat(market.interventions(its)).containsExactly("requested settled");
  }

  @Test @Clause({"PI-01", "PI-06"})
  void who_pays_for_goods_that_the_platform_has_sent_back_is_a_row_of_the_table() throws IOException {
    var file = "judgement-effects.dmn";
    var table = Files.readString(Path.of("bpmn/decisions", file));
    var cell = "<outputEntry id=\"judgement-effects-none-returned-out-2\"><text>\"%s\"</text>";
    assertThat(table).contains(cell.formatted("merchant"));
    market.deploys(file, table.replace(cell.formatted("merchant"), cell.formatted("platform")));
    try {
      returnsArePaidBy("platform");
      var its = heard();
      var before = market.merchantHas(its);
      judges(its, judgement("none", "return-refund", "60.00", null));
      goesBack(its);
      market.isRefunded(its, "60.00");
      assertThat(before - market.merchantHas(its)).isZero();
      var settled = heard();
      var beforeSettled = market.merchantHas(settled);
      judges(settled, judgement("none", "return-refund", "60.00", null));
      market.merchantProposes(settled, "return-refund", "80.00");
      market.completes(buyer(settled), settled, "buyer-answers-proposal", Map.of("answer", "accept"));
      goesBack(settled);
      market.isRefunded(settled, "80.00");
      assertThat(beforeSettled - market.merchantHas(settled)).as("what the two settled on is the merchant's").isEqualTo(8000);
    } finally {
      market.deploys(file, table);
      returnsArePaidBy("merchant");
    }
  }

  /** A table that somebody deploys here holds at once. */
  private void returnsArePaidBy(String payer) {
    assertThat(tables.decide("judgement-effects", Map.of("liability", "none", "remedy", "return-refund")).orElseThrow()).containsEntry("refundPayer", payer);
  }

  /** At no cost to the buyer. */
  private void goesBack(AfterSalesCase its) {
    market.buyerShipsReturn(its, Marketplace.aTrackingNumber(), "0");
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.jobsRun();
  }

  // --- appeals -----------------------------------------------------------------------------------------------------------------------

  @Test @Clause("PI-01")
  void a_buyers_appeal_is_judged_by_somebody_else_and_only_the_difference_is_paid() {
    var its = judgedAndPaid("both", "refund", "40.00", null);
    market.appeals(its, buyer(its));
    assertThat(market.status(its)).isEqualTo("platform-reviewing");
    assertThat(steps(its)).containsExactly("merchant-gives-evidence");
    conflict(() -> market.appeals(its, merchant(its)), "platform-reviewing", "PI-01");
    market.bothGiveEvidence(its);
    assertThat(market.task(agent(), its, "agent-judges").facts().get("judgement").toString()).contains("40.00");
    assertThat(market.task(agent(), its, "agent-judges").facts()).as("in all").containsEntry("refundable", "129.90");
    conflict(() -> judges(its, judgement("merchant", "refund", "129.90", null)), "four-eyes", "PI-01");
    conflict(() -> market.completesUnclaimed(agent(), its, "agent-judges", judgement("merchant", "refund", "129.90", null)), "four-eyes", "PI-01");
    market.judges(anotherAgent(), its, judgement("merchant", "refund", "129.90", null));
    assertThat(market.status(its)).isEqualTo("refunding");
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("refunded");
    assertThat(Cny.text(market.look(its).refunded())).isEqualTo("129.90");
    assertThat(market.interventions(its)).containsExactly("requested judged", "appeal judged");
    conflict(() -> market.appeals(its, merchant(its)), "case-closed", null);
    laws.hold(its.orderId());
  }

  @ParameterizedTest @Clause("PI-01")
  @CsvSource({"buyer, dismiss, , 129.90, 0", "none, dismiss, , 129.90, 0", "both, refund, 50.00, 129.90, 50.00", "platform, refund, 129.90, 129.90, 0",
      "merchant, refund, 129.90, 129.90, 129.90"})
  void upon_a_merchants_appeal_the_buyer_keeps_what_was_paid_and_the_platform_makes_the_merchant_good(
      String liability, String remedy, String refund, String had, String borne) {
    var its = heard();
    accounts.credit(its.merchantId(), Account.Kind.MERCHANT_BALANCE, Cny.parse("1000.00"), "B-" + its.caseId());
    var before = market.merchantHas(its);
    judges(its, judgement("merchant", "refund", "129.90", null));
    market.jobsRun();
    market.appeals(its, merchant(its));
    assertThat(steps(its)).containsExactly("buyer-gives-evidence");
    market.judges(anotherAgent(), its, judgement(liability, remedy, refund, null));
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("refunded");
    assertThat(Cny.text(market.look(its).refunded())).isEqualTo(had);
    assertThat(before - market.merchantHas(its)).isEqualTo(fen(borne));
    assertThat(Cny.text(ledger.sum())).isEqualTo("0.00");
    laws.hold(its.orderId());
  }

  @ParameterizedTest @Clause({"PI-01", "20.11"})
  @CsvSource({"quality, both, 60.00, merchant, refund, 100.00, 10.00, 110.00", "quality, both, 60.00, both, refund, 60.00, 5.00, 65.00",
      "quality, merchant, 100.00, both, refund, 50.00, 10.00, 55.00", "quality, merchant, 100.00, buyer, dismiss, , 10.00, 0.00",
      "no-reason, none, 100.00, merchant, refund, 100.00, 10.00, 110.00", "no-reason, merchant, 90.00, none, refund, 100.00, 10.00, 0.00"})
  void the_return_freight_is_judged_again_too_and_only_the_difference_is_booked(String reason, String first, String refund, String second, String remedy,
      String more, String freight, String borne) {
    var its = refusedAfterTheReturn(reason);
    accounts.credit(its.merchantId(), Account.Kind.MERCHANT_BALANCE, Cny.parse("1000.00"), "B-" + its.caseId());
    var before = market.merchantHas(its);
    judges(its, judgement(first, "refund", refund, null));
    market.jobsRun();
    market.appeals(its, buyer(its));
    market.judges(anotherAgent(), its, judgement(second, remedy, more, null));
    market.jobsRun();
    assertThat(freightOf(its)).isEqualTo(fen(freight));
    assertThat(before - market.merchantHas(its)).isEqualTo(fen(borne));
    laws.hold(its.orderId());
  }

  @ParameterizedTest @Clause({"PI-01", "20.11"}) @ValueSource(booleans = {true, false})
  void freight_that_is_on_its_way_arrives_whatever_is_judged_meanwhile_and_the_merchant_is_made_good(boolean isAnsweredLater) {
    var its = refusedAfterTheReturn("quality");
    var before = market.merchantHas(its);
    gateway.next(isAnsweredLater ? SimulatedGateway.Behaviour.PAY_SLOWLY : SimulatedGateway.Behaviour.DECLINE);
    judges(its, judgement("merchant", "exchange", null, null));
    market.jobsRun();
    assertThat(steps(its)).containsExactly("merchant-ships-replacement");
    market.appeals(its, merchant(its));
    market.judges(anotherAgent(), its, judgement("buyer", "dismiss", null, null));
    assertThat(market.status(its)).isEqualTo("closed-by-platform");
    laws.hold(its.orderId());
    market.timePasses(hours(1));
    assertThat(market.freightPaidOut(its)).containsExactly("10.00");
    assertThat(freightOf(its)).isEqualTo(1000);
    assertThat(before - market.merchantHas(its)).isZero();
    assertThat(market.instance(its)).isNull();
    laws.hold(its.orderId());
  }

  @Test @Clause("VC-09")
  void freight_above_the_tariff_is_reviewed_once_however_often_it_is_judged() {
    var its = refusedAfterTheReturn("quality", "30.00");
    judges(its, judgement("merchant", "refund", "50.00", null));
    market.jobsRun();
    assertThat(steps(its)).containsExactly("agent-reviews-freight");
    market.appeals(its, buyer(its));
    market.judges(anotherAgent(), its, judgement("merchant", "refund", "100.00", null));
    market.jobsRun();
    laws.hold(its.orderId());
    assertThat(steps(its)).containsExactly("agent-reviews-freight");
    market.completes(agent(), its, "agent-reviews-freight", Map.of("approvedFreight", "10.00", "explanation", "Heavy."));
    market.jobsRun();
    assertThat(steps(its)).isEmpty();
    assertThat(freightOf(its)).isEqualTo(3000);
    laws.hold(its.orderId());
  }

  @Test @Clause("PI-01")
  void what_was_dismissed_may_be_ordered_upon_an_appeal() {
    var its = judgedAndPaid("none", "dismiss", null, null);
    market.appeals(its, buyer(its));
    market.judges(anotherAgent(), its, judgement("merchant", "return-refund", "129.90", null));
    assertThat(market.status(its)).isEqualTo("buyer-to-ship");
    conflict(() -> market.appeals(its, merchant(its)), "judged-finally", "PI-01");
    var again = judgedAndPaid("none", "dismiss", null, null);
    market.appeals(again, buyer(again));
    market.judges(anotherAgent(), again, judgement("none", "dismiss", null, "5.00"));
    assertThat(market.status(again)).isEqualTo("closed-by-platform");
    assertThat(market.vouchersOf(again)).containsExactly("5.00");
  }

  @Test @Clause({"PI-01", "RP-22"})
  void what_runs_because_of_a_judgement_stands_still_while_an_appeal_is_judged() {
    var its = heard();
    judges(its, judgement("merchant", "exchange", null, null));
    market.appeals(its, merchant(its));
    assertThat(steps(its)).containsExactly("buyer-gives-evidence");
    market.timePasses(hours(48));
    market.judges(anotherAgent(), its, judgement("buyer", "dismiss", null, null));
    assertThat(market.status(its)).isEqualTo("closed-by-platform");
    assertThat(market.instance(its)).isNull();
    laws.hold(its.orderId());
  }

  @Test @Clause({"PI-01", "RP-22"})
  void what_an_appeal_does_not_change_goes_on_where_it_stood_with_the_time_that_was_left() {
    var its = heard();
    judges(its, judgement("merchant", "exchange", null, null));
    market.timePasses(hours(5));
    market.buyerShipsReturn(its, Marketplace.aTrackingNumber(), "8.00");
    market.timePasses(hours(3));
    var left = Duration.between(market.now(), market.dueAt(its));
    market.appeals(its, merchant(its));
    market.timePasses(hours(30));
    market.judges(anotherAgent(), its, judgement("both", "exchange", null, null));
    assertThat(market.status(its)).isEqualTo("merchant-to-check");
    assertThat(steps(its)).containsExactly("merchant-checks-return");
    assertThat(Duration.between(market.now(), market.dueAt(its))).isEqualTo(left);
    assertThat(market.look(its).pausedAt()).isNull();
    assertThat(market.interventions(its)).containsExactly("requested judged", "appeal judged");
    market.timePasses(left);
    assertThat(steps(its)).containsExactly("merchant-ships-replacement");
    market.jobsRun();
    assertThat(market.freightPaidOut(its)).as("by what was judged last").containsExactly("4.00");
    laws.hold(its.orderId());
    var money = heard();
    judges(money, judgement("merchant", "return-refund", "100.00", null));
    market.appeals(money, merchant(money));
    market.judges(anotherAgent(), money, judgement("merchant", "return-refund", "60.00", null));
    assertThat(market.status(money)).isEqualTo("buyer-to-ship");
    market.buyerShipsReturn(money, Marketplace.aTrackingNumber(), "8.00");
    market.completes(merchant(money), money, "merchant-checks-return", Map.of("decision", "refund"));
    market.jobsRun();
    market.isRefunded(money, "60.00");
    laws.hold(money.orderId());
  }

  @Test @Clause("PI-01")
  void an_appeal_names_a_file_of_the_own_side_that_came_after_the_judgement() {
    var its = disputed();
    var old = market.puts(its, buyer(its));
    market.bothGiveEvidence(its);
    market.timePasses(hours(1));
    judges(its, judgement("none", "dismiss", null, null));
    invalid(() -> market.appeals(its, buyer(its), List.of(old)), "evidenceIds", "PI-01");
    invalid(() -> market.appeals(its, buyer(its), List.of()), "evidenceIds", "PI-01");
    var others = market.puts(its, merchant(its));
    invalid(() -> market.appeals(its, buyer(its), List.of(others)), "evidenceIds", "PI-01");
    invalid(() -> market.appeals(its, buyer(its), List.of(market.puts(its, buyer(its)), old)), "evidenceIds", "PI-01");
    assertThat(market.interventions(its)).containsExactly("requested judged");
    market.appeals(its, buyer(its), List.of(market.puts(its, buyer(its))));
    assertThat(market.interventions(its)).containsExactly("requested judged", "appeal open");
  }

  @Test @Clause("PI-01")
  void what_was_carried_out_is_complained_about() {
    var its = heard();
    judges(its, judgement("merchant", "reship", null, null));
    market.completes(merchant(its), its, "merchant-ships-replacement", Map.of("carrier", "SF", "trackingNumber", aTrackingNumber()));
    market.completes(buyer(its), its, "buyer-confirms-receipt", Map.of("received", true));
    assertThat(market.status(its)).isEqualTo("reshipped");
    conflict(() -> market.appeals(its, buyer(its)), "carried-out", "PI-01");
  }

  @Test @Clause("PI-01")
  void an_appeal_needs_a_judgement_time_and_new_evidence() {
    var its = judgedAndPaid("none", "dismiss", null, null);
    market.timePasses(days(3).minusSeconds(1));
    market.appeals(its, buyer(its));
    var late = judgedAndPaid("none", "dismiss", null, null);
    market.timePasses(days(3));
    conflict(() -> market.appeals(late, buyer(late)), "case-closed", null);
    conflict(() -> market.appeals(late, merchant(late)), "case-closed", null);
    var open = market.buyerAsksFor("10.00", market.anOrder().put());
    conflict(() -> market.appeals(open, buyer(open)), "not-judged", "PI-01");
  }

  @Test @Order(Integer.MAX_VALUE)
  void every_node_of_the_flows_was_passed() {
    assertThat(coverage.nodesNotPassed("platform-intervention", "appeal")).isEmpty();
  }

  // -----------------------------------------------------------------------------------------------------------------------------------

  private AfterSalesCase disputed() {
    var order = market.anOrder().received(market.now().minus(days(1))).put();
    market.merchantHasSettings(order, null);
    return intervenes(market.buyerAsksFor("129.90", order));
  }

  private AfterSalesCase intervenes(AfterSalesCase its) {
    market.merchantRejects(its);
    market.buyerAnswers(its, Map.of("answer", "intervene"));
    return its;
  }

  private AfterSalesCase refusedAfterTheReturn(String reason) {
    return refusedAfterTheReturn(reason, "10.00");
  }

  /** The buyer has sent the goods back, which the merchant does not take, and both have been heard. */
  private AfterSalesCase refusedAfterTheReturn(String reason, String freight) {
    var order = market.anOrder().received(market.now().minus(days(1))).put();
    market.merchantHasSettings(order, null);
    var its = market.buyerApplies("return-refund", reason, "100.00", null, null, order);
    market.completes(merchant(its), its, "merchant-decides-return", Map.of("decision", "agree"));
    market.buyerShipsReturn(its, aTrackingNumber(), freight);
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "reject", "condition", "used", "rejectReason", "not-proven",
        "explanation", "It was worn."));
    market.buyerAnswers(its, Map.of("answer", "intervene"));
    market.bothGiveEvidence(its);
    return its;
  }

  /** Fen that the buyer has got back of it. */
  private long freightOf(AfterSalesCase its) {
    return refunds.freightOf(its.caseId()).stream().filter(freight -> freight.state() == Refund.State.SUCCEEDED).mapToLong(freight -> Cny.fen(freight.amount())).sum();
  }

  private AfterSalesCase heard() {
    var its = disputed();
    market.bothGiveEvidence(its);
    return its;
  }

  private AfterSalesCase judgedAndPaid(String liability, String remedy, String refund, String voucher) {
    var its = heard();
    judges(its, judgement(liability, remedy, refund, voucher));
    market.jobsRun();
    return its;
  }

  private void judges(AfterSalesCase its, Map<String, Object> answer) {
    market.completes(agent(), its, "agent-judges", answer);
  }

  private List<String> steps(AfterSalesCase its) {
    return market.openSteps(its).stream().map(Step::step).toList();
  }

  private static long fen(String amount) {
    return amount == null ? 0 : Cny.fen(Cny.parse(amount));
  }
}
