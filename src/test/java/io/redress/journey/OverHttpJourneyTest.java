package io.redress.journey;

import static io.redress.journey.Shop.application;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redress.Cny;
import io.redress.journey.Client.Answer;
import io.redress.order.Exports;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What shops, buyers, merchants and agents do over HTTP, from an order to the money, and everything that they may not. */
@WholeApplication
class OverHttpJourneyTest {

  private static final Path OPENAPI = Path.of("docs", "openapi.json");

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

  // --- from the order to the money

  @Test
  void a_silent_merchant_is_overtaken_by_the_deadline_and_the_money_moves_once() {
    var orderId = "J-" + UUID.randomUUID().toString().substring(0, 8);
    var snapshot = shop.snapshot(orderId);
    assertThat(shop.as("shop").put("/api/orders/" + orderId, snapshot).status()).as("new").isEqualTo(201);
    assertThat(shop.as("shop").put("/api/orders/" + orderId, snapshot).status()).as("again").isEqualTo(200);

    var first = opened(buyer.post("/api/cases", application(orderId), "Idempotency-Key", "wish-" + orderId));
    assertThat(first.location()).isEqualTo("/api/cases/" + first.text("caseId"));
    assertThat(first.text("status")).isEqualTo("merchant-to-decide");
    assertThat(first.body().at("/deadline/step").asText()).isEqualTo("merchant-decides-refund");
    assertThat(first.body().at("/deadline/whose").asText()).isEqualTo("merchant");
    assertThat(Duration.between(time(first.body(), "openedAt"), time(first.body().path("deadline"), "dueAt")))
        .isBetween(Duration.ofHours(48), Duration.ofHours(48).plusSeconds(5));
    var caseId = first.text("caseId");
    var repeated = buyer.post("/api/cases", application(orderId), "Idempotency-Key", "wish-" + orderId);
    assertThat(repeated.status()).isEqualTo(201);
    assertThat(repeated.text("caseId")).as("a repeat gives the first case").isEqualTo(caseId);

    var task = onlyTask(merchant, caseId);
    assertThat(task.path("step").asText()).isEqualTo("merchant-decides-refund");
    assertThat(task.at("/form/id").asText()).isEqualTo("merchant-decides-refund");
    assertThat(task.at("/data/orderId").asText()).isEqualTo(orderId);

    shop.timePasses(Duration.ofHours(48));

    var refunded = shop.look(caseId);
    assertThat(refunded.text("status")).as("the answer comes when everything due has run; %s", timeline(agent, caseId)).isEqualTo("refunded");
    assertThat(refunded.text("refundedAmount")).isEqualTo("129.90");
    assertThat(refunded.body().path("deadline").isNull()).isTrue();
    assertThat(refunded.text("closedAt")).isNotNull();
    assertThat(entriesOf(caseId)).singleElement().satisfies(entry -> {
      assertThat(entry.path("account").asText()).isEqualTo("balance");
      assertThat(entry.path("amount").asText()).isEqualTo("-129.90");
      assertThat(entry.path("purpose").asText()).isEqualTo("funding");
    });
    assertThat(timeline(buyer, caseId)).extracting(entry -> entry.path("kind").asText())
        .containsSubsequence("opened", "status-changed", "reminded", "deadline-passed", "refund-decided", "refund-sent", "refund-succeeded");
    assertThat(timeline(buyer, caseId)).filteredOn(entry -> entry.path("kind").asText().equals("deadline-passed")).singleElement()
        .satisfies(entry -> {
          assertThat(entry.path("clause").asText()).isEqualTo("RO-02");
          assertThat(entry.at("/actor/kind").asText()).isEqualTo("automatic");
        });
    assertThat(timeline(merchant, caseId)).isEqualTo(timeline(buyer, caseId));
  }

