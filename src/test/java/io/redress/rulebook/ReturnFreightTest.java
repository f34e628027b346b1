package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.days;
import static io.redress.rulebook.Marketplace.supervisor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Timeline;
import io.redress.casefile.Work;
import io.redress.money.Account;
import io.redress.money.Ledger;
import io.redress.money.Refund;
import io.redress.money.Refunds;
import io.redress.money.SimulatedGateway;
import io.redress.money.SimulatedGateway.Behaviour;
import io.redress.order.Orders;
import io.redress.shipment.FreightRules.Bearer;
import io.redress.shipment.ReturnFreight;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Rulebook 20.11: who bears return freight and what is reimbursed. The flow as any other calls it, under the case's id. */
@Scenario
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReturnFreightTest {

  @Autowired Marketplace market;
  @Autowired ProcessEngine engine;
  @Autowired SimulatedGateway gateway;
  @Autowired Refunds refunds;
  @Autowired Ledger ledger;
  @Autowired Orders orders;
  @Autowired Timeline timeline;
  @Autowired ReturnFreight freight;
  @Autowired RuntimeService runtime;
  @Autowired PlatformTransactionManager transactions;
  @Autowired FlowCoverage coverage;
  @Autowired JdbcClient database;

  @BeforeEach
  void opens() {
    init(engine);
    market.opens();
  }

  // --- who bears it -------------------------------------------------------------------------------------------------------------

  @Test @Clause({"RR-07", "RR-08", "EX-10"})
  void freight_for_a_merchants_fault_is_reimbursed_from_the_merchants_account_and_counts_as_no_refund() {
    var its = sentBack("quality", "12.30");
    var flow = freightFlow(its);
    assertThat(flow).isWaitingAt("decide-freight");
    market.jobsRun();
    assertThat(flow).isEnded().hasPassed("reimburse-freight", "freight-reimbursed").hasNotPassed("agent-reviews-freight");
    reimbursed(its, "12.30");
    assertThat(market.timelineKinds(its)).containsSubsequence("freight-decided", "freight-sent", "freight-succeeded");
    assertThat(entry(its, Timeline.Kind.FREIGHT_DECIDED).clause()).isEqualTo("20.11");
    assertThat(Cny.text(ledger.balance(Account.receivable(its.merchantId())))).isEqualTo("-12.30");
    assertThat(Cny.text(market.look(its).refunded())).isEqualTo("0.00");
    assertThat(market.refundable(its.orderId())).isEqualTo("129.90");
    assertThat(market.status(its)).isEqualTo("merchant-to-decide");
  }

  @Test @Clause({"RR-15", "EX-06"})
  void freight_without_anybodys_fault_stays_with_the_buyer_and_the_timeline_says_why() {
    var its = sentBack("no-reason", "12.00");
    var flow = freightFlow(its);
    market.jobsRun();
    assertThat(flow).isEnded().hasPassed("freight-not-reimbursed");
    nothingReimbursed(its);
    var told = entry(its, Timeline.Kind.FREIGHT_NOT_REIMBURSED);
    assertThat(told.clause()).isEqualTo("20.11");
    assertThat(told.details()).containsEntry("freightPaid", "12.00");
  }

  @Test @Clause({"SL-02", "SL-05"})
  void a_label_on_the_order_promises_the_freight_whatever_the_reason() {
    for (var label : List.of("退货包运费", "大件退货包运费")) {
      var its = sentBack("no-reason", "12.00");
      labelled(its, label);
      freightFlow(its);
      market.jobsRun();
      reimbursed(its, "12.00");
      assertThat(entry(its, Timeline.Kind.FREIGHT_DECIDED).clause()).isEqualTo("SL-02");
    }
  }

  @Test @Clause("EX-13")
  void the_platforms_ruling_overrides_reason_and_label() {
    var forTheBuyer = sentBack("no-reason", "12.00");
    judged(forTheBuyer, "merchant");
    freightFlow(forTheBuyer);
    var againstTheBuyer = sentBack("quality", "12.00");
    labelled(againstTheBuyer, "退货包运费");
    judged(againstTheBuyer, "merchant");
    judged(againstTheBuyer, "buyer");
    freightFlow(againstTheBuyer);
    market.jobsRun();
    reimbursed(forTheBuyer, "12.00");
    nothingReimbursed(againstTheBuyer);
  }

  @Test @Clause({"DS-05", "VC-09"})
  void where_the_platform_blames_nobody_or_itself_it_bears_the_freight_unless_reason_or_label_make_it_the_merchants() {
    for (var liability : List.of("none", "platform")) {
      var nobodysFault = sentBack("no-reason", "12.00");
      judged(nobodysFault, liability);
      freightFlow(nobodysFault);
      var damaged = sentBack("damaged", "12.00");
      judged(damaged, liability);
      freightFlow(damaged);
      var promised = sentBack("no-reason", "12.00");
      labelled(promised, "退货包运费");
      judged(promised, liability);
      freightFlow(promised);
      market.jobsRun();
      reimbursed(nobodysFault, "12.00");
      borne(nobodysFault, "0.00", "12.00");
      borne(damaged, "12.00", "0.00");
      borne(promised, "12.00", "0.00");
    }
    var carriers = sentBack("no-reason", "12.00");
    judged(carriers, "carrier");
    freightFlow(carriers);
    market.jobsRun();
    borne(carriers, "12.00", "0.00");
  }

  @Test @Clause("VC-09")
  void what_the_platform_bears_and_what_is_above_the_tariff_both_come_from_the_platform() {
    var its = sentBack("no-reason", "50.00");
    judged(its, "none");
    freightFlow(its);
    market.jobsRun();
    approve(its, "30.00");
    market.jobsRun();
    reimbursed(its, "20.00", "30.00");
    borne(its, "0.00", "50.00");
  }

  @Test @Clause("EX-13")
  void where_both_are_liable_the_merchant_bears_its_share_to_the_fen_and_the_rest_stays_with_the_buyer() {
    var its = sentBack("quality", "12.35");
    judged(its, "both", 33);
    freightFlow(its);
    var above = sentBack("quality", "50.00");
    judged(above, "both", 50);
    var aboveFlow = freightFlow(above);
    var hardly = sentBack("quality", "0.02");
    judged(hardly, "both", 1);
    freightFlow(hardly);
    market.jobsRun();
    reimbursed(its, "4.07");
    borne(its, "4.07", "0.00");
    assertThat(aboveFlow).isEnded().hasNotPassed("agent-reviews-freight");
    reimbursed(above, "10.00");
    borne(above, "10.00", "0.00");
    nothingReimbursed(hardly);
  }

  @Test @Clause("RR-07")
  void a_buyer_who_paid_nothing_or_sent_nothing_gets_nothing_and_nothing_is_told() {
    var free = sentBack("quality", "0");
    freightFlow(free);
    var never = market.buyerAsksFor("10.00", market.aShippedOrder().put());
    freightFlow(never);
    market.jobsRun();
    for (var its : List.of(free, never)) {
      nothingReimbursed(its);
      assertThat(market.timelineKinds(its)).noneMatch(kind -> kind.startsWith("freight-"));
    }
  }

  @Test @Clause({"RO-07", "RR-05"})
  void a_case_that_ended_without_a_refund_reimburses_no_freight() {
    var its = sentBack("quality", "12.00");
    market.withdraws(its);
    freightFlow(its);
    var overdue = sentBack("quality", "12.00");
    market.merchantRejects(overdue);
    market.timePasses(days(7));
    assertThat(market.status(overdue)).isEqualTo("closed-buyer-overdue");
    freightFlow(overdue);
    var dismissed = sentBack("quality", "12.00");
    market.merchantRejects(dismissed);
    market.buyerAnswers(dismissed, Map.of("answer", "intervene", "description", "Please look."));
    market.agentJudges(dismissed, Map.of("liability", "buyer", "remedy", "dismiss", "explanation", "No."));
    freightFlow(dismissed);
    market.jobsRun();
    for (var each : List.of(its, overdue, dismissed)) {
      nothingReimbursed(each);
    }
  }

  @Test @Clause("RP-19")
  void freight_of_a_repair_is_the_merchants_whatever_the_reason_the_ruling_and_the_end() {
    var withdrawn = forRepair(sentBack("no-reason", "12.00"));
    market.withdraws(withdrawn);
    var overdue = forRepair(sentBack("no-reason", "12.00"));
    market.merchantRejects(overdue);
    market.timePasses(days(7));
    var dismissed = forRepair(sentBack("no-reason", "12.00"));
    market.merchantRejects(dismissed);
    market.buyerAnswers(dismissed, Map.of("answer", "intervene", "description", "Please look."));
    market.agentJudges(dismissed, Map.of("liability", "buyer", "remedy", "dismiss", "explanation", "No."));
    var open = forRepair(sentBack("no-reason", "12.00"));
    judged(open, "buyer");
    for (var its : List.of(open, withdrawn, overdue, dismissed)) {
      freightFlow(its);
    }
    market.jobsRun();
    assertThat(List.of(open, withdrawn, overdue, dismissed)).extracting(market::status)
        .containsExactly("merchant-to-decide", "withdrawn", "closed-buyer-overdue", "closed-by-platform");
    for (var its : List.of(open, withdrawn, overdue, dismissed)) {
      reimbursed(its, "12.00");
      assertThat(entry(its, Timeline.Kind.FREIGHT_DECIDED).clause()).isEqualTo("RP-19");
      assertThat(Cny.text(ledger.balance(Account.receivable(its.merchantId())))).isEqualTo("-12.00");
    }
  }

  @Test @Clause("RP-19")
  void freight_of_a_repair_is_the_merchants_though_the_case_goes_on_as_something_else() {
    var handedOver = openedAsRepair(sentBack("no-reason", "12.00"));
    freightFlow(handedOver);
    var settled = openedAsRepair(sentBack("no-reason", "12.00"));
    market.merchantAgrees(settled);
    market.jobsRun();
    market.isRefunded(settled, "10.00");
    freightFlow(settled);
    var becameOne = judgedToBeRepaired(sentBack("no-reason", "12.00"));
    freightFlow(becameOne);
    market.jobsRun();
    reimbursed(handedOver, "12.00");
    paidOut(settled, "12.00");
    reimbursed(becameOne, "12.00");
    for (var its : List.of(handedOver, settled, becameOne)) {
      assertThat(entry(its, Timeline.Kind.FREIGHT_DECIDED).clause()).isEqualTo("RP-19");
    }
  }

  @Test @Clause({"RP-19", "VC-09"})
  void what_a_buyer_paid_above_the_tariff_to_send_goods_in_for_repair_is_reviewed_though_the_case_is_withdrawn() {
    var its = forRepair(sentBack("no-reason", "50.00"));
    market.withdraws(its);
    freightFlow(its);
    market.jobsRun();
    reimbursed(its, "20.00");
    approve(its, "30.00");
    market.jobsRun();
    reimbursed(its, "20.00", "30.00");
  }

  @Test @Clause("RP-19")
  void a_buyer_who_never_sent_the_goods_in_for_repair_gets_no_freight() {
    var never = forRepair(market.buyerAsksFor("10.00", market.aShippedOrder().put()));
    market.withdraws(never);
    freightFlow(never);
    market.jobsRun();
    nothingReimbursed(never);
  }

  @Test @Clause("RR-08")
  void a_case_that_was_refunded_reimburses_its_freight_afterwards() {
    var its = sentBack("quality", "12.00");
    market.merchantAgrees(its);
    market.jobsRun();
    market.isRefunded(its, "10.00");
    freightFlow(its);
    market.jobsRun();
    paidOut(its, "12.00");
    assertThat(Cny.text(market.look(its).refunded())).isEqualTo("10.00");
    assertThat(market.status(its)).isEqualTo("refunded");
  }

  // --- the tariff and the agent -------------------------------------------------------------------------------------------------

  @Test @Clause("VC-09")
  void what_the_tariff_allows_is_paid_at_once_and_an_agent_decides_about_the_rest() {
    var its = sentBack("damaged", "50.00");
    var flow = freightFlow(its);
    market.jobsRun();
    reimbursed(its, "20.00");
    assertThat(flow).isWaitingAt("agent-reviews-freight");
    assertThat(market.status(its)).as("a side task").isEqualTo("merchant-to-decide");
    assertThat(review(its).facts()).containsEntry("freightPaid", "50.00").containsEntry("freightLimit", "20.00").containsEntry("freightOpen", "30.00");
    approve(its, "25.5");
    market.jobsRun();
    assertThat(flow).isEnded().hasPassed("approve-freight", "freight-reimbursed");
    reimbursed(its, "20.00", "25.50");
    assertThat(refunds.freightOf(its.caseId())).extracting(Refund::clause).containsExactly("20.11", "VC-09");
    borne(its, "20.00", "25.50");
    assertThat(market.timeline(its).stream().filter(entry -> entry.kind() == Timeline.Kind.FREIGHT_DECIDED).map(entry -> entry.details().get("payer")))
        .containsExactly("merchant", "platform");
  }

  @Test @Clause("VC-09")
  void an_agent_may_approve_all_of_it_or_nothing() {
    var all = sentBack("damaged", "50.00");
    freightFlow(all);
    var none = sentBack("damaged", "50.00");
    var refusedFlow = freightFlow(none);
    market.jobsRun();
    approve(all, "30.00");
    approve(none, "0");
    market.jobsRun();
    reimbursed(all, "20.00", "30.00");
    reimbursed(none, "20.00");
    assertThat(refusedFlow).isEnded();
  }

  @Test @Clause("VC-09")
  void an_agent_cannot_approve_more_than_is_open() {
    var its = sentBack("damaged", "50.00");
    freightFlow(its);
    market.jobsRun();
    refused(() -> approve(its, "30.01"), "approvedFreight", "VC-09");
    refused(() -> approve(its, "-1"), "approvedFreight", "VC-09");
    refused(() -> approve(its, "1.234"), "approvedFreight", "VC-09");
    assertThat(review(its).facts()).containsEntry("freightOpen", "30.00");
    reimbursed(its, "20.00");
  }

  @Test @Clause("VC-09")
  void freight_of_exactly_the_tariff_needs_no_review() {
    var its = sentBack("damaged", "20.00");
    var flow = freightFlow(its);
    market.jobsRun();
    assertThat(flow).isEnded();
    reimbursed(its, "20.00");
    var more = sentBack("damaged", "20.01");
    freightFlow(more);
    market.jobsRun();
    assertThat(review(more).facts()).containsEntry("freightOpen", "0.01");
  }

  @Test @Clause("CD-02")
  void a_review_that_nobody_takes_is_shown_to_the_supervisors_after_two_working_days_and_stays_open() {
    var its = sentBack("damaged", "50.00");
    freightFlow(its);
    market.jobsRun();
    market.timePassesUntil(review(its).step().dueAt());
    assertThat(market.timelineKinds(its)).containsOnlyOnce("escalated");
    market.completes(supervisor(), its, "agent-reviews-freight", Map.of("approvedFreight", "30.00", "explanation", "A heavy parcel."));
    market.jobsRun();
    paidOut(its, "20.00", "30.00");
  }

  @Test @Clause("RR-08")
  void deciding_and_approving_again_grants_nothing_twice() {
    var its = sentBack("damaged", "50.00");
    freightFlow(its);
    market.jobsRun();
    approve(its, "10.00");
    new TransactionTemplate(transactions).executeWithoutResult(status -> {
      assertThat(freight.decide(its.caseId()).bearer()).isEqualTo(Bearer.MERCHANT);
      freight.approve(its.caseId());
    });
    market.jobsRun();
    reimbursed(its, "20.00", "10.00");
  }

  // --- judged again -------------------------------------------------------------------------------------------------------------

  @Test @Clause({"EX-13", "PI-01"})
  void freight_that_stayed_with_the_buyer_is_reimbursed_when_an_appeal_finds_the_merchant_liable() {
    var its = returnedAndRefused("no-reason", "12.00");
    market.agentJudges(its, Map.of("liability", "none", "remedy", "dismiss", "explanation", "As sent."));
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("closed-by-platform");
    nothingReimbursed(its);
    market.appeals(its, Marketplace.buyer(its));
    judgesAgain(its, Map.of("liability", "merchant", "remedy", "refund", "refundAmount", "129.90", "explanation", "It was damaged."));
    assertThat(market.status(its)).isEqualTo("refunded");
    paidOut(its, "12.00");
    borne(its, "141.90", "0.00");
  }

  @Test @Clause({"EX-13", "PI-01"})
  void a_share_that_an_appeal_raises_or_ends_is_paid_up_and_one_that_it_lowers_is_made_good_by_the_platform() {
    var raised = returnOrdered("both", 30);
    paidOut(raised, "3.60");
    market.appeals(raised, Marketplace.buyer(raised));
    judgesAgain(raised, Map.of("liability", "both", "merchantShare", 50, "remedy", "refund", "refundAmount", "30.00", "explanation", "Rather half."));
    paidOut(raised, "3.60", "2.40");
    borne(raised, "36.00", "0.00");
    var lowered = returnOrdered("both", 30);
    market.appeals(lowered, Marketplace.merchant(lowered));
    judgesAgain(lowered, Map.of("liability", "both", "merchantShare", 25, "remedy", "refund", "refundAmount", "20.00", "explanation", "Rather less."));
    paidOut(lowered, "3.60");
    borne(lowered, "23.00", "10.60");
    var ended = returnOrdered("both", 30);
    market.appeals(ended, Marketplace.buyer(ended));
    judgesAgain(ended, Map.of("liability", "merchant", "remedy", "refund", "refundAmount", "30.00", "explanation", "All of it."));
    paidOut(ended, "3.60", "8.40");
    borne(ended, "42.00", "0.00");
  }

  @Test @Clause({"EX-13", "PI-01", "VC-09"})
  void what_the_platform_bore_is_the_merchants_when_an_appeal_finds_it_liable_and_the_buyer_has_it_once() {
    var its = returnOrdered("none", null);
    paidOut(its, "12.00");
    borne(its, "30.00", "12.00");
    market.appeals(its, Marketplace.buyer(its));
    judgesAgain(its, Map.of("liability", "merchant", "remedy", "refund", "refundAmount", "30.00", "explanation", "It was damaged."));
    paidOut(its, "12.00");
    borne(its, "42.00", "0.00");
  }

  // --- money under trouble ------------------------------------------------------------------------------------------------------

  @Test @Clause("RO-13")
  void a_slow_gateway_is_waited_for_and_its_answer_wakes_the_called_flow() {
    var its = sentBack("quality", "12.00");
    var flow = freightFlow(its);
    gateway.next(Behaviour.PAY_SLOWLY);
    market.jobsRun();
    assertThat(flow).isWaitingAt("reimburse-freight");
    lateAnswersArrive();
    market.jobsRun();
    assertThat(flow).isEnded();
    reimbursed(its, "12.00");
  }

  @Test @Clause("RO-13")
  void a_gateway_that_never_answers_is_seen_on_the_timeline_and_a_late_answer_still_ends_the_flow() {
    var its = sentBack("quality", "12.00");
    var flow = freightFlow(its);
    gateway.next(Behaviour.PAY_SLOWLY);
    gateway.otherwise(Behaviour.TIME_OUT);
    market.timePasses(days(1));
    assertThat(runtime.createIncidentQuery().processInstanceId(flow.getId()).count()).isOne();
    assertThat(market.timelineKinds(its)).containsOnlyOnce("freight-sent", "freight-stuck").doesNotContain("refund-stuck");
    lateAnswersArrive();
    market.jobsRun();
    assertThat(flow).isEnded();
    reimbursed(its, "12.00");
  }

  @Test @Clause("RO-13")
  void declined_freight_is_tried_again_and_paid_once() {
    var its = sentBack("quality", "12.00");
    gateway.next(Behaviour.DECLINE, Behaviour.DECLINE);
    freightFlow(its);
    market.timePasses(days(1));
    reimbursed(its, "12.00");
    assertThat(market.timelineKinds(its).stream().filter("freight-failed"::equals)).hasSize(2);
  }

  @Test @Clause("RO-07")
  void a_withdrawal_leaves_no_decided_freight_behind() {
    var its = sentBack("quality", "12.00");
    gateway.otherwise(Behaviour.DECLINE);
    freightFlow(its);
    market.jobsRun();
    market.withdraws(its);
    gateway.otherwise(Behaviour.PAY);
    market.timePasses(days(1));
    assertThat(market.status(its)).isEqualTo("withdrawn");
    assertThat(market.timelineKinds(its)).contains("freight-cancelled");
    nothingReimbursed(its);
    assertThat(ledger.balance(Account.receivable(its.merchantId())).isZero()).isTrue();
  }

  @Test @Clause("RO-07")
  void nobody_withdraws_while_freight_is_being_paid() {
    var its = sentBack("quality", "12.00");
    gateway.next(Behaviour.PAY_AND_LOSE_THE_ANSWER);
    freightFlow(its);
    market.jobsRun();
    assertThatThrownBy(() -> market.withdraws(its)).isInstanceOfSatisfying(Refused.class, no -> assertThat(no.type()).isEqualTo("being-paid"));
    market.timePasses(days(1));
    reimbursed(its, "12.00");
    market.withdraws(its);
    assertThat(market.status(its)).isEqualTo("withdrawn");
    reimbursed(its, "12.00");
  }

  @Test @Order(Integer.MAX_VALUE)
  void every_flow_node_was_passed() {
    assertThat(coverage.nodesNotPassed("return-freight")).isEmpty();
  }

  // ---------------------------------------------------------------------------------------------------------------------------

  /** A case of a shipped order whose buyer has sent the goods back and says to have paid so much for it. */
  private AfterSalesCase sentBack(String reason, String freightPaid) {
    var its = market.buyerAsksFor("refund-only", reason, "10.00", market.aShippedOrder().put(), null);
    answered(its, "buyer-ships-return", Map.of("carrier", "SF", "trackingNumber", "SF1234567890123", "freightPaid", freightPaid));
    return its;
  }

  /** A return that the merchant did not accept, before the platform. */
  private AfterSalesCase returnedAndRefused(String reason, String freightPaid) {
    var order = market.aShippedOrder().received(market.now().minus(days(1))).put();
    market.merchantHasSettings(order, null);
    var its = market.buyerAsksFor("return-refund", reason, "129.90", order, null);
    market.completes(Marketplace.merchant(its), its, "merchant-decides-return", Map.of("decision", "agree"));
    market.buyerShipsReturn(its, Marketplace.aTrackingNumber(), freightPaid);
    market.completes(Marketplace.merchant(its), its, "merchant-checks-return",
        Map.of("decision", "reject", "condition", "used", "rejectReason", "buyer-caused", "explanation", "It was worn."));
    market.buyerAnswers(its, Map.of("answer", "intervene"));
    return its;
  }

  /** A return that the platform ordered, with 30.00 to be refunded, carried out within the days of an appeal; its freight was 12.00. */
  private AfterSalesCase returnOrdered(String liability, Integer merchantShare) {
    var order = market.aShippedOrder().received(market.now().minus(days(1))).put();
    market.merchantHasSettings(order, null);
    var its = market.buyerAsksFor("refund-only", "no-reason", "129.90", order, null);
    market.merchantRejects(its);
    market.buyerAnswers(its, Map.of("answer", "intervene"));
    var judgement = new HashMap<String, Object>(Map.of("liability", liability, "remedy", "return-refund", "refundAmount", "30.00", "explanation", "Back with it."));
    if (merchantShare != null) {
      judgement.put("merchantShare", merchantShare);
    }
    market.agentJudges(its, judgement);
    market.buyerShipsReturn(its, Marketplace.aTrackingNumber(), "12.00");
    market.completes(Marketplace.merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("refunded");
    return its;
  }

  private void judgesAgain(AfterSalesCase its, Map<String, Object> judgement) {
    market.bothGiveEvidence(its);
    market.judges(Marketplace.anotherAgent(), its, judgement);
    market.jobsRun();
  }

  /** The case as if it had been opened as a repair, and were one still. */
  private AfterSalesCase forRepair(AfterSalesCase its) {
    return judgedToBeRepaired(openedAsRepair(its));
  }

  private AfterSalesCase openedAsRepair(AfterSalesCase its) {
    assertThat(database.sql("update timeline_entry set details = replace(details, 'refund-only', 'repair') where case_id = ? and kind = 'opened'")
        .param(its.caseId().value()).update()).isOne();
    return its;
  }

  private AfterSalesCase judgedToBeRepaired(AfterSalesCase its) {
    assertThat(database.sql("update after_sales_case set type = 'repair' where case_id = ?").param(its.caseId().value()).update()).isOne();
    return its;
  }

  private void judged(AfterSalesCase its, String liability) {
    answered(its, "agent-judges", Map.of("liability", liability, "remedy", "return-refund", "explanation", "So it is."));
  }

  private void judged(AfterSalesCase its, String liability, int merchantShare) {
    answered(its, "agent-judges",
        Map.of("liability", liability, "merchantShare", merchantShare, "remedy", "return-refund", "explanation", "So it is."));
  }

  private void answered(AfterSalesCase its, String step, Map<String, Object> answer) {
    new TransactionTemplate(transactions).executeWithoutResult(status ->
        timeline.add(its.caseId(), Timeline.Kind.STEP_COMPLETED, Actor.buyer(its.buyerId(), null), null, step, null, null, answer));
  }

  private void labelled(AfterSalesCase its, String label) {
    var order = orders.find(its.orderId()).orElseThrow();
    orders.put(new io.redress.order.Order(order.orderId(), order.merchantId(), order.buyerId(), order.category(), order.itemName(),
        order.quantity(), order.paidAmount(), order.freight(), order.confirmedAt(), order.promisedShipAt(), order.shippedAt(),
        order.receivedAt(), order.merchantPromisedUntil(), order.statutoryUntil(), List.of("48h发货", label), order.remoteRegion(),
        order.seniorBuyer()));
  }

  private ProcessInstance freightFlow(AfterSalesCase its) {
    return runtime.startProcessInstanceByKey("return-freight", its.caseId().value(), Map.of("caseId", its.caseId().value(),
        "orderId", its.orderId(), "merchantId", its.merchantId(), "buyerId", its.buyerId()));
  }

  private Work.Item review(AfterSalesCase its) {
    return market.task(agent(), its, "agent-reviews-freight");
  }

  private void approve(AfterSalesCase its, String amount) {
    market.completes(agent(), its, "agent-reviews-freight", Map.of("approvedFreight", amount, "explanation", "A heavy parcel."));
  }

  private void lateAnswersArrive() {
    gateway.lateAnswers().forEach(late -> refunds.answered(late.key(), late.attempt(), late.answer()));
  }

  private Timeline.Entry entry(AfterSalesCase its, Timeline.Kind kind) {
    return market.timeline(its).stream().filter(entry -> entry.kind() == kind).findFirst().orElseThrow();
  }

  /** The buyer has got exactly these amounts as freight, each paid out once, and nothing else. */
  private void reimbursed(AfterSalesCase its, String... amounts) {
    paidOut(its, amounts);
    assertThat(ledger.balance(Account.refundsOf(its.buyerId())))
        .isEqualTo(Money.total(Arrays.stream(amounts).map(Cny::parse).toList()));
  }

  /** What the merchant and what the platform has given. */
  private void borne(AfterSalesCase its, String byMerchant, String byPlatform) {
    assertThat(ledger.balance(Account.receivable(its.merchantId())).negated()).isEqualTo(Cny.parse(byMerchant));
    assertThat(ledger.balance(Account.compensation(its.buyerId())).negated()).isEqualTo(Cny.parse(byPlatform));
  }

  private void paidOut(AfterSalesCase its, String... amounts) {
    for (int n = 1; n <= amounts.length; n++) {
      assertThat(gateway.payouts(its.caseId() + ":freight:" + n)).extracting(Cny::text).containsExactly(amounts[n - 1]);
    }
    assertThat(refunds.freightOf(its.caseId())).hasSize(amounts.length);
    assertThat(ledger.sum()).isEqualTo(Cny.ZERO);
  }

  private void nothingReimbursed(AfterSalesCase its) {
    assertThat(gateway.payouts(its.caseId() + ":freight:1")).isEmpty();
    assertThat(ledger.balance(Account.refundsOf(its.buyerId())).isZero()).isTrue();
    assertThat(refunds.freightOf(its.caseId())).extracting(Refund::state).allMatch(Refund.State.CANCELLED::equals);
    assertThat(ledger.sum()).isEqualTo(Cny.ZERO);
  }

  private static void refused(ThrowingCallable call, String field, String clause) {
    assertThatThrownBy(call).isInstanceOfSatisfying(Refused.class,
        no -> assertThat(no.fields()).extracting(Refused.Field::field, Refused.Field::clause)
            .containsExactly(tuple(field, clause)));
  }
}
