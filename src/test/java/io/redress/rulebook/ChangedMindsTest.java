package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.aTrackingNumber;
import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.merchant;
import static io.redress.rulebook.Refusals.conflict;
import static io.redress.rulebook.Refusals.invalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.redress.Cny;
import io.redress.casefile.AfterSalesCase;
import io.redress.money.SimulatedGateway;
import io.redress.money.SimulatedGateway.Behaviour;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is paid in the end when people ask for something else, or agree on something else, than at first. */
@Scenario
class ChangedMindsTest {

  private static final Map<String, Object> REJECT =
      Map.of("decision", "reject", "rejectReason", "not-proven", "explanation", "The photo shows another jacket.");

  @Autowired Marketplace market;
  @Autowired CaseLaws laws;
  @Autowired SimulatedGateway gateway;

  @BeforeEach
  void opens() {
    market.opens();
  }

  @Test @Clause({"RR-03", "RR-10"})
  void a_return_that_is_submitted_again_asks_for_no_more_than_its_pieces_cost() {
    var order = order("90.00");
    var its = market.buyerApplies("return-refund", "quality", "20.00", null, 1, order);
    market.completes(merchant(its), its, "merchant-decides-return", REJECT);
    invalid(() -> market.buyerAnswers(its, Map.of("answer", "resubmit", "amount", "30.01")), "amount", "RR-10");
    invalid(() -> market.buyerAnswers(its, Map.of("answer", "resubmit", "amount", "90.01")), "amount", "RO-12");
    market.buyerAnswers(its, Map.of("answer", "resubmit", "amount", "30.00"));
    assertThat(market.status(its)).isEqualTo("merchant-to-decide");
    assertThat(amount(its)).isEqualTo("30.00");
  }

  @Test @Clause({"EX-08", "RR-10"})
  void an_exchange_that_is_submitted_again_is_worth_no_more_than_its_pieces() {
    var its = market.buyerApplies("exchange", "quality", null, null, 1, order("90.00"));
    market.completes(merchant(its), its, "merchant-decides-exchange", REJECT);
    market.buyerAnswers(its, Map.of("answer", "resubmit", "amount", "90.00"));
    assertThat(amount(its)).isEqualTo("30.00");
  }

  @Test @Clause({"RO-05", "RO-12"})
  void a_refund_without_return_may_be_submitted_again_for_all_that_was_paid() {
    var its = market.buyerAsksFor("20.00", order("90.00"));
    market.merchantRejects(its);
    market.buyerAnswers(its, Map.of("answer", "resubmit", "amount", "90.00"));
    assertThat(amount(its)).isEqualTo("90.00");
  }

  @Test @Clause("RR-10")
  void a_percentage_that_was_changed_to_an_amount_does_not_count_as_a_percentage() {
    var order = order("90.00");
    var first = market.buyerApplies("return-refund", "quality", null, 50, null, order);
    market.completes(merchant(first), first, "merchant-decides-return", REJECT);
    market.buyerAnswers(first, Map.of("answer", "resubmit", "amount", "1.00"));
    refundedWithoutReturn(first, "1.00");
    var second = market.buyerApplies("return-refund", "quality", null, 50, null, order);
    assertThat(amount(second)).as("half of what was paid, not all that is left").isEqualTo("45.00");
  }

  @Test @Clause("RR-10")
  void who_asked_for_less_for_the_first_pieces_is_not_refunded_it_with_the_last() {
    var order = order("100.00");
    refundedWithoutReturn(market.buyerApplies("return-refund", "quality", "10.00", null, 2, order), "10.00");
    invalid(() -> market.buyerApplies("return-refund", "quality", "33.35", null, 1, order), "amount", "RR-10");
    refundedWithoutReturn(market.buyerApplies("return-refund", "quality", "33.34", null, 1, order), "33.34");
  }

  @Test @Clause({"EX-08", "RR-10"})
  void a_piece_that_could_not_be_exchanged_and_was_refunded_cannot_be_returned_once_more() {
    var order = order("90.00");
    var its = market.buyerApplies("exchange", "quality", null, null, 1, order);
    market.completes(merchant(its), its, "merchant-decides-exchange", Map.of("decision", "agree"));
    outOfStock(its);
    market.isRefunded(its, "30.00");
    invalid(() -> market.buyerApplies("return-refund", "quality", "1.00", null, 3, order), "quantity", "RR-10");
    invalid(() -> market.buyerApplies("exchange", "quality", null, null, 3, order), "quantity", "RR-10");
    assertThat(amount(market.buyerApplies("exchange", "quality", null, null, 2, order))).isEqualTo("60.00");
  }

