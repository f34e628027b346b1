package io.redress.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An agent judges a case in Tasklist, by the requests that Tasklist sends. */
@DoorTest
class TasklistTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String ENGINE = "/camunda/api/engine/engine/default/";
  private static final String HAL = "application/hal+json, application/json; q=0.5";
  private static final AtomicInteger ORDERS = new AtomicInteger();

  @LocalServerPort int port;
  @Autowired TaskService tasks;
  @Autowired RuntimeService runtime;

  private String caseId;
  private String taskId;

  @BeforeEach
  void a_case_waits_for_an_agent() throws Exception {
    a_case_waits_for_an_agent("");
  }

  private void a_case_waits_for_an_agent(String more) throws Exception {
    var orderId = "TASKLIST-" + ORDERS.incrementAndGet();
    var order = """
        {"merchantId":"4711","buyerId":"buyer1","category":"clothing","itemName":"Blue jacket","quantity":1,"paidAmount":"129.90",
         %s"confirmedAt":"%s"}""".formatted(more, OffsetDateTime.now().minusDays(1));
    ok(Http.as(port, "shop").put("/api/orders/" + orderId, order));
    var opened = ok(Http.as(port, "buyer1").post("/api/cases", """
        {"orderId":"%s","type":"refund-only","reason":"quality","amount":"129.90","quantity":1,"description":"The zip is broken"}""".formatted(orderId)));
    caseId = opened.path("caseId").asText();
    completes("m4711", "{\"decision\":\"reject\",\"rejectReason\":\"not-proven\",\"explanation\":\"Another jacket.\"}");
    completes("buyer1", "{\"answer\":\"intervene\",\"description\":\"It is this one.\"}");
    completes("buyer1", "{\"statement\":\"It is this one.\"}");
    completes("m4711", "{\"statement\":\"Another jacket.\"}");
    var task = tasks.createTaskQuery().processInstanceBusinessKey(caseId).taskDefinitionKey("agent-judges").singleResult();
    taskId = task.getId();
  }

  @AfterEach
  void nothing_waits_any_more() {
    runtime.createProcessInstanceQuery().processInstanceBusinessKey(caseId).rootProcessInstances().list()
        .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "the test is over"));
  }

  @Test
  void an_agent_finds_claims_and_judges_a_case() throws Exception {
    var tasklist = inTasklist("agent1");
    var lists = ok(tasklist.get(ENGINE + "filter?resourceType=Task&itemCount=false&firstResult=0&maxResults=2000", "Accept", HAL));
    var list = filter(lists, "All open");
    assertThat(list.path("properties").path("variables").findValuesAsText("name")).contains("caseType", "amount", "caseId");

    var found = ok(post(tasklist, "filter/" + list.path("id").asText() + "/list?firstResult=0&maxResults=15", "{}", "Accept", HAL));
    var card = item(found.path("_embedded").path("task"), taskId);
    assertThat(card.path("taskDefinitionKey").asText()).isEqualTo("agent-judges");
    assertThat(card.path("_embedded").path("variable").toString()).contains(caseId, "refund-only", "129.90");

    var form = ok(tasklist.get(ENGINE + "task/" + taskId + "/form"));
    assertThat(form.path("camundaFormRef").path("key").asText()).isEqualTo("agent-judges");
    var fields = ok(tasklist.get(ENGINE + "task/" + taskId + "/deployed-form"));
    assertThat(fields.path("components").findValuesAsText("key")).contains("remedy", "explanation");
    assertThat(ok(tasklist.get(ENGINE + "task/" + taskId + "/form-variables?deserializeValues=false")).path("caseId").path("value").asText())
        .isEqualTo(caseId);

    assertThat(post(tasklist, "task/" + taskId + "/claim", "{\"userId\":\"agent1\"}").statusCode()).isEqualTo(204);
    var done = submit(tasklist, "\"liability\":{\"value\":\"none\"},\"remedy\":{\"value\":\"dismiss\"},\"explanation\":{\"value\":\"Nothing is proven.\"}");
    assertThat(done.statusCode()).as(done.body()).isEqualTo(204);

    assertThat(status()).isEqualTo("closed-by-platform");
    assertThat(timeline()).contains("Nothing is proven.", "\"agent1\"");
    assertThat(tasklist.get(ENGINE + "task/" + taskId).statusCode()).isEqualTo(404);
  }

  @Test
  void the_list_of_what_is_to_be_judged_has_priority_due_date_amount_and_waiting_side_on_its_cards_and_the_highest_first() throws Exception {
    var usual = caseId;
    a_case_waits_for_an_agent("\"seniorBuyer\":true,");
    var tasklist = inTasklist("agent1");
    var list = filter(ok(tasklist.get(ENGINE + "filter?resourceType=Task&maxResults=2000", "Accept", HAL)), "To judge");
    var cards = ok(post(tasklist, "filter/" + list.path("id").asText() + "/list?firstResult=0&maxResults=50", "{}", "Accept", HAL))
        .path("_embedded").path("task");
    var senior = item(cards, taskId);
    assertThat(senior.path("priority").asInt()).isEqualTo(80);
    assertThat(senior.path("due").asText()).isNotBlank();
    assertThat(senior.path("_embedded").path("variable")).extracting(fact -> fact.path("name").asText() + " " + fact.path("value").asText())
        .contains("caseType refund-only", "amount 129.90", "waitingSide buyer", "caseId " + caseId);
    assertThat(cards.findValuesAsText("taskDefinitionKey")).containsOnly("agent-judges");
    assertThat(cards.findValuesAsText("priority").stream().map(Integer::valueOf)).isSortedAccordingTo(Comparator.reverseOrder());
    runtime.deleteProcessInstance(runtime.createProcessInstanceQuery().processInstanceBusinessKey(usual).rootProcessInstances().singleResult().getId(),
        "the test is over");
  }

  @Test
  void who_claims_in_tasklist_holds_it_for_the_api_and_gives_it_back_there() throws Exception {
    var tasklist = inTasklist("agent1");
    assertThat(post(tasklist, "task/" + taskId + "/claim", "{\"userId\":\"agent1\"}").statusCode()).isEqualTo(204);
    assertThat(Http.as(port, "agent2").post("/api/tasks/" + taskId + "/claim", "").statusCode()).isEqualTo(409);
    assertThat(tasklist.get(ENGINE + "task/" + taskId).body()).contains("\"assignee\":\"agent1\"");
    assertThat(post(tasklist, "task/" + taskId + "/unclaim", "{}").statusCode()).isEqualTo(204);
    assertThat(Http.as(port, "agent2").post("/api/tasks/" + taskId + "/claim", "").statusCode()).isEqualTo(204);
    assertThat(post(tasklist, "task/" + taskId + "/claim", "{\"userId\":\"agent1\"}").statusCode()).isNotEqualTo(204);
    assertThat(Http.as(port, "agent1").send("DELETE", "/api/tasks/" + taskId + "/claim", "").statusCode()).isEqualTo(409);
    assertThat(Http.as(port, "agent2").send("DELETE", "/api/tasks/" + taskId + "/claim", "").statusCode()).isEqualTo(204);
    assertThat(Http.as(port, "agent1").post("/api/tasks/" + taskId + "/claim", "").statusCode()).isEqualTo(204);
    assertThat(Http.as(port, "m4711").post("/api/tasks/" + taskId + "/claim", "").statusCode()).isEqualTo(403);
    assertThat(Http.as(port, "desk1").post("/api/tasks/" + taskId + "/claim", "").statusCode()).isEqualTo(404);
    assertThat(ok(Http.as(port, "agent1").get("/api/tasks/" + taskId)).path("priority").asInt()).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', value = {
    "`\"liability\":{\"value\":\"merchant\"},\"remedy\":{\"value\":\"refund\"},\"explanation\":{\"value\":\"x\"},\"refundAmount\":{\"value\":\"50.00\"},\"amount\":{\"value\":\"9999.00\"}`,amount",
    "`\"liability\":{\"value\":\"merchant\"},\"remedy\":{\"value\":\"refund\"},\"explanation\":{\"value\":\"x\"},\"refundAmount\":{\"value\":\"50.00\"},\"buyerId\":{\"value\":\"evil\"}`,buyerId",
    "`\"liability\":{\"value\":\"merchant\"},\"remedy\":{\"value\":\"everything\"},\"explanation\":{\"value\":\"x\"}`,remedy",
    "`\"liability\":{\"value\":\"merchant\"},\"explanation\":{\"value\":\"x\"}`,remedy",
    "`\"liability\":{\"value\":\"merchant\"},\"remedy\":{\"value\":\"refund\"},\"explanation\":{\"value\":\"x\"},\"refundAmount\":{\"value\":\"500.00\"}`,refundAmount",
  })
  void an_answer_that_breaks_the_form_changes_nothing(String values, String field) throws Exception {
    var tasklist = inTasklist("agent1");
    var before = timeline();
    var refused = submit(tasklist, values);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(refused.body()).contains(field + ": ");
    assertThat(tasks.createTaskQuery().taskId(taskId).taskUnassigned().count()).isEqualTo(1);
    assertThat(tasks.getVariables(taskId)).containsEntry("amount", "129.90").containsEntry("buyerId", "buyer1").containsEntry("remedy", null);
    assertThat(status()).isEqualTo("platform-reviewing");
    assertThat(timeline()).isEqualTo(before);
  }

  @Test
  void an_agent_orders_a_refund_in_part() throws Exception {
    var done = submit(inTasklist("agent1"), "\"liability\":{\"value\":\"merchant\"},\"remedy\":{\"value\":\"refund\"},"
        + "\"refundAmount\":{\"value\":\"50.00\"},\"explanation\":{\"value\":\"The zip only.\"}");
    assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
    assertThat(status()).isEqualTo("refunding");
    assertThat(timeline()).contains("50.00", "The zip only.");
  }

  @Test
  void only_whose_group_the_task_is_answers_it() throws Exception {
    assertThat(submit(inTasklist("desk1"), "\"remedy\":{\"value\":\"dismiss\"},\"explanation\":{\"value\":\"x\"}").statusCode()).isEqualTo(403);
    assertThat(post(inTasklist("desk1"), "task/" + taskId + "/claim", "{\"userId\":\"desk1\"}").statusCode()).isEqualTo(403);
    assertThat(inTasklist("desk1").get(ENGINE + "task/" + taskId + "/form-variables").statusCode()).isEqualTo(403);
    assertThat(status()).isEqualTo("platform-reviewing");
  }

  @Test
  void what_a_colleague_has_claimed_nobody_else_judges_in_tasklist() throws Exception {
    assertThat(post(inTasklist("agent1"), "task/" + taskId + "/claim", "{\"userId\":\"agent1\"}").statusCode()).isEqualTo(204);
    var other = inTasklist("agent2");
    var dismissed = "\"liability\":{\"value\":\"none\"},\"remedy\":{\"value\":\"dismiss\"},\"explanation\":{\"value\":\"x\"}";
    assertThat(submit(other, dismissed).body()).contains("Somebody else works on this task.");
    assertThat(status()).isEqualTo("platform-reviewing");
    assertThat(timeline()).doesNotContain("\"agent2\"");
    assertThat(submit(inTasklist("agent1"), dismissed).statusCode()).isEqualTo(204);
  }

  private Http inTasklist(String user) {
    var browser = Http.signedIn(port, user);
    assertThat(browser.get("/camunda/app/tasklist/default/", "Accept", "text/html").statusCode()).isEqualTo(200);
    return browser;
  }

  private HttpResponse<String> submit(Http tasklist, String values) {
    return post(tasklist, "task/" + taskId + "/submit-form", "{\"variables\":{" + values + "}}");
  }

  private static HttpResponse<String> post(Http tasklist, String path, String body, String... headers) {
    var all = new java.util.ArrayList<>(java.util.List.of(headers));
    all.add("X-XSRF-TOKEN");
    all.add(tasklist.cookie("XSRF-TOKEN"));
    return tasklist.post(ENGINE + path, body, all.toArray(String[]::new));
  }

  private void completes(String user, String values) throws Exception {
    var item = ok(Http.as(port, user).get("/api/tasks?caseId=" + caseId)).path("items").path(0);
    assertThat(Http.as(port, user).post("/api/tasks/" + item.path("taskId").asText() + "/completion", values).statusCode()).isEqualTo(204);
  }

  private String status() throws Exception {
    return ok(Http.as(port, "agent1").get("/api/cases/" + caseId)).path("status").asText();
  }

  private String timeline() {
    return Http.as(port, "agent1").get("/api/cases/" + caseId + "/timeline").body();
  }

  private static JsonNode filter(JsonNode lists, String name) {
    for (var list : lists.isArray() ? lists : lists.path("_embedded").path("filter")) {
      if (list.path("name").asText().startsWith(name)) {
        return list;
      }
    }
    throw new AssertionError("no list " + name + " in " + lists);
  }

  private static JsonNode item(JsonNode items, String id) {
    for (var item : items) {
      if (item.path("id").asText().equals(id)) {
        return item;
      }
    }
    throw new AssertionError("no " + id + " in " + items);
  }

  private static JsonNode ok(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }
}