  @Test
  void an_export_from_the_back_office_becomes_orders_and_what_it_cannot_say_is_told_by_row() {
    var good = "J-" + UUID.randomUUID().toString().substring(0, 8);
    var csv = Exports.csv(Exports.row(good), Exports.row(good + "-2", "商品数量(件)", "0"));
    var imported = shop.as("shop").upload("/api/orders/import?merchantId=4711&buyerId=buyer1", "订单.csv",
        csv.getBytes(Charset.forName("GB18030")));
    assertThat(imported.status()).as("%s", imported.body()).isEqualTo(200);
    assertThat(imported.body().path("new").asInt()).isEqualTo(1);
    assertThat(imported.body().path("refused")).singleElement().satisfies(refused -> {
      assertThat(refused.path("row").asInt()).isEqualTo(3);
      assertThat(refused.path("column").asText()).isEqualTo("商品数量(件)");
      assertThat(refused.path("reason").asText()).isNotBlank();
    });
    assertThat(buyer.get("/api/orders?size=200").items()).filteredOn(order -> order.path("orderId").asText().equals(good)).singleElement()
        .satisfies(order -> {
          assertThat(order.path("itemName").asText()).as("read as GB18030").isEqualTo("无线耳机 降噪版");
          assertThat(order.path("refundable").asText()).isEqualTo("129.90");
        });
  }

  @Test
  void a_merchant_who_agrees_pays_from_the_own_balance_exactly_what_was_asked() {
    var before = merchant.get("/api/merchants/4711/account");
    var caseId = shop.caseAbout(shop.order());
    assertThat(merchant.complete(onlyTask(merchant, caseId), Map.of("decision", "agree")).status()).isEqualTo(204);
    assertThat(shop.refunded(caseId).text("refundedAmount")).isEqualTo("129.90");
    var after = merchant.get("/api/merchants/4711/account");
    assertThat(Cny.parse(after.text("balance"))).isEqualTo(Cny.parse(before.text("balance")).minus(Cny.parse("129.90")));
    assertThat(after.text("deposit")).isEqualTo(before.text("deposit"));
    assertThat(after.text("receivable")).isEqualTo(before.text("receivable"));
    assertThat(after.body().at("/entries/total").asInt()).isEqualTo(before.body().at("/entries/total").asInt() + 1);
    assertThat(after.body().at("/entries/items/0/caseId").asText()).isEqualTo(caseId);
  }

  @Test
  void a_dispute_goes_from_the_rejection_over_the_platform_to_half_of_the_money() {
    var caseId = rejected(shop.order());
    assertThat(shop.look(caseId).text("status")).isEqualTo("buyer-to-answer");
    assertThat(onlyTask(buyer, caseId).at("/data/rejectExplanation").asText()).isEqualTo("Please send a picture.");
    assertThat(buyer.complete(onlyTask(buyer, caseId), Map.of("answer", "intervene", "description", "I sent one.")).status()).isEqualTo(204);
    assertThat(shop.look(caseId).text("status")).isEqualTo("platform-reviewing");
    var task = onlyTask(agent, caseId);
    refused(agent.complete(task, Map.of("remedy", "refund", "refundAmount", "130.00", "explanation", "x")), 422, "refundAmount");
    refused(agent.complete(task, Map.of("remedy", "refund", "explanation", "x")), 422, "refundAmount");
    assertThat(agent.complete(task, Map.of("remedy", "refund", "refundAmount", "64.95", "liability", "both-is-unknown", "explanation", "x"))
        .refusedFields()).containsExactly("liability");
    assertThat(agent.complete(task,
        Map.of("remedy", "refund", "refundAmount", "64.95", "liability", "merchant", "explanation", "Half is fair.")).status()).isEqualTo(204);
    assertThat(shop.refunded(caseId).text("refundedAmount")).isEqualTo("64.95");
    assertThat(entriesOf(caseId)).extracting(entry -> entry.path("amount").asText()).containsExactly("-64.95");
    assertThat(timeline(buyer, caseId)).extracting(entry -> entry.at("/actor/kind").asText()).contains("buyer", "merchant", "agent");
  }

