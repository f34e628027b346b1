package io.redress.journey;

import static io.redress.journey.Shop.application;
import static io.redress.journey.Shop.trackingNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.redress.journey.Client.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Goods that come back, replacements that go out and settlements that were talked over, as the programs of a shop, a buyer, a merchant
 * and an agent see them: every status, number, deadline and refusal on the way. Each test has a merchant of its own.
 */
@WholeApplication
class ReturnsOverHttpTest {

  private static final Duration HOURS_48 = Duration.ofHours(48);
  private static final Duration DAYS_7 = Duration.ofDays(7);
  private static final List<String> CASE_FIELDS = List.of("caseId", "orderId", "merchantId", "buyerId", "type", "ruleset", "status",
      "platformStatus", "reason", "amount", "refundedAmount", "openedAt", "closedAt", "deadline");

  @LocalServerPort int port;

  private Shop shop;
  private String merchantId;
  private Client buyer;
  private Client merchant;
  private Client agent;

  @BeforeEach
  void people() {
    shop = new Shop(port);
    merchantId = "R" + UUID.randomUUID().toString().substring(0, 8);
    merchant = newMerchant(merchantId);
    buyer = shop.as("buyer2");
    agent = shop.as("agent1");
    assertThat(merchant.put(settingsPath(), settings(address("main", true))).status()).isEqualTo(200);
  }

  // --- goods come back

  @Test
  void goods_come_back_are_checked_and_paid_and_so_is_the_postage() {
    var orderId = order();
    var opened = opened(buyer.post("/api/cases", application(orderId, "type", "return-refund")));
    var caseId = opened.text("caseId");
    assertThat(opened.location()).isEqualTo("/api/cases/" + caseId);
    assertThat(fields(opened.body())).containsAll(CASE_FIELDS);
    assertThat(fields(opened.body().path("deadline"))).containsExactlyInAnyOrder("step", "whose", "dueAt");
    assertThat(opened.text("ruleset")).isEqualTo("PDD-15D");
    assertThat(opened.text("merchantId")).isEqualTo(merchantId);
    assertThat(opened.body().path("closedAt").isNull()).isTrue();
    waits(caseId, "merchant-to-decide", 3, "merchant-decides-return", "merchant", HOURS_48);
    assertThat(buyer.tasks(caseId)).as("the buyer has nothing to do and no address yet").isEmpty();
    assertThat(timeline(buyer, caseId).toString()).doesNotContain("Return Road");
    var deciding = task(merchant, caseId, "merchant-decides-return");
    assertThat(fields(deciding)).containsExactlyInAnyOrder("taskId", "step", "caseId", "name", "whose", "priority", "dueAt", "form", "data");
    assertThat(deciding.at("/form/id").asText()).isEqualTo("merchant-decides-return");
    assertThat(deciding.at("/data/scripts").findValuesAsText("outcome")).containsExactly("return-refund", "refund-only");
    assertThat(deciding.at("/data").has("settingsMissing")).isFalse();

    take(merchant, caseId, "merchant-decides-return", "decision", "agree");
    waits(caseId, "buyer-to-ship", 7, "buyer-ships-return", "buyer", DAYS_7);
    var shipping = task(buyer, caseId, "buyer-ships-return");
    assertThat(shipping.at("/data/returnAddress/street").asText()).isEqualTo("Return Road 1 退货路1号");
    assertThat(shipping.at("/data/returnAddress/receiver").asText()).isEqualTo("Returns 退货组");
    assertThat(shipping.at("/data/returnAddress/phone").asText()).isEqualTo("13800001234");
    assertThat(shipping.at("/data/merchantPhone").asText()).isEqualTo("021-55550101");

    var number = sendsBack(caseId, "12.50");
    waits(caseId, "merchant-to-check", 3, "merchant-checks-return", "merchant", DAYS_7);
    shop.reports("SF", number, "collected");
    shop.reports("SF", number, "signed");
    assertThat(kinds(caseId)).containsSubsequence("return-address-given", "shipment-registered", "shipment-event", "shipment-event");
    assertThat(timeline(merchant, caseId)).filteredOn(entry -> entry.path("kind").asText().equals("shipment-event")).last()
        .satisfies(entry -> assertThat(entry.path("after").asText()).isEqualTo("signed"));
    var parcel = task(merchant, caseId, "merchant-checks-return").at("/data/shipments/0");
    assertThat(parcel.path("direction").asText()).isEqualTo("return");
    assertThat(parcel.path("carrier").asText()).isEqualTo("SF");
    assertThat(parcel.path("trackingNumber").asText()).isEqualTo(number);
    assertThat(parcel.path("lastEvent").asText()).isEqualTo("signed");
    assertThat(Instant.parse(parcel.path("lastEventAt").asText())).isCloseTo(shop.now(), within(1, ChronoUnit.MINUTES));

    take(merchant, caseId, "merchant-checks-return", "decision", "refund");
    assertThat(over(caseId, "refunded", 10).text("refundedAmount")).as("the price, without the postage").isEqualTo("129.90");
    hears(caseId, "freight-succeeded");
    assertThat(entries()).extracting(entry -> entry.path("amount").asText()).as("newest first").containsExactly("-12.50", "-129.90", "1000.00");
    assertThat(entries().get(0).path("caseId").asText()).isEqualTo(caseId);
    assertThat(entries()).extracting(entry -> entry.path("purpose").asText()).containsExactly("freight-funding", "funding", "credit");
    assertThat(timeline(buyer, caseId)).filteredOn(entry -> entry.path("kind").asText().equals("freight-decided")).singleElement()
        .satisfies(entry -> assertThat(entry.path("clause").asText()).isEqualTo("20.11"));
    assertThat(account().text("balance")).isEqualTo("857.60");
    assertThat(shop.look(caseId).text("refundedAmount")).isEqualTo("129.90");
  }

  @Test
  void a_buyer_who_changed_the_mind_bears_the_postage_unless_the_label_includes_it() {
    var alone = checked(agreed(order(), "return-refund", "reason", "no-reason"), "9.00");
    hears(alone, "freight-not-reimbursed");
    var included = checked(agreed(order("serviceLabels", List.of("退货包运费")), "return-refund", "reason", "no-reason"), "9.00");
    hears(included, "freight-succeeded");
    assertThat(entries()).extracting(entry -> entry.path("amount").asText())
        .containsExactly("-9.00", "-129.90", "-129.90", "1000.00");
  }

