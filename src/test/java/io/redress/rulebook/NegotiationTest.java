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
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Cases;
import io.redress.casefile.Timeline;
import io.redress.casefile.Viewer;
import io.redress.money.Account;
import io.redress.money.Ledger;
import io.redress.negotiation.Negotiations;
import io.redress.negotiation.Terms;
import io.redress.order.Orders;
import io.redress.shipment.MerchantDirectory;
import io.redress.shipment.MerchantSettings;
import io.redress.shipment.ReturnAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Rulebook sections 7 and 18.1: what two sides agree on, in a chat or instead of a quarrel. */
@Scenario
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NegotiationTest {

  private static final String ANSWER = "buyer-answers-proposal";

  @Autowired Marketplace market;
  @Autowired ProcessEngine engine;
  @Autowired Negotiations negotiations;
  @Autowired Orders orders;
  @Autowired Cases cases;
  @Autowired Ledger ledger;
  @Autowired MerchantDirectory merchants;
  @Autowired FlowCoverage coverage;

  @BeforeEach
  void opens() {
    init(engine);
    market.opens();
  }

  // --- agreed in a chat --------------------------------------------------------------------------------------------------------

  @Test @Clause({"NG-02", "NG-04", "NG-09", "SP-01", "SP-02"})
  void a_small_payment_from_a_chat_is_paid_once_the_buyer_accepts_and_the_goods_stay() {
    var order = market.aShippedOrder().put();
    var settlement = propose(order, "small-payment", "12.50");
    assertThat(market.status(settlement)).isEqualTo("negotiating");
    assertThat(market.dueAt(settlement)).isEqualTo(market.now().plus(hours(48)));
    assertThat(market.task(buyer(settlement), settlement, ANSWER).facts().get("proposal"))
        .isEqualTo(Map.of("outcome", "small-payment", "amount", "12.50", "message", "We are sorry about the zip."));
    market.nothingWasPaid(settlement);
    accepts(settlement);
    assertThat(market.status(settlement)).isEqualTo("refunding");
    market.jobsRun();
    assertThat(market.status(settlement)).isEqualTo("settled");
    assertThat(market.instance(settlement)).isNull();
    assertThat(market.paidOut(settlement.caseId())).containsExactly("12.50");
    assertThat(Cny.text(ledger.balance(Account.refundsOf(settlement.buyerId())))).isEqualTo("12.50");
    assertThat(Cny.text(ledger.sum())).isEqualTo("0.00");
    assertThat(market.timelineKinds(settlement)).containsSubsequence("opened", "proposed", "step-completed", "handed-over", "refund-decided",
        "refund-sent", "refund-succeeded");
    assertThat(market.refundedBy(settlement)).isEqualTo("SP-01");
    assertThat(handedOver(settlement).clause()).isEqualTo("NG-04");
    assertThat(handedOver(settlement).details()).containsEntry("agreedBy", "merchant").containsEntry("amount", "12.50");
  }

  @Test @Clause({"NG-05", "RO-12"})
  void a_refund_from_a_chat_is_all_that_is_left_unless_an_amount_is_named_and_needs_no_further_decision() {
    var order = market.aShippedOrder().put();
    var first = propose(order, "refund-only", "29.90");
    accepts(first);
    market.jobsRun();
    market.isRefunded(first, "29.90");
    var rest = propose(order, "refund-only", null);
    assertThat(Cny.text(rest.amount())).isEqualTo("100.00");
    accepts(rest);
    assertThat(market.status(rest)).isEqualTo("refunding");
    market.jobsRun();
    assertThat(market.paidOut(rest.caseId())).containsExactly("100.00");
    refused(() -> propose(order, "refund-only", null), Refused.Kind.CONFLICT, "nothing-left", "RO-12");
    refused(() -> propose(order, "reship", null), Refused.Kind.CONFLICT, "nothing-left", "RO-12");
  }

  @Test @Clause("NG-09")
  void what_the_buyer_declines_is_over_and_costs_nothing() {
    var settlement = propose(market.aShippedOrder().put(), "small-payment", "12.50");
    market.completes(buyer(settlement), settlement, ANSWER, Map.of("answer", "decline"));
    assertThat(market.status(settlement)).isEqualTo("withdrawn");
    isOver(settlement);
  }

  @Test @Clause("NG-02")
  void what_the_buyer_does_not_answer_for_48_hours_lapses() {
    var settlement = propose(market.aShippedOrder().put(), "small-payment", "12.50");
    market.timePasses(hours(48).minusSeconds(1));
    assertThat(market.status(settlement)).isEqualTo("negotiating");
    var task = market.task(buyer(settlement), settlement, ANSWER).step().taskId();
    market.timePasses(Duration.ofSeconds(1));
    assertThat(market.status(settlement)).isEqualTo("closed-buyer-overdue");
    refused(() -> market.completes(buyer(settlement), task, Map.of("answer", "accept")), Refused.Kind.CONFLICT, "step-gone", null);
    isOver(settlement);
  }

  @Test @Clause("RO-07")
  void the_buyer_withdraws_instead_of_answering() {
    var settlement = propose(market.aShippedOrder().put(), "small-payment", "12.50");
    market.withdraws(settlement);
    assertThat(market.status(settlement)).isEqualTo("withdrawn");
    isOver(settlement);
  }

  @Test @Clause({"RO-07", "SP-01"})
  void the_buyer_withdraws_a_small_payment_that_is_not_on_its_way() {
    var settlement = propose(market.aShippedOrder().put(), "small-payment", "12.50");
    accepts(settlement);
    market.withdraws(settlement);
    assertThat(market.status(settlement)).isEqualTo("withdrawn");
    assertThat(market.timelineKinds(settlement)).contains("refund-cancelled");
    assertThat(market.refundable(settlement.orderId())).isEqualTo("129.90");
    isOver(settlement);
  }

  @Test @Clause("RR-17")
  void what_both_sides_want_keeps_to_no_window() {
    var order = market.anOrder().received(market.now().minus(days(60))).put();
    refused(() -> market.buyerAsksFor("10.00", order), Refused.Kind.CONFLICT, "window-closed", "RO-01");
    var settlement = propose(order, "refund-only", "10.00");
    accepts(settlement);
    market.jobsRun();
    market.isRefunded(settlement, "10.00");
  }

  @Test @Clause({"NG-09", "PI-01"})
  void an_agent_proposes_too_and_what_the_buyer_accepts_is_then_agreed_by_the_platform() {
    for (var staff : List.of(agent(), supervisor())) {
      var settlement = negotiations.propose(market.aShippedOrder().put(), terms("small-payment", "5.00"), staff);
      assertThat(market.timeline(settlement)).filteredOn(entry -> entry.kind() == Timeline.Kind.PROPOSED).singleElement()
          .satisfies(entry -> assertThat(entry.actor().id()).isEqualTo(staff.userId()));
      accepts(settlement);
      assertThat(handedOver(settlement).details()).containsEntry("agreedBy", "platform");
      market.jobsRun();
      assertThat(market.paidOut(settlement.caseId())).containsExactly("5.00");
    }
  }

  @ParameterizedTest @Clause({"NG-06", "NG-07", "NG-08", "NG-09"})
  @CsvSource({"return-refund,buyer-to-ship,NG-06", "exchange,buyer-to-ship,NG-07", "reship,merchant-to-ship,NG-08"})
  void what_is_accepted_runs_in_the_flow_of_its_outcome_without_a_further_decision(String outcome, String status, String clause) {
    var order = market.aShippedOrder().put();
    merchantHasAnAddress(order);
    var fromChat = propose(order, outcome, null);
    assertThat(fromChat.type().code()).isEqualTo(outcome);
    accepts(fromChat);
    assertThat(market.status(fromChat)).isEqualTo(status);
    assertThat(handedOver(fromChat).clause()).isEqualTo(clause);
    market.withdraws(fromChat);

    var request = market.buyerAsksFor("40.00", order);
    propose(order, outcome, null);
    accepts(request);
    assertThat(market.status(request)).isEqualTo(status);
    assertThat(market.look(request).itself().type().code()).isEqualTo(outcome);
    assertThat(engine.getRuntimeService().createProcessInstanceQuery().processInstanceBusinessKey(request.caseId().value()).rootProcessInstances().count()).isOne();
    market.nothingWasPaid(request);
  }

  // --- what may be proposed ----------------------------------------------------------------------------------------------------

  @ParameterizedTest @Clause({"GN-03", "NG-09"})
  @CsvSource({"return-refund,clothing,false", "exchange,clothing,false", "reship,clothing,false", "return-refund,fruit,true",
      "return-refund,virtual,true", "return-refund,live-animals,true", "exchange,live-animals,true"})
  void what_an_order_does_not_allow_is_not_proposed_either(String outcome, String category, boolean shipped) {
    var order = (shipped ? market.aShippedOrder() : market.anOrder()).of(category).put();
    merchantHasAnAddress(order);
    assertThatThrownBy(() -> propose(order, outcome, null)).isInstanceOfSatisfying(Refused.class, no -> {
      assertThat(no.kind()).isEqualTo(Refused.Kind.CONFLICT);
      assertThat(no.clause()).isNotNull();
    });
    assertThat(cases.count(agent(), null, order)).isZero();
  }

  @Test @Clause("LP-05")
  void a_live_animal_may_be_settled_with_money() {
    var settlement = propose(market.aShippedOrder().of("live-animals").put(), "small-payment", "30.00");
    accepts(settlement);
    market.jobsRun();
    assertThat(market.status(settlement)).isEqualTo("settled");
  }

  @Test @Clause("ST-02")
  void nothing_is_sent_back_to_a_merchant_without_an_address() {
    var order = market.aShippedOrder().put();
    for (var outcome : List.of("return-refund", "exchange")) {
      refused(() -> propose(order, outcome, null), Refused.Kind.CONFLICT, "no-return-address", "ST-02");
    }
    merchantHasAnAddress(order);
    assertThat(market.status(propose(order, "return-refund", null))).isEqualTo("negotiating");
  }

  @Test @Clause("SP-01")
  void a_small_payment_says_how_much_and_never_more_than_is_left() {
    var order = market.aShippedOrder().put();
    for (var amount : new String[] {null, "", "0", "0.00", "-1.00", "1.234", "1e3", "129.91", "999999999999.99", "ten"}) {
      fieldsRefused(() -> propose(order, "small-payment", amount), "amount");
    }
    fieldsRefused(() -> propose(order, "refund-only", "129.91"), "amount");
    fieldsRefused(() -> propose(order, "refund-only", "0"), "amount");
    assertThat(cases.count(agent(), null, order)).isZero();
    assertThat(Cny.text(propose(order, "small-payment", "129.90").amount())).isEqualTo("129.90");
  }

  @Test @Clause({"NG-03", "NG-09"})
  void a_proposal_names_a_known_outcome_and_speaks_to_the_buyer() {
    var order = market.aShippedOrder().put();
    for (var outcome : new String[] {null, "", "repair", "voucher", "SMALL-PAYMENT"}) {
      fieldsRefused(() -> propose(order, outcome, "1.00"), "outcome");
    }
    for (var message : new String[] {null, "", "  ", "x".repeat(501), "nul\0"}) {
      fieldsRefused(() -> Terms.of("small-payment", "1.00", message), "message");
    }
    fieldsRefused(() -> Terms.of("gift", null, null), "outcome", "message");
    fieldsRefused(() -> negotiations.propose(null, terms("small-payment", "1.00"), agent()), "orderId");
    assertThat(Terms.of("exchange", "absurd", "字".repeat(500)).amount()).as("an outcome without money").isNull();
  }

  @Test @Clause("NG-09")
  void only_the_orders_merchant_and_the_staff_propose() {
    var order = market.aShippedOrder().put();
    for (var viewer : List.of(Viewer.merchant("M0", "clerk"), Viewer.buyer(orders.find(order).orElseThrow().buyerId(), null))) {
      refused(() -> negotiations.propose(order, terms("small-payment", "1.00"), viewer), Refused.Kind.NOT_FOUND, "not-found", null);
    }
    refused(() -> negotiations.propose("no-such-order", terms("small-payment", "1.00"), agent()), Refused.Kind.NOT_FOUND, "not-found", null);
  }

  @Test @Clause("NG-09")
  void only_the_buyer_answers() {
    var settlement = propose(market.aShippedOrder().put(), "small-payment", "12.50");
    var task = market.task(buyer(settlement), settlement, ANSWER).step().taskId();
    for (var viewer : List.of(Viewer.buyer("somebody-else", null), merchant(settlement), agent())) {
      refused(() -> market.completes(viewer, task, Map.of("answer", "accept")), Refused.Kind.NOT_FOUND, "not-found", null);
    }
    fieldsRefused(() -> market.completes(buyer(settlement), task, Map.of("answer", "perhaps")), "answer");
    fieldsRefused(() -> market.completes(buyer(settlement), task, Map.of()), "answer");
    fieldsRefused(() -> market.completes(buyer(settlement), task, Map.of("answer", "accept", "amount", "100.00")), "amount");
  }

  @Test @Clause("NG-09")
  void one_proposal_is_answered_before_the_next_one_is_made() {
    var order = market.aShippedOrder().put();
    var settlement = propose(order, "small-payment", "12.50");
    refused(() -> propose(order, "small-payment", "20.00"), Refused.Kind.CONFLICT, "negotiating-already", "NG-09");
    refused(() -> market.buyerAsksFor("10.00", order), Refused.Kind.CONFLICT, "case-open", "RO-06");
    market.completes(buyer(settlement), settlement, ANSWER, Map.of("answer", "decline"));
    var better = propose(order, "small-payment", "20.00");
    accepts(better);
    market.jobsRun();
    assertThat(market.paidOut(better.caseId())).containsExactly("20.00");
  }

  // --- beside an open case -----------------------------------------------------------------------------------------------------

  @Test @Clause({"NG-01", "NG-09"})
  void an_accepted_proposal_takes_the_place_of_what_the_buyer_had_asked_for() {
    var request = market.buyerAsksFor("100.00", market.aShippedOrder().put());
    var before = market.instance(request).getId();
    var same = propose(request.orderId(), "small-payment", "30.00");
    assertThat(same.caseId()).isEqualTo(request.caseId());
    assertThat(market.status(request)).isEqualTo("negotiating");
    accepts(request);
    assertThat(market.instance(request).getId()).isNotEqualTo(before);
    assertThat(engine.getRuntimeService().createProcessInstanceQuery().processInstanceBusinessKey(request.caseId().value()).count())
        .as("one instance conducts the case").isOne();
    assertThat(engine.getTaskService().createTaskQuery().processInstanceBusinessKey(request.caseId().value()).count()).isZero();
    market.jobsRun();
    assertThat(market.status(request)).isEqualTo("settled");
    assertThat(market.paidOut(request.caseId())).containsExactly("30.00");
    market.timePasses(days(10));
    assertThat(market.paidOut(request.caseId())).containsExactly("30.00");
  }

  @Test @Clause("NG-05")
  void a_refund_without_an_amount_is_what_the_open_case_asks_for() {
    var request = market.buyerAsksFor("40.00", market.aShippedOrder().put());
    propose(request.orderId(), "refund-only", null);
    assertThat(market.task(buyer(request), request, ANSWER).facts().get("proposal"))
        .isEqualTo(Map.of("outcome", "refund-only", "amount", "40.00", "message", "We are sorry about the zip."));
    accepts(request);
    market.jobsRun();
    market.isRefunded(request, "40.00");
  }

  @Test @Clause({"NG-01", "RO-02"})
  void a_negotiation_extends_no_deadline_and_is_over_when_the_money_is_decided() {
    var request = market.buyerAsksFor("100.00", market.aShippedOrder().put());
    var dueAt = market.dueAt(request);
    market.timePasses(hours(10));
    propose(request.orderId(), "small-payment", "30.00");
    assertThat(market.task(merchant(request), request, "merchant-decides-refund").step().dueAt()).isEqualTo(dueAt);
    market.timePassesUntil(dueAt);
    market.jobsRun();
    assertThat(market.paidOut(request.caseId())).containsExactly("100.00");
    assertThat(market.status(request)).isEqualTo("refunded");
  }

  @Test @Clause({"NG-01", "NG-09"})
  void a_proposal_that_is_declined_or_lapses_leaves_the_case_as_it_was() {
    var declined = market.buyerAsksFor("100.00", market.aShippedOrder().put());
    propose(declined.orderId(), "small-payment", "30.00");
    market.completes(buyer(declined), declined, ANSWER, Map.of("answer", "decline"));
    assertThat(market.status(declined)).isEqualTo("merchant-to-decide");
    assertThat(market.task(merchant(declined), declined, "merchant-decides-refund").step().dueAt()).isEqualTo(market.now().plus(hours(48)));
    propose(declined.orderId(), "small-payment", "50.00");
    accepts(declined);
    market.jobsRun();
    assertThat(market.paidOut(declined.caseId())).containsExactly("50.00");
  }

  @Test @Clause("NG-09")
  void nothing_else_is_agreed_on_while_a_refund_is_decided() {
    var request = market.buyerAsksFor("100.00", market.aShippedOrder().put());
    propose(request.orderId(), "small-payment", "30.00");
    var task = market.task(buyer(request), request, ANSWER).step().taskId();
    market.merchantAgrees(request);
    assertThat(market.status(request)).isIn("refunding", "negotiating");
    assertThatThrownBy(() -> market.completes(buyer(request), task, Map.of("answer", "accept")))
        .isInstanceOfSatisfying(Refused.class, no -> assertThat(no.type()).isIn("being-paid", "step-gone"));
    market.jobsRun();
    assertThat(market.paidOut(request.caseId())).containsExactly("100.00");

    var decided = market.buyerAsksFor("100.00", market.aShippedOrder().put());
    market.merchantAgrees(decided);
    refused(() -> propose(decided.orderId(), "small-payment", "30.00"), Refused.Kind.CONFLICT, "being-paid", "NG-09");
    market.jobsRun();
    market.isRefunded(decided, "100.00");
  }

  @RepeatedTest(5) @Clause("NG-09")
  void of_two_proposals_at_once_one_is_made() {
    var order = market.aShippedOrder().put();
    var made = together(() -> propose(order, "small-payment", "10.00"), () -> propose(order, "small-payment", "20.00"));
    assertThat(made).as("who was too late reads so").hasSize(1).allSatisfy(no -> assertThat(no).isInstanceOf(Refused.class));
    assertThat(cases.count(agent(), null, order)).isOne();

    var request = market.buyerAsksFor("100.00", market.aShippedOrder().put());
    var beside = together(() -> propose(request.orderId(), "small-payment", "10.00"), () -> propose(request.orderId(), "reship", null));
    assertThat(beside).hasSize(1).allSatisfy(no -> assertThat(no).isInstanceOf(Refused.class));
    assertThat(market.timelineKinds(request)).containsOnlyOnce("proposed");
  }

  @RepeatedTest(5) @Clause({"NG-09", "RO-12"})
  void a_buyer_who_accepts_while_the_merchant_agrees_to_the_request_is_paid_once() {
    var request = market.buyerAsksFor("100.00", market.aShippedOrder().put());
    propose(request.orderId(), "small-payment", "30.00");
    var late = together(() -> accepts(request), () -> market.merchantAgrees(request));
    assertThat(late).allSatisfy(no -> assertThat(no).isInstanceOf(Refused.class));
    market.jobsRun();
    assertThat(market.paidOut(request.caseId())).hasSize(1).first().isIn("30.00", "100.00");
    assertThat(Cny.text(market.look(request).refunded())).isEqualTo(market.paidOut(request.caseId()).get(0));
    assertThat(market.status(request)).isIn("settled", "refunded");
  }

  // --- instead of an intervention ----------------------------------------------------------------------------------------------

  @Test @Clause({"NG-01", "NG-09"})
  void a_rejected_buyer_negotiates_and_accepts() {
    var request = rejected();
    market.buyerAnswers(request, Map.of("answer", "negotiate"));
    assertThat(market.status(request)).isEqualTo("negotiating");
    var task = market.task(merchant(request), request, "merchant-proposes");
    assertThat(task.step().dueAt()).isEqualTo(market.now().plus(hours(48)));
    refused(() -> propose(request.orderId(), "small-payment", "1.00"), Refused.Kind.CONFLICT, "negotiating-already", "NG-09");
    proposes(request, Map.of("outcome", "refund-only", "amount", "25.00", "message", "Half of it?"));
    accepts(request);
    market.jobsRun();
    market.isRefunded(request, "25.00");
    assertThat(market.timeline(request)).filteredOn(entry -> entry.kind() == Timeline.Kind.PROPOSED).singleElement()
        .satisfies(entry -> assertThat(entry.details()).containsEntry("outcome", "refund-only").containsEntry("amount", "25.00"));
  }

  @Test @Clause({"NG-09", "SP-01"})
  void the_merchants_step_is_held_to_the_same_rules() {
    var request = rejected();
    market.buyerAnswers(request, Map.of("answer", "negotiate"));
    fieldsRefused(() -> proposes(request, Map.of("outcome", "small-payment", "message", "Take it")), "amount");
    fieldsRefused(() -> proposes(request, Map.of("outcome", "small-payment", "amount", "129.91", "message", "Take it")), "amount");
    fieldsRefused(() -> proposes(request, Map.of("outcome", "small-payment", "amount", "0", "message", "Take it")), "amount");
    fieldsRefused(() -> proposes(request, Map.of("outcome", "voucher", "message", "Take it")), "outcome");
    fieldsRefused(() -> proposes(request, Map.of("outcome", "reship")), "message");
    refused(() -> proposes(request, Map.of("outcome", "exchange", "message", "Send it back")), Refused.Kind.CONFLICT, "no-return-address", "ST-02");
    assertThat(market.timelineKinds(request)).doesNotContain("proposed");
    assertThat(market.status(request)).isEqualTo("negotiating");
  }

  @Test @Clause({"NG-01", "RO-06"})
  void a_merchant_who_proposes_nothing_is_reminded_and_after_48_hours_the_buyer_answers_in_the_same_7_days() {
    var request = rejected();
    var dueAt = market.dueAt(request);
    market.buyerAnswers(request, Map.of("answer", "negotiate"));
    var reminders = market.timelineKinds(request).stream().filter("reminded"::equals).count();
    market.timePasses(hours(36));
    assertThat(market.timelineKinds(request).stream().filter("reminded"::equals)).hasSize((int) reminders + 1);
    market.timePasses(hours(12));
    assertThat(market.status(request)).isEqualTo("buyer-to-answer");
    assertThat(market.dueAt(request)).isEqualTo(dueAt);
    market.timePassesUntil(dueAt);
    assertThat(market.status(request)).isEqualTo("closed-buyer-overdue");
    market.nothingWasPaid(request);
  }

  @Test @Clause({"NG-01", "NG-02"})
  void after_a_proposal_that_is_declined_or_lapses_the_platform_can_still_be_asked() {
    var request = rejected();
    var dueAt = market.dueAt(request);
    market.buyerAnswers(request, Map.of("answer", "negotiate"));
    proposes(request, Map.of("outcome", "small-payment", "amount", "1.00", "message", "Take it"));
    market.completes(buyer(request), request, ANSWER, Map.of("answer", "decline"));
    assertThat(market.status(request)).isEqualTo("buyer-to-answer");
    market.buyerAnswers(request, Map.of("answer", "negotiate"));
    proposes(request, Map.of("outcome", "small-payment", "amount", "2.00", "message", "And now?"));
    market.timePasses(hours(48));
    assertThat(market.status(request)).isEqualTo("buyer-to-answer");
    assertThat(market.dueAt(request)).isEqualTo(dueAt);
    market.buyerAnswers(request, Map.of("answer", "intervene", "description", "They offer nothing."));
    assertThat(market.status(request)).isEqualTo("platform-reviewing");
    market.nothingWasPaid(request);
  }

  @Test @Clause({"NG-01", "RO-06"})
  void the_7_days_end_a_negotiation_that_is_still_open() {
    var request = rejected();
    var dueAt = market.dueAt(request);
    market.timePassesUntil(dueAt.minus(hours(1)));
    market.buyerAnswers(request, Map.of("answer", "negotiate"));
    var task = market.task(merchant(request), request, "merchant-proposes").step().taskId();
    market.timePassesUntil(dueAt);
    assertThat(market.status(request)).isEqualTo("closed-buyer-overdue");
    refused(() -> market.completes(merchant(request), task, Map.of("outcome", "reship", "message", "Too late")), Refused.Kind.CONFLICT, "step-gone", null);
    market.nothingWasPaid(request);
  }

  // --- what the merchant may write ---------------------------------------------------------------------------------------------

  @Test @Clause({"NG-03", "NG-05"})
  void the_merchant_finds_the_words_in_the_step() {
    var request = market.buyerAsksFor("40.00", market.aShippedOrder().put());
    var scripts = scripts(market.task(merchant(request), request, "merchant-decides-refund").facts());
    assertThat(scripts).singleElement().satisfies(script -> {
      assertThat(script.get("outcome")).isEqualTo("refund-only");
      assertThat(script.get("en").toString()).contains("40.00 CNY").doesNotContain("{", "}");
      assertThat(script.get("zh").toString()).contains("40.00元").doesNotContain("{", "}");
    });
  }

  @Test @Clause({"NG-04", "NG-06", "NG-07", "NG-08", "NG-09"})
  void a_proposing_merchant_finds_all_five_with_blanks_for_what_is_not_known() {
    var request = rejected();
    market.buyerAnswers(request, Map.of("answer", "negotiate"));
    var scripts = scripts(market.task(merchant(request), request, "merchant-proposes").facts());
    assertThat(scripts).extracting(script -> script.get("outcome")).containsExactly("small-payment", "refund-only", "return-refund", "exchange", "reship");
    assertThat(scripts).allSatisfy(script -> assertThat(script.get("en").toString() + script.get("zh")).doesNotContain("{", "}"));
    assertThat(scripts.get(0).get("en").toString()).contains("____ CNY");
    assertThat(scripts.get(2).get("zh").toString()).contains("50.00元");
    assertThat(scripts.get(2).get("en").toString()).as("no promise").doesNotContain("hours");
    assertThat(scripts.get(4).get("en").toString()).contains("carrier ____", "number ____", "____ days");
  }

  @Test @Clause({"NG-06", "RR-08"})
  void a_promise_of_hours_stands_in_the_words_for_a_return() {
    var order = market.aShippedOrder().put();
    merchants.replace(new MerchantSettings(orders.find(order).orElseThrow().merchantId(), null, "13800138000",
        List.of(new ReturnAddress(null, "1 Dock Road, Shanghai", "Returns desk", "13800138000", true)), 24));
    var request = market.buyerAsksFor("return-refund", "quality", "40.00", order, null);
    var scripts = scripts(market.task(merchant(request), request, "merchant-decides-return").facts());
    assertThat(scripts).extracting(script -> script.get("outcome")).containsExactly("return-refund", "refund-only");
    assertThat(scripts.get(0).get("en").toString()).contains("Within 24 hours", "40.00 CNY");
    assertThat(scripts.get(0).get("zh").toString()).contains("24小时", "40.00元");
  }

  /** Comes last: the scenarios above have passed every flow node of these flows. */
  @Test @Order(Integer.MAX_VALUE)
  void every_flow_node_was_passed() {
    assertThat(coverage.nodesNotPassed("negotiation", "chat-agreement", "small-payment")).isEmpty();
  }

  // ---------------------------------------------------------------------------------------------------------------------------

  /** Does both at once and answers what failed. */
  private static List<Throwable> together(Runnable one, Runnable other) {
    var start = new CountDownLatch(1);
    var failed = new CopyOnWriteArrayList<Throwable>();
    var threads = Stream.of(one, other).map(action -> new Thread(() -> {
      try {
        start.await();
        action.run();
      } catch (Throwable e) {
        failed.add(e);
      }
    })).toList();
    threads.forEach(Thread::start);
    start.countDown();
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return failed;
  }

  private AfterSalesCase propose(String orderId, String outcome, String amount) {
    var merchantId = orders.find(orderId).orElseThrow().merchantId();
    return negotiations.propose(orderId, terms(outcome, amount), Viewer.merchant(merchantId, "clerk-of-" + merchantId));
  }

  private static Terms terms(String outcome, String amount) {
    return Terms.of(outcome, amount, "We are sorry about the zip.");
  }

  private void accepts(AfterSalesCase its) {
    market.completes(buyer(its), its, ANSWER, Map.of("answer", "accept"));
  }

  private void proposes(AfterSalesCase its, Map<String, Object> values) {
    market.completes(merchant(its), its, "merchant-proposes", values);
  }

  private AfterSalesCase rejected() {
    var request = market.buyerAsksFor("50.00", market.aShippedOrder().put());
    market.merchantRejects(request);
    return request;
  }

  private void merchantHasAnAddress(String orderId) {
    merchants.replace(new MerchantSettings(orders.find(orderId).orElseThrow().merchantId(), null, "13800138000",
        List.of(new ReturnAddress(null, "1 Dock Road, Shanghai", "Returns desk", "13800138000", true))));
  }

  private void isOver(AfterSalesCase settlement) {
    assertThat(market.instance(settlement)).isNull();
    market.timePasses(days(3));
    market.nothingWasPaid(settlement);
    assertThat(market.status(market.buyerAsksFor("10.00", settlement.orderId()))).as("a request can be made").isEqualTo("merchant-to-decide");
  }

  private Timeline.Entry handedOver(AfterSalesCase its) {
    return market.timeline(its).stream().filter(entry -> entry.kind() == Timeline.Kind.HANDED_OVER).findFirst().orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> scripts(Map<String, Object> facts) {
    return (List<Map<String, Object>>) facts.get("scripts");
  }

  private static void fieldsRefused(ThrowingCallable call, String... fields) {
    assertThatThrownBy(call).isInstanceOfSatisfying(Refused.class, no -> {
      assertThat(no.kind()).isEqualTo(Refused.Kind.INVALID);
      assertThat(no.fields()).extracting(Refused.Field::field).containsExactly(fields);
    });
  }
}