  @Test
  void a_task_that_a_colleague_holds_is_not_answered_by_another() {
    var caseId = rejected(shop.order());
    buyer.complete(onlyTask(buyer, caseId), Map.of("answer", "intervene"));
    var task = onlyTask(agent, caseId);
    var claimed = shop.as("admin").post("/engine-rest/task/" + task.path("taskId").asText() + "/claim", Map.of("userId", "supervisor1"));
    assertThat(claimed.status()).as("%s", claimed.body()).isEqualTo(204);
    problem(agent.complete(task, Map.of("remedy", "dismiss", "explanation", "x")), 409, "claimed");
    assertThat(shop.look(caseId).text("status")).isEqualTo("platform-reviewing");
  }

  @Test
  void a_buyer_withdraws_and_may_ask_again() {
    var orderId = shop.order();
    var caseId = shop.caseAbout(orderId);
    var withdrawn = buyer.post("/api/cases/" + caseId + "/withdrawal", Map.of());
    assertThat(withdrawn.status()).isEqualTo(200);
    assertThat(withdrawn.text("status")).isEqualTo("withdrawn");
    assertThat(merchant.tasks(caseId)).isEmpty();
    problem(buyer.post("/api/cases/" + caseId + "/withdrawal", Map.of()), 409, "case-closed");
    assertThat(entriesOf(caseId)).isEmpty();
    assertThat(shop.caseAbout(orderId)).isNotEqualTo(caseId);
  }

  @Test
  void nobody_withdraws_what_has_been_paid() {
    var caseId = shop.caseAbout(shop.order());
    merchant.complete(onlyTask(merchant, caseId), Map.of("decision", "agree"));
    shop.refunded(caseId);
    assertThat(buyer.post("/api/cases/" + caseId + "/withdrawal", Map.of()).status()).isEqualTo(409);
  }

  @Test
  void a_resubmission_gives_the_merchant_48_hours_again_and_never_asks_for_more_than_is_left() {
    var caseId = rejected(shop.order());
    refused(buyer.complete(onlyTask(buyer, caseId), Map.of("answer", "resubmit", "amount", "129.91")), 422, "amount");
    assertThat(buyer.complete(onlyTask(buyer, caseId), Map.of("answer", "resubmit", "amount", "100.00", "reason", "damaged")).status()).isEqualTo(204);
    var its = shop.look(caseId);
    assertThat(its.text("status")).isEqualTo("merchant-to-decide");
    assertThat(its.text("amount")).isEqualTo("100.00");
    assertThat(its.text("reason")).isEqualTo("damaged");
    assertThat(Duration.between(shop.now(), time(its.body().path("deadline"), "dueAt"))).isBetween(Duration.ofHours(47), Duration.ofHours(48));
  }

  // --- what agents do to a running case

  @Test
  void an_agent_shortens_the_merchants_time_but_never_below_24_hours_and_never_later() {
    var caseId = shop.caseAbout(shop.order());
    var due = time(shop.look(caseId).body().path("deadline"), "dueAt");
    var path = "/api/cases/" + caseId + "/deadline";
    refused(agent.patch(path, Map.of("dueAt", shop.now().plus(Duration.ofHours(23)).toString())), 422, "dueAt");
    refused(agent.patch(path, Map.of("dueAt", due.plusSeconds(1).toString())), 422, "dueAt");
    refused(agent.patch(path, Map.of()), 422, "dueAt");
    assertThat(agent.patch(path, Map.of("dueAt", "tomorrow")).status()).isEqualTo(422);
    assertThat(time(shop.look(caseId).body().path("deadline"), "dueAt")).as("nothing changed").isEqualTo(due);

    var sooner = shop.now().plus(Duration.ofHours(25)).truncatedTo(ChronoUnit.SECONDS);
    var shortened = agent.patch(path, Map.of("dueAt", sooner.toString()));
    assertThat(shortened.status()).as("%s", shortened.body()).isEqualTo(200);
    assertThat(time(shortened.body().path("deadline"), "dueAt")).isEqualTo(sooner);
    assertThat(time(onlyTask(merchant, caseId), "dueAt")).isEqualTo(sooner);
    assertThat(timeline(merchant, caseId)).filteredOn(entry -> entry.path("kind").asText().equals("deadline-moved")).singleElement()
        .satisfies(entry -> {
          assertThat(entry.path("clause").asText()).isEqualTo("RO-03");
          assertThat(entry.at("/actor/id").asText()).isEqualTo("agent1");
        });
    shop.timePasses(Duration.ofHours(25));
    assertThat(shop.look(caseId).text("status")).isEqualTo("refunded");
    problem(agent.patch(path, Map.of("dueAt", shop.now().plus(Duration.ofHours(30)).toString())), 409, "case-closed");
  }

