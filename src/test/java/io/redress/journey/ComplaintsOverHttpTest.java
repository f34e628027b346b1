package io.redress.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redress.journey.Client.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The service desk over HTTP: who complains, who answers, who sees it (CD-01 … CD-07). */
@WholeApplication
class ComplaintsOverHttpTest {

  @LocalServerPort int port;

  private Shop shop;
  private Client buyer;
  private Client desk;

  @BeforeEach
  void people() {
    shop = new Shop(port);
    buyer = shop.as("buyer1");
    desk = shop.as("desk1");
  }

  @Test
  void a_complaint_is_opened_accepted_upheld_and_paid_for() {
    var orderId = shop.order();
    var caseId = shop.caseAbout(orderId);
    var opened = buyer.post("/api/complaints", complaint(orderId, "caseId", caseId), "Idempotency-Key", "complaint-" + orderId);
    assertThat(opened.status()).as("%s", opened.body()).isEqualTo(201);
    var id = opened.text("complaintId");
    assertThat(opened.location()).isEqualTo("/api/complaints/" + id);
    assertThat(opened.text("status")).isEqualTo("opened");
    assertThat(opened.text("caseId")).isEqualTo(caseId);
    assertThat(opened.text("dueAt")).isNotNull();
    var again = buyer.post("/api/complaints", complaint(orderId, "caseId", caseId), "Idempotency-Key", "complaint-" + orderId);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text("complaintId")).isEqualTo(id);

    var accepts = desk.tasks(id).get(0);
    assertThat(accepts.path("step").asText()).isEqualTo("desk-accepts-complaint");
    assertThat(accepts.path("complaintId").asText()).isEqualTo(id);
    assertThat(accepts.path("caseId").asText()).isEqualTo(caseId);
    assertThat(accepts.at("/data/subject").asText()).isEqualTo("Rude chat");
    assertThat(accepts.at("/data/cases/0/caseId").asText()).isEqualTo(caseId);
    assertThat(desk.complete(accepts, Map.of("decision", "reject")).refusedFields()).containsExactly("reply");
    assertThat(desk.complete(accepts, Map.of("decision", "accept")).status()).isEqualTo(204);
    assertThat(buyer.get("/api/complaints/" + id).text("status")).isEqualTo("accepted");
    var judges = desk.tasks(id).get(0);
    assertThat(shop.as("agent1").tasks(id)).isEmpty();
    assertThat(shop.as("m4711").get("/api/complaints/" + id).status()).isEqualTo(404);

