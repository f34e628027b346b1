package io.redress.journey;

import static io.redress.journey.Shop.application;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.redress.journey.Client.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Over HTTP: what a merchant or an agent proposes or asks for, what the buyer answers, and who may do neither (NG-09, MB-01). */
@WholeApplication
class SettlementJourneyTest {

  @LocalServerPort int port;

  private Shop shop;
  private Client buyer;
  private Client merchant;
  private Client agent;

  @BeforeEach
  void people() {
    shop = new Shop(port);
    buyer = shop.as("buyer1");
    merchant = shop.as("m4711");
    agent = shop.as("agent1");
  }

  @Test
  void what_was_agreed_in_a_chat_is_paid_once_the_buyer_accepts() {
    var orderId = shop.order();
    var proposed = merchant.post("/api/negotiations", proposal(orderId));
    assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(201);
    var caseId = proposed.text("caseId");
    assertThat(proposed.location()).isEqualTo("/api/cases/" + caseId);
    assertThat(proposed.text("status")).isEqualTo("negotiating");
    assertThat(proposed.text("openedBy")).isEqualTo("merchant");
    assertThat(proposed.body().at("/deadline/step").asText()).isEqualTo("buyer-answers-proposal");
    var task = onlyTask(buyer, caseId);
    assertThat(task.at("/data/proposal/outcome").asText()).isEqualTo("small-payment");
    assertThat(task.at("/data/proposal/amount").asText()).isEqualTo("12.50");
    assertThat(task.at("/data/proposal/message").asText()).isEqualTo("Sorry about the zip. 很抱歉。");
    assertThat(buyer.complete(task, Map.of("answer", "accept")).status()).isEqualTo(204);
    var settled = await().atMost(Duration.ofSeconds(30)).until(() -> shop.look(caseId), its -> "settled".equals(its.text("status")));
    assertThat(settled.text("refundedAmount")).isEqualTo("12.50");
    var kinds = buyer.get("/api/cases/" + caseId + "/timeline").items();
    assertThat(kinds).extracting(entry -> entry.path("kind").asText())
        .containsSubsequence("opened", "proposed", "step-completed", "handed-over", "refund-decided", "refund-succeeded");
    assertThat(kinds).filteredOn(entry -> entry.path("kind").asText().equals("proposed")).singleElement()
        .satisfies(entry -> assertThat(entry.at("/actor/id").asText()).isEqualTo("m4711"));
    assertThat(buyer.complete(task, Map.of("answer", "accept")).status()).as("answered already").isEqualTo(409);
  }

  @Test
  void only_the_orders_merchant_and_agents_propose() {
    var orderId = shop.order();
    for (var forbidden : List.of("buyer1", "buyer2", "finance1", "desk1", "owner1", "shop", "admin")) {
      problem(shop.as(forbidden).post("/api/negotiations", proposal(orderId)), 403, "forbidden");
    }
    problem(shop.as("m4712").post("/api/negotiations", proposal(orderId)), 404, "not-found");
    problem(merchant.post("/api/negotiations", proposal("no-such-order")), 404, "not-found");
    problem(shop.as("shop").post("/api/negotiations", proposal(orderId), "X-On-Behalf-Of", "buyer1"), 403, "forbidden");
    problem(Client.withoutLogin(port).post("/api/negotiations", proposal(orderId)), 401, "no-login");
    assertThat(agent.get("/api/cases?orderId=" + orderId).items()).isEmpty();
    assertThat(shop.as("supervisor1").post("/api/negotiations", proposal(orderId)).text("openedBy")).isEqualTo("agent");
    problem(merchant.post("/api/negotiations", proposal(orderId)), 409, "negotiating-already");
  }

