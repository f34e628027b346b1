package io.redress.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What somebody finds who starts the demo; whatever other tests have made of it since, stands behind it on the timeline. */
@WholeApplication
class DemoOverHttpTest {

  @LocalServerPort int port;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"DEMO-1011, intervened", "DEMO-1013, intervened", "DEMO-1012, judged", "DEMO-1091, appealed", "DEMO-1057, stepped-in"})
  void the_platform_stands_between_the_two_in_every_stage(String orderId, String kind) {
    assertThat(timeline(orderId)).contains(kind);
  }

  @Test
  void evidence_is_there_to_look_at() {
    var agent = new Shop(port).as("agent1");
    for (var orderId : List.of("DEMO-1013", "DEMO-1091")) {
      var path = "/api/cases/" + agent.get("/api/cases?orderId=" + orderId).items().get(0).path("caseId").asText();
      var files = agent.get(path + "/evidence").items();
      assertThat(files).hasSize(1);
      var file = path + "/evidence/" + files.get(0).path("evidenceId").asText();
      assertThat(agent.download(file).statusCode()).isEqualTo(200);
      assertThat(agent.download(file + "/preview").statusCode()).isEqualTo(200);
      assertThat(agent.get(path + "/evidence-rounds").items()).isNotEmpty();
    }
  }

  private List<String> timeline(String orderId) {
    var agent = new Shop(port).as("agent1");
    var cases = agent.get("/api/cases?orderId=" + orderId).items();
    assertThat(cases).as(orderId).isNotEmpty();
    return agent.get("/api/cases/" + cases.get(cases.size() - 1).path("caseId").asText() + "/timeline").items().stream()
        .map(entry -> entry.path("kind").asText()).toList();
  }
}