  @Test
  void an_agent_asks_the_merchant_and_the_clock_runs_on() {
    var caseId = shop.caseAbout(shop.order());
    var due = shop.look(caseId).body().at("/deadline/dueAt").asText();
    var path = "/api/cases/" + caseId + "/information-request";
    refused(agent.post(path, Map.of("question", " ")), 422, "question");
    assertThat(agent.post(path, Map.of("question", "Was it checked before it was sent?")).status()).isEqualTo(200);
    problem(agent.post(path, Map.of("question", "And?")), 409, "asked-already");
    assertThat(shop.look(caseId).body().at("/deadline/dueAt").asText()).isEqualTo(due);
    assertThat(shop.look(caseId).text("status")).isEqualTo("merchant-to-decide");
    var asked = task(merchant, caseId, "merchant-supplies-information");
    assertThat(asked.at("/data/question").asText()).isEqualTo("Was it checked before it was sent?");
    refused(merchant.complete(asked, Map.of()), 422, "explanation");
    assertThat(merchant.complete(asked, Map.of("explanation", "Yes, by hand.")).status()).isEqualTo(204);
    assertThat(timeline(agent, caseId)).extracting(entry -> entry.path("kind").asText())
        .containsSubsequence("information-requested", "step-completed");
  }

  @Test
  void an_agent_has_a_parcel_stopped_that_is_on_its_way() {
    var caseId = shop.caseAbout(shop.order("receivedAt", null));
    var path = "/api/cases/" + caseId + "/interception";
    var wish = Map.<String, Object>of("explanation", "The buyer has bought another one meanwhile.");
    refused(agent.post(path, Map.of("explanation", "")), 422, "explanation");
    problem(merchant.post(path, wish), 403, "forbidden");
    problem(buyer.post(path, wish), 403, "forbidden");
    var requested = agent.post(path, wish);
    assertThat(requested.status()).isEqualTo(201);
    assertThat(requested.text("status")).isEqualTo("merchant-to-decide");
    assertThat(requested.body().at("/deadline/step").asText()).isEqualTo("merchant-decides-refund");
    problem(agent.post(path, wish), 409, "asked-already");
    var asked = task(merchant, caseId, "merchant-recalls-parcel");
    assertThat(merchant.complete(asked, Map.of("recalled", true, "explanation", "On its way back.")).status()).isEqualTo(204);
    assertThat(timeline(buyer, caseId)).extracting(entry -> entry.path("kind").asText())
        .containsSubsequence("interception-requested", "step-opened", "step-completed");
    assertThat(shop.look(caseId).text("status")).isEqualTo("merchant-to-decide");
    problem(agent.post("/api/cases/" + shop.caseAbout(shop.order()) + "/interception", wish), 409, "not-on-its-way");
  }

