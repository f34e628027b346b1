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

import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Application;
import io.redress.casefile.Cases;
import io.redress.casefile.Timeline;
import io.redress.casefile.Viewer;
import io.redress.negotiation.Negotiations;
import io.redress.negotiation.OnBehalf;
import io.redress.negotiation.Terms;
import io.redress.order.Orders;
import io.redress.shipment.MerchantDirectory;
import io.redress.shipment.MerchantSettings;
import io.redress.shipment.ReturnAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;

/** Rulebook section 18.2: a request that somebody makes for a buyer. */
@Scenario
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OnBehalfTest {

  private static final String CONFIRM = "buyer-confirms-application";

  @Autowired Marketplace market;
  @Autowired ProcessEngine engine;
  @Autowired OnBehalf onBehalf;
  @Autowired Cases cases;
  @Autowired Negotiations negotiations;
  @Autowired Orders orders;
  @Autowired MerchantDirectory merchants;
  @Autowired FlowCoverage coverage;

  @BeforeEach
  void opens() {
    init(engine);
    market.opens();
  }

  @Test @Clause({"MB-01", "MB-02", "RO-10"})
  void what_the_merchant_asks_for_the_buyer_is_refunded_once_the_buyer_has_confirmed() {
    var request = merchantAsks("refund-only", "20.00", market.aShippedOrder().put());
    assertThat(market.status(request)).isEqualTo("awaiting-buyer-confirmation");
    assertThat(request.openedBy()).isEqualTo(Actor.Kind.MERCHANT);
    assertThat(market.dueAt(request)).isEqualTo(market.now().plus(hours(48)));
    assertThat(market.timeline(request).get(0)).satisfies(opened -> {
      assertThat(opened.kind()).isEqualTo(Timeline.Kind.OPENED);
      assertThat(opened.actor()).isEqualTo(Actor.merchant("clerk-of-" + request.merchantId()));
      assertThat(opened.clause()).isEqualTo("MB-01");
    });
    market.nothingWasPaid(request);
    confirms(request);
    assertThat(market.status(request)).isEqualTo("refunding");
    assertThat(market.timeline(request)).filteredOn(entry -> entry.kind() == Timeline.Kind.HANDED_OVER).singleElement().satisfies(entry -> {
      assertThat(entry.clause()).isEqualTo("MB-02");
      assertThat(entry.details()).containsEntry("agreedBy", "merchant");
    });
    market.jobsRun();
    market.isRefunded(request, "20.00");
  }

  @Test @Clause({"MB-01", "MB-02"})
  void what_an_agent_asks_for_the_buyer_is_still_the_merchants_to_decide() {
    for (var staff : List.of(agent(), supervisor())) {
      var request = onBehalf.apply(application("refund-only", "20.00", market.aShippedOrder().put()), null, staff);
      assertThat(request.openedBy()).isEqualTo(Actor.Kind.AGENT);
      market.timePasses(hours(24));
      confirms(request);
      assertThat(market.status(request)).isEqualTo("merchant-to-decide");
      assertThat(market.dueAt(request)).as("48 hours from the confirmation").isEqualTo(market.now().plus(hours(48)));
      market.merchantRejects(request);
      assertThat(market.status(request)).isEqualTo("buyer-to-answer");
    }
  }

  @Test @Clause("MB-02")
  void what_the_buyer_declines_does_not_start() {
    var request = merchantAsks("refund-only", "20.00", market.aShippedOrder().put());
    market.completes(buyer(request), request, CONFIRM, Map.of("answer", "decline"));
    assertThat(market.status(request)).isEqualTo("withdrawn");
    isOver(request);
  }

  @Test @Clause("MB-02")
  void what_the_buyer_does_not_confirm_within_48_hours_lapses() {
    var request = merchantAsks("refund-only", "20.00", market.aShippedOrder().put());
    var task = market.task(buyer(request), request, CONFIRM).step().taskId();
    market.timePasses(hours(48).minus(Duration.ofSeconds(1)));
    assertThat(market.status(request)).isEqualTo("awaiting-buyer-confirmation");
    market.timePasses(Duration.ofSeconds(1));
    assertThat(market.status(request)).isEqualTo("closed-buyer-overdue");
    refused(() -> market.completes(buyer(request), task, Map.of("answer", "confirm")), Refused.Kind.CONFLICT, "step-gone", null);
    isOver(request);
  }

  @Test @Clause("RO-07")
  void the_buyer_withdraws_instead_of_confirming() {
    var request = merchantAsks("refund-only", "20.00", market.aShippedOrder().put());
    market.withdraws(request);
    assertThat(market.status(request)).isEqualTo("withdrawn");
    isOver(request);
  }

  @Test @Clause("MB-02")
  void only_the_orders_buyer_confirms() {
    var request = merchantAsks("refund-only", "20.00", market.aShippedOrder().put());
    var task = market.task(buyer(request), request, CONFIRM).step().taskId();
    for (var viewer : List.of(Viewer.buyer("somebody-else", null), merchant(request), agent(), supervisor())) {
      refused(() -> market.completes(viewer, task, Map.of("answer", "confirm")), Refused.Kind.NOT_FOUND, "not-found", null);
    }
    for (var values : List.<Map<String, Object>>of(Map.of(), Map.of("answer", "yes"), Map.of("answer", "confirm", "amount", "99.00"))) {
      assertThatThrownBy(() -> market.completes(buyer(request), task, values))
          .isInstanceOfSatisfying(Refused.class, no -> assertThat(no.kind()).isEqualTo(Refused.Kind.INVALID));
    }
    assertThat(market.status(request)).isEqualTo("awaiting-buyer-confirmation");
  }

  @Test @Clause({"MB-01", "RO-01", "RO-12"})
  void a_request_on_behalf_keeps_the_rules_of_the_buyers_own() {
    var order = market.aShippedOrder().put();
    refused(() -> onBehalf.apply(application("refund-only", "20.00", order), null, Viewer.merchant("M0", "clerk")), Refused.Kind.NOT_FOUND, "not-found", null);
    refused(() -> merchantAsks("refund-only", "129.91", order), Refused.Kind.INVALID, "invalid-values", "RO-12");
    var late = market.anOrder().received(market.now().minus(days(16))).put();
    refused(() -> merchantAsks("refund-only", "20.00", late), Refused.Kind.CONFLICT, "window-closed", "RO-01");
    refused(() -> onBehalf.apply(application("refund-only", "20.00", late), null, agent()), Refused.Kind.CONFLICT, "window-closed", "RO-01");
    refused(() -> onBehalf.apply(application("refund-only", "20.00", "no-such-order"), null, agent()), Refused.Kind.NOT_FOUND, "not-found", null);
    assertThat(cases.count(agent(), null, order)).isZero();
    merchantAsks("refund-only", "20.00", order);
    refused(() -> market.buyerAsksFor("20.00", order), Refused.Kind.CONFLICT, "case-open", "RO-06");
    refused(() -> merchantAsks("refund-only", "20.00", order), Refused.Kind.CONFLICT, "case-open", "RO-06");
  }

  @Test @Clause("MB-02")
  void nothing_else_is_proposed_before_the_buyer_has_confirmed() {
    var request = merchantAsks("refund-only", "20.00", market.aShippedOrder().put());
    refused(() -> negotiations.propose(request.orderId(), Terms.of("small-payment", "5.00", "Or this?"), merchant(request)),
        Refused.Kind.CONFLICT, "not-negotiable", "NG-09");
  }

  @Test @Clause("MB-01")
  void a_repeat_of_the_same_person_is_the_same_request_and_another_persons_key_is_their_own() {
    var order = market.aShippedOrder().put();
    var merchantId = orders.find(order).orElseThrow().merchantId();
    var clerk = Viewer.merchant(merchantId, "clerk-of-" + merchantId);
    var first = onBehalf.apply(application("refund-only", "20.00", order), "wish-1", clerk);
    assertThat(onBehalf.apply(application("refund-only", "20.00", order), "wish-1", clerk).caseId()).isEqualTo(first.caseId());
    market.completes(buyer(first), first, CONFIRM, Map.of("answer", "decline"));
    // ids of buyers and of staff come from different books, so the same id may occur in both
    var namesake = Viewer.staff(clerk.userId(), agent().groups());
    assertThat(onBehalf.apply(application("refund-only", "20.00", order), "wish-1", namesake).caseId()).isNotEqualTo(first.caseId());
  }

  @Test @Clause("ST-02")
  void a_merchant_asks_for_goods_back_only_with_an_address_to_send_them_to() {
    var order = market.aShippedOrder().put();
    refused(() -> merchantAsks("return-refund", "20.00", order), Refused.Kind.CONFLICT, "no-return-address", "ST-02");
    refused(() -> merchantAsks("exchange", null, order), Refused.Kind.CONFLICT, "no-return-address", "ST-02");
    var byAgent = onBehalf.apply(application("return-refund", "20.00", order), null, agent());
    assertThat(market.status(byAgent)).as("the merchant still decides, and gives the address then").isEqualTo("awaiting-buyer-confirmation");
    market.withdraws(byAgent);
    merchants.replace(new MerchantSettings(byAgent.merchantId(), null, "13800138000",
        List.of(new ReturnAddress(null, "1 Dock Road, Shanghai", "Returns desk", "13800138000", true))));
    var request = merchantAsks("return-refund", "20.00", order);
    assertThat(market.status(request)).isEqualTo("awaiting-buyer-confirmation");
    confirms(request);
    assertThat(market.status(request)).as("agreed already").isEqualTo("buyer-to-ship");
  }

  @Test @Clause("RS-03")
  void a_merchant_may_ask_for_a_missing_part_on_the_buyers_behalf() {
    var request = merchantAsks("reship", null, market.aShippedOrder().put());
    assertThat(market.status(request)).isEqualTo("awaiting-buyer-confirmation");
    assertThat(market.task(buyer(request), request, CONFIRM).facts()).containsEntry("type", "reship").containsEntry("description", "As we said in the chat");
    confirms(request);
    assertThat(market.status(request)).as("agreed already").isEqualTo("merchant-to-ship");
  }

  /** Comes last: the scenarios above have passed every flow node of this flow. */
  @Test @Order(Integer.MAX_VALUE)
  void every_flow_node_was_passed() {
    assertThat(coverage.nodesNotPassed("application-on-behalf")).isEmpty();
  }

  // ---------------------------------------------------------------------------------------------------------------------------

  private static Application application(String type, String amount, String orderId) {
    return Application.of(orderId, type, "quality", amount, null, 1, "As we said in the chat");
  }

  private AfterSalesCase merchantAsks(String type, String amount, String orderId) {
    var merchantId = orders.find(orderId).orElseThrow().merchantId();
    return onBehalf.apply(application(type, amount, orderId), null, Viewer.merchant(merchantId, "clerk-of-" + merchantId));
  }

  private void confirms(AfterSalesCase request) {
    market.completes(buyer(request), request, CONFIRM, Map.of("answer", "confirm"));
  }

  private void isOver(AfterSalesCase request) {
    assertThat(market.instance(request)).isNull();
    market.timePasses(days(3));
    market.nothingWasPaid(request);
    assertThat(market.status(market.buyerAsksFor("10.00", request.orderId()))).as("the buyer may still apply").isEqualTo("merchant-to-decide");
  }
}
