package io.redress.identity;

import static io.redress.identity.DoorsTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.process.delegate.ListedForTests;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the engine's own interfaces let through. */
@DoorTest
class EngineDoorsTest {

  private static final String EXPRESSION = "${'a'.concat('gent1')}";

  @LocalServerPort int port;
  @Autowired TaskService tasks;
  @Autowired FilterService filters;
  @Autowired IdentityService identity;
  @Autowired AuthorizationService authorizations;
  @Autowired RepositoryService repository;
  @Autowired RuntimeService runtime;
  @Autowired HistoryService history;
  @Autowired ProcessEngineConfigurationImpl engine;
  @Autowired ListedForTests delegate;

  /** Twenty paths and four people: signing in once each is enough. */
  private static final Map<String, Http> inTasklist = new ConcurrentHashMap<>();

  private Task task;

  @BeforeEach
  void a_task_for_agents() {
    task = tasks.newTask();
    task.setName("Judge");
    tasks.saveTask(task);
    tasks.addCandidateGroup(task.getId(), "agent");
  }

  @AfterEach
  void no_task() {
    identity.clearAuthentication();
    tasks.deleteTask(task.getId(), true);
  }

  // --- CVE-2026-77226

  @ParameterizedTest
  @ValueSource(strings = {"/camunda/api/admin/setup/default/user/create", "/camunda/api/admin/setup/default/anything"})
  void nobody_becomes_administrator_through_the_setup(String path) {
    var body = "{\"profile\":{\"id\":\"evil\"},\"credentials\":{\"password\":\"evil\"}}";
    assertProblem(Http.anonymous(port).post(path, body), 401, "no-login");
    assertProblem(Http.as(port, "admin").post(path, body), 403, "forbidden");
    assertProblem(Http.as(port, "agent1").post(path, body), 403, "forbidden");
    var browser = Http.signedIn(port, "admin");
    browser.get("/camunda/app/admin/default/", "Accept", "text/html");
    assertProblem(browser.post(path, body, "X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN")), 403, "forbidden");
    assertThat(identity.createUserQuery().userId("evil").count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/camunda/api/admin/./setup/default/user/create", "/camunda/api/admin//setup/default/user/create",
      "/camunda/api/admin/setup;x=1/default/user/create", "/camunda/api/admin/%73etup/default/user/create",
      "/camunda/api/admin/x/../setup/default/user/create", "/camunda/api/admin/setup%2Fdefault/user/create"})
  void no_other_spelling_reaches_the_setup(String path) {
    assertThat(Http.as(port, "admin").post(path, "{}").statusCode()).isIn(400, 403);
    assertThat(Http.anonymous(port).post(path, "{}").statusCode()).isIn(400, 401, 403);
  }

  // --- CVE-2026-109432

  @ParameterizedTest
  @ValueSource(strings = {
    "{\"orQueries\":[{\"assigneeExpression\":\"X\"}]}", "{\"assigneeExpression\":\"X\"}",
    "{\"orQueries\":[{\"orQueries\":[{\"dueBeforeExpression\":\"X\"}]}]}", "{\"orQueries\":[{\"candidateGroups\\u0045xpression\":\"X\"}]}"})
  void a_query_over_http_brings_no_expression(String template) {
    var body = template.replace("X", EXPRESSION);
    assertProblem(Http.as(port, "owner1").post("/engine-rest/task/count", body), 400, "expression-in-query");
    assertProblem(Http.as(port, "owner1").post("/engine-rest/task?maxResults=1", body), 400, "expression-in-query");
    var browser = agentInTasklist("agent1");
    assertProblem(webapp(browser, "task/count", body), 400, "expression-in-query");
    assertProblem(webapp(browser, "filter/" + filter("Mine").getId() + "/count", body), 400, "expression-in-query");
    assertThat(Http.as(port, "owner1").get("/engine-rest/task?assigneeExpression=%24%7B1%7D").statusCode()).isEqualTo(400);
    assertThat(Http.as(port, "owner1").get("/engine-rest/task?assignee%45xpression=%24%7B1%7D").statusCode()).isEqualTo(400);
  }

  @Test
  void a_query_is_no_deeper_than_anybody_needs() {
    var body = "{\"orQueries\":[".repeat(40) + "]}".repeat(40);
    assertProblem(Http.as(port, "owner1").post("/engine-rest/task/count", body), 400, "malformed");
    assertProblem(Http.as(port, "owner1").post("/engine-rest/task/count", "{\"a\":"), 400, "malformed");
  }

  @Test
  void the_engine_itself_evaluates_no_expression_of_a_query() {
    refusesExpression(() -> tasks.createTaskQuery().or().taskAssigneeExpression(EXPRESSION).endOr().count());
    refusesExpression(() -> tasks.createTaskQuery().or().taskAssigneeExpression(EXPRESSION).endOr().list());
    refusesExpression(() -> tasks.createTaskQuery().taskAssigneeExpression(EXPRESSION).list());
    refusesExpression(() -> tasks.createTaskQuery().or().taskName("x").endOr().or().dueBeforeExpression(EXPRESSION).endOr().singleResult());
    var mine = filter("Mine").getId();
    var narrowing = tasks.createTaskQuery().or().taskAssigneeExpression(EXPRESSION).endOr();
    refusesExpression(() -> filters.count(mine, narrowing));
    refusesExpression(() -> filters.list(mine, narrowing));
    refusesExpression(() -> filters.listPage(mine, narrowing, 0, 1));
    refusesExpression(() -> filters.singleResult(mine, narrowing));
    var bare = new TaskQueryImpl();
    bare.taskAssigneeExpression(EXPRESSION);
    refusesExpression(() -> filters.count(mine, bare));
    assertThat(tasks.createTaskQuery().or().taskName("Judge").taskAssignee("x").endOr().count()).isEqualTo(1);
  }

  private static void refusesExpression(org.assertj.core.api.ThrowableAssert.ThrowingCallable query) {
    assertThatThrownBy(query).isInstanceOf(BadUserRequestException.class).hasMessageContaining("Expressions are not allowed in queries");
  }

  @Test
  void filters_with_our_own_expressions_run() {
    var browser = agentInTasklist("agent1");
    assertThat(webapp(browser, "filter/" + filter("All open").getId() + "/count", "{}").body()).isEqualTo("{\"count\":1}");
    assertThat(webapp(browser, "filter/" + filter("Due within").getId() + "/count", "{}").body()).isEqualTo("{\"count\":0}");
    assertThat(webapp(browser, "task/" + task.getId() + "/claim", "{\"userId\":\"agent1\"}").statusCode()).isEqualTo(204);
    assertThat(webapp(browser, "filter/" + filter("Mine").getId() + "/count", "{}").body()).isEqualTo("{\"count\":1}");
    assertThat(webapp(browser, "task/" + task.getId() + "/unclaim", "{}").statusCode()).isEqualTo(204);
    assertThat(webapp(browser, "filter/" + filter("Mine").getId() + "/count", "{}").body()).isEqualTo("{\"count\":0}");
  }

  @Test
  void nobody_but_our_own_code_changes_filters() {
    var body = "{\"name\":\"evil\",\"resourceType\":\"Task\",\"query\":{},\"properties\":{}}";
    for (var user : List.of("admin", "owner1")) {
      assertThat(Http.as(port, user).post("/engine-rest/filter/create", body).statusCode()).isIn(400, 403);
    }
    assertThat(Http.as(port, "admin").put("/engine-rest/filter/" + filter("Mine").getId(), body).statusCode()).isEqualTo(400);
    assertThatThrownBy(() -> filters.saveFilter(filters.newTaskFilter("evil"))).hasMessageContaining("Filters come with Redress");
    assertThatThrownBy(() -> filters.deleteFilter(filter("Mine").getId())).hasMessageContaining("Filters come with Redress");
    for (var group : List.of("agent", "supervisor", "service-desk", "process-owner")) {
      assertThat(authorizations.isUserAuthorized("nobody", List.of(group), Permissions.CREATE, Resources.FILTER)).isFalse();
    }
  }

  @Test
  void everybody_finds_three_lists_with_the_facts_of_a_case_and_those_of_the_own_role() {
    assertThat(filters.createTaskFilterQuery().list()).extracting(Filter::getName).containsExactlyInAnyOrder(
        "All open / 全部待办", "Due within 24 h / 24 小时内到期", "Mine / 我的任务", "To judge / 待判定", "Reports and breaches / 检测报告与违约",
        "Freight / 退货运费", "Over time / 已超时", "For the supervisor / 已升级", "Service desk / 客诉");
    var browser = agentInTasklist("desk1");
    var lists = browser.get("/camunda/api/engine/engine/default/filter?maxResults=100").body();
    assertThat(lists).contains("All open", "Due within 24 h", "Mine", "caseType", "amount", "caseId", "Service desk", "Over time")
        .doesNotContain("To judge", "Freight", "For the supervisor");
    assertThat(agentInTasklist("agent1").get("/camunda/api/engine/engine/default/filter?maxResults=100").body())
        .contains("To judge", "Reports and breaches", "Freight", "Over time").doesNotContain("Service desk", "For the supervisor");
    assertThat(agentInTasklist("supervisor1").get("/camunda/api/engine/engine/default/filter?maxResults=100").body())
        .contains("To judge", "For the supervisor").doesNotContain("Service desk");
  }

  // --- what staff may change in the webapps

  @ParameterizedTest
  @CsvSource({
    "task/T/complete", "task/T/bpmnError", "task/T/bpmnEscalation", "task/T/assignee", "task/T/delegate", "task/T/resolve",
    "task/T/variables", "task/T/localVariables", "task/T/identity-links", "task/T/comment/create", "task/create",
    "process-definition/key/refund-only/start", "process-definition/key/refund-only/submit-form", "message", "signal",
    "deployment/create", "modification/execute", "migration/execute", "condition", "filter/create", "user/create", "authorization/create",
    "process-instance/suspended", "job/1/execute", "process-instance/1/variables", "batch/1/suspended",
  })
  void staff_do_not_step_around_the_form(String path) {
    for (var user : List.of("agent1", "supervisor1", "desk1", "owner1")) {
      var answer = webapp(inTasklist.computeIfAbsent(user, this::agentInTasklist), path.replace("T", task.getId()), "{}");
      assertProblem(answer, 403, "not-in-the-webapps");
    }
    assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,task/T", "PUT,task/T/variables/x", "PUT,process-instance/1/suspended", "PUT,user/agent2/profile", "PUT,filter/1", "PUT,authorization/1",
    "DELETE,task/T", "DELETE,process-instance/1", "DELETE,deployment/1", "DELETE,filter/1", "PATCH,task/T", "POST,task/T/cla%69m",
  })
  void staff_change_nothing_in_other_ways_either(String method, String path) {
    var browser = agentInTasklist("agent1");
    var answer = browser.send(method, "/camunda/api/engine/engine/default/" + path.replace("T", task.getId()),
        "{\"name\":\"x\",\"assignee\":\"agent1\"}", "X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN"));
    assertProblem(answer, 403, "not-in-the-webapps");
    assertThat(tasks.createTaskQuery().taskId(task.getId()).taskUnassigned().count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "{\"userId\":\"supervisor1\"}", "{\"userId\":\"buyer1\"}", "{\"userId\":\"AGENT1\"}", "{\"userId\":null}", "{\"userId\":[\"agent1\"]}", "{}",
    "{\"userId\":\"agent1\",\"userId\":\"supervisor1\"}", "{\"userId\":\"supervisor1\",\"userId\":\"agent1\"}", "[]"})
  void nobody_claims_for_somebody_else(String body) {
    assertProblem(webapp(agentInTasklist("agent1"), "task/" + task.getId() + "/claim", body), 403, "claim-for-another");
    assertThat(tasks.createTaskQuery().taskId(task.getId()).taskUnassigned().count()).isEqualTo(1);
  }

  @Test
  void an_administrator_claims_and_assigns_for_others() {
    var browser = agentInTasklist("admin");
    assertThat(webapp(browser, "task/" + task.getId() + "/claim", "{\"userId\":\"agent1\"}").statusCode()).isEqualTo(204);
    assertThat(webapp(browser, "task/" + task.getId() + "/assignee", "{\"userId\":\"supervisor1\"}").statusCode()).isEqualTo(204);
    assertThat(tasks.createTaskQuery().taskId(task.getId()).taskAssignee("supervisor1").count()).isEqualTo(1);
  }

  @Test
  void what_tasklist_needs_is_open() {
    var browser = agentInTasklist("agent1");
    for (var path : List.of("task?maxResults=5", "task/count", "variable-instance?maxResults=5", "history/task?maxResults=5", "process-definition/count")) {
      var answer = path.startsWith("process-definition") ? browser.get("/camunda/api/engine/engine/default/" + path) : webapp(browser, path, "{}");
      assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
    }
    var form = webapp(browser, "task/" + task.getId() + "/submit-form", "{\"variables\":{}}");
    assertThat(form.statusCode()).as(form.body()).isNotIn(401, 403);
    tasks.saveTask(task = tasks.newTask());
  }

  // --- who may what in the engine

  @Test
  void an_agent_sees_the_groups_tasks_and_no_merchants() {
    var merchants = tasks.newTask();
    tasks.saveTask(merchants);
    try {
      tasks.addCandidateGroup(merchants.getId(), "merchant-4711");
      tasks.setAssignee(merchants.getId(), "buyer1");
      assertThat(webapp(agentInTasklist("agent1"), "task/count", "{}").body()).isEqualTo("{\"count\":1}");
      assertThat(webapp(agentInTasklist("desk1"), "task/count", "{}").body()).isEqualTo("{\"count\":0}");
      assertThat(authorizations.createAuthorizationQuery().resourceId(merchants.getId()).count())
          .as("no rows for who never uses the engine").isZero();
      assertThat(authorizations.createAuthorizationQuery().resourceId(task.getId()).groupIdIn("agent").count()).isPositive();
    } finally {
      tasks.deleteTask(merchants.getId(), true);
    }
  }

  @Test
  void process_owners_deploy_and_agents_do_not() {
    var diagram = GuardTest.diagram("<bpmn:serviceTask id='pay' name='Pay' camunda:delegateExpression='${listedForTests}'/>", "owners-flow");
    var owner = Http.as(port, "owner1").deploy("/engine-rest/deployment/create", "owners-flow.bpmn", diagram);
    assertThat(owner.statusCode()).as(owner.body()).isEqualTo(200);
    assertThat(repository.createProcessDefinitionQuery().processDefinitionKey("owners-flow").count()).isEqualTo(1);
    assertProblem(Http.as(port, "agent1").deploy("/engine-rest/deployment/create", "owners-flow.bpmn", diagram), 403, "forbidden");
    assertThat(Http.as(port, "owner1").post("/engine-rest/process-definition/key/owners-flow/start", "{}").statusCode()).isEqualTo(403);
    var id = repository.createDeploymentQuery().deploymentName("test").list().get(0).getId();
    identity.setAuthentication("owner1", List.of("process-owner"));
    assertThatThrownBy(() -> repository.deleteDeployment(id, true)).isInstanceOf(org.camunda.bpm.engine.AuthorizationException.class);
    identity.clearAuthentication();
    var before = delegate.runs.get();
    runtime.startProcessInstanceByKey("owners-flow", Map.of());
    assertThat(delegate.runs.get()).isEqualTo(before + 1);
  }

  @ParameterizedTest(name = "over HTTP: {0}")
  @CsvSource(quoteCharacter = '`', value = {
    "evil.bpmn,`<bpmn:scriptTask id='x' scriptFormat='javascript'><bpmn:script>1</bpmn:script></bpmn:scriptTask>`,scripts are not run",
    "evil.bpmn,`<bpmn:serviceTask id='x' camunda:class='java.lang.Runtime'/>`,Java classes are not reached",
    "evil.bpmn,`<bpmn:serviceTask id='x' camunda:delegateExpression='${dataSource}'/>`,names no listed bean",
    "evil.groovy,`x`,`only diagrams (.bpmn)`",
  })
  void the_guard_stands_in_front_of_the_engines_own_interface(String file, String element, String why) {
    var content = file.endsWith(".bpmn") ? GuardTest.diagram(element, "evil") : element;
    var answer = Http.as(port, "owner1").deploy("/engine-rest/deployment/create", file, content);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(file, why);
    assertThat(repository.createProcessDefinitionQuery().processDefinitionKey("evil").count()).isZero();
  }

  @Test
  void engine_rest_works_as_the_user_who_asks_and_forgets_afterwards() {
    assertThat(Http.as(port, "owner1").get("/engine-rest/task/count").body()).isEqualTo("{\"count\":0}");
    assertThat(Http.as(port, "admin").get("/engine-rest/task/count").body()).isEqualTo("{\"count\":1}");
    assertThat(Http.as(port, "owner1").get("/engine-rest/task/count").body()).isEqualTo("{\"count\":0}");
    assertThat(Http.as(port, "owner1").post("/engine-rest/task/" + task.getId() + "/complete", "{}").statusCode()).isIn(403, 500);
    assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
  }

  @Test
  void the_settings_of_the_engine_are_in_force() {
    assertThat(engine.isAuthorizationEnabled()).isTrue();
    assertThat(engine.getAuthorizationCheckRevokes()).isEqualTo("never");
    assertThat(engine.getHistoryLevel().getName()).isEqualTo("full");
    assertThat(engine.getHistoryTimeToLive()).isEqualTo("P180D");
    assertThat(engine.getHistoryCleanupBatchWindowStartTime()).isEqualTo("02:00");
    assertThat(engine.getHistoryCleanupBatchWindowEndTime()).isEqualTo("05:00");
    assertThat(engine.getDefaultUserPermissionNameForTask()).isEqualTo("TASK_WORK");
    assertThat(engine.isEnableExceptionsAfterUnhandledBpmnError()).isTrue();
    assertThat(engine.getFailedJobRetryTimeCycle()).isEqualTo("PT1M,PT10M,PT1H");
    assertThat(engine.isDeserializationTypeValidationEnabled()).isTrue();
    assertThat(engine.isJavaSerializationFormatEnabled()).isFalse();
    assertThat(engine.getQueryMaxResultsLimit()).isEqualTo(2000);
    assertThat(engine.isCmmnEnabled()).isFalse();
    assertThat(engine.isEnableXxeProcessing()).isFalse();
    assertThat(engine.isEnableExpressionsInAdhocQueries()).isFalse();
    assertThat(engine.getGroupResourceWhitelistPattern()).contains("-");
  }

  private Filter filter(String name) {
    return filters.createTaskFilterQuery().filterNameLike(name + "%").singleResult();
  }

  private Http agentInTasklist(String user) {
    var browser = Http.signedIn(port, user);
    browser.get("/camunda/app/tasklist/default/", "Accept", "text/html");
    return browser;
  }

  private static java.net.http.HttpResponse<String> webapp(Http browser, String path, String body) {
    return browser.post("/camunda/api/engine/engine/default/" + path, body, "X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN"));
  }
}