  @Test
  void a_shop_that_acts_for_its_buyer_stands_on_the_timeline() {
    var orderId = shop.order();
    var opened = opened(shop.as("shop").post("/api/cases", application(orderId), "X-On-Behalf-Of", "buyer1"));
    assertThat(opened.text("buyerId")).isEqualTo("buyer1");
    var entry = timeline(buyer, opened.text("caseId")).get(0);
    assertThat(entry.path("kind").asText()).isEqualTo("opened");
    assertThat(entry.at("/actor/kind").asText()).isEqualTo("buyer");
    assertThat(entry.at("/actor/id").asText()).isEqualTo("buyer1");
    assertThat(entry.at("/actor/actingUser").asText()).isEqualTo("shop");
    assertThat(shop.as("shop").post("/api/cases", application(shop.order()), "X-On-Behalf-Of", "buyer2").status())
        .as("only for the order's own buyer").isEqualTo(404);
    assertThat(merchant.post("/api/cases", application(shop.order()), "X-On-Behalf-Of", "buyer1").status()).isEqualTo(403);
  }

  // --- what a form does not take

  @Test
  void every_wrong_value_of_an_answer_is_named_and_nothing_happens() {
    var caseId = shop.caseAbout(shop.order());
    var task = onlyTask(merchant, caseId);
    var before = timeline(merchant, caseId);
    refused(merchant.complete(task, Map.of()), 422, "decision");
    refused(merchant.complete(task, Map.of("decision", "maybe")), 422, "decision");
    refused(merchant.complete(task, Map.of("decision", true)), 422, "decision");
    refused(merchant.complete(task, Map.of("decision", "reject")), 422, "rejectReason", "explanation");
    refused(merchant.complete(task, Map.of("decision", "reject", "rejectReason", "because", "explanation", "x".repeat(501))), 422,
        "rejectReason", "explanation");
    refused(merchant.complete(task, Map.of("decision", "agree", "status", "refunded")), 422, "status");
    refused(merchant.complete(task, Map.of("decision", "agree", "caseId", "other", "amount", "0.01")), 422, "amount", "caseId");
    assertThat(merchant.post("/api/tasks/" + task.path("taskId").asText() + "/completion", List.of("agree")).status()).isEqualTo(400);
    assertThat(timeline(merchant, caseId)).isEqualTo(before);
    assertThat(onlyTask(merchant, caseId)).isEqualTo(task);
  }

  @Test
  void a_step_is_taken_once() {
    var caseId = shop.caseAbout(shop.order());
    var task = onlyTask(merchant, caseId);
    assertThat(merchant.complete(task, Map.of("decision", "agree")).status()).isEqualTo(204);
    problem(merchant.complete(task, Map.of("decision", "agree")), 409, "step-gone");
    assertThat(merchant.get("/api/tasks/" + task.path("taskId").asText()).status()).isEqualTo(409);
    shop.refunded(caseId);
    assertThat(entriesOf(caseId)).hasSize(1);
  }

  // --- who may not

  @Test
  void what_is_somebody_elses_looks_as_if_it_did_not_exist() {
    var caseId = shop.caseAbout(shop.order());
    var task = onlyTask(merchant, caseId);
    var taskPath = "/api/tasks/" + task.path("taskId").asText();
    var agree = Map.of("decision", "agree");
    var unknown = buyer.get("/api/cases/999999999999");
    assertThat(unknown.status()).isEqualTo(404);
    for (var other : List.of("buyer2", "m4712")) {
      var stranger = shop.as(other);
      assertThat(stranger.get("/api/cases/" + caseId).status()).as(other).isEqualTo(404);
      assertThat(stranger.get("/api/cases/" + caseId).text("type")).as(other).isEqualTo(unknown.text("type"));
      assertThat(stranger.get("/api/cases/" + caseId + "/timeline").status()).as(other).isEqualTo(404);
      assertThat(stranger.get(taskPath).status()).as(other).isEqualTo(404);
      assertThat(stranger.complete(task, agree).status()).as(other).isEqualTo(404);
      assertThat(stranger.tasks(caseId)).as(other).isEmpty();
      assertThat(stranger.get("/api/cases?size=200").items()).as(other).extracting(each -> each.path("caseId").asText()).isNotEmpty()
          .doesNotContain(caseId);
    }
    assertThat(shop.as("buyer2").post("/api/cases/" + caseId + "/withdrawal", Map.of()).status()).isEqualTo(404);
    assertThat(shop.as("buyer2").post("/api/cases", application(shop.order())).status()).as("another buyer's order").isEqualTo(404);
    assertThat(shop.as("m4712").get("/api/merchants/4711/account").status()).isEqualTo(404);
    assertThat(shop.as("m4712").get("/api/merchants/4711/settings").status()).isEqualTo(404);
    for (var own : List.of(buyer, agent, shop.as("shop"))) {
      assertThat(own.complete(task, agree).status()).as("the step is the merchant's").isEqualTo(404);
    }
    for (var forged : List.of(UUID.randomUUID().toString(), "1", caseId, "..%2Fcases", "x".repeat(300))) {
      assertThat(merchant.post("/api/tasks/" + forged + "/completion", agree).status()).as(forged).isIn(400, 404);
    }
    assertThat(merchant.post("/api/tasks/" + UUID.randomUUID() + "/completion", agree).status()).isEqualTo(404);
    assertThat(shop.look(caseId).text("status")).isEqualTo("merchant-to-decide");
  }

