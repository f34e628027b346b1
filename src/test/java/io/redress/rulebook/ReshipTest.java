package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.aTrackingNumber;
import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.days;
import static io.redress.rulebook.Marketplace.hours;
import static io.redress.rulebook.Marketplace.merchant;
import static io.redress.rulebook.Refusals.conflict;
import static org.assertj.core.api.Assertions.assertThat;

import io.redress.casefile.AfterSalesCase;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;

/** Rulebook section 6: what was missing is sent. */
@Scenario
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReshipTest {

  @Autowired Marketplace market;
  @Autowired FlowCoverage coverage;

  @BeforeEach
  void opens() {
    market.opens();
  }

  @Test @Clause("RS-01")
  void only_what_was_shipped_can_lack_something() {
    conflict(() -> asks(market.anOrder().put()), "window-not-open", "RS-01");
    conflict(() -> asks(market.anOrder().received(market.now().minus(days(15))).put()), "window-closed", "RS-01");
    assertThat(market.status(asks(market.aShippedOrder().put()))).isEqualTo("merchant-to-decide");
  }

  @Test @Clause({"RS-01", "RS-02"})
  void the_merchant_agrees_sends_within_48_hours_and_the_buyer_confirms() {
    var its = agreed();
    assertThat(market.status(its)).isEqualTo("merchant-to-ship");
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(hours(48)));
    var number = aTrackingNumber();
    ships(its, number);
    var shipments = market.task(buyer(its), its, "buyer-confirms-receipt").facts().get("shipments").toString();
    assertThat(shipments).contains("SF", number, "5");
    assertThat(market.timeline(its).toString()).contains(number);
    market.completes(buyer(its), its, "buyer-confirms-receipt", Map.of("received", true));
    assertThat(market.status(its)).isEqualTo("reshipped");
    assertThat(market.instance(its)).isNull();
    market.nothingWasPaid(its);
  }

  @Test @Clause("RS-04")
  void a_merchant_that_is_silent_for_48_hours_has_agreed() {
    var its = asks(market.aShippedOrder().put());
    market.timePasses(hours(36));
    assertThat(market.timelineKinds(its)).contains("reminded");
    market.timePasses(hours(12));
    assertThat(market.status(its)).isEqualTo("merchant-to-ship");
  }

  @Test @Clause("EX-08")
  void what_cannot_be_sent_is_refunded_in_its_share() {
    var order = market.aShippedOrder().paid("100.00").pieces(3).put();
    var its = market.buyerApplies("reship", "missing-item", null, null, 1, order);
    market.completes(merchant(its), its, "merchant-decides-reship", Map.of("decision", "agree"));
    market.completes(merchant(its), its, "merchant-ships-replacement", Map.of("outOfStock", true));
    market.completes(buyer(its), its, "buyer-chooses-when-out-of-stock", Map.of("choice", "refund"));
    market.jobsRun();
    market.isRefunded(its, "33.33");
    assertThat(market.piecesLeft(order)).isEqualTo(2);
  }

  @Test @Clause({"PI-01", "RO-06"})
  void after_a_rejection_the_buyer_submits_again_is_overdue_or_calls_the_platform() {
    var again = rejected();
    market.buyerAnswers(again, Map.of("answer", "resubmit"));
    assertThat(market.status(again)).isEqualTo("merchant-to-decide");
    var late = rejected();
    market.timePasses(days(7));
    assertThat(market.status(late)).isEqualTo("closed-buyer-overdue");
    var refunded = rejected();
    market.buyerAnswers(refunded, Map.of("answer", "intervene"));
    market.agentJudges(refunded, Map.of("remedy", "refund", "refundAmount", "7.00", "explanation", "The part was missing."));
    market.jobsRun();
    market.isRefunded(refunded, "7.00");
    var dismissed = rejected();
    market.buyerAnswers(dismissed, Map.of("answer", "intervene"));
    market.agentJudges(dismissed, Map.of("remedy", "dismiss", "explanation", "It was in the box."));
    assertThat(market.status(dismissed)).isEqualTo("closed-by-platform");
  }

  @Test @Clause({"RO-07", "RP-17"})
  void the_buyer_may_withdraw_until_it_was_received() {
    var shipped = agreed();
    ships(shipped, aTrackingNumber());
    for (var its : new AfterSalesCase[] {asks(market.aShippedOrder().put()), agreed(), shipped}) {
      market.withdraws(its);
      assertThat(market.status(its)).isEqualTo("withdrawn");
      assertThat(market.instance(its)).isNull();
    }
  }

  @Test @Clause({"NG-08", "NG-09"})
  void the_two_may_agree_on_something_else_meanwhile() {
    var its = agreed();
    market.merchantProposes(its, "refund-only", "9.00");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "decline"));
    assertThat(market.status(its)).isEqualTo("merchant-to-ship");
    market.merchantProposes(its, "refund-only", "19.00");
    market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "accept"));
    market.jobsRun();
    market.isRefunded(its, "19.00");
    assertThat(market.look(its).itself().type().code()).isEqualTo("refund-only");
  }

  @Test @Order(Integer.MAX_VALUE)
  void every_flow_node_was_passed() {
    assertThat(coverage.nodesNotPassed("reship")).isEmpty();
  }

  private AfterSalesCase asks(String order) {
    return market.buyerApplies("reship", "missing-item", null, null, null, order);
  }

  private AfterSalesCase agreed() {
    var its = asks(market.aShippedOrder().put());
    market.completes(merchant(its), its, "merchant-decides-reship", Map.of("decision", "agree"));
    return its;
  }

  private void ships(AfterSalesCase its, String number) {
    market.completes(merchant(its), its, "merchant-ships-replacement", Map.of("carrier", "SF", "trackingNumber", number, "etaDays", 5));
  }

  private AfterSalesCase rejected() {
    var its = asks(market.aShippedOrder().put());
    market.completes(merchant(its), its, "merchant-decides-reship",
        Map.of("decision", "reject", "rejectReason", "not-proven", "explanation", "The weight was right."));
    return its;
  }
}
