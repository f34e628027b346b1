package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.aTrackingNumber;
import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.anotherAgent;
import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.days;
import static io.redress.rulebook.Marketplace.hours;
import static io.redress.rulebook.Marketplace.judgement;
import static io.redress.rulebook.Marketplace.merchant;
import static io.redress.rulebook.Refusals.conflict;
import static io.redress.rulebook.Refusals.invalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Step;
import io.redress.dispute.CaseEvidence;
import io.redress.repair.ReportIssuers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** PI-01, RP-14, RP-20: what else happens in a case that the platform has judged, and what becomes of goods when it dismisses a repair. */
@Scenario
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AfterJudgementTest {

  @Autowired Marketplace market;
  @Autowired CaseLaws laws;
  @Autowired CaseEvidence evidence;
  @Autowired ReportIssuers issuers;
  @Autowired FlowCoverage coverage;
  private RepairShop shop;

  @BeforeEach
  void opens() {
    shop = new RepairShop(market, evidence, issuers);
    shop.opens();
  }

  @Test @Clause({"PI-01", "NG-09"})
  void what_the_two_have_settled_on_since_is_not_appealed_against() {
    var its = heard();
    judges(its, judgement("merchant", "return-refund", "60.00"));
    var file = market.puts(its, merchant(its));
    market.merchantProposes(its, "refund-only", "80.00");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "accept"));
    market.jobsRun();
    market.isRefunded(its, "80.00");
    conflict(() -> market.appeals(its, merchant(its), List.of(file)), "settled-since", "PI-01");
    var open = heard();
    judges(open, judgement("merchant", "exchange", null));
    market.merchantProposes(open, "return-refund", "80.00");
    market.completes(buyer(open), open, "buyer-answers-proposal", Map.of("answer", "accept"));
    conflict(() -> market.appeals(open, merchant(open)), "settled-since", "PI-01");
    laws.hold(open.orderId());
  }

  @Test @Clause("PI-01")
  void another_case_about_the_order_takes_no_time_to_appeal_away() {
    var its = heard();
    judges(its, judgement("merchant", "refund", "40.00"));
    market.jobsRun();
    market.timePasses(days(1));
    var another = market.buyerAsksFor("10.00", its.orderId());
    var file = market.puts(its, merchant(its));
    conflict(() -> market.appeals(its, merchant(its), List.of(file)), "other-case-open", "PI-01");
    assertThat(market.appealUntil(its, merchant(its))).as("nothing is offered that is refused").isNull();
    market.timePasses(days(3));
    assertThat(market.look(another).itself().isOpen()).isFalse();
    var closed = market.look(another).itself().closedAt();
    assertThat(market.appealUntil(its, merchant(its))).isEqualTo(closed.plus(days(2)));
    market.appeals(its, merchant(its), List.of(file));
    assertThat(market.status(its)).isEqualTo("platform-reviewing");
    laws.hold(its.orderId());
  }

  @Test @Clause({"PI-01", "RP-20"})
  void what_was_refunded_for_a_breach_is_not_made_good_upon_an_appeal() {
    var its = heard();
    var before = market.merchantHas(its);
    judges(its, judgement("merchant", "refund", "40.00"));
    market.jobsRun();
    market.agentFindsBreach(its, "RP-20(3)");
    market.merchantExplainsBreach(its);
    market.agentDecidesBreach(its, true, "0");
    market.jobsRun();
    assertThat(before - market.merchantHas(its)).isEqualTo(12990);
    market.appeals(its, merchant(its));
    market.judges(anotherAgent(), its, judgement("buyer", "dismiss", null));
    market.jobsRun();
    assertThat(before - market.merchantHas(its)).isEqualTo(8990);
    laws.hold(its.orderId());
  }

  @Test @Clause("PI-01")
  void an_appeal_is_judged_and_not_handed_back() {
    var its = heard();
    judges(its, judgement("merchant", "exchange", null));
    market.appeals(its, merchant(its));
    conflict(() -> market.agentHandsBack(its), "not-intervened", "PI-04");
    assertThat(market.interventions(its)).containsExactly("requested judged", "appeal open");
  }

  @Test @Clause("PI-01")
  void what_was_judged_finally_is_judged_by_nobody_again() {
    var its = heard();
    judges(its, judgement("merchant", "exchange", null));
    market.appeals(its, merchant(its));
    market.judges(anotherAgent(), its, judgement("merchant", "return-refund", "60.00"));
    conflict(() -> market.agentStepsIn(its), "judged-finally", "PI-01");
    assertThat(market.status(its)).isEqualTo("buyer-to-ship");
    laws.hold(its.orderId());
  }

  @Test @Clause({"VC-08", "PI-06"})
  void all_vouchers_that_are_judged_in_a_case_keep_the_cap_together() {
    var its = heard();
    judges(its, judgement("merchant", "exchange", null, "30.00"));
    market.agentStepsIn(its);
    market.bothGiveEvidence(its);
    invalid(() -> judges(its, judgement("merchant", "reship", null, "20.01")), "voucherAmount", "PI-01");
    judges(its, judgement("merchant", "reship", null, "20.00"));
    market.appeals(its, buyer(its));
    invalid(() -> market.judges(anotherAgent(), its, judgement("merchant", "reship", null, "20.01")), "voucherAmount", "PI-01");
    market.judges(anotherAgent(), its, judgement("merchant", "reship", null, null));
    assertThat(market.vouchersOf(its)).containsExactlyInAnyOrder("30.00", "20.00");
    laws.hold(its.orderId());
  }

  // --- the buyer's own goods ------------------------------------------------------------------------------------------------------

  @Test @Clause({"PI-01", "RP-14"})
  void goods_that_are_going_back_go_on_doing_so_though_an_appeal_is_dismissed() {
    var its = shop.withReport();
    shop.answers(its, "intervene");
    market.bothGiveEvidence(its);
    judges(its, judgement("none", "dismiss", null));
    market.timePasses(hours(10));
    market.appeals(its, buyer(its));
    market.timePasses(hours(20));
    market.judges(anotherAgent(), its, judgement("none", "dismiss", null));
    assertThat(market.status(its)).isEqualTo("merchant-to-ship-back");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(38)));
    assertThat(market.interventions(its)).containsExactly("requested judged", "appeal judged");
    laws.hold(its.orderId());
    shop.shipsBack(its);
    shop.confirms(its);
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("returned-unrepaired");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
    laws.hold(its.orderId());
  }

  @ParameterizedTest @Clause({"PI-03", "RP-14", "RP-19"}) @ValueSource(booleans = {true, false})
  void goods_that_the_merchant_has_come_back_when_the_platform_dismisses_the_request(boolean isAppeal) {
    var its = shop.eligible();
    if (isAppeal) {
      steppedIn(its, judgement("merchant", "repair", null));
      market.appeals(its, merchant(its));
      market.judges(anotherAgent(), its, judgement("none", "compensate", null, "5.00"));
    } else {
      steppedIn(its, judgement("buyer", "dismiss", null));
    }
    assertThat(steps(its)).containsExactly("merchant-ships-back");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    laws.hold(its.orderId());
    shop.shipsBack(its);
    shop.confirms(its);
    assertThat(market.status(its)).isEqualTo("closed-by-platform");
    market.jobsRun();
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
    assertThat(market.instance(its)).isNull();
    laws.hold(its.orderId());
  }

  @Test @Clause({"PI-03", "RP-11", "RP-18", "RP-19"})
  void goods_on_their_way_go_on_and_those_that_have_not_arrived_may_be_refused() {
    var back = shop.eligible();
    shop.repairs(back);
    var left = Duration.between(market.now(), market.dueAt(back));
    market.agentStepsIn(back);
    market.timePasses(hours(5));
    market.bothGiveEvidence(back);
    judges(back, judgement("buyer", "dismiss", null));
    assertThat(market.status(back)).isEqualTo("buyer-to-confirm");
    assertThat(Duration.between(market.now(), market.dueAt(back))).isEqualTo(left);
    shop.confirms(back);
    assertThat(market.status(back)).isEqualTo("repaired");
    var there = shop.sentIn();
    steppedIn(there, judgement("buyer", "dismiss", null));
    assertThat(market.status(there)).isEqualTo("closed-by-platform");
    market.jobsRun();
    assertThat(market.freightPaidOut(there)).containsExactly("12.00");
    assertThat(market.instance(there)).isNull();
    laws.hold(there.orderId());
    var bought = market.buyerAsksFor("10.00", market.anOrder().put());
    steppedIn(bought, judgement("buyer", "dismiss", null));
    assertThat(market.status(bought)).isEqualTo("closed-by-platform");
    assertThat(market.instance(bought)).isNull();
  }

  @Test @Clause({"RP-14", "RP-20"})
  void goods_that_do_not_come_back_are_a_breach_for_which_the_order_is_refunded() {
    var its = shop.eligible();
    steppedIn(its, judgement("buyer", "dismiss", null));
    market.timePasses(hours(48));
    shop.upheld(its, true, "0");
    market.jobsRun();
    market.isRefunded(its, "129.90");
    laws.hold(its.orderId());
  }

  @Test @Clause({"RP-14", "RP-22"})
  void goods_that_have_not_come_as_they_should_are_disputed_again() {
    var its = shop.eligible();
    steppedIn(its, judgement("buyer", "dismiss", null));
    shop.shipsBack(its);
    market.completes(buyer(its), its, "buyer-confirms-receipt", Map.of("received", false, "description", "An empty box."));
    market.bothGiveEvidence(its);
    judges(its, judgement("merchant", "reship", null));
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("merchant-to-ship");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
    laws.hold(its.orderId());
  }

  @Test @Clause({"PI-01", "RP-18"})
  void who_has_withdrawn_and_waits_for_the_goods_does_not_appeal() {
    var its = shop.withReport();
    shop.answers(its, "intervene");
    market.bothGiveEvidence(its);
    judges(its, judgement("none", "dismiss", null));
    market.withdraws(its);
    conflict(() -> market.appeals(its, buyer(its)), "settled-since", "PI-01");
    assertThat(steps(its)).containsExactly("merchant-ships-back");
    laws.hold(its.orderId());
  }

  @Test @Clause({"RP-18", "RP-19"})
  void goods_that_were_sent_in_once_more_and_have_not_arrived_are_not_owed_to_a_buyer_who_withdraws() {
    var its = shop.eligible();
    shop.repairs(its);
    market.completes(buyer(its), its, "buyer-confirms-receipt", Map.of("received", false, "description", "It is as broken as before."));
    market.bothGiveEvidence(its);
    judges(its, judgement("merchant", "repair", null));
    market.jobsRun();
    market.buyerShipsReturn(its, aTrackingNumber(), "15.00");
    market.withdraws(its);
    assertThat(market.status(its)).isEqualTo("withdrawn");
    market.jobsRun();
    assertThat(market.freightPaidOut(its)).as("of both times").containsExactly("12.00", "15.00");
    laws.hold(its.orderId());
  }

  @Test @Clause({"20.11", "VC-09", "PI-01"})
  void goods_that_are_sent_back_after_a_repair_that_was_dismissed_are_a_second_parcel_with_its_own_freight() {
    var its = shop.eligible();
    steppedIn(its, judgement("buyer", "dismiss", null));
    shop.shipsBack(its);
    shop.confirms(its);
    market.jobsRun();
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
    var before = market.merchantHas(its);
    market.appeals(its, buyer(its));
    market.bothGiveEvidence(its);
    market.judges(anotherAgent(), its, judgement("merchant", "return-refund", "60.00"));
    assertThat(before - market.merchantHas(its)).as("what the repair's freight cost stays the merchant's").isZero();
    market.buyerShipsReturn(its, aTrackingNumber(), "23.00");
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.jobsRun();
    assertThat(market.freightPaidOut(its)).containsExactly("12.00", "20.00");
    assertThat(market.task(agent(), its, "agent-reviews-freight").facts()).containsEntry("freightPaid", "23.00").containsEntry("freightOpen", "3.00");
    market.completes(agent(), its, "agent-reviews-freight", Map.of("approvedFreight", "3.00", "explanation", "It was heavy."));
    market.jobsRun();
    assertThat(market.freightPaidOut(its)).containsExactly("12.00", "20.00", "3.00");
    assertThat(before - market.merchantHas(its)).isEqualTo(8000);
    laws.hold(its.orderId());
  }

  @Test @Order(Integer.MAX_VALUE)
  void every_node_of_the_flow_was_passed() {
    assertThat(coverage.nodesNotPassed("dismiss-request")).isEmpty();
  }

  // --------------------------------------------------------------------------------------------------------------------------------

  private void steppedIn(AfterSalesCase its, Map<String, Object> judgement) {
    market.agentStepsIn(its);
    market.bothGiveEvidence(its);
    judges(its, judgement);
  }

  private AfterSalesCase heard() {
    var order = market.anOrder().received(market.now().minus(days(1))).put();
    market.merchantHasSettings(order, null);
    var its = market.buyerAsksFor("129.90", order);
    market.merchantRejects(its);
    market.buyerAnswers(its, Map.of("answer", "intervene"));
    market.bothGiveEvidence(its);
    return its;
  }

  private void judges(AfterSalesCase its, Map<String, Object> answer) {
    market.completes(agent(), its, "agent-judges", answer);
  }

  private List<String> steps(AfterSalesCase its) {
    return market.openSteps(its).stream().map(Step::step).toList();
  }
}
