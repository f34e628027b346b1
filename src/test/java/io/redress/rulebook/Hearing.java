package io.redress.rulebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;

/** A small flow that hears those who are asked and then lets an agent judge, for tests of the hearing alone. */
public final class Hearing {

  /** The flow as it is delivered, under another name, so that the delivered one stays the latest. */
  static final String CALLED = "hear-sides-when-called";

  /** What an agent answers who asks once more, or judges; the judgement itself is another test's. */
  private static final String AGENTS_FORM = """
      {"schemaVersion": 16, "type": "default", "id": "agent-judges", "components": [
        {"type": "textfield", "id": "next", "key": "next", "label": "Next"}, {"type": "textfield", "id": "question", "key": "question", "label": "Question"}]}""";

  private Hearing() {}

  public static void begins(RepositoryService repository, RuntimeService runtime, String caseId, String merchantId, String buyerId, boolean askBuyer,
      boolean askMerchant) {
    if (repository.createProcessDefinitionQuery().processDefinitionKey(CALLED).count() == 0) {
      var deployment = repository.createDeployment().name("hear sides in flow").addClasspathResource("rulebook/hear-sides-in-flow.bpmn")
          .addString("rulebook/" + CALLED + ".bpmn", read("bpmn/hear-sides.bpmn").replace("\"hear-sides\"", "\"" + CALLED + "\""))
          .addString("forms/agent-judges.form", AGENTS_FORM);
      for (var form : List.of("buyer-gives-evidence", "merchant-gives-evidence")) {
        deployment.addString("forms/" + form + ".form", read("forms/" + form + ".form"));
      }
      deployment.deploy();
    }
    runtime.startProcessInstanceByKey("hear-sides-in-flow", caseId, Map.of("caseId", caseId, "merchantId", merchantId, "buyerId", buyerId,
        "askBuyer", askBuyer, "askMerchant", askMerchant, "beside", false));
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