  @Test
  void without_login_everything_answers_401() {
    var caseId = shop.caseAbout(shop.order());
    var nobody = Client.withoutLogin(port);
    List<Supplier<Answer>> requests = List.of(
        () -> nobody.get("/api/cases"), () -> nobody.get("/api/cases/" + caseId), () -> nobody.get("/api/tasks"),
        () -> nobody.post("/api/cases", application("DEMO-1001")), () -> nobody.put("/api/orders/J-1", Map.of()),
        () -> nobody.post("/api/tasks/1/completion", Map.of()), () -> nobody.get("/api/merchants/4711/account"),
        () -> nobody.post("/api/cases/" + caseId + "/withdrawal", Map.of()), () -> nobody.get("/api/demo/clock"));
    for (var request : requests) {
      problem(request.get(), 401, "no-login");
    }
  }

  @Test
  void the_wrong_role_answers_403() {
    var orderId = shop.order();
    var caseId = shop.caseAbout(orderId);
    var path = "/api/cases/" + caseId;
    var soon = Map.of("dueAt", shop.now().plus(Duration.ofHours(30)).toString());
    List<Supplier<Answer>> requests = List.of(
        () -> buyer.put("/api/orders/" + orderId, shop.snapshot(orderId)), () -> merchant.put("/api/orders/" + orderId, shop.snapshot(orderId)),
        () -> buyer.upload("/api/orders/import", "x.csv", new byte[0]), () -> shop.as("finance1").post("/api/cases", application(orderId)),
        () -> buyer.patch(path + "/deadline", soon), () -> merchant.patch(path + "/deadline", soon),
        () -> merchant.post(path + "/withdrawal", Map.of()), () -> agent.post(path + "/withdrawal", Map.of()),
        () -> merchant.post(path + "/information-request", Map.of("question", "?")), () -> buyer.get("/api/merchants/4711/account"),
        () -> agent.post("/api/merchants/4711/account/credits", Map.of("account", "balance", "amount", "1.00", "reference", "x")),
        () -> buyer.get("/api/demo/clock"), () -> agent.post("/api/demo/clock", Map.of("advance", "PT1H")));
    for (var request : requests) {
      problem(request.get(), 403, "forbidden");
    }
    assertThat(shop.look(caseId).text("status")).isEqualTo("merchant-to-decide");
  }