    var tooMuch = desk.complete(judges, Map.of("upheld", true, "liableParty", "merchant", "amount", "129.91", "reply", "You are right."));
    assertThat(tooMuch.status()).isEqualTo(422);
    assertThat(tooMuch.refusedFields()).containsExactly("amount");
    assertThat(tooMuch.body().path("clause").asText()).isEqualTo("CD-04");
    var before = deposit();
    assertThat(desk.complete(judges, Map.of("upheld", true, "liableParty", "merchant", "amount", "12.50", "reply", "You are right.")).status()).isEqualTo(204);
    var upheld = await().atMost(Duration.ofSeconds(30)).until(() -> buyer.get("/api/complaints/" + id),
        its -> !its.body().path("paidAt").isNull() && its.body().path("timeline").findValuesAsText("kind").contains("deposit-charged"));
    assertThat(upheld.text("status")).isEqualTo("upheld");
    assertThat(upheld.text("amount")).isEqualTo("12.50");
    assertThat(upheld.text("liableParty")).isEqualTo("merchant");
    assertThat(upheld.text("reply")).isEqualTo("You are right.");
    assertThat(upheld.body().path("timeline").findValuesAsText("clause")).contains("CD-01", "CD-03", "CD-04", "CD-05");
    assertThat(deposit().subtract(before)).isEqualByComparingTo("-12.50");
    assertThat(shop.as("m4711").get("/api/complaints/" + id).status()).isEqualTo(200);
    assertThat(shop.as("m4712").get("/api/complaints/" + id).status()).isEqualTo(404);
    assertThat(shop.look(caseId).text("status")).isEqualTo("merchant-to-decide");
    assertThat(buyer.get("/api/cases/" + id).status()).as("no case").isEqualTo(404);
    assertThat(desk.complete(judges, Map.of("upheld", false, "reply", "x")).status()).isEqualTo(409);
  }

  @Test
  void values_and_strangers_are_refused() {
    var orderId = shop.order();
    var nothing = buyer.post("/api/complaints", Map.of());
    assertThat(nothing.status()).isEqualTo(422);
    assertThat(nothing.refusedFields()).containsExactly("orderId", "subject", "description");
    assertThat(nothing.body().at("/errors/0/clause").asText()).isEqualTo("CD-01");
    assertThat(buyer.post("/api/complaints", complaint(orderId, "subject", "x".repeat(101))).refusedFields()).containsExactly("subject");
    assertThat(buyer.post("/api/complaints", complaint(orderId, "description", "x".repeat(501))).refusedFields()).containsExactly("description");
    assertThat(buyer.post("/api/complaints", complaint("unknown")).status()).isEqualTo(404);
    assertThat(buyer.post("/api/complaints", complaint(orderId, "caseId", "unknown")).status()).isEqualTo(404);
    assertThat(shop.as("buyer2").post("/api/complaints", complaint(orderId)).status()).isEqualTo(404);
    assertThat(buyer.post("/api/complaints", complaint(orderId), "Idempotency-Key", " ").status()).isEqualTo(422);
    assertThat(buyer.postRaw("/api/complaints", "{\"orderId\":1}").status()).isEqualTo(400);
    assertThat(buyer.get("/api/complaints?status=closed").status()).isEqualTo(422);
    assertThat(buyer.get("/api/complaints?size=201").status()).isEqualTo(422);
    for (var field : List.of("orderId", "caseId", "subject", "description")) {
      assertThat(buyer.post("/api/complaints", complaint(orderId, field, "a\0b")).status()).as(field).isEqualTo(400);
    }
    assertThat(buyer.get("/api/complaints?orderId=a%00b").status()).isEqualTo(400);
    assertThat(buyer.get("/api/complaints/%20").status()).isEqualTo(404);
    assertThat(buyer.get("/api/cases/%20").status()).isEqualTo(404);
    var id = buyer.post("/api/complaints", complaint(orderId)).text("complaintId");
    assertThat(shop.as("buyer2").get("/api/complaints/" + id).status()).isEqualTo(404);
    assertThat(complaints(buyer, orderId)).containsExactly(id);
    assertThat(complaints(shop.as("buyer2"), orderId)).isEmpty();
    assertThat(complaints(desk, orderId)).containsExactly(id);
  }

  @Test
  void the_shop_complains_for_its_buyer() {
    var orderId = shop.order();
    var opened = shop.as("shop").post("/api/complaints", complaint(orderId), "X-On-Behalf-Of", "buyer1");
    assertThat(opened.status()).isEqualTo(201);
    assertThat(opened.body().at("/timeline/0/actor/id").asText()).isEqualTo("buyer1");
    assertThat(opened.body().at("/timeline/0/actor/actingUser").asText()).isEqualTo("shop");
    assertThat(opened.body().at("/timeline/0/kind").asText()).isEqualTo("complaint-opened");
  }

  @ParameterizedTest(name = "{0}: opens {1}, reads {2}, takes the desk''s step {3}")
  @CsvSource({
      "buyer1,201,200,404", "buyer2,404,404,404", "m4711,403,404,404", "m4712,403,404,404", "agent1,403,200,404", "supervisor1,403,200,404",
      "desk1,403,200,204", "finance1,403,403,404", "owner1,403,403,404", "admin,403,403,404", "shop,403,403,404",
  })
  void everybody_may_what_the_role_says(String user, int opens, int reads, int takes) {
    var orderId = shop.order();
    var id = buyer.post("/api/complaints", complaint(orderId)).text("complaintId");
    var task = desk.tasks(id).get(0);
    var who = shop.as(user);
    assertThat(who.post("/api/complaints", complaint(orderId)).status()).as("opens").isEqualTo(opens);
    assertThat(who.get("/api/complaints/" + id).status()).as("reads").isEqualTo(reads);
    assertThat(who.complete(task, Map.of("decision", "accept")).status()).as("takes").isEqualTo(takes);
  }

  @Test
  void a_service_partner_gives_a_deposit_once_per_reference() {
    var partner = "/api/service-partners/tp-" + UUID.randomUUID().toString().substring(0, 8) + "/account";
    var credited = shop.as("shop").post(partner + "/credits", Map.of("amount", "500.00", "reference", "r-1"));
    assertThat(credited.status()).as("%s", credited.body()).isEqualTo(201);
    assertThat(credited.text("deposit")).isEqualTo("500.00");
    assertThat(shop.as("shop").post(partner + "/credits", Map.of("amount", "500.00", "reference", "r-1")).text("deposit")).isEqualTo("500.00");
    assertThat(shop.as("shop").post(partner + "/credits", Map.of("amount", "1.00", "reference", "r-1")).status()).isEqualTo(409);
    assertThat(shop.as("shop").post(partner + "/credits", Map.of("amount", "x", "reference", "r-2")).refusedFields()).containsExactly("amount");
    assertThat(desk.post(partner + "/credits", Map.of("amount", "1.00", "reference", "r-2")).status()).isEqualTo(403);
    assertThat(desk.get(partner).text("receivable")).isEqualTo("0.00");
  }

  private java.math.BigDecimal deposit() {
    return new java.math.BigDecimal(shop.as("m4711").get("/api/merchants/4711/account").text("deposit"));
  }

  private static List<String> complaints(Client who, String orderId) {
    Answer answer = who.get("/api/complaints?orderId=" + orderId);
    assertThat(answer.status()).isEqualTo(200);
    return answer.items().stream().map(each -> each.path("complaintId").asText()).toList();
  }

  private static Map<String, Object> complaint(String orderId, Object... replaced) {
    var complaint = new HashMap<String, Object>(Map.of("orderId", orderId, "subject", "Rude chat", "description", "The clerk shouted. 客服态度恶劣。"));
    for (int i = 0; i < replaced.length; i += 2) {
      complaint.put((String) replaced[i], replaced[i + 1]);
    }
    return complaint;
  }
}