  @Test
  void postage_above_the_tariff_is_an_agents_to_approve_and_delays_nothing() {
    var caseId = checked(agreed(order(), "return-refund"), "35.00");
    hears(caseId, "freight-succeeded");
    var review = await().atMost(Duration.ofSeconds(30)).until(() -> agent.tasks(caseId), tasks -> !tasks.isEmpty()).get(0);
    assertThat(shop.look(caseId).text("status")).as("a side task gives no status").isEqualTo("refunded");
    assertThat(review.path("step").asText()).isEqualTo("agent-reviews-freight");
    assertThat(review.at("/data/freightPaid").asText()).isEqualTo("35.00");
    assertThat(review.at("/data/freightLimit").asText()).isEqualTo("20.00");
    assertThat(review.at("/data/freightOpen").asText()).isEqualTo("15.00");
    refused(agent.complete(review, Map.of("approvedFreight", "15.01", "explanation", "x")), "VC-09", "approvedFreight");
    assertThat(agent.complete(review, Map.of("approvedFreight", "10.00", "explanation", "Bulky.")).status()).isEqualTo(204);
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(timeline(buyer, caseId))
        .filteredOn(entry -> entry.path("kind").asText().equals("freight-succeeded"))
        .extracting(entry -> entry.at("/details/payer").asText() + " " + entry.at("/details/amount").asText())
        .containsExactly("merchant 20.00", "platform 10.00"));
    assertThat(entries()).as("what is above the tariff is not the merchant's").extracting(entry -> entry.path("amount").asText())
        .containsExactly("-20.00", "-129.90", "1000.00");
  }

  @Test
  void silence_in_a_return_always_means_something() {
    var asked = opened(buyer.post("/api/cases", application(order(), "type", "return-refund"))).text("caseId");
    var late = order();
    var notSent = agreed(late, "return-refund");
    var unchecked = agreed(order(), "return-refund");
    sendsBack(unchecked, "0");
    var rejected = opened(buyer.post("/api/cases", application(order(), "type", "return-refund"))).text("caseId");
    rejects(rejected, "merchant-decides-return");
    waits(rejected, "buyer-to-answer", 6, "buyer-answers-rejection", "buyer", DAYS_7);

    shop.timePasses(HOURS_48);
    over(asked, "refunded", 10);
    assertThat(passed(asked)).contains("RR-02");
    shop.timePasses(DAYS_7.minus(HOURS_48));
    over(notSent, "closed-buyer-overdue", 12);
    assertThat(passed(notSent)).contains("RR-05");
    over(unchecked, "refunded", 10);
    assertThat(passed(unchecked)).contains("RR-06");
    over(rejected, "closed-buyer-overdue", 12);
    assertThat(shop.look(notSent).text("refundedAmount")).isEqualTo("0.00");
    assertThat(opened(buyer.post("/api/cases", application(late, "type", "return-refund"))).text("caseId"))
        .as("may be asked for again while the window is open").isNotEqualTo(notSent);
  }

  @Test
  void a_merchant_refuses_goods_with_a_reason_and_the_platform_may_still_order_the_refund() {
    var caseId = agreed(order(), "return-refund");
    sendsBack(caseId, "12.00");
    var checking = task(merchant, caseId, "merchant-checks-return");
    refused(merchant.complete(checking, Map.of("decision", "reject")), "RR-06", "condition", "rejectReason", "explanation");
    take(merchant, caseId, "merchant-checks-return", "decision", "reject", "condition", "used", "rejectReason", "buyer-caused",
        "explanation", "It was worn. 已穿过。");
    waits(caseId, "buyer-to-answer", 6, "buyer-answers-rejection", "buyer", DAYS_7);
    var answering = task(buyer, caseId, "buyer-answers-rejection");
    assertThat(answering.at("/data/condition").asText()).isEqualTo("used");
    assertThat(answering.at("/data/rejectReason").asText()).isEqualTo("buyer-caused");
    assertThat(answering.at("/data/rejectExplanation").asText()).isEqualTo("It was worn. 已穿过。");
    take(buyer, caseId, "buyer-answers-rejection", "answer", "intervene");
    var its = shop.look(caseId);
    assertThat(its.text("status")).isEqualTo("platform-reviewing");
    assertThat(its.body().path("platformStatus").asInt()).isEqualTo(8);
    take(agent, caseId, "agent-judges", "remedy", "refund", "refundAmount", "50.00", "liability", "buyer", "explanation", "Half.");
    assertThat(over(caseId, "refunded", 10).text("refundedAmount")).isEqualTo("50.00");
    hears(caseId, "freight-not-reimbursed");
  }

  @Test
  void pieces_are_returned_one_by_one_and_the_last_one_takes_the_rounding() {
    var orderId = order("quantity", 3, "paidAmount", "100.00");
    refused(returns(orderId, "quantity", 4, "amount", "100.00"), "RR-10", "quantity");
    refused(returns(orderId, "quantity", 0, "amount", "1.00"), null, "quantity");
    refused(returns(orderId, "quantity", 1, "amount", "33.34"), "RR-10", "amount");
    for (var left = 3; left > 1; left--) {
      assertThat(piecesLeft(orderId)).isEqualTo(left);
      var piece = opened(returns(orderId, "quantity", 1, "amount", "33.33"));
      assertThat(piece.body().path("quantity").asInt()).isEqualTo(1);
      take(merchant, piece.text("caseId"), "merchant-decides-return", "decision", "refund-without-return");
      assertThat(over(piece.text("caseId"), "refunded", 10).text("refundedAmount")).isEqualTo("33.33");
    }
    assertThat(piecesLeft(orderId)).isEqualTo(1);
    refused(returns(orderId, "quantity", 2, "amount", "33.34"), "RR-10", "quantity");
    refused(returns(orderId, "quantity", 1, "amount", "33.35"), "RO-12", "amount");
    var last = opened(returns(orderId, "quantity", 1, "amount", "33.34")).text("caseId");
    take(merchant, last, "merchant-decides-return", "decision", "refund-without-return");
    over(last, "refunded", 10);
    refused(returns(orderId, "quantity", 1, "amount", "0.01"), null, "quantity");
  }

  @Test
  void a_share_in_percent_is_rounded_down_and_the_last_one_takes_the_rest() {
    var orderId = order("paidAmount", "99.99");
    for (var percent : new Object[] {0, 101, -1}) {
      refused(returns(orderId, "amount", null, "percent", percent), "RR-10", "percent");
    }
    refused(returns(orderId, "amount", "10.00", "percent", 10), "RR-10", "percent");
    assertThat(returns(orderId, "amount", null, "percent", 33.3).status()).as("whole").isEqualTo(400);
    assertThat(returns(orderId, "amount", null, "percent", "33").status()).isEqualTo(400);
    refused(returns(orderId, "amount", null), "RO-12", "amount");
    var third = opened(returns(orderId, "amount", null, "percent", 33));
    assertThat(third.text("amount")).isEqualTo("32.99");
    take(merchant, third.text("caseId"), "merchant-decides-return", "decision", "refund-without-return");
    over(third.text("caseId"), "refunded", 10);
    refused(returns(orderId, "amount", null, "percent", 68), "RR-10", "percent");
    assertThat(opened(returns(orderId, "amount", null, "percent", 67)).text("amount")).isEqualTo("67.00");
  }

  // --- other goods go out

  @Test
  void an_exchange_goes_back_out_and_is_over_seven_days_after_its_delivery() {
    var opened = opened(buyer.post("/api/cases", application(order(), "type", "exchange")));
    var caseId = opened.text("caseId");
    assertThat(opened.text("type")).isEqualTo("exchange");
    waits(caseId, "merchant-to-decide", 14, "merchant-decides-exchange", "merchant", HOURS_48);
    take(merchant, caseId, "merchant-decides-exchange", "decision", "agree");
    waits(caseId, "buyer-to-ship", 15, "buyer-ships-return", "buyer", DAYS_7);
    sendsBack(caseId, "8.00");
    waits(caseId, "merchant-to-check", 14, "merchant-checks-return", "merchant", DAYS_7);
    take(merchant, caseId, "merchant-checks-return", "decision", "refund");
    waits(caseId, "merchant-to-ship", 14, "merchant-ships-replacement", "merchant", HOURS_48);
    hears(caseId, "freight-succeeded");
    take(merchant, caseId, "merchant-ships-replacement", "outOfStock", true);
    waits(caseId, "buyer-to-choose", 15, "buyer-chooses-when-out-of-stock", "buyer", DAYS_7);
    take(buyer, caseId, "buyer-chooses-when-out-of-stock", "choice", "wait");
    waits(caseId, "merchant-to-ship", 14, "merchant-ships-replacement", "merchant", HOURS_48);
    var number = sendsOut(caseId, 3);
    var its = shop.look(caseId);
    assertThat(its.text("status")).isEqualTo("buyer-to-confirm");
    assertThat(its.body().path("platformStatus").asInt()).isEqualTo(18);
    assertThat(its.body().path("deadline").isNull()).as("nothing runs before it is delivered").isTrue();
    var confirming = task(buyer, caseId, "buyer-confirms-receipt");
    assertThat(fields(confirming)).containsExactlyInAnyOrder("taskId", "step", "caseId", "name", "whose", "priority", "dueAt", "form", "data");
    assertThat(confirming.at("/data/shipments")).anySatisfy(parcel -> {
      assertThat(parcel.path("direction").asText()).isEqualTo("replacement");
      assertThat(parcel.path("trackingNumber").asText()).isEqualTo(number);
      assertThat(parcel.path("etaDays").asInt()).isEqualTo(3);
    });
    shop.reports("YTO", number, "delivered");
    waits(caseId, "buyer-to-confirm", 18, "buyer-confirms-receipt", "buyer", DAYS_7);
    assertThat(Instant.parse(task(buyer, caseId, "buyer-confirms-receipt").path("dueAt").asText()))
        .isCloseTo(shop.now().plus(DAYS_7), within(1, ChronoUnit.MINUTES));
    problem(buyer.post("/api/cases/" + caseId + "/withdrawal", Map.of()), 409, "not-withdrawable");
    shop.timePasses(DAYS_7);
    assertThat(over(caseId, "exchanged", 16).text("refundedAmount")).isEqualTo("0.00");
    assertThat(entries()).extracting(entry -> entry.path("amount").asText()).containsExactly("-8.00", "1000.00");
  }

  @Test
  void a_replacement_that_has_arrived_before_its_number_is_told_is_due_at_once() {
    var caseId = agreed(order(), "reship");
    var number = trackingNumber("YT");
    shop.reports("YTO", number, "delivered");
    take(merchant, caseId, "merchant-ships-replacement", "carrier", "YTO", "trackingNumber", number);
    waits(caseId, "buyer-to-confirm", 18, "buyer-confirms-receipt", "buyer", DAYS_7);
  }

  @Test
  void silence_in_an_exchange_leads_to_the_money() {
    var unsent = opened(buyer.post("/api/cases", application(order(), "type", "exchange"))).text("caseId");
    var caseId = opened(buyer.post("/api/cases", application(order(), "type", "exchange"))).text("caseId");
    shop.timePasses(HOURS_48);
    waits(caseId, "buyer-to-ship", 15, "buyer-ships-return", "buyer", DAYS_7);
    sendsBack(caseId, "0.00");
    shop.timePasses(DAYS_7);
    over(unsent, "closed-buyer-overdue", 17);
    waits(caseId, "merchant-to-ship", 14, "merchant-ships-replacement", "merchant", HOURS_48);
    shop.timePasses(HOURS_48);
    waits(caseId, "buyer-to-choose", 15, "buyer-chooses-when-out-of-stock", "buyer", DAYS_7);
    shop.timePasses(DAYS_7);
    assertThat(over(caseId, "refunded", 10).text("refundedAmount")).isEqualTo("129.90");
  }

  @Test
  void a_buyer_may_take_the_money_when_the_replacement_is_out_of_stock() {
    var caseId = agreed(order(), "exchange");
    sendsBack(caseId, "0.00");
    take(merchant, caseId, "merchant-checks-return", "decision", "refund");
    take(merchant, caseId, "merchant-ships-replacement", "outOfStock", true);
    take(buyer, caseId, "buyer-chooses-when-out-of-stock", "choice", "refund");
    assertThat(over(caseId, "refunded", 10).text("refundedAmount")).isEqualTo("129.90");
  }

  @Test
  void a_missing_part_is_sent_and_the_buyer_says_whether_it_came() {
    var opened = opened(buyer.post("/api/cases", application(order(), "type", "reship", "reason", "missing-item", "amount", null)));
    var caseId = opened.text("caseId");
    waits(caseId, "merchant-to-decide", 14, "merchant-decides-reship", "merchant", HOURS_48);
    take(merchant, caseId, "merchant-decides-reship", "decision", "agree");
    waits(caseId, "merchant-to-ship", 32, "merchant-ships-replacement", "merchant", HOURS_48);
    assertThat(task(merchant, caseId, "merchant-ships-replacement").at("/data/scripts").findValuesAsText("outcome")).containsExactly("reship");
    var number = sendsOut(caseId, 2);
    var confirming = task(buyer, caseId, "buyer-confirms-receipt");
    assertThat(confirming.at("/data/shipments/0/trackingNumber").asText()).isEqualTo(number);
    assertThat(confirming.at("/data/shipments/0/etaDays").asInt()).isEqualTo(2);
    refused(buyer.complete(confirming, Map.of("received", false)), "*", "description");
    take(buyer, caseId, "buyer-confirms-receipt", "received", true);
    over(caseId, "reshipped", 16);

    var lost = agreed(order(), "reship");
    sendsOut(lost, null);
    take(buyer, lost, "buyer-confirms-receipt", "received", false, "description", "The box was empty. 空包。");
    assertThat(shop.look(lost).text("status")).isEqualTo("platform-reviewing");
    assertThat(shop.look(lost).body().path("platformStatus").asInt()).isEqualTo(8);

    var silent = opened(buyer.post("/api/cases", application(order(), "type", "reship"))).text("caseId");
    shop.timePasses(HOURS_48);
    waits(silent, "merchant-to-ship", 32, "merchant-ships-replacement", "merchant", HOURS_48);
    shop.timePasses(HOURS_48);
    waits(silent, "buyer-to-choose", 15, "buyer-chooses-when-out-of-stock", "buyer", DAYS_7);
  }

  // --- what is offered

  @ParameterizedTest(name = "{0} of {1}: {3}")
  @CsvSource({"return-refund, fruit, quality, not-offered, GN-03", "return-refund, live-animals, quality, not-offered, GN-03",
      "exchange, live-animals, quality, not-offered, EX-01", "repair, clothing, quality, not-offered, RP-02"})
  void what_such_goods_do_not_get_is_refused_with_its_clause(String type, String category, String reason, String problem, String clause) {
    var answer = buyer.post("/api/cases", application(order("category", category), "type", type, "reason", reason));
    problem(answer, 409, problem);
    assertThat(answer.text("clause")).isEqualTo(clause);
  }

  @ParameterizedTest(name = "{0} because of {1} after {2} days: {3}")
  @CsvSource({"exchange, no-reason, 6, 201", "exchange, no-reason, 8, 409", "exchange, quality, 14, 201", "exchange, quality, 16, 409",
      "return-refund, no-reason, 14, 201", "return-refund, quality, 16, 409"})
  void the_window_is_the_tables(String type, String reason, int days, int status) {
    var received = shop.now().minus(Duration.ofDays(days));
    var orderId = order("confirmedAt", received.minus(Duration.ofDays(3)).toString(), "shippedAt", received.minus(Duration.ofDays(2)).toString(),
        "receivedAt", received.toString());
    var answer = buyer.post("/api/cases", application(orderId, "type", type, "reason", reason));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    if (status == 409) {
      problem(answer, 409, "window-closed");
      assertThat(answer.text("clause")).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource({"return-refund, RR-01", "exchange, EX-02", "reship, RS-01"})
  void nothing_is_sent_back_that_was_not_sent(String type, String clause) {
    var orderId = order("shippedAt", null, "receivedAt", null);
    var answer = buyer.post("/api/cases", application(orderId, "type", type));
    problem(answer, 409, "window-not-open");
    assertThat(answer.text("clause")).isEqualTo(clause);
  }

  // --- talking it over

  @ParameterizedTest
  @CsvSource({"small-payment, , settled, 10", "refund-only, , refunded, 10", "return-refund, buyer-ships-return, buyer-to-ship, 7",
      "exchange, buyer-ships-return, buyer-to-ship, 15", "reship, merchant-ships-replacement, merchant-to-ship, 32"})
  void what_a_chat_agreed_on_starts_agreed_already(String outcome, String step, String status, int number) {
    var orderId = order();
    var proposed = opened(merchant.post("/api/negotiations", proposal(orderId, outcome)));
    var caseId = proposed.text("caseId");
    assertThat(fields(proposed.body())).containsAll(CASE_FIELDS);
    assertThat(proposed.location()).isEqualTo("/api/cases/" + caseId);
    waits(caseId, "negotiating", null, "buyer-answers-proposal", "buyer", HOURS_48);
    take(buyer, caseId, "buyer-answers-proposal", "answer", "accept");
    settledAs(caseId, outcome, step, status, number);
  }

  @ParameterizedTest
  @CsvSource({"small-payment, , settled, 10", "refund-only, , refunded, 10", "return-refund, buyer-ships-return, buyer-to-ship, 7",
      "exchange, buyer-ships-return, buyer-to-ship, 15", "reship, merchant-ships-replacement, merchant-to-ship, 32"})
  void after_a_rejection_a_proposal_that_is_accepted_takes_the_cases_place(String outcome, String step, String status, int number) {
    var caseId = opened(buyer.post("/api/cases", application(order()))).text("caseId");
    rejects(caseId, "merchant-decides-refund");
    take(buyer, caseId, "buyer-answers-rejection", "answer", "negotiate");
    waits(caseId, "negotiating", null, "merchant-proposes", "merchant", HOURS_48);
    assertThat(task(merchant, caseId, "merchant-proposes").at("/data/scripts").findValuesAsText("outcome"))
        .containsExactly("small-payment", "refund-only", "return-refund", "exchange", "reship");
    var proposing = task(merchant, caseId, "merchant-proposes");
    refused(merchant.complete(proposing, Map.of()), "NG-01", "outcome", "message");
    refused(merchant.complete(proposing, Map.of("outcome", "small-payment", "message", "Sorry.")), "SP-01", "amount");
    refused(merchant.complete(proposing, Map.of("outcome", "small-payment", "amount", "129.91", "message", "Sorry.")), "RO-12", "amount");
    var values = new HashMap<>(proposal(null, outcome));
    values.remove("orderId");
    assertThat(merchant.complete(proposing, values).status()).isEqualTo(204);
    waits(caseId, "negotiating", null, "buyer-answers-proposal", "buyer", HOURS_48);
    assertThat(task(buyer, caseId, "buyer-answers-proposal").at("/data/proposal/outcome").asText()).isEqualTo(outcome);
    take(buyer, caseId, "buyer-answers-proposal", "answer", "accept");
    settledAs(caseId, outcome, step, status, number);
  }

  @Test
  void talking_never_gives_the_buyer_more_than_the_seven_days() {
    var caseId = opened(buyer.post("/api/cases", application(order()))).text("caseId");
    rejects(caseId, "merchant-decides-refund");
    var due = due(caseId);
    shop.timePasses(Duration.ofDays(1));
    take(buyer, caseId, "buyer-answers-rejection", "answer", "negotiate");
    take(merchant, caseId, "merchant-proposes", "outcome", "small-payment", "amount", "5.00", "message", "Sorry.");
    take(buyer, caseId, "buyer-answers-proposal", "answer", "decline");
    assertThat(shop.look(caseId).text("status")).isEqualTo("buyer-to-answer");
    assertThat(due(caseId)).as("as before").isEqualTo(due);
    take(buyer, caseId, "buyer-answers-rejection", "answer", "negotiate");
    shop.timePasses(HOURS_48);
    assertThat(shop.look(caseId).text("status")).as("the merchant had nothing to propose").isEqualTo("buyer-to-answer");
    assertThat(due(caseId)).isEqualTo(due);
    shop.timePasses(Duration.between(shop.now(), due).minus(Duration.ofHours(4)));
    take(buyer, caseId, "buyer-answers-rejection", "answer", "negotiate");
    assertThat(shop.look(caseId).text("status")).isEqualTo("negotiating");
    assertThat(due(caseId)).as("not 48 hours").isEqualTo(due);
    shop.timePasses(Duration.ofHours(4));
    over(caseId, "closed-buyer-overdue", 12);
    assertThat(merchant.tasks(caseId)).isEmpty();
  }

  @Test
  void a_proposal_beside_a_request_stops_no_clock() {
    var orderId = order();
    var caseId = opened(buyer.post("/api/cases", application(orderId, "type", "return-refund"))).text("caseId");
    var due = due(caseId);
    assertThat(opened(merchant.post("/api/negotiations", proposal(orderId, "small-payment"))).text("caseId")).isEqualTo(caseId);
    waits(caseId, "negotiating", null, "buyer-answers-proposal", "buyer", HOURS_48);
    assertThat(Instant.parse(task(merchant, caseId, "merchant-decides-return").path("dueAt").asText())).isEqualTo(due);
    problem(merchant.post("/api/negotiations", proposal(orderId, "reship")), 409, "negotiating-already");
    take(buyer, caseId, "buyer-answers-proposal", "answer", "decline");
    waits(caseId, "merchant-to-decide", 3, "merchant-decides-return", "merchant", HOURS_48);
    assertThat(due(caseId)).isEqualTo(due);
    opened(merchant.post("/api/negotiations", proposal(orderId, "exchange")));
    shop.timePasses(HOURS_48);
    over(caseId, "refunded", 10);
    assertThat(buyer.tasks(caseId)).isEmpty();
    problem(merchant.post("/api/negotiations", proposal(orderId, "small-payment")), 409, "nothing-left");
  }

  @Test
  void a_proposal_stays_open_while_the_request_goes_on() {
    var orderId = order();
    var caseId = opened(buyer.post("/api/cases", application(orderId, "type", "return-refund"))).text("caseId");
    opened(merchant.post("/api/negotiations", proposal(orderId, "small-payment")));
    take(merchant, caseId, "merchant-decides-return", "decision", "agree");
    waits(caseId, "buyer-to-ship", 7, "buyer-ships-return", "buyer", DAYS_7);
    assertThat(buyer.tasks(caseId)).extracting(task -> task.path("step").asText()).containsExactlyInAnyOrder("buyer-ships-return", "buyer-answers-proposal");
    take(buyer, caseId, "buyer-answers-proposal", "answer", "decline");
    waits(caseId, "buyer-to-ship", 7, "buyer-ships-return", "buyer", DAYS_7);
    var number = sendsBack(caseId, "3.00");
    opened(merchant.post("/api/negotiations", proposal(orderId, "reship")));
    take(merchant, caseId, "merchant-checks-return", "decision", "reject", "condition", "short", "rejectReason", "other", "explanation", "Half is missing.");
    take(buyer, caseId, "buyer-answers-proposal", "answer", "decline");
    waits(caseId, "buyer-to-answer", 6, "buyer-answers-rejection", "buyer", DAYS_7);
    take(buyer, caseId, "buyer-answers-rejection", "answer", "intervene");
    opened(merchant.post("/api/negotiations", proposal(orderId, "small-payment")));
    assertThat(agent.tasks(caseId)).hasSize(1);
    take(buyer, caseId, "buyer-answers-proposal", "answer", "accept");
    assertThat(over(caseId, "settled", 10).text("refundedAmount")).isEqualTo("12.50");
    assertThat(agent.tasks(caseId)).isEmpty();
    shop.reports("SF", number, "signed");
    assertThat(kinds(caseId)).as("told, but too late to matter").contains("shipment-event");
    assertThat(shop.look(caseId).text("status")).isEqualTo("settled");
  }

  @Test
  void what_the_buyer_accepts_is_what_the_buyer_read() {
    var orderId = order();
    var caseId = opened(buyer.post("/api/cases", application(orderId))).text("caseId");
    rejects(caseId, "merchant-decides-refund");
    opened(merchant.post("/api/negotiations", proposal(orderId, "refund-only")));
    var read = task(buyer, caseId, "buyer-answers-proposal");
    assertThat(read.at("/data/proposal/outcome").asText()).isEqualTo("refund-only");
    take(buyer, caseId, "buyer-answers-rejection", "answer", "negotiate");
    problem(merchant.complete(task(merchant, caseId, "merchant-proposes"), Map.of("outcome", "small-payment", "amount", "0.01", "message", "Well.")),
        409, "negotiating-already");
    assertThat(buyer.complete(read, Map.of("answer", "accept")).status()).isEqualTo(204);
    assertThat(over(caseId, "refunded", 10).text("refundedAmount")).isEqualTo("129.90");
  }

  @Test
  void nothing_is_proposed_to_who_has_not_confirmed_and_nothing_beyond_the_order() {
    var orderId = order();
    opened(merchant.post("/api/cases", application(orderId, "type", "exchange")));
    problem(merchant.post("/api/negotiations", proposal(orderId, "small-payment")), 409, "not-negotiable");
    refused(buyer.post("/api/cases", application(order(), "type", "exchange", "quantity", 2)), "RR-10", "quantity");
    var old = order("confirmedAt", shop.now().minus(Duration.ofDays(90)).toString(), "shippedAt", shop.now().minus(Duration.ofDays(89)).toString(),
        "receivedAt", shop.now().minus(Duration.ofDays(86)).toString());
    problem(buyer.post("/api/cases", application(old, "type", "exchange")), 409, "window-closed");
    opened(merchant.post("/api/negotiations", proposal(old, "exchange")));
    for (var category : List.of("live-animals", "fruit")) {
      problem(merchant.post("/api/negotiations", proposal(order("category", category), "return-refund")), 409, "not-offered");
      problem(agent.post("/api/cases", application(order("category", category), "type", "return-refund")), 409, "not-offered");
    }
    problem(merchant.post("/api/negotiations", proposal(order("shippedAt", null, "receivedAt", null), "exchange")), 409, "window-not-open");
  }

  @Test
  void a_proposal_is_declined_or_lapses_and_then_it_is_over() {
    var declined = opened(merchant.post("/api/negotiations", proposal(order(), "exchange"))).text("caseId");
    take(buyer, declined, "buyer-answers-proposal", "answer", "decline");
    over(declined, "withdrawn", 11);
    var lapsed = opened(agent.post("/api/negotiations", proposal(order(), "reship"))).text("caseId");
    var answering = task(buyer, lapsed, "buyer-answers-proposal");
    shop.timePasses(HOURS_48);
    over(lapsed, "closed-buyer-overdue", 17);
    problem(buyer.complete(answering, Map.of("answer", "accept")), 409, "step-gone");
    var withdrawn = opened(agent.post("/api/negotiations", proposal(order(), "reship"))).text("caseId");
    assertThat(buyer.post("/api/cases/" + withdrawn + "/withdrawal", Map.of()).text("status")).isEqualTo("withdrawn");
  }

  // --- on behalf

  @ParameterizedTest
  @CsvSource({"return-refund, buyer-ships-return, buyer-to-ship, 7", "exchange, buyer-ships-return, buyer-to-ship, 15",
      "reship, merchant-ships-replacement, merchant-to-ship, 32", "refund-only, , refunded, 10"})
  void what_the_merchant_asked_for_runs_as_agreed_once_the_buyer_confirms(String type, String step, String status, int number) {
    var caseId = opened(merchant.post("/api/cases", application(order(), "type", type))).text("caseId");
    waits(caseId, "awaiting-buyer-confirmation", null, "buyer-confirms-application", "buyer", HOURS_48);
    var confirming = task(buyer, caseId, "buyer-confirms-application");
    problem(shop.as("buyer1").complete(confirming, Map.of("answer", "confirm")), 404, "not-found");
    problem(merchant.complete(confirming, Map.of("answer", "confirm")), 404, "not-found");
    problem(shop.as("buyer1").get("/api/tasks/" + confirming.path("taskId").asText()), 404, "not-found");
    refused(buyer.complete(confirming, Map.of("answer", "perhaps")), "MB-02", "answer");
    take(buyer, caseId, "buyer-confirms-application", "answer", "confirm");
    settledAs(caseId, type, step, status, number);
    assertThat(kinds(caseId)).containsSubsequence("opened", "handed-over");
  }

  @Test
  void what_an_agent_asked_for_is_confirmed_declined_or_lapses() {
    var confirmed = opened(agent.post("/api/cases", application(order(), "type", "return-refund"))).text("caseId");
    waits(confirmed, "awaiting-buyer-confirmation", null, "buyer-confirms-application", "buyer", HOURS_48);
    take(buyer, confirmed, "buyer-confirms-application", "answer", "confirm");
    waits(confirmed, "merchant-to-decide", 3, "merchant-decides-return", "merchant", HOURS_48);
    var declined = opened(agent.post("/api/cases", application(order(), "type", "exchange"))).text("caseId");
    take(buyer, declined, "buyer-confirms-application", "answer", "decline");
    over(declined, "withdrawn", 11);
    var again = order();
    var lapsed = opened(merchant.post("/api/cases", application(again, "type", "reship"))).text("caseId");
    var confirming = task(buyer, lapsed, "buyer-confirms-application");
    shop.timePasses(HOURS_48);
    over(lapsed, "closed-buyer-overdue", 17);
    problem(buyer.complete(confirming, Map.of("answer", "confirm")), 409, "step-gone");
    opened(buyer.post("/api/cases", application(again, "type", "reship")));
  }

  // --- settings

  @Test
  void a_merchant_without_settings_sees_that_first_and_cannot_agree_to_a_return() {
    merchantId = "R" + UUID.randomUUID().toString().substring(0, 8);
    merchant = newMerchant(merchantId);
    var empty = merchant.get(settingsPath());
    assertThat(empty.status()).isEqualTo(200);
    assertThat(empty.body().path("complete").asBoolean()).isFalse();
    assertThat(empty.body().path("returnAddresses")).isEmpty();
    var returned = opened(buyer.post("/api/cases", application(order(), "type", "return-refund"))).text("caseId");
    var exchanged = opened(buyer.post("/api/cases", application(order(), "type", "exchange"))).text("caseId");
    for (var caseId : List.of(returned, exchanged)) {
      var deciding = merchant.tasks(caseId).get(0);
      assertThat(deciding.at("/data/settingsMissing").asBoolean()).isTrue();
      var refused = merchant.complete(deciding, Map.of("decision", "agree"));
      problem(refused, 409, "no-return-address");
      assertThat(refused.text("clause")).isEqualTo("ST-02");
      assertThat(refused.text("detail")).contains("settings");
      assertThat(shop.look(caseId).text("status")).isEqualTo("merchant-to-decide");
    }
    for (var type : List.of("return-refund", "exchange")) {
      problem(merchant.post("/api/cases", application(order(), "type", type)), 409, "no-return-address");
      problem(merchant.post("/api/negotiations", proposal(order(), type)), 409, "no-return-address");
    }
    opened(merchant.post("/api/cases", application(order(), "type", "reship")));

    assertThat(merchant.put(settingsPath(), settings(address(null, true))).body().path("complete").asBoolean()).isTrue();
    assertThat(merchant.tasks(returned).get(0).at("/data").has("settingsMissing")).isFalse();
    take(merchant, returned, "merchant-decides-return", "decision", "agree");
    shop.timePasses(HOURS_48);
    assertThat(shop.look(exchanged).text("status")).as("silence is consent").isEqualTo("buyer-to-ship");
  }

  @Test
  void of_the_addresses_one_is_the_default_and_stays() {
    var two = merchant.put(settingsPath(), settings(address("main", true), address("north", false)));
    assertThat(two.status()).isEqualTo(200);
    assertThat(fields(two.body().path("returnAddresses").get(0))).contains("addressId", "street", "receiver", "phone", "default");
    refused(merchant.put(settingsPath(), settings(address("north", false))), "ST-07", "returnAddresses");
    refused(merchant.put(settingsPath(), settings(address("main", true), address("north", true))), "ST-06", "returnAddresses");
    refused(merchant.put(settingsPath(), settings()), "ST-05", "returnAddresses");
    var phoneless = settings(address("main", true));
    phoneless.put("phones", Map.of());
    refused(merchant.put(settingsPath(), phoneless), "ST-03", "phones");
    var bare = new HashMap<String, Object>(Map.of("addressId", "main", "default", true));
    refused(merchant.put(settingsPath(), settings(bare)), "ST-05", "returnAddresses[0].street", "returnAddresses[0].receiver",
        "returnAddresses[0].phone");
    var promise = settings(address("main", true));
    for (var hours : new Object[] {0, 169, -1}) {
      promise.put("promisedHours", hours);
      refused(merchant.put(settingsPath(), promise), "RR-08", "promisedHours");
    }
    assertThat(merchant.get(settingsPath()).body()).as("nothing of it was kept").isEqualTo(two.body());
    assertThat(merchant.put(settingsPath(), settings(address("main", true))).body().path("returnAddresses")).hasSize(1);
    problem(shop.as("m4712").put(settingsPath(), settings(address("main", true))), 404, "not-found");
    problem(buyer.get(settingsPath()), 403, "forbidden");
    assertThat(agent.get(settingsPath()).status()).isEqualTo(200);
    assertThat(buyer.get("/api/orders?size=200").items()).noneMatch(order -> order.toString().contains("Return Road"));
  }

  @Test
  void the_merchant_may_name_another_address_and_a_broken_promise_is_seen() {
    var settings = settings(address("main", true), address("north", false));
    settings.put("promisedHours", 24);
    assertThat(merchant.put(settingsPath(), settings).body().path("promisedHours").asInt()).isEqualTo(24);
    var caseId = opened(buyer.post("/api/cases", application(order(), "type", "return-refund"))).text("caseId");
    var deciding = task(merchant, caseId, "merchant-decides-return");
    assertThat(deciding.at("/data/scripts/0/en").asText()).contains("24 hours", "129.90");
    refused(merchant.complete(deciding, Map.of("decision", "agree", "returnAddressId", "south")), "ST-06", "returnAddressId");
    take(merchant, caseId, "merchant-decides-return", "decision", "agree", "returnAddressId", "north");
    assertThat(task(buyer, caseId, "buyer-ships-return").at("/data/returnAddress/street").asText()).isEqualTo("Return Road north");
    var number = sendsBack(caseId, "0.00");
    shop.reports("SF", number, "signed");
    assertThat(kinds(caseId)).contains("commitment-made").doesNotContain("commitment-broken");
    shop.timePasses(Duration.ofHours(25));
    assertThat(timeline(buyer, caseId)).filteredOn(entry -> entry.path("kind").asText().equals("commitment-broken")).singleElement()
        .satisfies(entry -> assertThat(entry.path("clause").asText()).isEqualTo("RR-08"));
    assertThat(shop.look(caseId).text("status")).isEqualTo("merchant-to-check");
  }

  @Test
  void a_buyer_sees_the_merchants_phone_with_the_order() {
    var orderId = order();
    var seen = buyer.get("/api/orders?size=200").items().stream().filter(each -> each.path("orderId").asText().equals(orderId)).findFirst().orElseThrow();
    assertThat(seen.path("merchantPhone").asText()).isEqualTo("021-55550101");
    assertThat(seen.path("piecesLeft").asInt()).isEqualTo(1);
  }

  // --- parcels

  @Test
  void carriers_reports_may_come_twice_too_early_or_out_of_order() {
    var caseId = agreed(order(), "return-refund");
    var number = trackingNumber("SF");
    var now = shop.now();
    reports(number, "signed", now.minusSeconds(60));
    reports(number, "signed", now.minusSeconds(60));
    take(buyer, caseId, "buyer-ships-return", "carrier", "SF", "trackingNumber", number, "freightPaid", "1.00");
    reports(number, "collected", now.minusSeconds(7200));
    reports(number, "delivered", now.minusSeconds(120));
    reports(number, "delivered", now.minusSeconds(120));
    assertThat(timeline(buyer, caseId)).filteredOn(entry -> entry.path("kind").asText().equals("shipment-event"))
        .extracting(entry -> entry.path("after").asText()).containsExactly("signed", "collected", "delivered");
    assertThat(task(merchant, caseId, "merchant-checks-return").at("/data/shipments/0/lastEvent").asText()).isEqualTo("signed");
  }

  @Test
  void one_number_serves_one_case() {
    var first = agreed(order(), "return-refund");
    var number = sendsBack(first, "0.00");
    var second = agreed(order(), "return-refund");
    var shipping = task(buyer, second, "buyer-ships-return");
    for (var same : List.of(number, number.toLowerCase(), " " + number + " ")) {
      refused(buyer.complete(shipping, Map.of("carrier", "SF", "trackingNumber", same, "freightPaid", "0.00")), "RR-05", "trackingNumber");
    }
    var third = agreed(order(), "reship");
    refused(merchant.complete(task(merchant, third, "merchant-ships-replacement"), Map.of("carrier", "SF", "trackingNumber", number)), "RS-01",
        "trackingNumber");
    assertThat(shop.look(second).text("status")).isEqualTo("buyer-to-ship");
    assertThat(shop.look(third).text("status")).isEqualTo("merchant-to-ship");
  }

  @Test
  void a_bad_value_of_a_parcel_is_named() {
    var caseId = agreed(order(), "return-refund");
    var shipping = task(buyer, caseId, "buyer-ships-return");
    var good = Map.<String, Object>of("carrier", "SF", "trackingNumber", trackingNumber("SF"), "freightPaid", "0.00");
    for (var wrong : List.of("SF 1234567890123", "SF SF123456789012", "SF SF12345678901234", "JD SF1234567890123", "YTO YT12")) {
      var parcel = wrong.split(" ");
      refused(buyer.complete(shipping, with(good, "carrier", parcel[0], "trackingNumber", parcel[1])), "RR-05", "trackingNumber");
    }
    refused(buyer.complete(shipping, with(good, "carrier", "UPS")), "RR-05", "carrier");
    for (var freight : List.of("-1.00", "1.234", "1000.01", "99999999999999999999", "", "a lot")) {
      refused(buyer.complete(shipping, with(good, "freightPaid", freight)), "*", "freightPaid");
    }
    refused(buyer.complete(shipping, with(good, "freightPaid", 1.5)), "*", "freightPaid");
    refused(buyer.complete(shipping, with(good, "status", "refunded")), "RR-05", "status");
    assertThat(shop.look(caseId).text("status")).isEqualTo("buyer-to-ship");
    assertThat(kinds(caseId)).doesNotContain("shipment-registered");
  }

  @Test
  void several_bad_values_of_a_parcel_are_named_together() {
    var caseId = agreed(order(), "return-refund");
    var shipping = task(buyer, caseId, "buyer-ships-return");
    refused(buyer.complete(shipping, Map.of()), "RR-05", "carrier", "trackingNumber", "freightPaid");
    refused(buyer.complete(shipping, Map.of("carrier", "SF", "trackingNumber", "x", "freightPaid", "5000.00")), "RR-05", "trackingNumber",
        "freightPaid");
    var sending = task(merchant, agreed(order(), "reship"), "merchant-ships-replacement");
    refused(merchant.complete(sending, Map.of()), "*", "carrier", "trackingNumber");
    for (var days : new Object[] {0, 61, -1, 1.5}) {
      refused(merchant.complete(sending, Map.of("carrier", "SF", "trackingNumber", trackingNumber("SF"), "etaDays", days)), "*", "etaDays");
    }
  }

  @Test
  void only_the_shop_reports_and_only_what_can_be() {
    var event = Map.<String, Object>of("carrier", "SF", "trackingNumber", trackingNumber("SF"), "event", "signed", "at", shop.now().toString());
    for (var user : List.of("buyer1", "m4711", "agent1", "admin", "finance1")) {
      problem(shop.as(user).post("/api/shipments/events", event), 403, "forbidden");
    }
    problem(Client.withoutLogin(port).post("/api/shipments/events", event), 401, "no-login");
    var carrier = shop.as("shop");
    refused(carrier.post("/api/shipments/events", Map.of()), "*", "carrier", "event", "at");
    refused(carrier.post("/api/shipments/events", with(event, "carrier", "UPS")), "*", "carrier");
    refused(carrier.post("/api/shipments/events", with(event, "trackingNumber", "SF1")), "*", "trackingNumber");
    refused(carrier.post("/api/shipments/events", with(event, "event", "lost")), "*", "event");
    refused(carrier.post("/api/shipments/events", with(event, "at", "yesterday")), "*", "at");
    refused(carrier.post("/api/shipments/events", with(event, "at", "2026-11-22T10:00:00")), "*", "at");
    refused(carrier.post("/api/shipments/events", with(event, "at", shop.now().plus(Duration.ofDays(3)).toString())), "*", "at");
    problem(carrier.post("/api/shipments/events", with(event, "surprise", 1)), 400, "malformed");
  }

  // --- what agents and strangers may do to such a case

  @Test
  void a_merchants_decision_is_shortened_whatever_it_is_about_and_nothing_else_is() {
    for (var type : List.of("return-refund", "exchange", "reship")) {
      var caseId = opened(buyer.post("/api/cases", application(order(), "type", type))).text("caseId");
      var sooner = shop.now().plus(Duration.ofHours(30)).truncatedTo(ChronoUnit.SECONDS);
      var shortened = agent.patch("/api/cases/" + caseId + "/deadline", Map.of("dueAt", sooner.toString()));
      assertThat(shortened.status()).as("%s", shortened.body()).isEqualTo(200);
      assertThat(due(caseId)).isEqualTo(sooner);
    }
    var shipping = agreed(order(), "return-refund");
    problem(agent.patch("/api/cases/" + shipping + "/deadline", Map.of("dueAt", shop.now().plus(Duration.ofHours(30)).toString())), 409,
        "nothing-to-shorten");
    sendsBack(shipping, "0.00");
    problem(agent.patch("/api/cases/" + shipping + "/deadline", Map.of("dueAt", shop.now().plus(Duration.ofHours(30)).toString())), 409,
        "nothing-to-shorten");
  }

  @Test
  void a_buyer_withdraws_a_return_at_every_step_before_the_money() {
    var asked = opened(buyer.post("/api/cases", application(order(), "type", "return-refund"))).text("caseId");
    var agreed = agreed(order(), "return-refund");
    var sent = agreed(order(), "exchange");
    sendsBack(sent, "5.00");
    var waiting = opened(merchant.post("/api/cases", application(order(), "type", "exchange"))).text("caseId");
    var talking = opened(buyer.post("/api/cases", application(order(), "type", "reship"))).text("caseId");
    opened(merchant.post("/api/negotiations", proposal(shop.look(talking).text("orderId"), "small-payment")));
    for (var caseId : List.of(asked, agreed, sent, waiting, talking)) {
      problem(shop.as("buyer1").post("/api/cases/" + caseId + "/withdrawal", Map.of()), 404, "not-found");
      problem(merchant.post("/api/cases/" + caseId + "/withdrawal", Map.of()), 403, "forbidden");
      var withdrawn = buyer.post("/api/cases/" + caseId + "/withdrawal", Map.of());
      assertThat(withdrawn.status()).as("%s", withdrawn.body()).isEqualTo(200);
      over(caseId, "withdrawn", 11);
      assertThat(buyer.tasks(caseId)).isEmpty();
      assertThat(merchant.tasks(caseId)).isEmpty();
      var again = buyer.post("/api/cases/" + caseId + "/withdrawal", Map.of());
      problem(again, 409, "case-closed");
      assertThat(again.text("clause")).isNotBlank();
    }
    assertThat(entries()).hasSize(1);
  }

  @Test
  void an_agent_asks_only_about_what_may_still_be_unshipped() {
    for (var type : List.of("return-refund", "exchange", "reship")) {
      var caseId = opened(buyer.post("/api/cases", application(order(), "type", type))).text("caseId");
      var asked = agent.post("/api/cases/" + caseId + "/information-request", Map.of("question", "Was it checked?"));
      problem(asked, 409, "nothing-to-ask");
      assertThat(asked.text("clause")).isEqualTo("GN-05");
    }
  }

  @Test
  void an_exchange_asked_for_again_has_no_amount_and_may_be_dismissed_for_good() {
    var orderId = order();
    var caseId = opened(buyer.post("/api/cases", application(orderId, "type", "exchange", "amount", "1.00"))).text("caseId");
    assertThat(shop.look(caseId).text("amount")).as("ignored").isEqualTo("129.90");
    rejects(caseId, "merchant-decides-exchange");
    waits(caseId, "buyer-to-answer", 15, "buyer-answers-rejection", "buyer", DAYS_7);
    take(buyer, caseId, "buyer-answers-rejection", "answer", "resubmit", "amount", "1.00", "reason", "damaged");
    waits(caseId, "merchant-to-decide", 14, "merchant-decides-exchange", "merchant", HOURS_48);
    assertThat(shop.look(caseId).text("amount")).as("ignored").isEqualTo("129.90");
    assertThat(shop.look(caseId).text("reason")).isEqualTo("damaged");
    rejects(caseId, "merchant-decides-exchange");
    take(buyer, caseId, "buyer-answers-rejection", "answer", "intervene");
    refused(agent.complete(task(agent, caseId, "agent-judges"), Map.of("remedy", "refund", "refundAmount", "129.91", "explanation", "x")), "*",
        "refundAmount");
    take(agent, caseId, "agent-judges", "remedy", "dismiss", "explanation", "The pictures show another item.");
    over(caseId, "closed-by-platform", 9);
    problem(buyer.post("/api/cases", application(orderId, "type", "exchange", "reason", "damaged")), 409, "judged-already");
    opened(buyer.post("/api/cases", application(orderId, "type", "exchange", "reason", "quality")));
  }

  @Test
  void goods_that_were_refused_may_be_agreed_on_again_where_they_are() {
    var caseId = agreed(order(), "return-refund");
    sendsBack(caseId, "6.00");
    take(merchant, caseId, "merchant-checks-return", "decision", "reject", "condition", "used", "rejectReason", "buyer-caused", "explanation", "Worn.");
    take(buyer, caseId, "buyer-answers-rejection", "answer", "negotiate");
    take(merchant, caseId, "merchant-proposes", "outcome", "return-refund", "amount", "70.00", "message", "Half of it?");
    take(buyer, caseId, "buyer-answers-proposal", "answer", "accept");
    assertThat(shop.look(caseId).text("amount")).isEqualTo("70.00");
    assertThat(over(caseId, "refunded", 10).text("refundedAmount")).isEqualTo("70.00");
    hears(caseId, "freight-succeeded");
    assertThat(entries()).extracting(entry -> entry.path("amount").asText()).as("the postage once").containsExactly("-6.00", "-70.00", "1000.00");
  }

  // --- helpers

  private Client newMerchant(String id) {
    var admin = shop.as("admin");
    var user = "m" + id;
    done(admin.post("/engine-rest/user/create", Map.of("profile", Map.of("id", user, "firstName", "Merchant", "lastName", id),
        "credentials", Map.of("password", user))));
    done(admin.post("/engine-rest/group/create", Map.of("id", "merchant-" + id, "name", "Merchant " + id, "type", "WORKFLOW")));
    for (var group : List.of("merchant", "merchant-" + id)) {
      done(admin.put("/engine-rest/group/" + group + "/members/" + user, Map.of()));
    }
    var credited = shop.as("shop").post("/api/merchants/" + id + "/account/credits",
        Map.of("account", "balance", "amount", "1000.00", "reference", "start"));
    assertThat(credited.status()).as("%s", credited.body()).isEqualTo(201);
    return shop.as(user);
  }

  private static void done(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isIn(200, 204);
  }

  private String order(Object... replaced) {
    return shop.order(Stream.concat(Stream.of("merchantId", merchantId, "buyerId", "buyer2"), Stream.of(replaced)).toArray());
  }

  private Answer returns(String orderId, Object... replaced) {
    return buyer.post("/api/cases", with(application(orderId, "type", "return-refund"), replaced));
  }

  private static Map<String, Object> with(Map<String, Object> of, Object... replaced) {
    var changed = new LinkedHashMap<>(of);
    for (int i = 0; i < replaced.length; i += 2) {
      changed.put((String) replaced[i], replaced[i + 1]);
    }
    return changed;
  }

  /** A case that the merchant has agreed to. */
  private String agreed(String orderId, String type, Object... replaced) {
    var caseId = opened(buyer.post("/api/cases", with(application(orderId, "type", type), replaced))).text("caseId");
    take(merchant, caseId, "merchant-decides-" + (type.equals("return-refund") ? "return" : type), "decision", "agree");
    return caseId;
  }

  /** The goods are sent, accepted and paid. */
  private String checked(String caseId, String freightPaid) {
    sendsBack(caseId, freightPaid);
    take(merchant, caseId, "merchant-checks-return", "decision", "refund");
    shop.refunded(caseId);
    return caseId;
  }

  private String sendsBack(String caseId, String freightPaid) {
    var number = trackingNumber("SF");
    take(buyer, caseId, "buyer-ships-return", "carrier", "SF", "trackingNumber", number, "freightPaid", freightPaid);
    return number;
  }

  private String sendsOut(String caseId, Integer etaDays) {
    var number = trackingNumber("YT");
    take(merchant, caseId, "merchant-ships-replacement", "outOfStock", false, "carrier", "YTO", "trackingNumber", number, "etaDays", etaDays);
    return number;
  }

  private void rejects(String caseId, String step) {
    take(merchant, caseId, step, "decision", "reject", "rejectReason", "not-proven", "explanation", "Please send a picture.");
  }

  private void reports(String number, String event, Instant at) {
    var heard = shop.as("shop").post("/api/shipments/events", Map.of("carrier", "SF", "trackingNumber", number, "event", event, "at", at.toString()));
    assertThat(heard.status()).as("%s", heard.body()).isBetween(200, 204);
  }

  private static void take(Client whose, String caseId, String step, Object... values) {
    var done = whose.complete(task(whose, caseId, step), with(Map.of(), values));
    assertThat(done.status()).as("%s %s", step, done.body()).isEqualTo(204);
  }

  private static JsonNode task(Client whose, String caseId, String step) {
    var tasks = whose.tasks(caseId);
    return tasks.stream().filter(task -> task.path("step").asText().equals(step)).findFirst()
        .orElseThrow(() -> new AssertionError("no " + step + " among " + tasks));
  }

  /** The case waits for this step, whoever looks. */
  private void waits(String caseId, String status, Integer platformStatus, String step, String whose, Duration left) {
    var its = shop.look(caseId);
    assertThat(its.text("status")).as("%s", its.body()).isEqualTo(status);
    assertThat(its.text("platformStatus")).as("%s", its.body()).isEqualTo(platformStatus == null ? null : platformStatus.toString());
    assertThat(its.body().at("/deadline/step").asText()).as("%s", its.body()).isEqualTo(step);
    assertThat(its.body().at("/deadline/whose").asText()).isEqualTo(whose);
    assertThat(Instant.parse(its.body().at("/deadline/dueAt").asText())).isCloseTo(shop.now().plus(left), within(2, ChronoUnit.MINUTES));
    var tasks = (whose.equals("buyer") ? buyer : merchant).tasks(caseId);
    assertThat(tasks).extracting(task -> task.path("step").asText()).contains(step);
    assertThat(buyer.get("/api/cases/" + caseId).body()).isEqualTo(its.body());
    assertThat(merchant.get("/api/cases/" + caseId).body()).isEqualTo(its.body());
  }

  private Answer over(String caseId, String status, int platformStatus) {
    var its = shop.stands(caseId, status);
    assertThat(its.body().path("platformStatus").asInt()).isEqualTo(platformStatus);
    assertThat(its.body().path("deadline").isNull()).isTrue();
    assertThat(its.body().path("closedAt").isTextual()).isTrue();
    return its;
  }

  private void settledAs(String caseId, String outcome, String step, String status, int platformStatus) {
    if (step == null) {
      var its = over(caseId, status, platformStatus);
      assertThat(its.text("refundedAmount")).isEqualTo(outcome.equals("small-payment") ? "12.50" : "129.90");
    } else {
      waits(caseId, status, platformStatus, step, step.startsWith("buyer") ? "buyer" : "merchant", step.startsWith("buyer") ? DAYS_7 : HOURS_48);
      assertThat(shop.look(caseId).text("type")).isEqualTo(outcome);
    }
  }

  private Instant due(String caseId) {
    return Instant.parse(shop.look(caseId).body().at("/deadline/dueAt").asText());
  }

  private int piecesLeft(String orderId) {
    return buyer.get("/api/orders?size=200").items().stream().filter(each -> each.path("orderId").asText().equals(orderId)).findFirst().orElseThrow()
        .path("piecesLeft").asInt();
  }

  private void hears(String caseId, String kind) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(kinds(caseId)).contains(kind));
  }

  private List<String> kinds(String caseId) {
    return timeline(buyer, caseId).stream().map(entry -> entry.path("kind").asText()).toList();
  }

  private List<String> passed(String caseId) {
    return timeline(buyer, caseId).stream().filter(entry -> entry.path("kind").asText().equals("deadline-passed"))
        .map(entry -> entry.path("clause").asText()).toList();
  }

  private static List<JsonNode> timeline(Client reader, String caseId) {
    return reader.get("/api/cases/" + caseId + "/timeline").items();
  }

  private Answer account() {
    return merchant.get("/api/merchants/" + merchantId + "/account?size=200");
  }

  private List<JsonNode> entries() {
    return StreamSupport.stream(account().body().at("/entries/items").spliterator(), false).toList();
  }

  private String settingsPath() {
    return "/api/merchants/" + merchantId + "/settings";
  }

  @SafeVarargs
  private static Map<String, Object> settings(Map<String, Object>... addresses) {
    return new HashMap<>(Map.of("phones", Map.of("landline", "021-55550101"), "returnAddresses", List.of(addresses)));
  }

  private static Map<String, Object> address(String id, boolean isDefault) {
    var address = new HashMap<String, Object>(Map.of("street", "main".equals(id) || id == null ? "Return Road 1 退货路1号" : "Return Road " + id,
        "receiver", "Returns 退货组", "phone", "13800001234", "default", isDefault));
    address.put("addressId", id);
    return address;
  }

  private static Map<String, Object> proposal(String orderId, String outcome) {
    var proposal = new HashMap<String, Object>(Map.of("outcome", outcome, "message", "Sorry about the zip. 很抱歉。"));
    proposal.put("orderId", orderId);
    if (outcome.equals("small-payment")) {
      proposal.put("amount", "12.50");
    }
    return proposal;
  }

  private static List<String> fields(JsonNode of) {
    var names = new ArrayList<String>();
    of.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Answer opened(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    return answer;
  }

  private static void problem(Answer answer, int status, String type) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(answer.contentType()).contains("application/problem+json");
    assertThat(answer.text("type")).isEqualTo("/problems/" + type);
    assertThat(answer.text("title")).isNotBlank();
    assertThat(answer.text("detail")).isNotBlank();
    assertThat(answer.body().path("status").asInt()).isEqualTo(status);
  }

  /** Refused with one entry per field; {@code clause} is the first one's, {@code *} any, null none asked for. */
  private static void refused(Answer answer, String clause, String... fields) {
    problem(answer, 422, "invalid-values");
    assertThat(answer.refusedFields()).as("%s", answer.body()).containsExactly(fields);
    if (clause != null) {
      assertThat(answer.body().path("errors")).as("%s", answer.body()).allSatisfy(error -> assertThat(error.path("clause").asText()).isNotBlank());
    }
    if (clause != null && !clause.equals("*")) {
      assertThat(answer.text("clause")).as("%s", answer.body()).isEqualTo(clause);
    }
  }
}
