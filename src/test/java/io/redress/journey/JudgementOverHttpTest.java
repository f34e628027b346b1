package io.redress.journey;

import static io.redress.journey.Shop.application;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.redress.FileType;
import io.redress.Files;
import io.redress.dispute.Snapshots;
import io.redress.journey.Client.Answer;
import io.redress.rulebook.Clause;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The platform between the two, over HTTP as everybody's own program does it: evidence, questions, offers, a judgement and an appeal. */
@WholeApplication
class JudgementOverHttpTest {

  @LocalServerPort int port;

  private Shop shop;
  private Client buyer;
  private Client merchant;
  private Client agent;
  private Client colleague;
  private String caseId;
  private String path;

  @BeforeEach
  void a_dispute() {
    shop = new Shop(port);
    buyer = shop.as("buyer1");
    merchant = shop.as("m4711");
    agent = shop.as("agent1");
    colleague = shop.as("agent2");
    disputed();
  }

  // --- before the judgement

  @Test @Clause({"PI-01", "PI-06", "PI-09", "PI-10"})
  void both_sides_are_heard_asked_once_more_and_the_buyer_chooses_what_is_then_ordered() {
    assertThat(merchant.get(path).body().at("/deadline/step").asText()).isIn("buyer-gives-evidence", "merchant-gives-evidence");
    var photo = file(buyer, FileType.JPEG);
    refused(gives(buyer, "x".repeat(501)), "statement");
    done(gives(buyer, "x".repeat(500), photo));
    assertThat(merchant.download(path + "/evidence/" + photo).statusCode()).as("early").isEqualTo(404);
    assertThat(buyer.upload(path + "/evidence", "more.png", Snapshots.of(FileType.PNG)).status()).as("the round is open").isEqualTo(201);
    done(gives(merchant, "It left here whole.", file(merchant, FileType.PNG)));
    assertThat(merchant.download(path + "/evidence/" + photo).statusCode()).as("the round has closed").isEqualTo(200);

    var judges = "/api/tasks/" + step(agent, "agent-judges").path("taskId").asText() + "/claim";
    done(agent.post(judges, Map.of()));
    problem(colleague.post(judges, Map.of()), 409, "claimed");
    problem(colleague.delete(judges), 409, "claimed");
    done(agent.delete(judges));
    done(agent.post(judges, Map.of()));
    assertThat(colleague.tasks(caseId)).as("what a colleague has claimed").isEmpty();

    done(judges(agent, Map.of("next", "ask-buyer", "question", "When did you open the parcel?")));
    assertThat(step(buyer, "buyer-gives-evidence").at("/data/question").asText()).isEqualTo("When did you open the parcel?");
    assertThat(merchant.tasks(caseId)).isEmpty();
    problem(merchant.upload(path + "/evidence", "more.webp", Snapshots.of(FileType.WEBP)), 409, "round-closed");
    done(gives(buyer, "On the day it came."));
    refused(judges(agent, Map.of("next", "ask-buyer", "question", "At what time?")), "next");
    refused(judges(agent, Map.of("next", "ask-merchant")), "question");
    done(judges(agent, Map.of("next", "ask-merchant", "question", "Who packed it?")));
    shop.timePasses(Duration.ofHours(48));
    refused(judges(agent, Map.of("next", "ask-merchant", "question", "And now?")), "next");

    refused(judges(agent, Map.of("next", "offer")), "next");
    refused(judges(agent, offer("offerVoucherAmount", "200.01")), "offerVoucherAmount");
    done(judges(agent, offer("offerReturn", true)));
    assertThat(buyer.get(path).body().at("/deadline/whose").asText()).isEqualTo("buyer");
    var chooses = step(buyer, "buyer-chooses-offer");
    assertThat(chooses.at("/data/offers").findValuesAsText("value")).containsExactlyInAnyOrder("return-refund", "exchange-with-voucher");
    refused(buyer.complete(chooses, Map.of("choice", "repair")), "choice");
    done(buyer.complete(chooses, Map.of("choice", "exchange-with-voucher")));
    assertThat(step(agent, "agent-judges").at("/data/chosenOffer").asText()).isEqualTo("exchange-with-voucher");
    refused(judges(agent, offer()), "next");

    var rounds = agent.get(path + "/evidence-rounds").items();
    assertThat(rounds).extracting(round -> round.path("question").asText(null)).containsExactly(null, "When did you open the parcel?", "Who packed it?");
    done(judges(agent, judgement("none", "exchange", null, "200.00")));
    var judged = shop.look(caseId);
    assertThat(judged.text("type")).isEqualTo("exchange");
    assertThat(judged.text("status")).isEqualTo("buyer-to-ship");
    assertThat(vouchers()).containsExactly("200.00");
    assertThat(kinds()).contains("intervened", "judged").doesNotContain("refund-decided");
  }

