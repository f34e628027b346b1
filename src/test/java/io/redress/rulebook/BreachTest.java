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
import static io.redress.rulebook.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.Cny;
import io.redress.Page;
import io.redress.Refused;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Timeline;
import io.redress.casefile.Viewer;
import io.redress.deadline.Deadlines;
import io.redress.dispute.BreachEvent;
import io.redress.dispute.Breaches;
import io.redress.money.Account;
import io.redress.money.Accounts;
import io.redress.money.Ledger;
import io.redress.money.Refund;
import io.redress.money.Refunds;
import io.redress.money.SimulatedGateway;
import io.redress.money.SimulatedGateway.Behaviour;
import io.redress.money.Voucher;
import io.redress.money.Vouchers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** RP-20, RP-21, 20.8, 20.9, 20.24, VC-01: what a broken rule of the repair costs the merchant. */
@Scenario
@RecordApplicationEvents
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BreachTest {

  private static final String EXPLAINS = "merchant-explains-breach";
  private static final String DECIDES = "agent-decides-breach";

  @Autowired Marketplace market;
  @Autowired CaseLaws laws;
  @Autowired FlowCoverage coverage;
  @Autowired Breaches breaches;
  @Autowired Vouchers vouchers;
  @Autowired Accounts accounts;
  @Autowired Ledger ledger;
  @Autowired Refunds refunds;
  @Autowired SimulatedGateway gateway;
  @Autowired RuntimeService runtime;
  @Autowired HistoryService history;
  @Autowired RepositoryService repository;
  @Autowired ApplicationEvents events;
  @Autowired Deadlines deadlines;
  @Autowired PlatformTransactionManager transactions;

  @BeforeEach
  void opens() {
    market.opens();
  }

  // --- what is looked into -----------------------------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"RP-20(1)", "RP-20(2)", "RP-20(3)", "RP-20(4)", "RP-21"})
  @Clause({"RP-20", "RP-21", "VC-01", "20.9"})
  void every_breach_is_explained_decided_and_paid_as_a_cash_coupon_and_the_case_goes_on(String clause) {
    var running = aRunningCase();
    var due = market.dueAt(running);
    assertThat(market.agentFindsBreach(running, clause).status().code()).isEqualTo("merchant-to-decide");
    var explains = market.task(merchant(running), running, EXPLAINS);
    assertThat(explains.step().dueAt()).isEqualTo(market.now().plus(hours(48)));
    assertThat(breach(explains.facts())).containsEntry("clause", clause).containsEntry("openedBy", "agent").containsEntry("openedAt", market.now())
        .containsEntry("explanation", "The merchant told the buyer so in the chat.").doesNotContainKey("merchantExplanation");
    assertThat(breach(explains.facts()).get("text")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP).containsOnlyKeys("en", "zh");
    assertThat(explains.facts()).containsEntry("penaltyProposed", "38.97").containsEntry("penaltyCap", "38.97").containsEntry("refundable", "129.90");

    market.merchantExplainsBreach(running);
    var decides = market.task(agent(), running, DECIDES);
    assertThat(breach(decides.facts())).containsEntry("merchantExplanation", "The part was not in stock.");
    assertThat(decides.facts()).containsEntry("penaltyProposed", "38.97");
    market.agentDecidesBreach(running, false, "38.97");

    var coupon = onlyCoupon(running);
    assertThat(Cny.text(coupon.amount())).isEqualTo("38.97");
    assertThat(coupon.clause()).isEqualTo(clause);
    assertThat(coupon.kindClause()).isEqualTo("VC-01");
    assertThat(coupon.payer()).isEqualTo(Voucher.Payer.MERCHANT);
    assertThat(coupon.cause()).isEqualTo(running.caseId() + ":voucher:breach:1");
    assertThat(market.timelineKinds(running)).containsSubsequence("breach-opened", "step-opened", "step-completed", "step-opened", "step-completed",
        "voucher-issued", "breach-decided");
    assertThat(decided(running)).satisfies(entry -> {
      assertThat(entry.clause()).isEqualTo(clause);
      assertThat(entry.actor().id()).isEqualTo("agent1");
      assertThat(entry.details()).containsEntry("upheld", true).containsEntry("refundOrder", false).containsEntry("penalty", "38.97");
    });
    assertThat(told(running)).containsExactly(new BreachEvent.Opened(running.caseId(), clause, "agent1"), new BreachEvent.Upheld(running.caseId(), clause, "agent1"));
    assertThat(market.status(running)).isEqualTo("merchant-to-decide");
    assertThat(market.dueAt(running)).isEqualTo(due);
    laws.hold(running.orderId());
    market.merchantAgrees(running);
    market.jobsRun();
    market.isRefunded(running, "129.90");
  }

  @Test @Clause("RP-20")
  void a_silent_merchant_is_reminded_and_then_the_agent_decides_on_what_is_there() {
    var closed = aWithdrawnCase();
    market.agentFindsBreach(closed, "RP-20(3)");
    market.timePasses(hours(36));
    assertThat(market.timelineKinds(closed)).endsWith("reminded");
    market.timePasses(hours(12).minusSeconds(1));
    assertThat(openSteps(closed)).containsExactly(EXPLAINS);
    market.timePasses(Duration.ofSeconds(1));
    assertThat(openSteps(closed)).containsExactly(DECIDES);
    assertThat(breach(market.task(agent(), closed, DECIDES).facts())).doesNotContainKey("merchantExplanation");
    assertThat(market.timeline(closed)).anySatisfy(entry -> {
      assertThat(entry.kind()).isEqualTo(Timeline.Kind.DEADLINE_PASSED);
      assertThat(entry.clause()).isEqualTo("RP-20");
    });
    market.agentDecidesBreach(closed, false, "10");
    assertThat(Cny.text(onlyCoupon(closed).amount())).isEqualTo("10.00");
    assertThat(market.status(closed)).isEqualTo("withdrawn");
    nothingRuns(closed);
  }

  @Test @Clause("CD-02")
  void an_agent_who_does_not_decide_for_5_working_days_gets_a_supervisor_who_may() {
    var running = aReturn();
    market.agentFindsBreach(running, "RP-20(1)");
    market.merchantExplainsBreach(running);
    var task = market.task(agent(), running, DECIDES);
    assertThat(task.step().dueAt()).isEqualTo(deadlines.workingDays(5).toInstant());
    assertThat(market.status(running)).isEqualTo("buyer-to-ship");
    market.timePassesUntil(task.step().dueAt());
    assertThat(market.timelineKinds(running)).contains("escalated");
    market.completes(supervisor(), running, DECIDES, Map.of("upheld", false));
    assertThat(told(running)).hasSize(1);
  }

  @Test @Clause("RP-20")
  void what_is_not_upheld_costs_nothing() {
    var running = aRunningCase();
    market.agentFindsBreach(running, "RP-20(2)");
    market.merchantExplainsBreach(running);
    market.agentDecidesBreach(running, false, null);
    assertThat(coupons(running)).isEmpty();
    assertThat(decided(running).details()).containsEntry("upheld", false).containsEntry("refundOrder", false).containsEntry("penalty", "0.00");
    assertThat(told(running)).hasSize(1);
    assertThat(market.status(running)).isEqualTo("merchant-to-decide");
    market.nothingWasPaid(running);
    laws.hold(running.orderId());
  }

  @Test @Clause({"RP-20", "20.9"})
  void a_breach_may_be_upheld_without_a_penalty() {
    var closed = aWithdrawnCase();
    market.agentFindsBreach(closed, "RP-20(3)");
    market.merchantExplainsBreach(closed);
    market.agentDecidesBreach(closed, false, "0");
    assertThat(coupons(closed)).isEmpty();
    assertThat(told(closed)).hasSize(2);
    market.nothingWasPaid(closed);
  }

  // --- the cap -----------------------------------------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({"129.90,38.97,38.98", "200.00,50.00,50.01", "166.66,49.99,50.00", "0.03,0,0.01", "1000.00,50,50.01"})
  @Clause({"RP-20", "20.9"})
  void a_penalty_over_the_cap_is_refused_and_changes_nothing(String paid, String most, String more) {
    var closed = aWithdrawnCase(market.anOrder().paid(paid).put(), paid);
    market.agentFindsBreach(closed, "RP-20(4)");
    market.merchantExplainsBreach(closed);
    invalid(() -> market.agentDecidesBreach(closed, true, more), "penaltyAmount", "RP-20");
    assertThatThrownBy(() -> market.agentDecidesBreach(closed, false, more)).hasMessageContaining("At most " + Cny.text(Cny.parse(most)));
    assertThat(openSteps(closed)).containsExactly(DECIDES);
    market.nothingWasPaid(closed);
    market.agentDecidesBreach(closed, false, most);
    assertThat(coupons(closed)).hasSize(most.equals("0") ? 0 : 1);
  }

  @Test @Clause({"RP-20", "20.9"})
  void all_penalties_for_an_order_together_stay_within_the_cap() {
    var order = market.anOrder().put();
    var first = aWithdrawnCase(order, "129.90");
    market.agentFindsBreach(first, "RP-20(3)");
    market.merchantExplainsBreach(first);
    market.agentDecidesBreach(first, false, "30.00");
    market.agentFindsBreach(first, "RP-20(2)");
    var second = market.buyerAsksFor("50.00", order);
    market.agentFindsBreach(second, "RP-21");
    assertThat(market.task(merchant(second), second, EXPLAINS).facts()).containsEntry("penaltyProposed", "8.97").containsEntry("penaltyCap", "8.97");
    market.merchantExplainsBreach(first);
    market.merchantExplainsBreach(second);
    invalid(() -> market.agentDecidesBreach(second, false, "8.98"), "penaltyAmount", "RP-20");
    assertThatThrownBy(() -> market.agentDecidesBreach(second, false, "8.98")).hasMessageContaining("30.00 of it are imposed already");
    market.agentDecidesBreach(second, false, "8.97");
    invalid(() -> market.agentDecidesBreach(first, false, "0.01"), "penaltyAmount", "RP-20");
    market.agentDecidesBreach(first, false, "0");
    assertThat(coupons(first)).extracting(coupon -> Cny.text(coupon.amount())).containsExactlyInAnyOrder("8.97", "30.00");
  }

  /** Each of the four is within the cap alone; an agent each decides at the same moment. */
  @Test @Clause({"RP-20", "20.9"})
  void of_four_agents_who_decide_at_once_about_one_order_nobody_gets_over_the_cap() throws Exception {
    var order = market.anOrder().put();
    var cases = new ArrayList<AfterSalesCase>();
    for (int n = 0; n < 4; n++) {
      var its = aWithdrawnCase(order, "10.00");
      market.agentFindsBreach(its, "RP-20(3)");
      market.merchantExplainsBreach(its);
      cases.add(its);
    }
    var together = new CyclicBarrier(4);
    var agents = Executors.newFixedThreadPool(4);
    try {
      var all = agents.invokeAll(cases.stream().<Callable<RuntimeException>>map(its -> () -> {
        together.await();
        try {
          market.agentDecidesBreach(its, false, "15.00");
          return null;
        } catch (RuntimeException no) {
          return no;
        }
      }).toList());
      var refusals = new ArrayList<RuntimeException>();
      for (var one : all) {
        Optional.ofNullable(one.get()).ifPresent(refusals::add);
      }
      assertThat(refusals).hasSize(2).allSatisfy(no -> assertThat(no).isInstanceOf(Refused.class).hasMessageContaining("30.00 of it are imposed already"));
    } finally {
      agents.shutdownNow();
    }
    assertThat(coupons(cases.get(0))).extracting(coupon -> Cny.text(coupon.amount())).containsExactly("15.00", "15.00");
    assertThat(cases).filteredOn(its -> openSteps(its).contains(DECIDES)).hasSize(2);
    assertThat(Cny.text(ledger.sum())).isEqualTo("0.00");
  }

  /** Four cases of one order were closed; whichever decision comes first takes what is left, and nobody pays it twice. */
  @Test @Clause({"RP-20", "RO-12"})
  void of_several_agents_who_refund_one_order_at_once_one_does() throws Exception {
    var order = market.anOrder().put();
    var cases = new ArrayList<AfterSalesCase>();
    for (int n = 0; n < 4; n++) {
      var its = aWithdrawnCase(order, "10.00");
      market.agentFindsBreach(its, "RP-20(3)");
      market.merchantExplainsBreach(its);
      cases.add(its);
    }
    var together = new CyclicBarrier(4);
    var agents = Executors.newFixedThreadPool(4);
    int refused = 0;
    try {
      for (var one : agents.invokeAll(cases.stream().<Callable<Boolean>>map(its -> () -> {
        together.await();
        try {
          market.agentDecidesBreach(its, true, "0");
          return false;
        } catch (Refused no) {
          return true;
        }
      }).toList())) {
        refused += one.get() ? 1 : 0;
      }
    } finally {
      agents.shutdownNow();
    }
    assertThat(refused).isEqualTo(3);
    market.jobsRun();
    assertThat(cases.stream().flatMap(its -> market.paidOut(its.caseId()).stream())).containsExactly("129.90");
    assertThat(market.refundable(order)).isEqualTo("0.00");
    assertThat(Cny.text(ledger.sum())).isEqualTo("0.00");
  }

  /** The step's transaction was lost after everything had been done in it, and the agent decides once more; later it is carried out again. */
  @Test @Clause({"RP-20", "VC-01"})
  void a_coupon_is_given_once_however_often_the_decision_is_carried_out() {
    var closed = aWithdrawnCase();
    accounts.credit(closed.merchantId(), Account.Kind.MERCHANT_BALANCE, Cny.parse("100.00"), "B-" + closed.caseId());
    market.agentFindsBreach(closed, "RP-20(4)");
    market.merchantExplainsBreach(closed);
    new TransactionTemplate(transactions).executeWithoutResult(lost -> {
      market.agentDecidesBreach(closed, false, "20.00");
      lost.setRollbackOnly();
    });
    assertThat(coupons(closed)).isEmpty();
    assertThat(balance(Account.balance(closed.merchantId()))).isEqualTo("100.00");
    market.agentDecidesBreach(closed, false, "20.00");
    new TransactionTemplate(transactions).executeWithoutResult(again ->
        assertThat(breaches.decide(closed.caseId(), 1, agent().actor())).isFalse());
    assertThat(Cny.text(onlyCoupon(closed).amount())).isEqualTo("20.00");
    assertThat(balance(Account.balance(closed.merchantId()))).isEqualTo("80.00");
    assertThat(market.timelineKinds(closed)).containsOnlyOnce("breach-decided").containsOnlyOnce("voucher-issued");
    laws.hold(closed.orderId());
  }

  @Test @Clause({"20.24", "RP-20", "VC-01"})
  void a_penalty_is_taken_from_the_balance_then_the_deposit_and_is_owed_then() {
    var closed = aWithdrawnCase();
    accounts.credit(closed.merchantId(), Account.Kind.MERCHANT_BALANCE, Cny.parse("5.00"), "B-" + closed.caseId());
    accounts.credit(closed.merchantId(), Account.Kind.MERCHANT_DEPOSIT, Cny.parse("10.00"), "D-" + closed.caseId());
    market.agentFindsBreach(closed, "RP-20(4)");
    market.merchantExplainsBreach(closed);
    market.agentDecidesBreach(closed, false, "20.00");
    assertThat(balance(Account.balance(closed.merchantId()))).isEqualTo("0.00");
    assertThat(balance(Account.deposit(closed.merchantId()))).isEqualTo("0.00");
    assertThat(Cny.text(ledger.balance(Account.receivable(closed.merchantId())).abs())).isEqualTo("5.00");
    assertThat(Cny.text(ledger.balance(Account.vouchersOf(closed.buyerId())).abs())).isEqualTo("20.00");
    assertThat(Cny.text(ledger.sum())).isEqualTo("0.00");
  }

  // --- the order is refunded ---------------------------------------------------------------------------------------------------

  @Test @Clause({"RP-20", "RO-12", "RO-13"})
  void a_refund_of_the_order_takes_the_running_case_over_and_pays_all_that_is_left() {
    var order = market.anOrder().put();
    var earlier = market.buyerAsksFor("29.90", order);
    market.merchantAgrees(earlier);
    market.jobsRun();
    var running = market.buyerAsksFor("50.00", order);
    var before = market.instance(running);
    market.agentFindsBreach(running, "RP-20(4)");
    market.merchantExplainsBreach(running);
    market.agentDecidesBreach(running, true, "38.97");

    assertThat(market.status(running)).isEqualTo("refunding");
    assertThat(Cny.text(market.look(running).itself().amount())).isEqualTo("100.00");
    assertThat(openSteps(running)).isEmpty();
    assertThat(market.instance(running).getId()).isNotEqualTo(before.getId());
    assertThat(runtime.createProcessInstanceQuery().processInstanceId(before.getId()).count()).isZero();
    assertThat(history.createHistoricProcessInstanceQuery().processInstanceId(before.getId()).singleResult().getDeleteReason()).isEqualTo("RP-20");
    laws.hold(order);
    conflict(() -> market.withdraws(running), "not-withdrawable", "RO-07");
    laws.hold(order);
    market.jobsRun();
    market.jobsRun();
    assertThat(market.status(running)).isEqualTo("refunded");
    assertThat(market.paidOut(running.caseId())).containsExactly("100.00");
    assertThat(market.refundedBy(running)).isEqualTo("RP-20");
    assertThat(market.refundable(order)).isEqualTo("0.00");
    assertThat(Cny.text(onlyCoupon(running).amount())).isEqualTo("38.97");
    nothingRuns(running);
    laws.hold(order);
  }

  @Test @Clause({"RP-20", "PI-01"})
  void a_refund_of_the_order_ends_what_the_platform_was_asked_to_judge() {
    var asked = market.buyerAsksFor("50.00", market.anOrder().put());
    market.merchantRejects(asked);
    market.buyerAnswers(asked, Map.of("answer", "intervene"));
    market.agentFindsBreach(asked, "RP-20(3)");
    market.merchantExplainsBreach(asked);
    market.agentDecidesBreach(asked, true, "0");
    assertThat(market.interventions(asked)).containsExactly("requested judged");
    market.jobsRun();
    assertThat(market.status(asked)).isEqualTo("refunded");
    laws.hold(asked.orderId());
  }

  @Test @Clause({"RP-20", "RP-19", "20.11"})
  void a_return_that_is_taken_over_still_settles_the_freight_that_the_buyer_advanced() {
    var running = aReturn();
    market.buyerShipsReturn(running, aTrackingNumber(), "12.00");
    assertThat(market.status(running)).isEqualTo("merchant-to-check");
    market.agentFindsBreach(running, "RP-20(3)");
    market.merchantExplainsBreach(running);
    market.agentDecidesBreach(running, true, "0");
    assertThat(openSteps(running)).isEmpty();
    market.jobsRun();
    market.isRefunded(running, "129.90");
    assertThat(market.freightPaidOut(running)).containsExactly("12.00");
    nothingRuns(running);
    laws.hold(running.orderId());
  }

  @Test @Clause("RP-20")
  void a_return_without_a_parcel_has_no_freight_to_settle() {
    var running = aReturn();
    market.agentFindsBreach(running, "RP-20(3)");
    market.merchantExplainsBreach(running);
    market.agentDecidesBreach(running, true, "1.00");
    market.jobsRun();
    market.isRefunded(running, "129.90");
    assertThat(market.freightPaidOut(running)).isEmpty();
    nothingRuns(running);
  }

  @Test @Clause({"RP-20", "RO-12"})
  void a_case_that_was_refunded_in_part_gets_the_rest_and_stays_closed() {
    var closed = market.buyerAsksFor("29.90", market.anOrder().put());
    market.merchantAgrees(closed);
    market.jobsRun();
    var closedAt = market.look(closed).itself().closedAt();
    market.timePasses(days(3));
    market.agentFindsBreach(closed, "RP-21");
    market.merchantExplainsBreach(closed);
    assertThat(market.task(agent(), closed, DECIDES).facts()).containsEntry("refundable", "100.00");
    market.agentDecidesBreach(closed, true, "5.00");
    assertThat(market.status(closed)).isEqualTo("refunded");

    // a second breach meanwhile finds the refund on its way, and then nothing left
    gateway.next(Behaviour.TIME_OUT);
    market.agentFindsBreach(closed, "RP-20(1)");
    market.merchantExplainsBreach(closed);
    conflict(() -> market.agentDecidesBreach(closed, true, "0"), "being-paid", "RP-20");
    market.jobsRun();
    conflict(() -> market.agentDecidesBreach(closed, true, "0"), "being-paid", "RP-20");
    market.timePasses(hours(1));
    invalid(() -> market.agentDecidesBreach(closed, true, "0"), "refundOrder", "RO-12");
    market.agentDecidesBreach(closed, false, "0");

    assertThat(market.paidOut(closed.caseId())).containsExactly("29.90");
    assertThat(gateway.payouts(closed.caseId() + ":refund:2")).extracting(Cny::text).containsExactly("100.00");
    assertThat(refunds.of(closed.caseId())).extracting(Refund::state).containsExactly(Refund.State.SUCCEEDED, Refund.State.SUCCEEDED);
    assertThat(Cny.text(market.look(closed).refunded())).isEqualTo("129.90");
    assertThat(market.status(closed)).isEqualTo("refunded");
    assertThat(market.look(closed).itself().closedAt()).isEqualTo(closedAt);
    assertThat(Cny.text(ledger.sum())).isEqualTo("0.00");
    nothingRuns(closed);
  }

  @Test @Clause({"RP-20", "PI-01"})
  void a_refund_for_a_breach_is_more_than_what_was_judged_before() {
    var closed = market.buyerAsksFor("129.90", market.anOrder().put());
    market.merchantRejects(closed);
    market.buyerAnswers(closed, Map.of("answer", "intervene"));
    market.agentJudges(closed, Map.of("liability", "none", "remedy", "dismiss", "refundAmount", "0", "explanation", "Not proven."));
    assertThat(market.status(closed)).isEqualTo("closed-by-platform");
    market.agentFindsBreach(closed, "RP-20(3)");
    market.merchantExplainsBreach(closed);
    market.agentDecidesBreach(closed, true, "0");
    market.jobsRun();
    assertThat(market.status(closed)).isEqualTo("closed-by-platform");
    assertThat(market.paidOut(closed.caseId())).containsExactly("129.90");
    nothingRuns(closed);
  }

  @Test @Clause("RP-20")
  void what_is_being_paid_already_is_not_refunded_for_a_breach_but_a_penalty_is_possible() {
    var running = aRunningCase();
    market.agentFindsBreach(running, "RP-20(3)");
    market.merchantExplainsBreach(running);
    market.merchantAgrees(running);
    assertThat(market.status(running)).isEqualTo("refunding");
    conflict(() -> market.agentDecidesBreach(running, true, "10.00"), "being-paid", "RP-20");
    assertThat(coupons(running)).isEmpty();
    laws.openSteps(running.caseId()).keySet().forEach(step -> assertThat(step).isEqualTo(DECIDES));
    market.agentDecidesBreach(running, false, "10.00");
    market.jobsRun();
    market.isRefunded(running, "129.90");
    assertThat(coupons(running)).hasSize(1);
    nothingRuns(running);
  }

  @Test @Clause("RP-20")
  void a_closed_case_does_not_take_the_money_that_another_case_is_about() {
    var order = market.anOrder().put();
    var closed = aWithdrawnCase(order, "129.90");
    market.agentFindsBreach(closed, "RP-20(1)");
    market.merchantExplainsBreach(closed);
    var other = market.buyerAsksFor("129.90", order);
    conflict(() -> market.agentDecidesBreach(closed, true, "0"), "other-case-open", "RP-20");
    market.withdraws(other);
    market.agentDecidesBreach(closed, true, "0");
    market.jobsRun();
    assertThat(market.status(closed)).isEqualTo("withdrawn");
    assertThat(market.paidOut(closed.caseId())).containsExactly("129.90");
    nothingRuns(closed);
  }

  // --- beside the case ---------------------------------------------------------------------------------------------------------

  @Test @Clause({"RP-20", "RO-07"})
  void a_case_that_ends_while_a_breach_is_looked_into_stays_as_it_ended() {
    var running = aRunningCase();
    market.agentFindsBreach(running, "RP-20(2)");
    market.withdraws(running);
    assertThat(openSteps(running)).containsExactly(EXPLAINS);
    market.merchantExplainsBreach(running);
    assertThat(market.status(running)).isEqualTo("withdrawn");
    assertThat(market.look(running).deadline()).isNull();
    market.agentDecidesBreach(running, false, "1.00");
    assertThat(market.status(running)).isEqualTo("withdrawn");
    nothingRuns(running);
  }

  @Test @Clause("RP-20")
  void one_breach_at_a_time_is_looked_into_and_only_what_can_be_broken() {
    var running = aRunningCase();
    invalid(() -> market.agentFindsBreach(running, "RP-20(6)"), "clause", "RP-20");
    invalid(() -> market.agentFindsBreach(running, "RP-20"), "clause", "RP-20");
    invalid(() -> market.agentFindsBreach(running, null), "clause", "RP-20");
    invalid(() -> breaches.found(running.caseId(), "RP-21", " ", agent()), "explanation", "RP-20");
    invalid(() -> breaches.found(running.caseId(), "RP-21", "x".repeat(501), agent()), "explanation", "RP-20");
    assertThatThrownBy(() -> breaches.found(running.caseId(), "RP-9", "", agent())).isInstanceOfSatisfying(Refused.class,
        no -> assertThat(no.fields()).extracting(Refused.Field::field).containsExactly("clause", "explanation"));
    refused(() -> breaches.found(running.caseId(), "RP-21", "So it is.", Viewer.merchant("another", "clerk")), Refused.Kind.NOT_FOUND, "not-found", null);
    breaches.found(running.caseId(), "RP-21", "x".repeat(500), agent());
    conflict(() -> market.agentFindsBreach(running, "RP-20(1)"), "breach-open", "RP-20");
    market.merchantExplainsBreach(running);
    conflict(() -> market.agentFindsBreach(running, "RP-20(1)"), "breach-open", "RP-20");
    market.agentDecidesBreach(running, false, null);
    market.agentFindsBreach(running, "RP-20(1)");
    assertThat(breach(market.task(merchant(running), running, EXPLAINS).facts())).doesNotContainKey("merchantExplanation");
    assertThat(market.timeline(running).stream().filter(entry -> entry.kind() == Timeline.Kind.BREACH_OPENED).map(entry -> entry.details().get("breachNumber")))
        .containsExactly(1, 2);
  }

  // --- within a flow -----------------------------------------------------------------------------------------------------------

  @Test @Clause({"RP-20", "20.8"})
  void a_flow_that_comes_upon_a_breach_names_the_clause_at_its_call_and_the_case_stands_there() throws IOException {
    var running = aRunningCase();
    var calling = aFlowComesUponABreach(running);
    assertThat(market.status(running)).isEqualTo("platform-reviewing");
    assertThat(breach(market.task(merchant(running), running, EXPLAINS).facts())).containsEntry("clause", "RP-20(4)").containsEntry("openedBy", "automatic");
    assertThat(told(running)).containsExactly(new BreachEvent.Opened(running.caseId(), "RP-20(4)", "automatic"));
    market.merchantExplainsBreach(running);
    market.agentDecidesBreach(running, false, "1.00");
    assertThat(passed(calling)).contains("merchant-goes-on").doesNotContain("refund-is-due");
    assertThat(market.status(running)).isEqualTo("merchant-to-decide");
    assertThat(onlyCoupon(running).clause()).isEqualTo("RP-20(4)");
  }

  @Test @Clause("RP-20")
  void a_flow_learns_that_the_order_is_refunded_and_the_case_claims_all_that_is_left() throws IOException {
    var running = market.buyerAsksFor("10.00", market.anOrder().put());
    var calling = aFlowComesUponABreach(running);
    market.merchantExplainsBreach(running);
    market.agentDecidesBreach(running, true, "0");
    assertThat(passed(calling)).contains("refund-is-due").doesNotContain("merchant-goes-on");
    assertThat(Cny.text(market.look(running).itself().amount())).isEqualTo("129.90");
  }

  @Test @Clause("RP-20")
  void two_breaches_of_a_case_are_not_taken_for_each_other() throws IOException {
    var running = aRunningCase();
    market.agentFindsBreach(running, "RP-20(3)");
    var found = market.task(merchant(running), running, EXPLAINS).step().taskId();
    aFlowComesUponABreach(running);
    market.completes(merchant(running), found, Map.of("explanation", "About the agreement."));
    assertThat(breach(market.task(merchant(running), running, EXPLAINS).facts())).containsEntry("clause", "RP-20(4)").doesNotContainKey("merchantExplanation");
    var aboutAgreement = market.task(agent(), running, DECIDES);
    assertThat(breach(aboutAgreement.facts())).containsEntry("clause", "RP-20(3)").containsEntry("merchantExplanation", "About the agreement.");
    market.completes(merchant(running), running, EXPLAINS, Map.of("explanation", "About the refusal."));
    market.completes(agent(), aboutAgreement.step().taskId(), Map.of("upheld", true, "refundOrder", false, "penaltyAmount", "3.00"));
    assertThat(onlyCoupon(running).clause()).isEqualTo("RP-20(3)");
    var aboutRefusal = market.task(agent(), running, DECIDES);
    assertThat(breach(aboutRefusal.facts())).containsEntry("merchantExplanation", "About the refusal.");
    assertThat(aboutRefusal.facts()).containsEntry("penaltyCap", "35.97");
    market.completes(agent(), aboutRefusal.step().taskId(), Map.of("upheld", false));
    assertThat(coupons(running)).hasSize(1);
  }

  @Test @Order(Integer.MAX_VALUE)
  void every_node_of_the_flows_was_passed() {
    assertThat(coverage.nodesNotPassed("breach-remedy", "breach-found")).isEmpty();
  }

  // -----------------------------------------------------------------------------------------------------------------------------

  private AfterSalesCase aRunningCase() {
    return market.buyerAsksFor("129.90", market.anOrder().put());
  }

  private AfterSalesCase aWithdrawnCase() {
    return aWithdrawnCase(market.anOrder().put(), "129.90");
  }

  private AfterSalesCase aWithdrawnCase(String order, String amount) {
    var opened = market.buyerAsksFor(amount, order);
    market.withdraws(opened);
    return opened;
  }

  /** A return that the merchant has agreed to and the buyer has not sent. */
  private AfterSalesCase aReturn() {
    var order = market.anOrder().received(market.now().minus(days(1))).put();
    market.merchantHasSettings(order, null);
    var opened = market.buyerAsksFor("return-refund", "quality", "129.90", order, null);
    market.completes(merchant(opened), opened, "merchant-decides-return", Map.of("decision", "agree"));
    return opened;
  }

  private ProcessInstance aFlowComesUponABreach(AfterSalesCase of) throws IOException {
    if (repository.createProcessDefinitionQuery().processDefinitionKey("breach-in-flow").count() == 0) {
      // under another name, so that the flow as it is delivered stays the latest
      var called = Files.readString(Path.of("bpmn/breach-remedy.bpmn")).replace("\"breach-remedy\"", "\"breach-remedy-in-flow\"");
      var deployment = repository.createDeployment().name("breach in flow").addString("rulebook/breach-remedy-in-flow.bpmn", called)
          .addClasspathResource("rulebook/breach-in-flow.bpmn");
      for (var form : List.of(EXPLAINS, DECIDES)) {
        deployment.addString("forms/" + form + ".form", Files.readString(Path.of("forms/" + form + ".form")));
      }
      deployment.deploy();
    }
    return runtime.startProcessInstanceByKey("breach-in-flow", of.caseId().value(), Map.of("merchantId", of.merchantId(), "buyerId", of.buyerId()));
  }

  private List<String> passed(ProcessInstance instance) {
    return history.createHistoricActivityInstanceQuery().processInstanceId(instance.getId()).finished().list().stream().map(each -> each.getActivityId()).toList();
  }

  private List<String> openSteps(AfterSalesCase of) {
    return List.copyOf(laws.openSteps(of.caseId()).keySet());
  }

  private void nothingRuns(AfterSalesCase of) {
    assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(of.caseId().value()).list()).isEmpty();
    assertThat(openSteps(of)).isEmpty();
  }

  private List<Voucher> coupons(AfterSalesCase of) {
    return vouchers.ofBuyer(of.buyerId(), new Page.Request(0, 50)).items();
  }

  private Voucher onlyCoupon(AfterSalesCase of) {
    assertThat(coupons(of)).hasSize(1).allSatisfy(coupon -> assertThat(coupon.kind()).isEqualTo(Voucher.Kind.CASH_COUPON));
    return coupons(of).get(0);
  }

  private Timeline.Entry decided(AfterSalesCase of) {
    return market.timeline(of).stream().filter(entry -> entry.kind() == Timeline.Kind.BREACH_DECIDED).reduce((earlier, later) -> later).orElseThrow();
  }

  private List<BreachEvent> told(AfterSalesCase of) {
    return events.stream(BreachEvent.class).filter(event -> event.caseId().equals(of.caseId())).toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> breach(Map<String, Object> facts) {
    return (Map<String, Object>) facts.get("breach");
  }

  private String balance(Account of) {
    return Cny.text(ledger.balance(of));
  }
}
