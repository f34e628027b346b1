package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.days;
import static io.redress.rulebook.Marketplace.hours;
import static io.redress.rulebook.Marketplace.merchant;
import static io.redress.rulebook.Marketplace.supervisor;
import static io.redress.rulebook.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.AfterSalesCase;
import io.redress.identity.Caller;
import io.redress.identity.Callers;
import io.redress.identity.Role;
import io.redress.money.Refunds;
import io.redress.money.SimulatedGateway;
import io.redress.money.SimulatedGateway.Behaviour;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Rulebook section 2: a refund without a return. */
@Scenario
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefundOnlyTest {

  @Autowired Marketplace market;
  @Autowired ProcessEngine engine;
  @Autowired SimulatedGateway gateway;
  @Autowired Refunds refunds;
  @Autowired TaskService tasks;
  @Autowired RuntimeService runtime;
  @Autowired ManagementService management;
  @Autowired PlatformTransactionManager transactions;
  @Autowired FlowCoverage coverage;

  @BeforeEach
  void opens() {
    init(engine);
    market.opens();
  }

  // --- who may apply, for what, and until when -------------------------------------------------------------------------------

  @Test @Clause("GN-02")
  void a_refund_only_is_offered_for_every_order() {
    for (var order : new String[] {
        market.anOrder().put(), market.aShippedOrder().put(), market.anOrder().received(market.now().minus(days(1))).put(),
        market.anOrder().of("fruit").put(), market.anOrder().of("virtual").put(), market.anOrder().of("car").put()}) {
      assertThat(market.status(market.buyerAsksFor("10.00", order))).isEqualTo("merchant-to-decide");
    }
  }

  @Test @Clause("GN-02")
  void a_kind_that_is_not_offered_is_refused_and_nothing_is_opened() {
    var order = market.aShippedOrder().put();
    refused(() -> market.buyerAsksFor("repair", "quality", null, order, null), Refused.Kind.CONFLICT, "not-offered", "RP-02");
    assertThat(market.status(market.buyerAsksFor("1.00", order))).isEqualTo("merchant-to-decide");
  }

  @Test @Clause("RO-01")
  void before_receipt_the_window_has_no_end() {
    var order = market.aShippedOrder().confirmed(market.now().minus(days(90))).put();
    assertThat(market.status(market.buyerAsksFor("1.00", order))).isEqualTo("merchant-to-decide");
  }

  @Test @Clause("RO-01")
  void the_window_opens_with_the_confirmed_order() {
    var order = market.anOrder().confirmed(market.now().plusSeconds(1)).put();
    refused(() -> market.buyerAsksFor("1.00", order), Refused.Kind.CONFLICT, "window-not-open", "RO-01");
    market.timePasses(Duration.ofSeconds(1));
    assertThat(market.status(market.buyerAsksFor("1.00", order))).isEqualTo("merchant-to-decide");
  }

  @Test @Clause("RO-01")
  void the_window_is_open_until_15_days_after_receipt() {
    var inTime = market.anOrder().received(market.now().minus(days(15)).plusSeconds(1)).put();
    var late = market.anOrder().received(market.now().minus(days(15))).put();
    assertThat(market.status(market.buyerAsksFor("1.00", inTime))).isEqualTo("merchant-to-decide");
    refused(() -> market.buyerAsksFor("1.00", late), Refused.Kind.CONFLICT, "window-closed", "RO-01");
  }

  @Test @Clause("RO-01")
  void a_merchants_later_promise_extends_the_window_and_an_earlier_one_does_not_shorten_it() {
    var extended = market.anOrder().received(market.now().minus(days(40))).afterSalesUntil(market.now().plusSeconds(1)).put();
    var over = market.anOrder().received(market.now().minus(days(40))).afterSalesUntil(market.now()).put();
    var earlier = market.anOrder().received(market.now().minus(days(14))).afterSalesUntil(market.now().minus(days(7))).put();
    assertThat(market.status(market.buyerAsksFor("1.00", extended))).isEqualTo("merchant-to-decide");
    refused(() -> market.buyerAsksFor("1.00", over), Refused.Kind.CONFLICT, "window-closed", "RO-01");
    assertThat(market.status(market.buyerAsksFor("1.00", earlier))).isEqualTo("merchant-to-decide");
  }

  @Test @Clause("RO-11")
  void an_application_names_every_value_that_is_wrong() {
    var order = market.anOrder().put();
    assertThatThrownBy(() -> market.buyerAsksFor("refund", "bored", "1.00", order, null)).isInstanceOfSatisfying(Refused.class,
        no -> assertThat(no.fields()).extracting(Refused.Field::field).containsExactly("type", "reason"));
  }

  @Test @Clause("RO-12")
  void only_what_was_really_paid_can_be_refunded() {
    var order = market.anOrder().paid("129.90").put();
    for (var amount : new String[] {"129.91", "0.00", "0", "-1.00", "1.005", "1e2", "", " 1.00", "1,00"}) {
      refused(() -> market.buyerAsksFor(amount, order), Refused.Kind.INVALID, "invalid-values", "RO-12");
    }
    assertThat(market.status(market.buyerAsksFor("129.90", order))).isEqualTo("merchant-to-decide");
  }

  @Test @Clause("RO-12")
  void all_cases_of_an_order_together_never_get_more_than_was_paid() {
    var order = market.anOrder().paid("100.00").put();
    var first = market.buyerAsksFor("60.00", order);
    market.merchantAgrees(first);
    market.jobsRun();
    assertThat(market.refundable(order)).isEqualTo("40.00");
    refused(() -> market.buyerAsksFor("40.01", order), Refused.Kind.INVALID, "invalid-values", "RO-12");
    var second = market.buyerAsksFor("40.00", order);
    market.merchantAgrees(second);
    market.jobsRun();
    assertThat(market.refundable(order)).isEqualTo("0.00");
    refused(() -> market.buyerAsksFor("0.01", order), Refused.Kind.INVALID, "invalid-values", "RO-12");
  }

  @Test @Clause("RO-06")
  void an_order_has_one_open_case() {
    var order = market.anOrder().put();
    market.buyerAsksFor("1.00", order);
    refused(() -> market.buyerAsksFor("1.00", order), Refused.Kind.CONFLICT, "case-open", "RO-06");
  }

  @Test @Clause("RO-11")
  void the_same_key_gives_the_first_case_again() {
    var order = market.anOrder().put();
    var first = market.buyerAsksFor("refund-only", "quality", "5.00", order, "key-1");
    assertThat(market.buyerAsksFor("refund-only", "quality", "5.00", order, "key-1").caseId()).isEqualTo(first.caseId());
  }

  // --- the merchant decides ----------------------------------------------------------------------------------------------------

  @Test @Clause({"RO-08", "RO-13"})
  void merchant_agrees_and_the_buyer_is_refunded() {
    var refund = aCase("129.90");
    assertThat(market.instance(refund)).isWaitingAt("merchant-decides-refund").task().hasCandidateGroup("merchant-" + refund.merchantId());
    market.merchantAgrees(refund);
    assertThat(market.status(refund)).isEqualTo("refunding");
    assertThat(market.instance(refund)).isWaitingAt("refund-buyer");
    market.nothingWasPaid(refund);
    market.jobsRun();
    market.isRefunded(refund, "129.90");
    assertThat(market.refundedBy(refund)).isEqualTo("RO-08");
    assertThat(market.timelineKinds(refund)).containsExactly("opened", "status-changed", "step-completed", "status-changed",
        "refund-decided", "refund-sent", "refund-succeeded", "status-changed");
  }

  @Test @Clause("RO-02")
  void silent_merchant_means_buyer_is_refunded() {
    var refund = aCase("129.90");
    assertThat(market.dueAt(refund)).isEqualTo(market.now().plus(hours(48)));
    market.timePasses(hours(48).minusSeconds(1));
    assertThat(market.instance(refund)).isWaitingAt("merchant-decides-refund");
    market.timePasses(Duration.ofSeconds(1));
    market.isRefunded(refund, "129.90");
    assertThat(market.timelineKinds(refund)).contains("deadline-passed");
  }

  @Test @Clause("RO-02")
  void the_tasks_due_date_follows_from_the_timer() {
    var refund = aCase("1.00");
    var task = tasks.createTaskQuery().processInstanceBusinessKey(refund.caseId().value()).singleResult();
    assertThat(task.getDueDate().toInstant()).isEqualTo(market.now().plus(hours(48)));
    assertThat(market.task(merchant(refund), refund, "merchant-decides-refund").step().dueAt()).isEqualTo(market.now().plus(hours(48)));
  }

  @Test @Clause("RO-02")
  void merchant_is_reminded_once_12_hours_before_the_deadline() {
    var refund = aCase("1.00");
    market.timePasses(hours(36).minusSeconds(1));
    assertThat(market.timelineKinds(refund)).doesNotContain("reminded");
    market.timePasses(Duration.ofSeconds(1));
    assertThat(market.timelineKinds(refund)).containsOnlyOnce("reminded");
    assertThat(market.instance(refund)).hasPassed("merchant-reminder-due", "merchant-reminded")
        .isWaitingAt("merchant-decides-refund");
    market.merchantAgrees(refund);
    market.jobsRun();
    market.isRefunded(refund, "1.00");
    assertThat(market.timelineKinds(refund)).containsOnlyOnce("reminded");
  }

  @Test @Clause("RO-02")
  void a_decision_after_the_deadline_finds_the_step_gone() {
    var refund = aCase("1.00");
    var taskId = market.task(merchant(refund), refund, "merchant-decides-refund").step().taskId();
    market.timePasses(hours(48));
    refused(() -> market.completes(merchant(refund), taskId, Map.of("decision", "reject", "rejectReason", "other", "explanation", "No")),
        Refused.Kind.CONFLICT, "step-gone", null);
    market.isRefunded(refund, "1.00");
  }

  @Test @Clause("RO-03")
  void an_agent_shortens_the_merchants_time_but_leaves_24_hours() {
    var refund = aCase("20.00");
    var opened = market.now();
    refused(() -> market.agentShortensTo(refund, opened.plus(hours(24)).minusSeconds(1)), Refused.Kind.INVALID, "invalid-values", "RO-03");
    refused(() -> market.agentShortensTo(refund, opened.plus(hours(48))), Refused.Kind.INVALID, "invalid-values", "RO-03");
    refused(() -> market.agentShortensTo(refund, null), Refused.Kind.INVALID, "invalid-values", "RO-03");
    assertThat(market.dueAt(refund)).isEqualTo(opened.plus(hours(48)));
    market.agentShortensTo(refund, opened.plus(hours(24)));
    assertThat(market.dueAt(refund)).isEqualTo(opened.plus(hours(24)));
    market.timePasses(hours(12));
    assertThat(market.timelineKinds(refund)).containsOnlyOnce("deadline-moved", "reminded");
    market.timePasses(hours(12).minusSeconds(1));
    assertThat(market.instance(refund)).isWaitingAt("merchant-decides-refund");
    market.timePasses(Duration.ofSeconds(1));
    market.isRefunded(refund, "20.00");
  }

  @Test @Clause("RO-03")
  void less_than_24_hours_before_the_deadline_nothing_can_be_shortened() {
    var refund = aCase("20.00");
    market.timePasses(hours(25));
    refused(() -> market.agentShortensTo(refund, market.dueAt(refund).minusSeconds(1)), Refused.Kind.INVALID, "invalid-values", "RO-03");
  }

  @Test @Clause("RO-03")
  void only_a_merchants_decision_can_be_shortened() {
    var rejected = aCase("20.00");
    market.merchantRejects(rejected);
    refused(() -> market.agentShortensTo(rejected, market.now().plus(hours(30))), Refused.Kind.CONFLICT, "nothing-to-shorten", "RO-03");
  }

  @Test @Clause("RO-04")
  void silence_until_the_promised_shipping_time_refunds_before_48_hours() {
    var refund = market.buyerAsksFor("30.00", market.anOrder().promisedToShipBy(market.now().plus(hours(5))).put());
    assertThat(market.dueAt(refund)).isEqualTo(market.now().plus(hours(5)));
    market.timePasses(hours(5));
    market.isRefunded(refund, "30.00");
    assertThat(market.timelineKinds(refund)).as("less than 12 h were left from the start").doesNotContain("reminded");
  }

  @Test @Clause({"RO-04", "RO-02"})
  void a_promise_beyond_48_hours_changes_nothing() {
    var refund = market.buyerAsksFor("30.00", market.anOrder().promisedToShipBy(market.now().plus(hours(72))).put());
    assertThat(market.dueAt(refund)).isEqualTo(market.now().plus(hours(48)));
  }

  @Test @Clause("RO-04")
  void unshipped_after_the_promised_time_is_refunded_at_once() {
    var refund = market.buyerAsksFor("30.00", market.anOrder().promisedToShipBy(market.now()).put());
    assertThat(market.status(refund)).isEqualTo("refunding");
    assertThat(market.instance(refund)).hasPassed("shipping-promise-broken", "deemed-agreed", "decide-refund").isWaitingAt("refund-buyer");
    market.jobsRun();
    market.isRefunded(refund, "30.00");
  }

  @Test @Clause({"RO-04", "GN-06"})
  void a_broken_promise_does_not_matter_once_the_records_say_shipped() {
    var late = market.anOrder().promisedToShipBy(market.now().minus(days(1))).put();
    market.ships(late);
    var refund = market.buyerAsksFor("30.00", late);
    assertThat(market.status(refund)).isEqualTo("merchant-to-decide");
    assertThat(market.dueAt(refund)).isEqualTo(market.now().plus(hours(48)));
  }

  @Test @Clause("GN-05")
  void the_platform_asks_the_merchant_and_the_clock_runs_on() {
    var refund = market.buyerAsksFor("30.00", market.anOrder().promisedToShipBy(market.now().plus(hours(40))).put());
    var dueAt = market.dueAt(refund);
    market.agentAsksMerchant(refund, "Has the parcel left the warehouse?");
    assertThat(market.status(refund)).isEqualTo("merchant-to-decide");
    assertThat(market.dueAt(refund)).isEqualTo(dueAt);
    assertThat(market.task(merchant(refund), refund, "merchant-supplies-information").facts()).containsEntry("question", "Has the parcel left the warehouse?");
    assertThat(market.task(merchant(refund), refund, "merchant-decides-refund").facts()).as("another step").doesNotContainKey("question");
    refused(() -> market.agentAsksMerchant(refund, "And now?"), Refused.Kind.CONFLICT, "asked-already", "GN-05");
    market.completes(merchant(refund), refund, "merchant-supplies-information", Map.of("explanation", "Tomorrow morning."));
    assertThat(market.instance(refund)).hasPassed("information-supplied").isWaitingAt("merchant-decides-refund");
    market.agentAsksMerchant(refund, "Which carrier?");
    market.timePassesUntil(dueAt);
    market.isRefunded(refund, "30.00");
  }

  @Test @Clause("GN-05")
  void a_question_needs_words_and_an_open_case() {
    var refund = aCase("30.00");
    refused(() -> market.agentAsksMerchant(refund, " "), Refused.Kind.INVALID, "invalid-values", "GN-05");
    refused(() -> market.agentAsksMerchant(refund, "x".repeat(501)), Refused.Kind.INVALID, "invalid-values", "GN-05");
    market.withdraws(refund);
    refused(() -> market.agentAsksMerchant(refund, "Why?"), Refused.Kind.CONFLICT, "case-closed", null);
  }

  // --- after a rejection -------------------------------------------------------------------------------------------------------

  @Test @Clause("RO-05")
  void a_rejected_buyer_has_7_days() {
    var refund = rejected("50.00");
    assertThat(market.status(refund)).isEqualTo("buyer-to-answer");
    assertThat(market.dueAt(refund)).isEqualTo(market.now().plus(days(7)));
    assertThat(market.instance(refund)).isWaitingAt("answer-rejection");
    assertThat(market.task(buyer(refund), refund, "buyer-answers-rejection").step().party()).isEqualTo(refund.buyerId());
    assertThat(market.task(buyer(refund), refund, "buyer-answers-rejection").facts())
        .containsEntry("rejectReason", "not-proven").containsEntry("rejectExplanation", "The photo shows another jacket.");
  }

  @Test @Clause("RO-05")
  void a_resubmission_starts_a_new_48_hours() {
    var refund = rejected("50.00");
    market.timePasses(days(3));
    market.buyerAnswers(refund, Map.of("answer", "resubmit", "amount", "20.00", "reason", "damaged", "description", "See the new photo"));
    assertThat(market.status(refund)).isEqualTo("merchant-to-decide");
    assertThat(market.dueAt(refund)).isEqualTo(market.now().plus(hours(48)));
    assertThat(market.look(refund).itself().reason().code()).isEqualTo("damaged");
    market.timePasses(hours(48));
    market.isRefunded(refund, "20.00");
  }

  @Test @Clause("RO-05")
  void a_resubmission_without_changes_keeps_what_was_asked_for() {
    var refund = rejected("50.00");
    market.buyerAnswers(refund, Map.of("answer", "resubmit"));
    market.merchantAgrees(refund);
    market.jobsRun();
    market.isRefunded(refund, "50.00");
  }

  @Test @Clause({"RO-05", "RO-12"})
  void a_resubmission_never_exceeds_what_is_still_refundable() {
    var refund = rejected("50.00");
    for (var amount : new String[] {"129.91", "0", "0.00", "-5", "1.234"}) {
      refused(() -> market.buyerAnswers(refund, Map.of("answer", "resubmit", "amount", amount)), Refused.Kind.INVALID, "invalid-values", null);
    }
    assertThat(market.status(refund)).isEqualTo("buyer-to-answer");
    assertThat(Cny.text(market.look(refund).itself().amount())).isEqualTo("50.00");
    market.buyerAnswers(refund, Map.of("answer", "resubmit", "amount", "129.90"));
    assertThat(Cny.text(market.look(refund).itself().amount())).isEqualTo("129.90");
  }

  @Test @Clause({"RO-05", "RO-04"})
  void a_resubmission_after_the_shipping_promise_was_broken_is_refunded_at_once() {
    var refund = market.buyerAsksFor("30.00", market.anOrder().promisedToShipBy(market.now().plus(hours(10))).put());
    market.merchantRejects(refund);
    market.timePasses(hours(11));
    market.buyerAnswers(refund, Map.of("answer", "resubmit"));
    assertThat(market.status(refund)).isEqualTo("refunding");
    market.jobsRun();
    market.isRefunded(refund, "30.00");
  }

  @Test @Clause("RO-06")
  void a_buyer_silent_for_7_days_is_overdue_and_may_apply_again_while_the_window_is_open() {
    var order = market.anOrder().received(market.now().minus(days(1))).put();
    var refund = market.buyerAsksFor("50.00", order);
    market.merchantRejects(refund);
    market.timePasses(days(7));
    assertThat(market.status(refund)).isEqualTo("closed-buyer-overdue");
    market.nothingWasPaid(refund);
    var again = market.buyerAsksFor("50.00", order);
    assertThat(market.status(again)).isEqualTo("merchant-to-decide");
    market.merchantRejects(again);
    market.timePasses(days(7));
    refused(() -> market.buyerAsksFor("50.00", order), Refused.Kind.CONFLICT, "window-closed", "RO-01");
  }

  @Test @Clause({"RO-05", "PI-01"})
  void the_platform_orders_the_whole_refund() {
    var refund = judged();
    assertThat(market.status(refund)).isEqualTo("platform-reviewing");
    market.agentJudges(refund, Map.of("liability", "merchant", "remedy", "refund", "refundAmount", "50.00", "explanation", "The zip is broken indeed."));
    assertThat(market.status(refund)).isEqualTo("refunding");
    market.jobsRun();
    market.isRefunded(refund, "50.00");
  }

  @Test @Clause({"RO-05", "PI-01"})
  void the_platform_orders_a_part() {
    var refund = judged();
    market.agentJudges(refund, Map.of("remedy", "refund", "refundAmount", "12.34", "explanation", "A new zip costs that much."));
    market.jobsRun();
    market.isRefunded(refund, "12.34");
  }

  @Test @Clause({"PI-01", "RO-12"})
  void the_platform_cannot_order_more_than_was_paid_nor_nothing() {
    var refund = judged();
    for (var amount : new String[] {"129.91", "0.00", "1.234"}) {
      refused(() -> market.agentJudges(refund, Map.of("remedy", "refund", "refundAmount", amount, "explanation", "So be it.")),
          Refused.Kind.INVALID, "invalid-values", null);
    }
    refused(() -> market.agentJudges(refund, Map.of("remedy", "refund", "explanation", "So be it.")), Refused.Kind.INVALID, "invalid-values", null);
    assertThatThrownBy(() -> market.agentJudges(refund, Map.of("remedy", "refund", "refundAmount", "129.91", "explanation", "So be it.")))
        .isInstanceOfSatisfying(Refused.class, no -> assertThat(no.fields()).extracting(Refused.Field::field).containsExactly("refundAmount"));
    assertThat(market.status(refund)).isEqualTo("platform-reviewing");
  }

  @Test @Clause("PI-01")
  void what_the_platform_dismissed_cannot_be_applied_for_again_with_the_same_reason() {
    var refund = judged();
    market.agentJudges(refund, Map.of("remedy", "dismiss", "explanation", "It was cut with scissors."));
    assertThat(market.status(refund)).isEqualTo("closed-by-platform");
    market.nothingWasPaid(refund);
    refused(() -> market.buyerAsksFor("50.00", refund.orderId()), Refused.Kind.CONFLICT, "judged-already", "PI-01");
    assertThat(market.status(market.buyerAsksFor("refund-only", "missing-item", "5.00", refund.orderId(), null))).isEqualTo("merchant-to-decide");
  }

  @Test @Clause("CD-02")
  void an_overdue_judgement_is_shown_to_the_supervisors_and_never_closed_by_silence() {
    var refund = judged();
    // a Monday in Shanghai, no holidays near: the end of the next Monday
    var dueAt = market.dueAt(refund);
    assertThat(dueAt).isAfter(market.now().plus(days(4)));
    market.timePassesUntil(dueAt);
    assertThat(market.status(refund)).isEqualTo("platform-reviewing");
    assertThat(market.timelineKinds(refund)).containsOnlyOnce("escalated");
    assertThat(tasks.createTaskQuery().taskDefinitionKey("agent-judges").taskCandidateGroup("supervisor")
        .processInstanceBusinessKey(refund.caseId().value()).count()).isOne();
    market.completes(supervisor(), refund, "agent-judges", Map.of("liability", "merchant", "remedy", "refund", "refundAmount", "50.00", "explanation", "At last."));
    market.jobsRun();
    market.isRefunded(refund, "50.00");
  }

  @Test @Clause("PI-01")
  void a_case_is_judged_by_the_agent_who_claimed_it() {
    var refund = judged();
    var task = market.task(agent(), refund, "agent-judges");
    tasks.claim(task.step().taskId(), "agent2");
    refused(() -> market.completes(agent(), task.step().taskId(), Map.of("liability", "none", "remedy", "dismiss", "explanation", "No.")),
        Refused.Kind.CONFLICT, "claimed", null);
    assertThatThrownBy(() -> as("agent1", Role.AGENT, () -> tasks.setAssignee(task.step().taskId(), null))).hasMessageContaining("Somebody else works");
    assertThatThrownBy(() -> as("agent1", Role.AGENT, () -> tasks.setAssignee(task.step().taskId(), "agent1"))).hasMessageContaining("Somebody else works");
    as("supervisor1", Role.SUPERVISOR, () -> tasks.setAssignee(task.step().taskId(), null));
    market.agentJudges(refund, Map.of("remedy", "dismiss", "explanation", "No."));
    assertThat(market.status(refund)).isEqualTo("closed-by-platform");
  }

  // --- withdrawal --------------------------------------------------------------------------------------------------------------

  @Test @Clause("RO-07")
  void the_buyer_withdraws_while_the_merchant_decides() {
    withdrawn(aCase("10.00"));
  }

  @Test @Clause("RO-07")
  void the_buyer_withdraws_after_a_rejection() {
    withdrawn(rejected("10.00"));
  }

  @Test @Clause("RO-07")
  void the_buyer_withdraws_while_the_platform_reviews() {
    withdrawn(judged());
  }

  @Test @Clause("RO-07")
  void the_buyer_withdraws_while_a_question_is_open() {
    var refund = aCase("10.00");
    market.agentAsksMerchant(refund, "Where is the parcel?");
    withdrawn(refund);
    assertThat(tasks.createTaskQuery().processInstanceBusinessKey(refund.caseId().value()).count()).isZero();
  }

  @Test @Clause("RO-07")
  void the_buyer_withdraws_a_refund_that_is_decided_and_not_sent() {
    var refund = aCase("10.00");
    market.merchantAgrees(refund);
    withdrawn(refund);
    assertThat(market.refundable(refund.orderId())).isEqualTo("129.90");
  }

  @Test @Clause("RO-07")
  void the_buyer_withdraws_a_refund_that_the_gateway_declined() {
    var refund = aCase("10.00");
    gateway.otherwise(Behaviour.DECLINE);
    market.merchantAgrees(refund);
    market.jobsRun();
    assertThat(market.timelineKinds(refund)).contains("refund-failed");
    withdrawn(refund);
    assertThat(market.refundable(refund.orderId())).isEqualTo("129.90");
  }

  @Test @Clause("RO-07")
  void a_refund_that_is_being_paid_cannot_be_withdrawn() {
    var refund = aCase("10.00");
    gateway.next(Behaviour.PAY_AND_LOSE_THE_ANSWER);
    market.merchantAgrees(refund);
    market.jobsRun();
    refused(() -> market.withdraws(refund), Refused.Kind.CONFLICT, "being-paid", "RO-07");
    assertThat(market.status(refund)).isEqualTo("refunding");
    market.timePasses(Duration.ofSeconds(10));
    market.isRefunded(refund, "10.00");
    refused(() -> market.withdraws(refund), Refused.Kind.CONFLICT, "already-refunded", "RO-07");
  }

  @Test @Clause("RO-07")
  void a_closed_case_cannot_be_withdrawn() {
    var refund = aCase("10.00");
    market.withdraws(refund);
    refused(() -> market.withdraws(refund), Refused.Kind.CONFLICT, "case-closed", null);
  }

  // --- money under trouble -----------------------------------------------------------------------------------------------------

  @Test @Clause("RO-13")
  void a_slow_gateway_is_waited_for_and_its_answer_wakes_the_case() {
    var refund = aCase("10.00");
    gateway.next(Behaviour.PAY_SLOWLY);
    market.merchantAgrees(refund);
    market.jobsRun();
    assertThat(market.status(refund)).isEqualTo("refunding");
    lateAnswersArrive();
    market.jobsRun();
    market.isRefunded(refund, "10.00");
  }

  @Test @Clause("RO-13")
  void a_gateway_that_answers_three_times_pays_once() {
    var refund = aCase("10.00");
    gateway.next(Behaviour.ANSWER_TWICE);
    market.merchantAgrees(refund);
    market.jobsRun();
    lateAnswersArrive();
    market.isRefunded(refund, "10.00");
  }

  @Test @Clause("RO-13")
  void a_gateway_that_never_answers_ends_in_an_incident_and_a_late_answer_still_closes_the_case() {
    var refund = aCase("10.00");
    gateway.next(Behaviour.PAY_SLOWLY);
    gateway.otherwise(Behaviour.TIME_OUT);
    market.merchantAgrees(refund);
    market.timePasses(days(1));
    assertThat(runtime.createIncidentQuery().processInstanceId(market.instance(refund).getId()).count()).isOne();
    assertThat(market.timelineKinds(refund)).containsOnlyOnce("refund-sent", "refund-stuck");
    assertThat(market.paidOut(refund.caseId())).containsExactly("10.00");
    lateAnswersArrive();
    market.jobsRun();
    market.isRefunded(refund, "10.00");
  }

  @Test @Clause("RO-13")
  void a_declined_refund_is_tried_again_and_paid_once() {
    var refund = aCase("10.00");
    gateway.next(Behaviour.DECLINE, Behaviour.DECLINE);
    market.merchantAgrees(refund);
    market.timePasses(hours(1));
    market.isRefunded(refund, "10.00");
    assertThat(market.timelineKinds(refund).stream().filter("refund-failed"::equals)).hasSize(2);
  }

  @Test @Clause("RO-13")
  void a_job_that_is_lost_after_the_gateway_paid_does_not_pay_again() {
    var refund = aCase("10.00");
    market.merchantAgrees(refund);
    assertThatThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
      refunds.execute(refund.caseId());
      throw new IllegalStateException("the node dies before it commits");
    })).hasMessageContaining("node dies");
    assertThat(market.paidOut(refund.caseId())).containsExactly("10.00");
    market.jobsRun();
    market.isRefunded(refund, "10.00");
  }

  // --- the form contract -------------------------------------------------------------------------------------------------------

  @Test @Clause("RO-02")
  void a_decision_is_held_to_its_form() {
    var refund = aCase("10.00");
    fieldsRefused(refund, Map.of(), "decision");
    fieldsRefused(refund, Map.of("decision", "maybe"), "decision");
    fieldsRefused(refund, Map.of("decision", true), "decision");
    fieldsRefused(refund, Map.of("decision", "reject"), "rejectReason", "explanation");
    fieldsRefused(refund, Map.of("decision", "reject", "rejectReason", "not-proven", "explanation", "x".repeat(501)), "explanation");
    fieldsRefused(refund, Map.of("decision", "agree", "merchantId", "M0"), "merchantId");
    assertThat(market.status(refund)).isEqualTo("merchant-to-decide");
    assertThat(market.timelineKinds(refund)).doesNotContain("step-completed");
  }

  @Test @Clause("RO-02")
  void nobody_completes_a_step_past_its_form() {
    var refund = aCase("10.00");
    var task = tasks.createTaskQuery().processInstanceBusinessKey(refund.caseId().value()).singleResult();
    assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("decision", "agree"))).hasMessageContaining("submitting its form");
    assertThat(market.status(refund)).isEqualTo("merchant-to-decide");
  }

  @Test @Clause("RO-02")
  void what_was_explained_is_kept_on_the_timeline_and_not_among_the_process_variables() {
    var refund = rejected("10.00");
    assertThat(runtime.getVariables(market.instance(refund).getId())).containsEntry("decision", "reject").doesNotContainKeys("explanation", "rejectReason");
    assertThat(market.timeline(refund)).anySatisfy(entry -> assertThat(entry.details()).containsEntry("explanation", "The photo shows another jacket."));
  }

  /** Comes last: the scenarios above have passed every flow node of these flows. */
  @Test @Clause("NG-09")
  void the_two_may_agree_on_something_else_and_the_merchants_time_runs_on_meanwhile() {
    var its = aCase("10.00");
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
    assertThat(coverage.nodesNotPassed("refund-only")).isEmpty();
  }

  // ---------------------------------------------------------------------------------------------------------------------------

  private AfterSalesCase aCase(String amount) {
    return market.buyerAsksFor(amount, market.aShippedOrder().put());
  }

  private AfterSalesCase rejected(String amount) {
    var refund = aCase(amount);
    market.merchantRejects(refund);
    return refund;
  }

  private AfterSalesCase judged() {
    var refund = rejected("50.00");
    market.buyerAnswers(refund, Map.of("answer", "intervene", "description", "It is the same jacket."));
    market.bothGiveEvidence(refund);
    return refund;
  }

  private void withdrawn(AfterSalesCase refund) {
    market.withdraws(refund);
    assertThat(market.status(refund)).isEqualTo("withdrawn");
    assertThat(market.instance(refund)).isNull();
    assertThat(market.look(refund).itself().closedAt()).isEqualTo(market.now());
    market.timePasses(days(10));
    market.nothingWasPaid(refund);
    assertThat(market.status(market.buyerAsksFor("10.00", refund.orderId()))).as("may apply again").isEqualTo("merchant-to-decide");
  }

  private static void as(String userId, Role role, Runnable action) {
    Callers.as(new Caller(userId, Set.of(role), null, null, null), () -> {
      action.run();
      return null;
    });
  }

  private void lateAnswersArrive() {
    gateway.lateAnswers().forEach(late -> refunds.answered(late.key(), late.attempt(), late.answer()));
  }

  private void fieldsRefused(AfterSalesCase refund, Map<String, Object> values, String... fields) {
    assertThatThrownBy(() -> market.completes(merchant(refund), refund, "merchant-decides-refund", values))
        .isInstanceOfSatisfying(Refused.class, no -> assertThat(no.fields()).extracting(Refused.Field::field).containsExactly(fields));
  }
}