  @Test @Clause("PI-06")
  void a_buyer_who_lets_48_hours_pass_has_chosen_nothing_and_is_judged_all_the_same() {
    shop.timePasses(Duration.ofHours(48));
    done(judges(agent, offer("offerReturn", true)));
    var chooses = step(buyer, "buyer-chooses-offer");
    shop.timePasses(Duration.ofHours(48));
    problem(buyer.complete(chooses, Map.of("choice", "return-refund")), 409, "step-gone");
    var judges = step(agent, "agent-judges");
    assertThat(judges.at("/data/offers")).hasSize(2);
    assertThat(judges.at("/data/chosenOffer").isMissingNode()).isTrue();
    done(judges(agent, judgement("merchant", "refund", "129.90", null)));
    assertThat(shop.refunded(caseId).text("refundedAmount")).isEqualTo("129.90");
  }

  @Test
  void nobody_but_an_agent_judges() {
    shop.timePasses(Duration.ofHours(48));
    var task = step(agent, "agent-judges");
    for (var other : List.of("buyer1", "m4711", "desk1", "finance1", "owner1", "admin", "shop", "supervisor1")) {
      assertThat(shop.as(other).complete(task, judgement("none", "dismiss", null, null)).status()).as(other).isEqualTo(404);
    }
    assertThat(shop.look(caseId).text("status")).isEqualTo("platform-reviewing");
  }

  // --- what is refused leaves nothing behind