  // --- what an application may not be

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(nullValues = "null", value = {
      "amount, 0, 422, amount", "amount, 0.00, 422, amount", "amount, -1.00, 422, amount", "amount, 129.91, 422, amount",
      "amount, 1.234, 422, amount", "amount, '1,00', 422, amount", "amount, 1e2, 422, amount", "amount, '', 422, amount",
      "amount, null, 422, amount", "amount, 99999999999999999999, 422, amount",
      "type, refund, 422, type", "type, null, 422, type", "reason, because, 422, reason", "reason, null, 422, reason",
      "orderId, '', 422, orderId", "orderId, J-unknown, 404, ",
      "type, repair, 409, "})
  void a_bad_value_of_an_application_is_named(String field, String value, int status, String refusedField) {
    var orderId = shop.order();
    var answer = buyer.post("/api/cases", application(orderId, field, value));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    if (refusedField != null) {
      assertThat(answer.refusedFields()).containsExactly(refusedField);
    }
    assertThat(answer.text("detail")).isNotBlank();
    assertThat(buyer.get("/api/cases?orderId=" + orderId).items()).as("nothing was opened").isEmpty();
  }

  @Test
  void several_bad_values_are_named_together() {
    refused(buyer.post("/api/cases", application(shop.order(), "amount", "0", "reason", "x", "description", "x".repeat(501))), 422,
        "reason", "amount", "description");
  }

  @Test
  void a_body_that_is_not_what_was_asked_for_answers_400() {
    var orderId = shop.order();
    for (var body : List.of("{\"orderId\": ", "[]", "", "null", "{\"orderId\":\"" + orderId + "\",\"surprise\":1}")) {
      assertThat(buyer.postRaw("/api/cases", body).status()).as(body).isEqualTo(400);
    }
    var number = buyer.post("/api/cases", application(orderId, "amount", 129.9));
    problem(number, 400, "malformed");
    assertThat(number.text("detail")).contains("amount");
    problem(buyer.post("/api/cases", application(orderId, "quantity", "1")), 400, "malformed");
    assertThat(buyer.get("/api/cases?orderId=" + orderId).items()).isEmpty();
  }

  @Test
  void an_order_has_one_open_case() {
    var orderId = shop.order();
    shop.caseAbout(orderId);
    var second = buyer.post("/api/cases", application(orderId, "reason", "damaged"));
    problem(second, 409, "case-open");
    assertThat(second.text("clause")).isEqualTo("RO-06");
    assertThat(buyer.get("/api/cases?orderId=" + orderId).items()).hasSize(1);
  }

  @Test
  void after_the_window_the_answer_says_until_when_it_was_open() {
    var now = shop.now();
    var late = shop.order("confirmedAt", now.minus(Duration.ofDays(30)).toString(), "shippedAt", now.minus(Duration.ofDays(29)).toString(),
        "promisedShipAt", now.minus(Duration.ofDays(28)).toString(), "receivedAt", now.minus(Duration.ofDays(16)).toString());
    var answer = buyer.post("/api/cases", application(late));
    problem(answer, 409, "window-closed");
    assertThat(answer.text("clause")).isEqualTo("RO-01");
    assertThat(answer.text("detail")).contains(late, "until");
  }

  @Test
  void over_all_cases_of_an_order_never_more_than_was_paid() {
    var orderId = shop.order();
    var first = opened(buyer.post("/api/cases", application(orderId, "amount", "100.00"))).text("caseId");
    merchant.complete(onlyTask(merchant, first), Map.of("decision", "agree"));
    shop.refunded(first);
    refused(buyer.post("/api/cases", application(orderId, "amount", "29.91")), 422, "amount");
    assertThat(opened(buyer.post("/api/cases", application(orderId, "amount", "29.90"))).text("caseId")).isNotEqualTo(first);
  }

  @Test
  void a_page_is_never_larger_than_200() {
    for (var list : List.of("/api/cases", "/api/tasks", "/api/orders")) {
      assertThat(merchant.get(list + "?size=201").status()).as(list).isEqualTo(422);
      assertThat(merchant.get(list + "?page=-1").status()).as(list).isEqualTo(422);
      assertThat(merchant.get(list + "?size=200").status()).as(list).isEqualTo(200);
    }
  }

  // --- what the API says of itself

