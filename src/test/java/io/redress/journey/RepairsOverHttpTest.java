package io.redress.journey;

import static io.redress.journey.Shop.application;
import static io.redress.journey.Shop.trackingNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.redress.journey.Client.Answer;
import io.redress.repair.ReportsForTests;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Repairs, detection reports, breaches and promises, as the programs of a shop, a buyer, a merchant and an agent see them: every status,
 * number, deadline and refusal on the way. Each test has a merchant of its own.
 */
@WholeApplication
class RepairsOverHttpTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final Duration HOURS_48 = Duration.ofHours(48);
  private static final String SERIAL = "SN 8842 A77X";

  @LocalServerPort int port;

  private Shop shop;
  private String merchantId;
  private String issuerId;
  private Client buyer;
  private Client merchant;
  private Client agent;

  @BeforeEach
  void people() {
    shop = new Shop(port);
    merchantId = "F" + UUID.randomUUID().toString().substring(0, 8);
    merchant = newMerchant();
    buyer = shop.as("buyer2");
    agent = shop.as("agent1");
    issuerId = "lab-" + merchantId.toLowerCase();
    assertThat(agent.put("/api/report-issuers/" + issuerId, Map.of("name", "Testing laboratory", "kind", "institution", "accreditedFrom", "2020-01-01"))
        .status()).isEqualTo(200);
  }

  @Test
  void what_meets_the_standard_is_repaired_and_comes_back() {
    var opened = asks(phone());
    assertThat(opened.text("type")).isEqualTo("repair");
    var caseId = opened.text("caseId");
    waits(caseId, "merchant-to-decide", 21, "merchant-decides-repair", merchant, HOURS_48);
    refused(merchant.complete(task(merchant, caseId, "merchant-decides-repair"), Map.of("decision", "refuse")), "explanation");
    take(merchant, caseId, "merchant-decides-repair", "decision", "agree");
    waits(caseId, "buyer-to-ship", 22, "buyer-ships-return", buyer, Duration.ofDays(7));
    assertThat(task(buyer, caseId, "buyer-ships-return").at("/data/returnAddress/street").asText()).isEqualTo("Repair Road 1 维修路1号");
    sendsIn(caseId, "12.00");
    waits(caseId, "merchant-to-inspect", null, "merchant-inspects", merchant, untilEndOfDay(7));
    take(merchant, caseId, "merchant-inspects", "meetsStandard", true);
    waits(caseId, "merchant-to-repair", null, "merchant-repairs", merchant, untilEndOfDay(20));
    refused(merchant.complete(task(merchant, caseId, "merchant-repairs"), Map.of("carrier", "SF", "trackingNumber", "none yet")), "trackingNumber");
    take(merchant, caseId, "merchant-repairs", "carrier", "SF", "trackingNumber", trackingNumber("SF"));
    waits(caseId, "buyer-to-confirm", 27, "buyer-confirms-receipt", buyer, untilEndOfDay(7));
    problem(buyer.post("/api/cases/" + caseId + "/withdrawal", Map.of()), 409);
    take(buyer, caseId, "buyer-confirms-receipt", "received", true);
    over(caseId, "repaired", 25);
    settlesFreight(caseId, "-12.00");
  }

  @Test
  void goods_of_other_kinds_and_repairs_that_come_too_late_are_refused() {
    var other = buyer.post("/api/cases", application(order("category", "clothing"), "type", "repair"));
    problem(other, 409);
    assertThat(other.text("clause")).isEqualTo("RP-02");
    var longAgo = shop.now().minus(Duration.ofDays(366));
    var old = order("category", "phone", "confirmedAt", text(longAgo.minus(Duration.ofDays(3))), "promisedShipAt", null,
        "shippedAt", text(longAgo.minus(Duration.ofDays(2))), "receivedAt", text(longAgo));
    var late = buyer.post("/api/cases", application(old, "type", "repair"));
    problem(late, 409);
    assertThat(late.text("type")).isEqualTo("/problems/window-closed");
    assertThat(late.text("clause")).isEqualTo("RP-04");

    var promise = Map.of("source", "chat", "madeAt", text(longAgo), "until", text(shop.now().plus(Duration.ofDays(5))), "note", "Two years, said in the chat.");
    var path = "/api/orders/" + old + "/promises";
    assertThat(buyer.post(path, promise).status()).isEqualTo(403);
    assertThat(merchant.post(path, promise).status()).isEqualTo(403);
    refused(agent.post(path, with(promise, "source", "rumour", "until", text(longAgo.minusSeconds(1)))), "source", "until");
    assertThat(agent.post("/api/orders/none-such/promises", promise).status()).isEqualTo(404);
    assertThat(agent.post(path, promise).status()).isEqualTo(201);
    assertThat(agent.post(path, promise).status()).as("known already").isEqualTo(200);
    asks(old);
  }

  @Test
  void a_report_is_checked_sent_back_brought_again_accepted_and_the_goods_come_back_unrepaired() {
    var caseId = sentIn();
    var due = due(caseId);
    refused(inspects(caseId, says("no-such-file", aNumber())), "reportEvidenceId");
    var number = aNumber();
    var file = uploads(caseId, ReportsForTests.report("another-number", SERIAL));
    assertThat(inspects(caseId, says(file, number)).status()).as("taken, and found wanting").isEqualTo(204);
    var again = task(merchant, caseId, "merchant-inspects");
    assertThat(again.at("/data/report/outcome").asText()).isEqualTo("invalid");
    assertThat(again.at("/data/report/findings")).extracting(finding -> finding.path("code").asText()).contains("number-not-in-text");
    assertThat(again.at("/data/evidenceFiles").findValuesAsText("value")).contains(file);
    assertThat(again.at("/data/reportIssuers").findValuesAsText("value")).contains(issuerId);
    assertThat(due(caseId)).as("the same clock runs").isEqualTo(due);
    assertThat(buyer.get("/api/cases/" + caseId + "/evidence/" + file).status()).as("no report that counts").isEqualTo(404);

    var good = uploads(caseId, ReportsForTests.report(number, SERIAL));
    assertThat(inspects(caseId, says(good, number)).status()).isEqualTo(204);
    waits(caseId, "buyer-to-answer", null, "buyer-answers-report", buyer, Duration.ofDays(3));
    assertThat(task(buyer, caseId, "buyer-answers-report").at("/data/report/reportNumber").asText()).isEqualTo(number);
    assertThat(buyer.get("/api/cases/" + caseId + "/evidence/" + good).status()).as("the report that counts").isEqualTo(200);
    take(buyer, caseId, "buyer-answers-report", "answer", "accept");
    waits(caseId, "merchant-to-ship-back", null, "merchant-ships-back", merchant, HOURS_48);
    take(merchant, caseId, "merchant-ships-back", "carrier", "SF", "trackingNumber", trackingNumber("SF"));
    waits(caseId, "buyer-to-confirm", 27, "buyer-confirms-receipt", buyer, untilEndOfDay(7));
    take(buyer, caseId, "buyer-confirms-receipt", "received", true);
    over(caseId, "returned-unrepaired", 24);
    settlesFreight(caseId, "-12.00");
  }

  @Test
  void a_scan_is_an_agents_to_review() {
    var caseId = sentIn();
    assertThat(inspects(caseId, says(uploads(caseId, ReportsForTests.scanned()), aNumber())).status()).isEqualTo(204);
    var review = task(agent, caseId, "agent-reviews-report");
    assertThat(shop.look(caseId).text("status")).isEqualTo("merchant-to-inspect");
    assertThat(review.at("/data/report/outcome").asText()).isEqualTo("suspect");
    assertThat(merchant.tasks(caseId)).as("nothing to do for the merchant").isEmpty();
    assertThat(merchant.complete(review, Map.of("valid", true)).status()).isEqualTo(404);
    refused(agent.complete(review, Map.of("valid", false)), "explanation");
    take(agent, caseId, "agent-reviews-report", "valid", false, "explanation", "The stamp is missing.");
    assertThat(task(merchant, caseId, "merchant-inspects").at("/data/report/explanation").asText()).isEqualTo("The stamp is missing.");
  }

  @Test
  void goods_that_the_merchant_has_signed_for_come_back_after_a_withdrawal() {
    var caseId = agreed();
    var number = sendsIn(caseId, "9.00");
    shop.reports("SF", number, "signed");
    var stranger = shop.as("buyer1");
    assertThat(stranger.get("/api/cases/" + caseId).status()).isEqualTo(404);
    assertThat(stranger.post("/api/cases/" + caseId + "/withdrawal", Map.of()).status()).isEqualTo(404);
    assertThat(shop.as("m4711").get("/api/cases/" + caseId).status()).isEqualTo(404);
    assertThat(buyer.post("/api/cases/" + caseId + "/withdrawal", Map.of()).status()).isEqualTo(200);
    waits(caseId, "merchant-to-ship-back", null, "merchant-ships-back", merchant, untilEndOfDay(2));
    take(merchant, caseId, "merchant-ships-back", "carrier", "SF", "trackingNumber", trackingNumber("SF"));
    take(buyer, caseId, "buyer-confirms-receipt", "received", true);
    over(caseId, "withdrawn", 11);
    settlesFreight(caseId, "-9.00");
  }

  @Test
  void a_breach_that_an_agent_finds_costs_the_merchant_a_coupon_within_the_cap() {
    var caseId = sentIn();
    take(merchant, caseId, "merchant-inspects", "meetsStandard", true);
    var path = "/api/cases/" + caseId + "/breach";
    var breach = Map.of("clause", "RP-20(3)", "explanation", "A loan telephone was promised and never sent.");
    assertThat(buyer.post(path, breach).status()).isEqualTo(403);
    assertThat(merchant.post(path, breach).status()).isEqualTo(403);
    assertThat(agent.post("/api/cases/none-such/breach", breach).status()).isEqualTo(404);
    refused(agent.post(path, Map.of("clause", "RP-99", "explanation", "")), "clause", "explanation");
    assertThat(agent.post(path, breach).status()).isEqualTo(201);
    problem(agent.post(path, breach), 409);
    var explaining = task(merchant, caseId, "merchant-explains-breach");
    assertThat(explaining.at("/data/breach/clause").asText()).isEqualTo("RP-20(3)");
    assertThat(Instant.parse(explaining.path("dueAt").asText())).isCloseTo(shop.now().plus(HOURS_48), within(2, ChronoUnit.MINUTES));
    assertThat(merchant.tasks(caseId)).extracting(task -> task.path("step").asText()).contains("merchant-repairs");
    take(merchant, caseId, "merchant-explains-breach", "explanation", "It is on its way. 已经寄出。");
    var deciding = task(agent, caseId, "agent-decides-breach");
    assertThat(deciding.at("/data/breach/merchantExplanation").asText()).isEqualTo("It is on its way. 已经寄出。");
    assertThat(deciding.at("/data/penaltyCap").asText()).isEqualTo("38.97");
    var over = agent.complete(deciding, Map.of("upheld", true, "refundOrder", false, "penaltyAmount", "38.98"));
    refused(over, "penaltyAmount");
    assertThat(over.text("clause")).isEqualTo("RP-20");
    take(agent, caseId, "agent-decides-breach", "upheld", true, "refundOrder", false, "penaltyAmount", "38.97");
    assertThat(buyer.get("/api/vouchers?size=200").items()).filteredOn(voucher -> voucher.path("caseId").asText().equals(caseId)).singleElement()
        .satisfies(coupon -> {
          assertThat(coupon.path("kind").asText()).isEqualTo("cash-coupon");
          assertThat(coupon.path("amount").asText()).isEqualTo("38.97");
          assertThat(coupon.path("clause").asText()).isEqualTo("RP-20(3)");
        });
    assertThat(entries().get(0).path("amount").asText()).isEqualTo("-38.97");
    assertThat(entries().get(0).path("caseId").asText()).isEqualTo(caseId);
    assertThat(shop.look(caseId).text("status")).isEqualTo("merchant-to-repair");
  }

  @Test
  void a_repair_that_is_refused_is_a_breach_that_may_cost_the_order() {
    var caseId = asks(phone()).text("caseId");
    take(merchant, caseId, "merchant-decides-repair", "decision", "refuse", "explanation", "We do not repair.");
    waits(caseId, "platform-reviewing", 8, "merchant-explains-breach", merchant, HOURS_48);
    assertThat(task(merchant, caseId, "merchant-explains-breach").at("/data/breach/clause").asText()).isEqualTo("RP-20(4)");
    shop.timePasses(HOURS_48);
    take(agent, caseId, "agent-decides-breach", "upheld", true, "refundOrder", true, "penaltyAmount", "10.00");
    over(caseId, "refunded", 10);
    assertThat(entries()).extracting(entry -> entry.path("amount").asText()).containsExactlyInAnyOrder("1000.00", "-10.00", "-129.90");
  }

  // --- helpers

  private Client newMerchant() {
    var admin = shop.as("admin");
    var user = "m" + merchantId;
    done(admin.post("/engine-rest/user/create", Map.of("profile", Map.of("id", user, "firstName", "Merchant", "lastName", merchantId),
        "credentials", Map.of("password", user))));
    done(admin.post("/engine-rest/group/create", Map.of("id", "merchant-" + merchantId, "name", "Merchant " + merchantId, "type", "WORKFLOW")));
    for (var group : List.of("merchant", "merchant-" + merchantId)) {
      done(admin.put("/engine-rest/group/" + group + "/members/" + user, Map.of()));
    }
    var credited = shop.as("shop").post("/api/merchants/" + merchantId + "/account/credits",
        Map.of("account", "balance", "amount", "1000.00", "reference", "start"));
    assertThat(credited.status()).as("%s", credited.body()).isEqualTo(201);
    var its = shop.as(user);
    done(its.put("/api/merchants/" + merchantId + "/settings", Map.of("phones", Map.of("landline", "021-55550101"), "returnAddresses",
        List.of(Map.of("addressId", "main", "street", "Repair Road 1 维修路1号", "receiver", "Repairs 维修组", "phone", "13800001234", "default", true)))));
    return its;
  }

  private static void done(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isIn(200, 204);
  }

  private String order(Object... replaced) {
    return shop.order(Stream.concat(Stream.of("merchantId", merchantId, "buyerId", "buyer2"), Stream.of(replaced)).toArray());
  }

  private String phone() {
    return order("category", "phone");
  }

  private Answer asks(String orderId) {
    var opened = buyer.post("/api/cases", application(orderId, "type", "repair"));
    assertThat(opened.status()).as("%s", opened.body()).isEqualTo(201);
    return opened;
  }

  private String agreed() {
    var caseId = asks(phone()).text("caseId");
    take(merchant, caseId, "merchant-decides-repair", "decision", "agree");
    return caseId;
  }

  private String sentIn() {
    var caseId = agreed();
    sendsIn(caseId, "12.00");
    return caseId;
  }

  private String sendsIn(String caseId, String freightPaid) {
    var number = trackingNumber("SF");
    take(buyer, caseId, "buyer-ships-return", "carrier", "SF", "trackingNumber", number, "freightPaid", freightPaid);
    return number;
  }

  private String uploads(String caseId, byte[] file) {
    var uploaded = merchant.upload("/api/cases/" + caseId + "/evidence", "report.pdf", file);
    assertThat(uploaded.status()).as("%s", uploaded.body()).isEqualTo(201);
    return uploaded.text("evidenceId");
  }

  private Answer inspects(String caseId, Map<String, Object> values) {
    return merchant.complete(task(merchant, caseId, "merchant-inspects"), values);
  }

  private Map<String, Object> says(String evidenceId, String number) {
    return Map.of("meetsStandard", false, "reportNumber", number, "reportIssuerId", issuerId, "reportDate", LocalDate.ofInstant(shop.now(), SHANGHAI).toString(),
        "productSerial", SERIAL, "reportEvidenceId", evidenceId);
  }

  private static String aNumber() {
    return "WX-" + UUID.randomUUID().toString().substring(0, 13);
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Map<String, Object> with(Map<String, ?> of, Object... replaced) {
    var changed = new LinkedHashMap<String, Object>(of);
    for (int i = 0; i < replaced.length; i += 2) {
      changed.put((String) replaced[i], replaced[i + 1]);
    }
    return changed;
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

  /** From now to the end of the n-th day in Shanghai, today being the first. */
  private Duration untilEndOfDay(int days) {
    var now = shop.now();
    return Duration.between(now, LocalDate.ofInstant(now, SHANGHAI).plusDays(days).atStartOfDay(SHANGHAI).toInstant());
  }

  /** The case waits for this step, whoever looks. */
  private void waits(String caseId, String status, Integer platformStatus, String step, Client whose, Duration left) {
    var its = shop.look(caseId);
    assertThat(its.text("status")).as("%s", its.body()).isEqualTo(status);
    assertThat(its.body().path("platformStatus").isNull() ? null : its.body().path("platformStatus").asInt()).as("%s", its.body()).isEqualTo(platformStatus);
    assertThat(its.body().at("/deadline/step").asText()).as("%s", its.body()).isEqualTo(step);
    assertThat(due(caseId)).isCloseTo(shop.now().plus(left), within(2, ChronoUnit.MINUTES));
    assertThat(whose.tasks(caseId)).extracting(task -> task.path("step").asText()).contains(step);
    assertThat(buyer.get("/api/cases/" + caseId).body()).isEqualTo(its.body());
    assertThat(merchant.get("/api/cases/" + caseId).body()).isEqualTo(its.body());
  }

  private Instant due(String caseId) {
    return Instant.parse(shop.look(caseId).body().at("/deadline/dueAt").asText());
  }

  private void over(String caseId, String status, int platformStatus) {
    var its = shop.stands(caseId, status);
    assertThat(its.body().path("platformStatus").asInt()).isEqualTo(platformStatus);
    assertThat(its.body().path("deadline").isNull()).isTrue();
  }

  /** RP-19: whatever the end, the merchant bears the freight. */
  private void settlesFreight(String caseId, String amount) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(entries()).anySatisfy(entry -> {
      assertThat(entry.path("caseId").asText()).isEqualTo(caseId);
      assertThat(entry.path("amount").asText()).isEqualTo(amount);
    }));
  }

  private List<JsonNode> entries() {
    var account = merchant.get("/api/merchants/" + merchantId + "/account?size=200");
    return StreamSupport.stream(account.body().at("/entries/items").spliterator(), false).toList();
  }

  private static void problem(Answer answer, int status) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(answer.contentType()).contains("application/problem+json");
    assertThat(answer.text("detail")).isNotBlank();
  }

  private static void refused(Answer answer, String... fields) {
    problem(answer, 422);
    assertThat(answer.refusedFields()).as("%s", answer.body()).containsExactly(fields);
  }
}