  @Test @Clause({"PI-01", "DS-08", "DS-09", "RP-22", "RO-12"})
  @ExtendWith(OutputCaptureExtension.class)
  void what_does_not_go_together_is_refused_with_a_reason_and_nothing_is_half_written(CapturedOutput log) {
    shop.timePasses(Duration.ofHours(48));
    var kindsBefore = kinds();
    for (var pair : List.of("merchant dismiss", "buyer refund", "buyer return-refund", "buyer exchange", "buyer repair", "buyer reship", "buyer compensate",
        "both dismiss", "carrier dismiss", "platform exchange", "platform repair", "platform reship", "platform dismiss")) {
      var answer = judges(agent, judgement(pair.split(" ")[0], pair.split(" ")[1], "10.00", "10.00"));
      refused(answer, "remedy");
      assertThat(answer.body().at("/errors/0/message").asText()).as(pair).contains(" / ");
      assertThat(answer.text("clause")).as(pair).isNotBlank();
    }
    // clothing is not of the goods that can be repaired
    refused(judges(agent, judgement("merchant", "repair", null, null)), "remedy");
    refused(judges(agent, Map.of("next", "offer", "offerRepair", true)), "next");
    refused(judges(agent, judgement("merchant", "refund", "129.91", null)), "refundAmount");
    refused(judges(agent, judgement("merchant", "refund", "0.00", null)), "refundAmount");
    refused(judges(agent, judgement("merchant", "refund", "-1.00", null)), "refundAmount");
    refused(judges(agent, judgement("merchant", "refund", "1e2", null)), "refundAmount");
    refused(judges(agent, judgement("merchant", "return-refund", "129.91", "50.01")), "refundAmount", "voucherAmount");
    refused(judges(agent, judgement("merchant", "compensate", null, null)), "voucherAmount");
    refused(judges(agent, both("refund", "64.96", 50)), "refundAmount");
    refused(judges(agent, both("refund", "10.00", 0)), "merchantShare");
    refused(judges(agent, both("refund", "10.00", 100)), "merchantShare");
    refused(judges(agent, judgement("god", "refund", "10.00", null)), "liability");
    var undeclared = new HashMap<String, Object>(judgement("merchant", "refund", "10.00", null));
    undeclared.put("judgedBy", "agent2");
    refused(judges(agent, undeclared), "judgedBy");

    assertThat(shop.look(caseId).text("status")).isEqualTo("platform-reviewing");
    assertThat(kinds()).isEqualTo(kindsBefore);
    assertThat(vouchers()).isEmpty();
    assertThat(booked()).isEmpty();
    assertThat(log).as("a refusal is no error").doesNotContain("Refused");
    assertThat(colleague.tasks(caseId)).as("a claim that came to nothing").hasSize(1);
    assertThat(buyer.get(path).body().path("appealUntil").isNull()).isTrue();
    done(judges(colleague, judgement("merchant", "refund", "129.90", "50.00")));
    assertThat(shop.refunded(caseId).text("refundedAmount")).isEqualTo("129.90");
    assertThat(vouchers()).containsExactly("50.00");
  }

  // --- appeals

  @Test @Clause("PI-01")
  void a_buyers_appeal_is_judged_by_somebody_else_finally_and_only_the_difference_is_booked() {
    file(buyer, FileType.JPEG);
    shop.timePasses(Duration.ofHours(48));
    problem(appeals(buyer), 409, "not-judged");
    done(judges(agent, both("refund", "40.00", 50)));
    assertThat(shop.refunded(caseId).text("refundedAmount")).isEqualTo("40.00");
    var judgedAt = Instant.parse(timeline("judged").get(0).path("at").asText());
    for (var side : List.of(buyer, merchant)) {
      assertThat(Instant.parse(side.get(path).text("appealUntil"))).isCloseTo(judgedAt.plus(Duration.ofDays(3)), within(1, ChronoUnit.SECONDS));
    }
    assertThat(agent.get(path).body().path("appealUntil").isNull()).isTrue();

    appealed(buyer);
    assertThat(shop.look(caseId).text("status")).isEqualTo("platform-reviewing");
    assertThat(buyer.get(path).body().path("appealUntil").isNull()).isTrue();
    problem(buyer.upload(path + "/evidence", "one-more.jpg", Files.jpeg()), 409, "round-closed");
    problem(appeals(buyer, "e-0"), 409, "platform-reviewing");
    problem(appeals(merchant, "e-0"), 409, "platform-reviewing");
    assertThat(buyer.tasks(caseId)).as("who appeals has said it").isEmpty();
    done(gives(merchant, "We packed it with care."));

    var judges = step(agent, "agent-judges");
    assertThat(judges.at("/data/judgement/refundAmount").asText()).isEqualTo("40.00");
    problem(agent.post("/api/tasks/" + judges.path("taskId").asText() + "/claim", Map.of()), 409, "four-eyes");
    problem(judges(agent, judgement("merchant", "refund", "129.90", null)), 409, "four-eyes");
    refused(judges(colleague, judgement("merchant", "refund", "129.91", null)), "refundAmount");
    refused(judges(colleague, judgement("merchant", "exchange", null, null)), "remedy");
    assertThat(shop.look(caseId).text("refundedAmount")).isEqualTo("40.00");
    done(judges(colleague, judgement("merchant", "refund", "129.90", "20.00")));

    assertThat(shop.refunded(caseId).text("refundedAmount")).isEqualTo("129.90");
    assertThat(booked()).containsExactlyInAnyOrder("-40.00", "-89.90", "-20.00");
    assertThat(vouchers()).containsExactly("20.00");
    assertThat(timeline("judged")).extracting(entry -> entry.at("/details/isFinal").asBoolean()).containsExactly(false, true);
    for (var side : List.of(buyer, merchant)) {
      assertThat(side.get(path).body().path("appealUntil").isNull()).as("finally").isTrue();
      problem(side.upload(path + "/evidence", "again.jpg", Files.jpeg()), 409, "case-closed");
      problem(appeals(side, "e-0"), 409, "judged-finally");
    }
  }

