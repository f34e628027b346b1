package io.redress.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.redress.journey.Client.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** PI-03, PI-04: the platform steps in unasked and hands back, over HTTP. */
@WholeApplication
class InterventionOverHttpTest {

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
  void an_agent_steps_in_everything_stands_still_and_a_supervisor_hands_back() {
    var caseId = shop.caseAbout(shop.order());
    var path = "/api/cases/" + caseId;
    var due = Instant.parse(shop.look(caseId).body().at("/deadline/dueAt").asText());
    var decides = merchant.tasks(caseId).get(0);

    var stepped = agent.post(path + "/intervention", Map.of("explanation", "The buyer has called us twice."));
    assertThat(stepped.status()).as("%s", stepped.body()).isEqualTo(201);
    assertThat(stepped.text("status")).isEqualTo("platform-reviewing");
    var since = Instant.parse(stepped.text("pausedAt"));
    for (var reader : List.of(buyer, merchant, agent)) {
      assertThat(reader.get(path).text("pausedAt")).isEqualTo(stepped.text("pausedAt"));
      assertThat(reader.get(path + "/timeline").items()).anySatisfy(entry -> {
        assertThat(entry.path("kind").asText()).isEqualTo("stepped-in");
        assertThat(entry.at("/details/explanation").asText()).isEqualTo("The buyer has called us twice.");
      });
      assertThat(reader.tasks(caseId)).extracting(task -> task.path("step").asText()).doesNotContain("merchant-decides-refund");
    }
    problem(merchant.complete(decides, Map.of("decision", "agree")), 409, "paused");
    problem(merchant.get("/api/tasks/" + decides.path("taskId").asText()), 409, "paused");
    problem(agent.patch(path + "/deadline", Map.of("dueAt", shop.now().plus(Duration.ofHours(25)).toString())), 409, "paused");
    problem(agent.post(path + "/information-request", Map.of("question", "Was it checked?")), 409, "paused");
    problem(shop.as("supervisor1").post(path + "/intervention", Map.of()), 409, "intervened-already");
    shop.timePasses(Duration.ofHours(60));

    var back = shop.as("supervisor1").delete(path + "/intervention");
    assertThat(back.status()).as("%s", back.body()).isEqualTo(200);
    assertThat(back.text("status")).isEqualTo("merchant-to-decide");
    assertThat(back.text("pausedAt")).isNull();
    var pause = Duration.between(since, Instant.parse(agent.get(path + "/timeline").items().stream()
        .filter(entry -> "handed-back".equals(entry.path("kind").asText())).findFirst().orElseThrow().path("at").asText()));
    assertThat(Duration.between(due.plus(pause), Instant.parse(back.body().at("/deadline/dueAt").asText())).abs()).isLessThan(Duration.ofSeconds(1));
    problem(agent.delete(path + "/intervention"), 409, "not-intervened");
    assertThat(merchant.complete(decides, Map.of("decision", "agree")).status()).isEqualTo(204);
    shop.refunded(caseId);
    problem(agent.post(path + "/intervention", Map.of()), 409, "case-closed");
    problem(agent.delete(path + "/intervention"), 409, "case-closed");
  }

  @Test
  void a_buyer_withdraws_while_the_platform_is_at_it() {
    var caseId = shop.caseAbout(shop.order());
    assertThat(agent.postRaw("/api/cases/" + caseId + "/intervention", "").status()).isEqualTo(201);
    var withdrawn = buyer.post("/api/cases/" + caseId + "/withdrawal", Map.of());
    assertThat(withdrawn.status()).as("%s", withdrawn.body()).isEqualTo(200);
    assertThat(withdrawn.text("status")).isEqualTo("withdrawn");
  }

  @Test
  void only_agents_and_supervisors_step_in_and_hand_back() {
    var caseId = shop.caseAbout(shop.order());
    var path = "/api/cases/" + caseId + "/intervention";
    for (var who : List.of("buyer1", "m4711", "finance1", "desk1", "shop")) {
      List<Supplier<Answer>> requests = List.of(() -> shop.as(who).post(path, Map.of()), () -> shop.as(who).delete(path));
      requests.forEach(request -> problem(request.get(), 403, "forbidden"));
    }
    problem(Client.withoutLogin(port).post(path, Map.of()), 401, "no-login");
    problem(Client.withoutLogin(port).delete(path), 401, "no-login");
    problem(agent.post("/api/cases/AS-unknown/intervention", Map.of()), 404, "not-found");
    problem(agent.delete("/api/cases/AS-unknown/intervention"), 404, "not-found");
    problem(agent.post(path, Map.of("explanation", 7)), 400, "malformed");
    problem(agent.post(path, Map.of("reason", "x")), 400, "malformed");
    var tooLong = agent.post(path, Map.of("explanation", "x".repeat(501)));
    assertThat(tooLong.status()).isEqualTo(422);
    assertThat(tooLong.refusedFields()).containsExactly("explanation");
    assertThat(shop.look(caseId).text("status")).isEqualTo("merchant-to-decide");
  }

  private static void problem(Answer answer, int status, String type) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(answer.contentType()).contains("application/problem+json");
    assertThat(answer.text("type")).isEqualTo("/problems/" + type);
    assertThat(answer.text("detail")).isNotBlank();
  }
}