  @Test @Clause({"NG-07", "EX-08"})
  void whoever_agrees_to_an_exchange_instead_of_a_little_money_gets_the_price_when_nothing_can_be_sent() {
    var its = market.buyerApplies("refund-only", "quality", "5.00", null, null, order("90.00"));
    market.merchantProposes(its, "exchange", null);
    accepts(its);
    outOfStock(its);
    market.isRefunded(its, "90.00");
  }

  @Test @Clause({"NG-09", "RO-12"})
  void a_merchant_does_not_change_a_proposal_that_the_buyer_may_accept_at_any_moment() {
    var its = market.buyerAsksFor("80.00", order("90.00"));
    market.merchantProposes(its, "small-payment", "30.00");
    market.merchantRejects(its);
    market.buyerAnswers(its, Map.of("answer", "negotiate"));
    Map<String, Object> less = Map.of("outcome", "small-payment", "amount", "5.00", "message", "Only this.");
    conflict(() -> market.completes(merchant(its), its, "merchant-proposes", less), "negotiating-already", "NG-09");
    laws.hold(its.orderId());
    accepts(its);
    market.jobsRun();
    assertThat(market.paidOut(its.caseId())).containsExactly("30.00");
    laws.hold(its.orderId());

    var other = market.buyerAsksFor("80.00", order("90.00"));
    market.merchantProposes(other, "small-payment", "30.00");
    market.merchantRejects(other);
    market.buyerAnswers(other, Map.of("answer", "negotiate"));
    market.completes(buyer(other), other, "buyer-answers-proposal", Map.of("answer", "decline"));
    market.completes(merchant(other), other, "merchant-proposes", less);
    accepts(other);
    market.jobsRun();
    assertThat(market.paidOut(other.caseId())).containsExactly("5.00");
  }

  @Test @Clause({"GN-05", "RO-08"})
  void a_case_whose_refund_is_decided_stands_there_whatever_else_is_answered() {
    var its = market.buyerAsksFor("80.00", order("90.00"));
    market.merchantProposes(its, "small-payment", "30.00");
    market.agentAsksMerchant(its, "When did it leave?");
    gateway.next(Behaviour.TIME_OUT);
    market.merchantAgrees(its);
    assertThat(market.status(its)).isEqualTo("refunding");
    market.completes(merchant(its), its, "merchant-supplies-information", Map.of("explanation", "On Monday."));
    assertThat(market.status(its)).isEqualTo("refunding");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "decline"));
    assertThat(market.status(its)).isEqualTo("refunding");
    laws.hold(its.orderId());
  }

  @Test @Clause("NG-09")
  void a_repeat_of_the_request_still_finds_its_case_after_something_else_was_agreed_on() {
    var order = order("90.00");
    var its = market.buyerAsksFor("refund-only", "quality", "5.00", order, "wish-1");
    market.merchantProposes(its, "reship", null);
    accepts(its);
    assertThat(market.look(its).itself().type().code()).isEqualTo("reship");
    assertThat(market.buyerAsksFor("refund-only", "quality", "5.00", order, "wish-1").caseId()).isEqualTo(its.caseId());
    invalid(() -> market.buyerAsksFor("reship", "quality", null, order, "wish-1"), "Idempotency-Key", null);
  }

  // ----------------------------------------------------------------------------------------------------------------------------

  /** Three pieces. */
  private String order(String paid) {
    var order = market.aShippedOrder().paid(paid).pieces(3).put();
    market.merchantHasSettings(order, null);
    return order;
  }

  private void accepts(AfterSalesCase its) {
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "accept"));
  }

  private void outOfStock(AfterSalesCase its) {
    market.buyerShipsReturn(its, aTrackingNumber(), "0");
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.completes(merchant(its), its, "merchant-ships-replacement", Map.of("outOfStock", true));
    market.completes(buyer(its), its, "buyer-chooses-when-out-of-stock", Map.of("choice", "refund"));
    market.jobsRun();
    laws.hold(its.orderId());
  }

  private void refundedWithoutReturn(AfterSalesCase its, String amount) {
    market.completes(merchant(its), its, "merchant-decides-return", Map.of("decision", "refund-without-return"));
    market.jobsRun();
    assertThat(Cny.text(market.look(its).refunded())).isEqualTo(amount);
    laws.hold(its.orderId());
  }

  private String amount(AfterSalesCase its) {
    return Cny.text(market.look(its).itself().amount());
  }
}