  @Test @Clause("PI-01")
  void upon_a_merchants_appeal_the_buyer_keeps_the_money_and_the_platform_makes_the_merchant_good() {
    shop.timePasses(Duration.ofHours(48));
    done(judges(agent, judgement("merchant", "refund", "129.90", "30.00")));
    shop.refunded(caseId);
    appealed(merchant);
    assertThat(merchant.tasks(caseId)).isEmpty();
    done(gives(buyer, "I stay with what I said."));
    problem(judges(agent, judgement("buyer", "dismiss", null, null)), 409, "four-eyes");
    done(judges(colleague, judgement("buyer", "dismiss", null, null)));
    var closed = shop.look(caseId);
    assertThat(closed.text("status")).isEqualTo("refunded");
    assertThat(closed.text("refundedAmount")).isEqualTo("129.90");
    assertThat(vouchers()).containsExactly("30.00");
    assertThat(booked()).containsExactlyInAnyOrder("-129.90", "-30.00", "159.90");
  }

  @Test @Clause("PI-01")
  void an_appeal_says_something_shows_something_new_of_its_own_and_is_in_time() {
    var old = file(buyer, FileType.JPEG);
    shop.timePasses(Duration.ofHours(48));
    done(judges(agent, judgement("none", "dismiss", null, null)));
    assertThat(shop.look(caseId).text("status")).isEqualTo("closed-by-platform");
    var its = file(merchant, null);
    var own = file(buyer, null);

    refused(buyer.post(path + "/appeal", Map.of()), "explanation", "evidenceIds");
    refused(buyer.post(path + "/appeal", Map.of("explanation", " ", "evidenceIds", List.of(own))), "explanation");
    refused(buyer.post(path + "/appeal", Map.of("explanation", "x".repeat(501), "evidenceIds", List.of(own))), "explanation");
    refused(appeals(buyer), "evidenceIds");
    refused(appeals(buyer, old), "evidenceIds");
    refused(appeals(buyer, own, old), "evidenceIds");
    assertThat(buyer.upload(path + "/evidence", "renamed.jpg", Snapshots.of(FileType.JPEG)).text("evidenceId")).as("the old one once more").isEqualTo(old);
    refused(appeals(buyer, its), "evidenceIds");
    refused(appeals(buyer, "e-0"), "evidenceIds");
    problem(buyer.post(path + "/appeal", Map.of("explanation", "x", "evidenceIds", own)), 400, "malformed");
    for (var stranger : List.of("buyer2", "m4712")) {
      problem(appeals(shop.as(stranger), own), 404, "not-found");
    }
    assertThat(shop.look(caseId).text("status")).isEqualTo("closed-by-platform");
    assertThat(kinds()).doesNotContain("appealed");

    shop.timePasses(Duration.ofDays(3));
    assertThat(buyer.get(path).body().path("appealUntil").isNull()).isTrue();
    problem(appeals(buyer, own), 409, "appeal-late");
    problem(buyer.upload(path + "/evidence", "late.jpg", Files.jpeg()), 409, "case-closed");
  }