  @Test
  void a_proposal_that_makes_no_sense_is_refused_by_its_fields_and_opens_nothing() {
    var orderId = shop.order();
    refused(merchant.post("/api/negotiations", proposal(orderId, "outcome", "voucher")), "outcome");
    refused(merchant.post("/api/negotiations", proposal(orderId, "outcome", null, "message", null)), "outcome", "message");
    refused(merchant.post("/api/negotiations", proposal(null)), "orderId");
    refused(merchant.post("/api/negotiations", proposal(orderId, "message", "x".repeat(501))), "message");
    for (var amount : new String[] {null, "0.00", "-1", "129.91", "1.234", "a lot"}) {
      refused(merchant.post("/api/negotiations", proposal(orderId, "amount", amount)), "amount");
    }
    assertThat(merchant.post("/api/negotiations", proposal(orderId, "amount", 12.5)).status()).as("an amount is a text").isEqualTo(400);
    assertThat(merchant.postRaw("/api/negotiations", "{\"orderId\":").status()).isEqualTo(400);
    problem(merchant.post("/api/negotiations", proposal(shop.order("category", "fruit"), "outcome", "return-refund")), 409, "not-offered");
    assertThat(agent.get("/api/cases?orderId=" + orderId).items()).isEmpty();
  }

  @Test
  void what_a_merchant_asks_for_a_buyer_waits_for_that_buyers_word() {
    var orderId = shop.order();
    var asked = merchant.post("/api/cases", application(orderId, "amount", "20.00"), "Idempotency-Key", "help-" + orderId);
    assertThat(asked.status()).as("%s", asked.body()).isEqualTo(201);
    var caseId = asked.text("caseId");
    assertThat(asked.text("status")).isEqualTo("awaiting-buyer-confirmation");
    assertThat(asked.text("openedBy")).isEqualTo("merchant");
    assertThat(merchant.post("/api/cases", application(orderId, "amount", "20.00"), "Idempotency-Key", "help-" + orderId).text("caseId"))
        .isEqualTo(caseId);
    problem(shop.as("m4712").post("/api/cases", application(orderId)), 404, "not-found");
    problem(shop.as("finance1").post("/api/cases", application(orderId)), 403, "forbidden");
    var task = onlyTask(buyer, caseId);
    assertThat(task.path("step").asText()).isEqualTo("buyer-confirms-application");
    for (var stranger : List.of("buyer2", "m4711", "m4712", "agent1")) {
      assertThat(shop.as(stranger).complete(task, Map.of("answer", "confirm")).status()).as(stranger).isEqualTo(404);
    }
    assertThat(buyer.complete(task, Map.of("answer", "perhaps")).status()).isEqualTo(422);
    assertThat(buyer.complete(task, Map.of("answer", "confirm")).status()).isEqualTo(204);
    assertThat(shop.refunded(caseId).text("refundedAmount")).isEqualTo("20.00");
  }

  @Test
  void what_an_agent_asks_for_a_buyer_is_the_merchants_to_decide_once_it_is_confirmed() {
    var orderId = shop.order();
    var asked = agent.post("/api/cases", application(orderId));
    assertThat(asked.text("openedBy")).isEqualTo("agent");
    var caseId = asked.text("caseId");
    assertThat(merchant.tasks(caseId)).isEmpty();
    buyer.complete(onlyTask(buyer, caseId), Map.of("answer", "confirm"));
    assertThat(onlyTask(merchant, caseId).path("step").asText()).isEqualTo("merchant-decides-refund");
    assertThat(onlyTask(merchant, caseId).at("/data/scripts/0/outcome").asText()).isEqualTo("refund-only");
  }

  // ---------------------------------------------------------------------------------------------------------------------------

  private static Map<String, Object> proposal(String orderId, Object... replaced) {
    var proposal = new HashMap<String, Object>();
    proposal.put("orderId", orderId);
    proposal.put("outcome", "small-payment");
    proposal.put("amount", "12.50");
    proposal.put("message", "Sorry about the zip. 很抱歉。");
    for (int i = 0; i < replaced.length; i += 2) {
      proposal.put((String) replaced[i], replaced[i + 1]);
    }
    return proposal;
  }

  private static JsonNode onlyTask(Client whose, String caseId) {
    var tasks = whose.tasks(caseId);
    assertThat(tasks).hasSize(1);
    return tasks.get(0);
  }

  private static void problem(Answer answer, int status, String type) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(answer.text("type")).isEqualTo("/problems/" + type);
    assertThat(answer.text("detail")).isNotBlank();
  }

  private static void refused(Answer answer, String... fields) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(422);
    assertThat(answer.refusedFields()).containsExactlyInAnyOrder(fields);
  }
}