  @Test
  void the_api_is_what_its_checked_in_description_says() throws Exception {
    var served = (ObjectNode) Client.withoutLogin(port).get("/api/openapi").body();
    served.remove("servers");
    var json = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).enable(SerializationFeature.INDENT_OUTPUT);
    var description = json.writeValueAsString(json.convertValue(served, Map.class)).replace("\r\n", "\n") + "\n";
    if (Boolean.getBoolean("openapi.write")) {
      Files.createDirectories(OPENAPI.getParent());
      Files.writeString(OPENAPI, description);
    }
    assertThat(OPENAPI).as("write it: mvn test -Dtest=OverHttpJourneyTest -Dopenapi.write=true").exists();
    assertThat(description).as("The API is not what %s says. If the change is meant: mvn test -Dtest=OverHttpJourneyTest -Dopenapi.write=true,"
        + " and check in the file.", OPENAPI).isEqualTo(Files.readString(OPENAPI));
  }

  @Test
  void an_order_says_whether_and_until_when_a_repair_can_be_asked_for() {
    var received = shop.now().minus(Duration.ofHours(20)).truncatedTo(ChronoUnit.SECONDS);
    var phone = shop.order("category", "phone", "receivedAt", received.toString());
    var onItsWay = shop.order("category", "phone", "receivedAt", null);
    var clothes = shop.order("category", "clothing");
    assertThat(ordered(phone).path("repair").path("until").asText()).isEqualTo(received.plus(Duration.ofDays(365)).toString());
    assertThat(ordered(onItsWay).path("repair").has("until")).isTrue();
    assertThat(ordered(onItsWay).path("repair").path("until").isNull()).as("no end yet").isTrue();
    assertThat(ordered(clothes).path("repair").isNull()).as("never repaired").isTrue();
  }

  // --- helpers

  private JsonNode ordered(String orderId) {
    return buyer.get("/api/orders?size=200").items().stream().filter(order -> order.path("orderId").asText().equals(orderId)).findFirst().orElseThrow();
  }

  private static Answer opened(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    return answer;
  }

  /** A case that the merchant rejected. */
  private String rejected(String orderId) {
    var caseId = shop.caseAbout(orderId);
    assertThat(merchant.complete(onlyTask(merchant, caseId),
        Map.of("decision", "reject", "rejectReason", "not-proven", "explanation", "Please send a picture.")).status()).isEqualTo(204);
    return caseId;
  }

  private static JsonNode onlyTask(Client whose, String caseId) {
    var tasks = whose.tasks(caseId);
    assertThat(tasks).hasSize(1);
    return tasks.get(0);
  }

  private static JsonNode task(Client whose, String caseId, String step) {
    return whose.tasks(caseId).stream().filter(task -> task.path("step").asText().equals(step)).findFirst().orElseThrow();
  }

  private static List<JsonNode> timeline(Client reader, String caseId) {
    return reader.get("/api/cases/" + caseId + "/timeline").items();
  }

  /** What a case did to the merchant's accounts. */
  private List<JsonNode> entriesOf(String caseId) {
    var account = merchant.get("/api/merchants/4711/account?size=200");
    assertThat(account.body().at("/entries/total").asInt()).as("all on one page").isLessThanOrEqualTo(200);
    return account.body().at("/entries/items").findParents("caseId").stream()
        .filter(entry -> entry.path("caseId").asText().equals(caseId)).toList();
  }

  private static Instant time(JsonNode of, String field) {
    return Instant.parse(of.path(field).asText());
  }

  private static void problem(Answer answer, int status, String type) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(answer.contentType()).contains("application/problem+json");
    assertThat(answer.text("type")).isEqualTo("/problems/" + type);
    assertThat(answer.text("detail")).isNotBlank();
  }

  private static void refused(Answer answer, int status, String... fields) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(answer.contentType()).contains("application/problem+json");
    assertThat(answer.refusedFields()).containsExactlyInAnyOrder(fields);
  }
}
