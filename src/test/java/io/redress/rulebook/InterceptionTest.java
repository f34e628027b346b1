package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.hours;
import static io.redress.rulebook.Marketplace.merchant;
import static io.redress.rulebook.Refusals.conflict;
import static io.redress.rulebook.Refusals.invalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Step;
import io.redress.casefile.Timeline;
import io.redress.shipment.Interceptions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;

/** PI-08, DS-04: a parcel that the buyer does not want any more is stopped on its way. */
@Scenario
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InterceptionTest {

  private static final String RECALLS = "merchant-recalls-parcel";
  private static final String WHY = "The buyer does not want it any more.";

  @Autowired Marketplace market;
  @Autowired Interceptions interceptions;
  @Autowired FlowCoverage coverage;

  @BeforeEach
  void opens() {
    market.opens();
  }

  @Test @Clause({"PI-08", "DS-04"})
  void the_merchant_recalls_the_parcel_while_the_case_stands_where_it_stands() {
    var its = requested(market.aShippedOrder().put());
    var before = market.dueAt(its);
    assertThat(market.status(its)).isEqualTo("merchant-to-decide");
    assertThat(market.timeline(its)).filteredOn(entry -> entry.kind() == Timeline.Kind.INTERCEPTION_REQUESTED).singleElement().satisfies(entry -> {
      assertThat(entry.clause()).isEqualTo("PI-08");
      assertThat(entry.details()).containsEntry("explanation", WHY);
      assertThat(entry.actor().id()).isEqualTo("agent1");
    });
    assertThat(market.task(merchant(its), its, RECALLS).facts()).containsEntry("recallReason", WHY);
    assertThat(market.task(merchant(its), its, "merchant-decides-refund").facts()).as("another step").doesNotContainKey("recallReason");
    market.completes(merchant(its), its, RECALLS, Map.of("recalled", true, "explanation", "It comes back tomorrow."));
    assertThat(market.openSteps(its)).extracting(Step::step).containsExactly("merchant-decides-refund");
    assertThat(market.dueAt(its)).isEqualTo(before);
    assertThat(market.status(its)).isEqualTo("merchant-to-decide");
    assertThat(answer(its)).containsEntry("recalled", true).containsEntry("explanation", "It comes back tomorrow.");
    market.nothingWasPaid(its);
  }

  @Test @Clause("PI-08")
  void a_merchant_who_cannot_recall_it_says_so_and_may_be_asked_again() {
    var its = requested(market.aShippedOrder().put());
    conflict(() -> interceptions.request(its.caseId(), WHY, agent()), "asked-already", "PI-08");
    market.completes(merchant(its), its, RECALLS, Map.of("recalled", false));
    assertThat(answer(its)).containsEntry("recalled", false);
    interceptions.request(its.caseId(), WHY, agent());
    assertThat(market.task(merchant(its), its, RECALLS).step().dueAt()).isEqualTo(market.now().plus(hours(48)));
  }

  @Test @Clause({"PI-07", "PI-08"})
  void a_silent_merchant_is_reminded_once_and_silence_decides_nothing_but_is_told_on_the_timeline() {
    var its = market.buyerAsksFor("10.00", market.aShippedOrder().put());
    market.merchantRejects(its);
    interceptions.request(its.caseId(), WHY, agent());
    market.timePasses(hours(36));
    assertThat(market.timeline(its)).filteredOn(entry -> entry.kind() == Timeline.Kind.REMINDED).singleElement()
        .satisfies(entry -> assertThat(entry.clause()).isEqualTo("PI-07"));
    market.timePasses(hours(12));
    assertThat(market.timeline(its)).filteredOn(entry -> entry.kind() == Timeline.Kind.DEADLINE_PASSED).singleElement()
        .satisfies(entry -> assertThat(entry.step()).isEqualTo(RECALLS));
    assertThat(market.openSteps(its)).extracting(Step::step).containsExactly("buyer-answers-rejection");
    assertThat(market.status(its)).isEqualTo("buyer-to-answer");
  }

  @Test @Clause({"PI-08", "RO-07"})
  void a_buyer_who_withdraws_wants_the_parcel() {
    var its = requested(market.aShippedOrder().put());
    market.withdraws(its);
    assertThat(market.openSteps(its)).isEmpty();
    assertThat(market.instance(its)).isNull();
    var paused = requested(market.aShippedOrder().put());
    market.agentStepsIn(paused);
    market.withdraws(paused);
    assertThat(market.openSteps(paused)).isEmpty();
    var refunded = requested(market.aShippedOrder().put());
    market.merchantAgrees(refunded);
    market.jobsRun();
    assertThat(market.openSteps(refunded)).as("the buyer has the money").extracting(Step::step).containsExactly(RECALLS);
  }

  @Test @Clause("PI-08")
  void only_what_is_on_its_way_is_stopped() {
    var unshipped = market.buyerAsksFor("10.00", market.anOrder().put());
    conflict(() -> interceptions.request(unshipped.caseId(), WHY, agent()), "not-on-its-way", "PI-08");
    var arrived = market.buyerAsksFor("10.00", market.anOrder().received(market.now().minus(hours(1))).put());
    conflict(() -> interceptions.request(arrived.caseId(), WHY, agent()), "not-on-its-way", "PI-08");
    var closed = market.buyerAsksFor("10.00", market.aShippedOrder().put());
    market.withdraws(closed);
    conflict(() -> interceptions.request(closed.caseId(), WHY, agent()), "case-closed", "RO-06");
    var its = market.buyerAsksFor("10.00", market.aShippedOrder().put());
    for (var explanation : new String[] {null, " ", "x".repeat(501)}) {
      invalid(() -> interceptions.request(its.caseId(), explanation, agent()), "explanation", "PI-08");
    }
    assertThat(market.openSteps(its)).extracting(Step::step).containsExactly("merchant-decides-refund");
  }

  @Test @Order(Integer.MAX_VALUE)
  void every_flow_node_was_passed() {
    assertThat(coverage.nodesNotPassed("parcel-interception")).isEmpty();
  }

  private AfterSalesCase requested(String orderId) {
    var its = market.buyerAsksFor("10.00", orderId);
    interceptions.request(its.caseId(), WHY, agent());
    assertThat(market.task(merchant(its), its, RECALLS).form()).contains("recalled");
    assertThat(market.openSteps(its)).extracting(Step::status).containsOnlyOnce((io.redress.casefile.CaseStatus) null);
    assertThat(market.look(its).deadline().step()).as("the deadline that both sides see").isEqualTo("merchant-decides-refund");
    return its;
  }

  private Map<String, Object> answer(AfterSalesCase its) {
    return market.timeline(its).stream().filter(entry -> entry.kind() == Timeline.Kind.STEP_COMPLETED && RECALLS.equals(entry.step()))
        .reduce((earlier, later) -> later).orElseThrow().details();
  }
}
