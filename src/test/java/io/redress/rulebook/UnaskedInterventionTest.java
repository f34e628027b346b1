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
import io.redress.casefile.Step;
import io.redress.casefile.Timeline;
import io.redress.casefile.Work;
import io.redress.dispute.Interventions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** PI-03, PI-04, RO-09: the platform steps in though nobody has asked it to; the case stands still meanwhile. */
@Scenario
@Import(RepairShop.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UnaskedInterventionTest {

  /** Neither whole hours nor days, nor whole seconds. */
  private static final Duration A_WHILE = Duration.ofDays(9).plusHours(5).plusMinutes(3).plusSeconds(17).plusMillis(391);
  private static final Map<String, Object> REFUND = Map.of("remedy", "refund", "refundAmount", "60.00", "explanation", "The zip is broken indeed.");
  private static final Map<String, Object> DISMISS = Map.of("remedy", "dismiss", "explanation", "The jacket is in order.");

  @Autowired Marketplace market;
  @Autowired RepairShop shop;
  @Autowired CaseLaws laws;
  @Autowired FlowCoverage coverage;
  @Autowired Interventions interventions;
  @Autowired Work work;
  @Autowired RuntimeService runtime;
  @Autowired ManagementService management;
  @Autowired TaskService tasks;
  @Autowired FilterService filters;

  @BeforeEach
  void opens() {
    shop.opens();
  }

  // --- the case stands still and goes on ----------------------------------------------------------------------------------------

  /** Steps of every kind: what waits there, for how long, and in which flow. */
  private enum At {
    ROLLING_HOURS, ROLLING_DAYS_OF_A_CALLED_FLOW, CALENDAR_DAYS, A_PARCEL_ON_ITS_WAY, A_PARCEL_DELIVERED, A_QUESTION_BESIDE, A_NEGOTIATION_BESIDE,
    AN_UNCONFIRMED_REQUEST, A_FREIGHT_REVIEW_BESIDE, GOODS_ON_THEIR_WAY_BACK, REPAIRED_GOODS_ON_THEIR_WAY;

    AfterSalesCase of(UnaskedInterventionTest world) {
      return switch (this) {
        case ROLLING_HOURS -> world.aRefund();
        case ROLLING_DAYS_OF_A_CALLED_FLOW -> world.rejected();
        case CALENDAR_DAYS -> world.shop.eligible();
        case A_PARCEL_ON_ITS_WAY -> world.reshipped(aTrackingNumber());
        case A_PARCEL_DELIVERED -> {
          var number = aTrackingNumber();
          var its = world.reshipped(number);
          world.market.carrierReports(number, "delivered");
          yield its;
        }
        case A_QUESTION_BESIDE -> {
          var its = world.aRefund();
          world.market.agentAsksMerchant(its, "Was it checked before it was sent?");
          yield its;
        }
        case A_NEGOTIATION_BESIDE -> {
          var its = world.aRefund();
          world.market.merchantProposes(its, "small-payment", "7.00");
          yield its;
        }
        case AN_UNCONFIRMED_REQUEST -> {
          var order = world.market.aShippedOrder().put();
          yield world.market.merchantProposes(order, "refund-only");
        }
        case A_FREIGHT_REVIEW_BESIDE -> {
          var its = world.sentBack("exchange", "60.00");
          world.market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
          world.market.jobsRun();
          yield its;
        }
        case GOODS_ON_THEIR_WAY_BACK -> world.sentBack("return-refund", "12.00");
        case REPAIRED_GOODS_ON_THEIR_WAY -> {
          var its = world.shop.eligible();
          world.shop.repairs(its);
          yield its;
        }
      };
    }
  }

  @ParameterizedTest @EnumSource @Clause({"PI-03", "PI-04"})
  void every_step_and_timer_goes_on_with_exactly_the_time_that_was_left(At at) {
    var its = at.of(this);
    market.timePasses(hours(5).plusMillis(123));
    var status = market.status(its);
    var steps = steps(its);
    var timers = timers(its);
    var due = taskDates(its);
    assertThat(steps).isNotEmpty();

    market.agentStepsIn(its);
    assertThat(market.status(its)).isEqualTo("platform-reviewing");
    assertThat(market.look(its).pausedAt()).isEqualTo(market.now());
    assertThat(work.page(buyer(its), its.caseId(), 10, 0).stream().map(item -> item.step().taskId())).doesNotContainAnyElementsOf(due.keySet());
    assertThat(work.page(merchant(its), its.caseId(), 10, 0).stream().map(item -> item.step().taskId())).doesNotContainAnyElementsOf(due.keySet());
    assertThat(work.page(agent(), its.caseId(), 10, 0).stream().map(item -> item.step().taskId())).doesNotContainAnyElementsOf(due.keySet());
    laws.hold(its.orderId());

    market.timePasses(A_WHILE);
    assertThat(market.timeline(its)).as("nothing of it fires").noneMatch(entry -> due.keySet().isEmpty() || entry.at().isAfter(market.now().minus(A_WHILE))
        && (entry.kind() == Timeline.Kind.FREIGHT_DECIDED || entry.kind() == Timeline.Kind.DEADLINE_PASSED && !entry.step().endsWith("-gives-evidence")));
    assertThat(market.agentHandsBack(its).status().code()).isEqualTo(status);
    assertThat(market.look(its).pausedAt()).isNull();
    assertThat(market.interventions(its)).containsExactly("unasked handed-back");
    assertThat(steps(its)).isEqualTo(later(steps));
    assertThat(timers(its)).isEqualTo(later(timers));
    assertThat(taskDates(its)).isEqualTo(later(due));
    assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(its.caseId().value()).suspended().list()).isEmpty();
    laws.hold(its.orderId());
    if (market.look(its).deadline() != null) {
      var ends = market.dueAt(its);
      market.timePassesUntil(ends.minusMillis(1));
      assertThat(market.status(its)).isEqualTo(status);
      market.timePassesUntil(ends);
      assertThat(market.timelineKinds(its).subList(market.timelineKinds(its).lastIndexOf("handed-back"), market.timelineKinds(its).size()))
          .contains("deadline-passed");
    }
    market.jobsRun();
    laws.hold(its.orderId());
  }

  @Test @Clause({"PI-04", "RO-02"})
  void a_reminder_comes_12_hours_before_the_deadline_that_has_moved() {
    var its = aRefund();
    market.timePasses(hours(35));
    market.agentStepsIn(its);
    market.timePasses(A_WHILE);
    market.agentHandsBack(its);
    market.timePasses(hours(1).minusMillis(1));
    assertThat(reminders(its)).isZero();
    market.timePasses(Duration.ofMillis(1));
    assertThat(reminders(its)).isEqualTo(1);
    market.timePasses(hours(12).minusMillis(1));
    assertThat(market.status(its)).isEqualTo("merchant-to-decide");
    market.timePasses(Duration.ofMillis(1));
    market.isRefunded(its, "100.00");
  }

  @Test @Clause({"PI-03", "RP-09", "RP-12"})
  void a_clock_that_stood_still_before_stands_still_afterwards_and_loses_nothing() {
    var its = shop.sentIn();
    market.timePasses(days(2));
    var due = market.dueAt(its);
    shop.inspects(its, shop.withScan(its));
    market.timePasses(hours(3));
    market.agentStepsIn(its);
    assertThat(market.timeline(its)).anySatisfy(entry -> {
      assertThat(entry.kind()).isEqualTo(Timeline.Kind.STEPPED_IN);
      assertThat(entry.clause()).isEqualTo("PI-03");
    });
    market.timePasses(A_WHILE);
    market.agentHandsBack(its);
    market.timePasses(days(20));
    assertThat(market.status(its)).isEqualTo("merchant-to-inspect");
    market.completes(agent(), its, "agent-reviews-report", Map.of("valid", false, "explanation", "The stamp is of another laboratory."));
    assertThat(market.dueAt(its)).isEqualTo(due.plus(hours(3)).plus(A_WHILE).plus(days(20)));
    market.timePassesUntil(market.dueAt(its).minusMillis(1));
    assertThat(market.status(its)).isEqualTo("merchant-to-inspect");
    market.timePasses(Duration.ofMillis(1));
    assertThat(market.status(its)).isNotEqualTo("merchant-to-inspect");
  }

  @Test @Clause({"PI-03", "RP-09"})
  void an_inspection_clock_around_several_steps_moves_with_its_step() {
    var its = shop.sentIn();
    var due = market.dueAt(its);
    market.timePasses(days(1));
    market.agentStepsIn(its);
    market.timePasses(A_WHILE);
    market.agentHandsBack(its);
    var form = shop.withReport(its);
    form.put("reportNumber", "WX-1999-000000");
    shop.inspects(its, form);
    assertThat(market.dueAt(its)).as("a report that is sent back is due by the same clock").isEqualTo(due.plus(A_WHILE));
  }

  @Test @Clause("PI-04")
  void it_may_be_handed_back_and_stepped_in_on_again() {
    var its = aRefund();
    var due = market.dueAt(its);
    for (int n = 1; n <= 3; n++) {
      market.agentStepsIn(its);
      market.timePasses(hours(n));
      market.agentHandsBack(its);
    }
    assertThat(market.dueAt(its)).isEqualTo(due.plus(hours(6)));
    assertThat(market.interventions(its)).containsExactly("unasked handed-back", "unasked handed-back", "unasked handed-back");
    laws.hold(its.orderId());
  }

  // --- what can be done meanwhile ----------------------------------------------------------------------------------------------

  @Test @Clause("PI-04")
  void what_stands_still_can_be_neither_taken_nor_hurried() {
    var its = aRefund();
    var decides = market.task(merchant(its), its, "merchant-decides-refund").step().taskId();
    market.agentStepsIn(its);
    assertPaused(() -> market.completes(merchant(its), decides, Map.of("decision", "agree")));
    assertPaused(() -> work.find(decides, merchant(its)));
    assertPaused(() -> market.agentShortensTo(its, market.now().plus(hours(25))));
    assertPaused(() -> market.agentAsksMerchant(its, "Was it checked?"));
    assertThat(market.look(its).deadline() == null || !market.look(its).deadline().step().equals("merchant-decides-refund")).isTrue();
    assertThat(filters.createTaskFilterQuery().list()).isNotEmpty().allSatisfy(filter ->
        assertThat(filter.<TaskQueryImpl>getQuery().getSuspensionState()).as(filter.getName()).isEqualTo(SuspensionState.ACTIVE));
    market.agentHandsBack(its);
    market.completes(merchant(its), decides, Map.of("decision", "agree"));
    market.jobsRun();
    market.isRefunded(its, "100.00");
  }

  @Test @Clause("PI-04")
  void nobody_steps_in_where_the_platform_is_already_or_the_money_is_on_its_way_or_all_is_over() {
    var twice = aRefund();
    market.agentStepsIn(twice);
    conflict(() -> market.agentStepsIn(twice), "intervened-already", "PI-04");
    var asked = rejected();
    market.buyerAnswers(asked, Map.of("answer", "intervene"));
    conflict(() -> market.agentStepsIn(asked), "platform-reviewing", "PI-04");
    market.merchantProposes(asked, "small-payment", "9.00");
    conflict(() -> market.agentStepsIn(asked), "platform-reviewing", "PI-04");
    var breach = shop.refused(shop.aPhone());
    conflict(() -> market.agentStepsIn(breach), "platform-reviewing", "PI-03");
    var decided = aRefund();
    market.merchantAgrees(decided);
    conflict(() -> market.agentStepsIn(decided), "being-paid", "PI-04");
    market.jobsRun();
    conflict(() -> market.agentStepsIn(decided), "case-closed", null);
    conflict(() -> market.agentHandsBack(decided), "case-closed", null);
    conflict(() -> market.agentHandsBack(asked), "not-intervened", "PI-04");
    market.agentHandsBack(twice);
    conflict(() -> market.agentHandsBack(twice), "not-intervened", "PI-04");
    invalid(() -> interventions.stepIn(twice.caseId(), "x".repeat(501), agent()), "explanation", "PI-04");
    assertThat(interventions.stepIn(twice.caseId(), null, agent()).status().code()).isEqualTo("platform-reviewing");
  }

  @Test @Clause("RO-07")
  void a_buyer_who_withdraws_ends_the_intervention_and_the_case() {
    var its = aRefund();
    market.agentStepsIn(its);
    market.timePasses(days(3));
    market.withdraws(its);
    assertThat(market.status(its)).isEqualTo("withdrawn");
    assertThat(market.interventions(its)).containsExactly("unasked withdrawn");
    nothingRuns(its);
    market.nothingWasPaid(its);
  }

  @Test @Clause("RP-18")
  void goods_of_a_withdrawn_repair_go_back_from_where_the_repair_stood() {
    var its = shop.eligible();
    market.agentStepsIn(its);
    market.timePasses(hours(4));
    market.withdraws(its);
    assertThat(market.status(its)).isEqualTo("merchant-to-ship-back");
    assertThat(market.interventions(its)).containsExactly("unasked withdrawn");
    laws.hold(its.orderId());
  }

  @Test @Clause("RO-07")
  void what_cannot_be_withdrawn_any_more_cannot_during_an_intervention_either() {
    var its = reshipped(aTrackingNumber());
    var running = attempt(() -> market.withdraws(reshipped(aTrackingNumber())));
    market.agentStepsIn(its);
    var paused = attempt(() -> market.withdraws(its));
    assertThat(paused).isEqualTo(running);
    if (!paused) {
      assertThat(market.interventions(its)).containsExactly("unasked open");
      assertThat(market.status(its)).isEqualTo("platform-reviewing");
    }
    laws.hold(its.orderId());
  }

  @Test @Clause({"EX-11", "GN-06"})
  void a_parcel_that_arrives_meanwhile_has_arrived_when_the_case_is_handed_back() {
    var number = aTrackingNumber();
    var its = reshipped(number);
    market.agentStepsIn(its);
    market.timePasses(hours(6));
    market.carrierReports(number, "delivered");
    market.timePasses(days(12));
    assertThat(market.status(its)).isEqualTo("platform-reviewing");
    market.agentHandsBack(its);
    assertThat(market.status(its)).isEqualTo("buyer-to-confirm");
    assertThat(market.dueAt(its)).as("7 days to say that something is wrong").isEqualTo(market.now().plus(days(7)));
    market.timePasses(days(7));
    assertThat(market.status(its)).isEqualTo("reshipped");
  }

  @Test @Clause({"RR-08", "GN-06"})
  void goods_that_come_back_meanwhile_start_what_the_merchant_has_promised() {
    var order = market.anOrder().received(market.now().minus(days(2))).put();
    market.merchantHasSettings(order, 48);
    var its = market.buyerAsksFor("return-refund", "quality", "100.00", order, null);
    market.completes(merchant(its), its, "merchant-decides-return", Map.of("decision", "agree"));
    var number = aTrackingNumber();
    market.buyerShipsReturn(its, number, "12.00");
    market.agentStepsIn(its);
    market.timePasses(hours(2));
    market.carrierReports(number, "signed");
    market.timePasses(hours(60));
    assertThat(market.timelineKinds(its)).doesNotContain("commitment-broken");
    market.agentHandsBack(its);
    market.jobsRun();
    assertThat(market.timelineKinds(its)).contains("commitment-broken");
    laws.hold(its.orderId());
  }

  @Test @Clause("NG-09")
  void the_two_may_settle_meanwhile() {
    var its = aRefund();
    market.agentStepsIn(its);
    market.merchantProposes(its, "small-payment", "30.00");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "accept"));
    assertThat(market.interventions(its)).containsExactly("unasked settled");
    market.jobsRun();
    assertThat(market.status(its)).isEqualTo("settled");
    assertThat(market.paidOut(its.caseId())).containsExactly("30.00");
    nothingRuns(its);
  }

  @Test @Clause("NG-09")
  void without_an_agreement_the_platform_goes_on() {
    var its = aRefund();
    market.agentStepsIn(its);
    market.merchantProposes(its, "refund-only", "50.00");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "decline"));
    assertThat(market.status(its)).isEqualTo("platform-reviewing");
    market.merchantProposes(its, "refund-only", "50.00");
    market.agentHandsBack(its);
    assertThat(market.openSteps(its)).extracting(Step::step).containsExactly("merchant-decides-refund");
    laws.hold(its.orderId());
  }

  @Test @Clause("NG-09")
  void a_proposal_that_stood_open_is_answered_after_the_case_was_handed_back() {
    var its = aRefund();
    market.merchantProposes(its, "small-payment", "7.00");
    market.agentStepsIn(its);
    conflict(() -> market.merchantProposes(its, "small-payment", "9.00"), "negotiating-already", "NG-09");
    market.agentHandsBack(its);
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "accept"));
    market.jobsRun();
    assertThat(market.paidOut(its.caseId())).containsExactly("7.00");
  }

  @Test @Clause("RP-20")
  void a_breach_for_which_the_order_is_refunded_takes_all_of_it_over() {
    var its = shop.sentIn();
    market.agentStepsIn(its);
    market.agentFindsBreach(its, "RP-20(3)");
    market.timePasses(hours(1));
    market.merchantExplainsBreach(its);
    market.agentDecidesBreach(its, true, "10");
    assertThat(market.interventions(its)).containsExactly("unasked judged");
    market.jobsRun();
    market.isRefunded(its, "129.90");
    nothingRuns(its);
  }

  @Test @Clause("RP-20")
  void a_breach_is_explained_beside_whether_the_case_stands_still_or_not() {
    var its = shop.sentIn();
    market.agentFindsBreach(its, "RP-20(3)");
    market.agentStepsIn(its);
    market.merchantExplainsBreach(its);
    market.agentHandsBack(its);
    assertThat(market.status(its)).isEqualTo("merchant-to-inspect");
    market.agentDecidesBreach(its, false, "10");
    assertThat(market.status(its)).isEqualTo("merchant-to-inspect");
    laws.hold(its.orderId());
  }

  // --- a judgement -------------------------------------------------------------------------------------------------------------

  @Test @Clause({"PI-04", "RO-09"})
  void a_refund_is_judged_and_paid_at_once_and_what_stood_still_ends() {
    var its = aRefund();
    market.agentStepsIn(its);
    market.agentJudges(its, REFUND);
    assertThat(market.status(its)).isEqualTo("refunding");
    assertThat(market.interventions(its)).containsExactly("unasked judged");
    assertThat(market.refundedBy(its)).isEqualTo("PI-04");
    assertThat(market.look(its).pausedAt()).isNull();
    conflict(() -> market.agentHandsBack(its), "not-intervened", "PI-04");
    market.jobsRun();
    market.isRefunded(its, "60.00");
    nothingRuns(its);
  }

  @Test @Clause({"PI-04", "RR-07"})
  void the_freight_of_goods_that_were_sent_back_is_settled_with_a_judged_refund() {
    var its = sentBack("return-refund", "12.00");
    market.agentStepsIn(its);
    market.agentJudges(its, REFUND);
    market.jobsRun();
    market.isRefunded(its, "60.00");
    assertThat(market.freightPaidOut(its)).containsExactly("12.00");
    nothingRuns(its);
  }

  @ParameterizedTest
  @ValueSource(strings = {"refund", "dismiss"})
  @Clause({"PI-04", "NG-09"})
  void a_judgement_does_not_wait_for_the_answer_to_a_proposal(String remedy) {
    var its = aRefund();
    market.agentStepsIn(its);
    market.merchantProposes(its, "small-payment", "30.00");
    market.agentJudges(its, remedy.equals("refund") ? REFUND : DISMISS);
    assertThat(market.openSteps(its)).isEmpty();
    assertThat(market.status(its)).isEqualTo(remedy.equals("refund") ? "refunding" : "closed-by-platform");
    market.jobsRun();
    assertThat(market.paidOut(its.caseId())).isEqualTo(remedy.equals("refund") ? List.of("60.00") : List.of());
    nothingRuns(its);
  }

  @Test @Clause("PI-04")
  void a_dismissed_case_is_closed_by_the_platform() {
    var its = rejected();
    market.agentStepsIn(its);
    market.agentJudges(its, DISMISS);
    assertThat(market.status(its)).isEqualTo("closed-by-platform");
    assertThat(market.interventions(its)).containsExactly("unasked judged");
    nothingRuns(its);
    market.nothingWasPaid(its);
    conflict(() -> market.agentHandsBack(its), "case-closed", null);
  }

  @Test @Order(Integer.MAX_VALUE)
  void every_node_was_passed() {
    assertThat(coverage.nodesNotPassed("unasked-intervention")).isEmpty();
  }

  // --- who does what -----------------------------------------------------------------------------------------------------------

  private AfterSalesCase aRefund() {
    return market.buyerAsksFor("100.00", market.anOrder().put());
  }

  private AfterSalesCase rejected() {
    var its = aRefund();
    market.merchantRejects(its);
    return its;
  }

  private AfterSalesCase reshipped(String number) {
    var its = market.buyerApplies("reship", "missing-item", null, null, null, market.anOrder().received(market.now().minus(days(2))).put());
    market.completes(merchant(its), its, "merchant-decides-reship", Map.of("decision", "agree"));
    market.completes(merchant(its), its, "merchant-ships-replacement", Map.of("outOfStock", false, "carrier", "SF", "trackingNumber", number));
    return its;
  }

  private AfterSalesCase sentBack(String type, String freight) {
    var order = market.anOrder().received(market.now().minus(days(2))).put();
    market.merchantHasSettings(order, null);
    var its = market.buyerApplies(type, "quality", "exchange".equals(type) ? null : "100.00", null, null, order);
    market.completes(merchant(its), its, "exchange".equals(type) ? "merchant-decides-exchange" : "merchant-decides-return", Map.of("decision", "agree"));
    market.buyerShipsReturn(its, aTrackingNumber(), freight);
    return its;
  }

  // --- what is the case ----------------------------------------------------------------------------------------------------------

  private Map<String, Instant> steps(AfterSalesCase its) {
    return dates(market.openSteps(its).stream().collect(Collectors.toMap(Step::step, step -> step.dueAt() == null ? Instant.MIN : step.dueAt())));
  }

  private Map<String, Instant> timers(AfterSalesCase its) {
    return dates(runtime.createProcessInstanceQuery().processInstanceBusinessKey(its.caseId().value()).list().stream()
        .flatMap(instance -> management.createJobQuery().processInstanceId(instance.getId()).timers().list().stream())
        .collect(Collectors.toMap(Job::getId, job -> job.getDuedate().toInstant())));
  }

  private Map<String, Instant> taskDates(AfterSalesCase its) {
    return dates(tasks.createTaskQuery().processInstanceBusinessKey(its.caseId().value()).list().stream()
        .collect(Collectors.toMap(task -> task.getId(), task -> task.getDueDate() == null ? Instant.MIN : task.getDueDate().toInstant())));
  }

  private static Map<String, Instant> dates(Map<String, Instant> found) {
    return new TreeMap<>(found);
  }

  private static Map<String, Instant> later(Map<String, Instant> dates) {
    var moved = new TreeMap<String, Instant>();
    dates.forEach((what, at) -> moved.put(what, at.equals(Instant.MIN) ? at : at.plus(A_WHILE)));
    return moved;
  }

  private long reminders(AfterSalesCase its) {
    return market.timeline(its).stream().filter(entry -> entry.kind() == Timeline.Kind.REMINDED && "merchant-decides-refund".equals(entry.step())).count();
  }

  private List<String> kindsSince(AfterSalesCase its, Timeline.Kind kind) {
    var kinds = market.timelineKinds(its);
    return kinds.subList(kinds.lastIndexOf(kind.code()), kinds.size());
  }

  private void nothingRuns(AfterSalesCase its) {
    assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(its.caseId().value()).list().stream()
        .map(each -> each.getProcessDefinitionId() + (each.isSuspended() ? " stands still" : ""))).isEmpty();
    assertThat(market.openSteps(its)).isEmpty();
    laws.hold(its.orderId());
  }

  private static void assertPaused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    conflict(call, "paused", "PI-04");
  }

  private static boolean attempt(Runnable deed) {
    try {
      deed.run();
      return true;
    } catch (io.redress.Refused e) {
      return false;
    }
  }
}