  @ParameterizedTest @Clause({"PI-03", "PI-04"})
  @CsvSource({"merchant, refund, 129.90, refunded", "none, dismiss, , closed-by-platform"})
  void what_is_judged_unasked_takes_effect_at_once_and_may_be_appealed_against(String liability, String remedy, String refund, String status) {
    caseId = shop.caseAbout(shop.order());
    path = "/api/cases/" + caseId;
    assertThat(agent.post(path + "/intervention", Map.of()).status()).isEqualTo(201);
    done(gives(buyer, "It broke on the first day."));
    done(gives(merchant, "It was whole."));
    done(judges(agent, judgement(liability, remedy, refund, null)));
    assertThat(shop.stands(caseId, status).text("pausedAt")).isNull();
    assertThat(buyer.get(path).text("appealUntil")).isNotNull();
    problem(agent.delete(path + "/intervention"), 409, "case-closed");
    appealed(merchant);
    assertThat(shop.look(caseId).text("status")).isEqualTo("platform-reviewing");
  }

  // --- evidence

  @Test
  void of_a_side_20_files_are_taken_and_the_other_side_has_20_of_its_own() {
    for (int n = 1; n <= 20; n++) {
      assertThat(buyer.upload(path + "/evidence", n + ".pdf", Files.text("%PDF-1.7\n" + n + "\n%%EOF")).status()).as("file %s", n).isEqualTo(201);
    }
    problem(buyer.upload(path + "/evidence", "21.pdf", Files.text("%PDF-1.7\n21\n%%EOF")), 409, "enough-evidence");
    assertThat(buyer.get(path + "/evidence").items()).hasSize(20);
    assertThat(merchant.upload(path + "/evidence", "1.pdf", Files.text("%PDF-1.7\n1\n%%EOF")).status()).isEqualTo(201);
  }

  @Test
  void somebody_elses_evidence_is_not_there_under_any_case() {
    var photo = file(buyer, FileType.JPEG);
    var strangersCase = shop.as("buyer2").post("/api/cases", application(shop.order("buyerId", "buyer2"))).text("caseId");
    for (var stranger : List.of("buyer2", "m4712")) {
      assertThat(shop.as(stranger).download(path + "/evidence/" + photo).statusCode()).isEqualTo(404);
    }
    assertThat(shop.as("buyer2").download("/api/cases/" + strangersCase + "/evidence/" + photo).statusCode()).isEqualTo(404);
    assertThat(agent.download("/api/cases/" + strangersCase + "/evidence/" + photo).statusCode()).as("another case's").isEqualTo(404);
    var step = step(merchant, "merchant-gives-evidence");
    refused(merchant.complete(step, Map.of("statement", "x", "evidenceIds", List.of(photo))), "evidenceIds");
    assertThat(Client.withoutLogin(port).download(path + "/evidence/" + photo).statusCode()).isEqualTo(401);
  }

  // -----------------------------------------------------------------------------------------------------------------------------

  /** The merchant has rejected the request, the buyer has asked the platform, and both are asked for evidence. */
  private void disputed() {
    caseId = shop.caseAbout(shop.order());
    path = "/api/cases/" + caseId;
    done(merchant.complete(step(merchant, "merchant-decides-refund"), Map.of("decision", "reject", "rejectReason", "not-proven", "explanation", "No.")));
    done(buyer.complete(step(buyer, "buyer-answers-rejection"), Map.of("answer", "intervene", "description", "I have a picture.")));
    assertThat(shop.look(caseId).text("status")).isEqualTo("platform-reviewing");
  }

  private JsonNode step(Client whose, String step) {
    return whose.tasks(caseId).stream().filter(task -> task.path("step").asText().equals(step)).findFirst()
        .orElseThrow(() -> new AssertionError(step + " is not open: " + shop.look(caseId).body() + kinds()));
  }

  private Answer gives(Client side, String statement, String... evidenceIds) {
    return side.complete(step(side, side == buyer ? "buyer-gives-evidence" : "merchant-gives-evidence"), Map.of("statement", statement, "evidenceIds", List.of(evidenceIds)));
  }

  private Answer judges(Client who, Map<String, ?> values) {
    return who.complete(step(who, "agent-judges"), values);
  }

  /** Puts a file forward: of this kind, or, without one, a picture that nobody has seen before. */
  private String file(Client side, FileType type) {
    var uploaded = side.upload(path + "/evidence", "photo", type == null ? Files.text("%PDF-1.7\n" + Math.random() + "\n%%EOF") : Snapshots.of(type));
    assertThat(uploaded.status()).as("%s", uploaded.body()).isEqualTo(201);
    return uploaded.text("evidenceId");
  }

  private Answer appeals(Client side, String... evidenceIds) {
    return side.post(path + "/appeal", Map.of("explanation", "The file shows what was overlooked.", "evidenceIds", List.of(evidenceIds)));
  }

  private void appealed(Client side) {
    var appealed = appeals(side, file(side, null));
    assertThat(appealed.status()).as("%s", appealed.body()).isEqualTo(201);
    assertThat(appealed.text("status")).isEqualTo("platform-reviewing");
  }

  private static Map<String, Object> judgement(String liability, String remedy, String refund, String voucher) {
    var judgement = new HashMap<String, Object>(Map.of("liability", liability, "remedy", remedy, "explanation", "As the pictures show."));
    if (liability.equals("both")) {
      judgement.put("merchantShare", 50);
    }
    if (refund != null) {
      judgement.put("refundAmount", refund);
    }
    if (voucher != null) {
      judgement.put("voucherAmount", voucher);
    }
    return judgement;
  }

  private static Map<String, Object> both(String remedy, String refund, int merchantShare) {
    var judgement = judgement("both", remedy, refund, null);
    judgement.put("merchantShare", merchantShare);
    return judgement;
  }

  /** An exchange with a voucher of 200.00, and more. */
  private static Map<String, Object> offer(Object... more) {
    var offer = new HashMap<String, Object>(Map.of("next", "offer", "offerExchangeWithVoucher", true, "offerVoucherAmount", "200.00"));
    for (int i = 0; i < more.length; i += 2) {
      offer.put((String) more[i], more[i + 1]);
    }
    return offer;
  }

  private List<String> kinds() {
    return agent.get(path + "/timeline").items().stream().map(entry -> entry.path("kind").asText()).toList();
  }

  private List<JsonNode> timeline(String kind) {
    return agent.get(path + "/timeline").items().stream().filter(entry -> kind.equals(entry.path("kind").asText())).toList();
  }

  /** The amounts of the buyer's vouchers from this case. */
  private List<String> vouchers() {
    return buyer.get("/api/vouchers?size=200").items().stream().filter(voucher -> caseId.equals(voucher.path("caseId").asText()))
        .map(voucher -> voucher.path("amount").asText()).toList();
  }

  /** What has moved on the merchant's accounts because of this case. */
  private List<String> booked() {
    return merchant.get("/api/merchants/4711/account?size=200").body().at("/entries/items").findParents("caseId").stream()
        .filter(entry -> caseId.equals(entry.path("caseId").asText())).map(entry -> entry.path("amount").asText()).toList();
  }

  private static void done(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(204);
  }

  private static void refused(Answer answer, String... fields) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(422);
    assertThat(answer.contentType()).contains("application/problem+json");
    assertThat(answer.refusedFields()).as("%s", answer.body()).containsExactly(fields);
    assertThat(answer.body().path("errors").findValuesAsText("message")).allSatisfy(message -> assertThat(message).isNotBlank());
  }

  private static void problem(Answer answer, int status, String type) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(answer.contentType()).contains("application/problem+json");
    assertThat(answer.text("type")).isEqualTo("/problems/" + type);
    assertThat(answer.text("detail")).isNotBlank();
  }
}
