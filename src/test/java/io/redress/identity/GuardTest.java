package io.redress.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the deployment guard refuses, and with which words; the engine is the real one. */
@DoorTest
class GuardTest {

  @Autowired RepositoryService repository;

  private static final String TASK = "<bpmn:serviceTask id='pay-buyer' name='Pay buyer' %s/>";
  private static final String USER_TASK = "<bpmn:userTask id='decide-it' name='Decide it' %s/>";
  private static final String EXTENDED = "<bpmn:userTask id='decide-it' name='Decide it'><bpmn:extensionElements>%s</bpmn:extensionElements></bpmn:userTask>";
  private static final String TIMER = "<bpmn:intermediateCatchEvent id='wait-here' name='Waited'><bpmn:timerEventDefinition id='t'>"
      + "<bpmn:timeDate xsi:type='bpmn:tFormalExpression'>%s</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>";

  static Stream<Arguments> refusals() {
    return Stream.of(
        // code
        Arguments.of("<bpmn:scriptTask id='pay-buyer' scriptFormat='groovy'><bpmn:script>1</bpmn:script></bpmn:scriptTask>", "pay-buyer", "scripts are not run"),
        Arguments.of(TASK.formatted("camunda:class='java.lang.Object'"), "pay-buyer, camunda:class", "Java classes are not reached"),
        Arguments.of(TASK.formatted("camunda:expression='${1}'"), "pay-buyer, camunda:expression", "free expressions are not run"),
        Arguments.of(TASK.formatted("camunda:type='shell'"), "pay-buyer, camunda:type", "shell tasks are not run"),
        Arguments.of(TASK.formatted("camunda:type='external' camunda:topic='x'"), "pay-buyer", "external"),
        Arguments.of(TASK.formatted("camunda:resource='deployment://x.groovy'"), "pay-buyer, camunda:resource", "not run from a resource"),
        Arguments.of(TASK.formatted("xmlns:old='http://activiti.org/bpmn' old:class='java.lang.Object'"), "pay-buyer, old:class", "Java classes"),
        Arguments.of("<dc:scriptTask id='pay-buyer' scriptFormat='groovy'><dc:script>1</dc:script></dc:scriptTask>", "<dc:scriptTask>", "scripts are not run"),
        Arguments.of("<other:thing xmlns:other='urn:other' id='x'/>", "<other:thing>", "leave it out"),
        Arguments.of(EXTENDED.formatted("<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>"), "<camunda:connector>", "connectors are not run"),
        Arguments.of(EXTENDED.formatted("<camunda:executionListener event='start' class='java.lang.Object'/>"), "decide-it, class", "Java classes"),
        Arguments.of(EXTENDED.formatted("<camunda:taskListener event='create' expression='${1}'/>"), "decide-it, expression", "free expressions"),
        Arguments.of(EXTENDED.formatted("<camunda:taskListener event='create'><camunda:script scriptFormat='groovy'>1</camunda:script></camunda:taskListener>"), "<camunda:script>", "scripts are not run"),
        Arguments.of(EXTENDED.formatted("<camunda:taskListener event='create' delegateExpression='${dataSource}'/>"), "decide-it, delegateExpression", "names no listed bean"),
        Arguments.of(EXTENDED.formatted("<camunda:inputOutput><camunda:inputParameter name='x'><camunda:script scriptFormat='groovy'>1</camunda:script></camunda:inputParameter></camunda:inputOutput>"), "<camunda:script>", "scripts are not run"),
        Arguments.of(EXTENDED.formatted("<camunda:inputOutput><camunda:inputParameter name='x'>${''.getClass()}</camunda:inputParameter></camunda:inputOutput>"), "<camunda:inputParameter>", "no plain value"),
        Arguments.of(EXTENDED.formatted("<camunda:formData><camunda:formField id='x' defaultValue='${1}'/></camunda:formData>"), "<camunda:formData>", "camunda:formRef"),
        Arguments.of(EXTENDED.formatted("<camunda:properties><camunda:property name='x' value='${a}'/></camunda:properties>"), "value", "no expression may stand here"),
        Arguments.of(EXTENDED.formatted("<camunda:in businessKey='${x.y}'/>"), "businessKey", "#{execution.processBusinessKey}"),
        // beans
        Arguments.of(TASK.formatted("camunda:delegateExpression='${runtimeService}'"), "pay-buyer, camunda:delegateExpression", "listedForTests"),
        Arguments.of(TASK.formatted("camunda:delegateExpression='${listedForTests.runs}'"), "pay-buyer", "names no listed bean"),
        Arguments.of(TASK.formatted("camunda:delegateExpression='#{listedForTests}'"), "pay-buyer", "names no listed bean"),
        // forms and people
        Arguments.of(USER_TASK.formatted("camunda:formKey='embedded:app:x.html'"), "decide-it, camunda:formKey", "camunda:formRef"),
        Arguments.of(USER_TASK.formatted("camunda:formHandlerClass='x'"), "decide-it", "camunda:formRef"),
        Arguments.of(USER_TASK.formatted("camunda:assignee='${x.getClass()}'"), "decide-it, camunda:assignee", "people are ids"),
        Arguments.of(USER_TASK.formatted("camunda:candidateGroups='agent,${a}${b}'"), "decide-it", "people are ids"),
        Arguments.of(USER_TASK.formatted("camunda:dueDate='${x}'"), "decide-it, camunda:dueDate", "timer boundary event"),
        Arguments.of(USER_TASK.formatted("camunda:formRef='${x}'"), "decide-it, camunda:formRef", "no expression may stand here"),
        Arguments.of("<bpmn:userTask id='decide-it' name='${1}'/>", "decide-it, name", "no expression may stand here"),
        Arguments.of("<bpmn:userTask id='decide-it'><bpmn:documentation>#{1}</bpmn:documentation></bpmn:userTask>", "<bpmn:documentation>", "no expression"),
        Arguments.of("<bpmn:callActivity id='call-it' calledElement='${x}'/>", "call-it, calledElement", "no expression may stand here"),
        Arguments.of("<bpmn:callActivity id='call-it' calledElement='x' camunda:variableMappingClass='x'/>", "call-it", "camunda:in"),
        // deadlines and conditions
        Arguments.of(TIMER.formatted("${deadline.hours(1).toString()}"), "<bpmn:timeDate>", "is no deadline"),
        Arguments.of(TIMER.formatted("${deadline.getClass()}"), "<bpmn:timeDate>", "is no deadline"),
        Arguments.of(TIMER.formatted("${deadline.hours(x)}"), "<bpmn:timeDate>", "is no deadline"),
        Arguments.of(TIMER.formatted("${deadline.daysIncluding(7, a.b)}"), "<bpmn:timeDate>", "is no deadline"),
        Arguments.of(TIMER.formatted("${other.hours(1)}"), "<bpmn:timeDate>", "is no deadline"),
        Arguments.of(condition("${a.b == 1}"), "to-end-2", "no plain condition"),
        Arguments.of(condition("${a['b']}"), "to-end-2", "no plain condition"),
        Arguments.of(condition("${now()}"), "to-end-2", "no plain condition"),
        Arguments.of(condition("${a == 1}${b}"), "to-end-2", "no plain condition"),
        Arguments.of(condition("${a ? b : c}"), "to-end-2", "no plain condition"),
        Arguments.of(condition("${empty a (b)}"), "to-end-2", "no plain condition"),
        Arguments.of(condition("1").replace("xsi:type", "language='javascript' xsi:type"), "language", "leave this attribute out"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refuses(String element, String place, String why) {
    assertThatThrownBy(() -> deploy("flow.bpmn", diagram(element, "guarded")))
        .isInstanceOf(ProcessEngineException.class).hasMessageContaining("flow.bpmn, element ").hasMessageContaining(place).hasMessageContaining(why);
    assertThat(repository.createProcessDefinitionQuery().processDefinitionKey("guarded").count()).isZero();
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        TASK.formatted("camunda:asyncBefore='true' camunda:delegateExpression='${listedForTests}'"),
        USER_TASK.formatted("camunda:assignee='${buyerId}' camunda:formRef='x' camunda:formRefBinding='deployment'"),
        USER_TASK.formatted("camunda:candidateGroups='merchant-${merchantId}, agent' camunda:candidateUsers='${a}'"),
        TIMER.formatted("${deadline.hours(48)}"), TIMER.formatted("${deadline.days(7)}"), TIMER.formatted("${deadline.workingDays(5)}"),
        TIMER.formatted("${deadline.daysIncluding(7, returnSentAt)}"), TIMER.formatted("${deadline.hoursOrAt(48,promisedShipAt)}"),
        condition("${decision == 'agree'}"), condition("${!broken && (amount > 5.5 || not empty answer) and x != null}"),
        EXTENDED.formatted("<camunda:properties><camunda:property name='status' value='refunding'/></camunda:properties>"
            + "<camunda:taskListener event='create' delegateExpression='${listedForTests}'/>"
            + "<camunda:inputOutput><camunda:inputParameter name='a'>${amount}</camunda:inputParameter></camunda:inputOutput>"),
        "<bpmn:callActivity id='call-it' calledElement='x' camunda:calledElementBinding='deployment'><bpmn:extensionElements>"
            + "<camunda:in businessKey='#{execution.processBusinessKey}'/><camunda:in source='a' target='a'/><camunda:out source='b' target='b'/>"
            + "</bpmn:extensionElements></bpmn:callActivity>")
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void accepts(String element) {
    var whole = repository.createDeployment().name("guard").addString("flow.bpmn", diagram(element, "accepted"))
        .addString("forms/decide-it.form", "{\"components\": []}").addString("x.bpmn", diagram("", "x"));
    repository.deleteDeployment(whole.deploy().getId(), true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"script.groovy", "flow.cmmn", "flow.cmmn10.xml", "page.html", "Code.class", "flow.bpmn.js"})
  void refuses_files_that_are_no_diagram_table_or_form(String file) {
    assertThatThrownBy(() -> deploy(file, "x")).hasMessageContaining(file).hasMessageContaining("only diagrams (.bpmn)");
  }

  @Test
  void refuses_a_process_that_would_not_run_or_is_not_the_owners() {
    assertThatThrownBy(() -> deploy("flow.bpmn", diagram("", "guarded").replace("isExecutable='true'", "isExecutable='false'")))
        .hasMessageContaining("element guarded, isExecutable");
    assertThatThrownBy(() -> deploy("flow.bpmn", diagram("", "Guarded_1"))).hasMessageContaining("kebab-case");
    assertThatThrownBy(() -> deploy("flow.bpmn", diagram("", "redress-own"))).hasMessageContaining("kept for Redress itself");
  }

  @Test
  void refuses_entities_and_broken_xml() {
    var doctype = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>";
    var entity = diagram("<bpmn:userTask id='x' name='y'><bpmn:documentation>&e;</bpmn:documentation></bpmn:userTask>", "guarded");
    assertThatThrownBy(() -> deploy("flow.bpmn", entity.replace("?>", "?>" + doctype))).hasMessageContaining("flow.bpmn, line ").hasMessageContaining("DOCTYPE");
    assertThatThrownBy(() -> deploy("table.dmn", table("").replace("?>", "?>" + doctype))).hasMessageContaining("DOCTYPE");
    assertThatThrownBy(() -> deploy("flow.bpmn", "<bpmn:definitions")).hasMessageContaining("no well-formed XML");
  }

  @ParameterizedTest
  @ValueSource(strings = {"juel", "javascript", "groovy", "http://www.omg.org/spec/FEEL/x/../juel"})
  void refuses_tables_in_another_language(String language) {
    assertThatThrownBy(() -> deploy("table.dmn", table("expressionLanguage='" + language + "'")))
        .hasMessageContaining("table.dmn, element in-1, expressionLanguage").hasMessageContaining("FEEL");
  }

  @Test
  void accepts_tables_in_feel_and_refuses_functions_in_them() {
    repository.deleteDeployment(deploy("table.dmn", table("")), true);
    repository.deleteDeployment(deploy("table.dmn", table("expressionLanguage='feel'")), true);
    assertThatThrownBy(() -> deploy("table.dmn", table("").replace("<text>type</text>", "<text>function(x) external {java: {class: 'a'}}</text>")))
        .hasMessageContaining("functions are not defined in a table");
  }

  /** The flows that come with Redress; their beans are looked up where they are. */
  @Test
  void our_own_tables_pass() throws Exception {
    var folder = Path.of("bpmn/decisions");
    if (Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        for (var file : files.toList()) {
          repository.deleteDeployment(deploy(file.getFileName().toString(), Files.readString(file)), true);
        }
      }
    }
  }

  @Test
  void a_diagram_without_its_forms_or_the_flows_it_calls_is_refused() {
    assertThatThrownBy(() -> deploy("flow.bpmn", diagram(USER_TASK.formatted("camunda:formRef='decide-it'"), "guarded")))
        .hasMessageContaining("flow.bpmn, element decide-it: its form decide-it.form is not in this deployment");
    assertThatThrownBy(() -> deploy("flow.bpmn", diagram("<bpmn:callActivity id='call-it' calledElement='x'/>", "guarded")))
        .hasMessageContaining("element call-it, calledElement: the flow x is not in this deployment");
    assertThat(repository.createProcessDefinitionQuery().processDefinitionKey("guarded").count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no form", "[]", "{\"components\": 1}"})
  void a_form_that_cannot_be_read_is_refused(String content) {
    assertThatThrownBy(() -> deploy("decide-it.form", content)).isInstanceOf(ProcessEngineException.class).hasMessageContaining("decide-it.form: this is no ");
  }

  private String deploy(String file, String content) {
    return repository.createDeployment().name("guard").addInputStream(file, new java.io.ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))
        .deploy().getId();
  }

  private static String condition(String expression) {
    return "<bpmn:endEvent id='end-2' name='Ended'/><bpmn:exclusiveGateway id='which' name='Which?' default='to-end-1'/>"
        + "<bpmn:sequenceFlow id='to-end-1' sourceRef='which' targetRef='end-2'/><bpmn:sequenceFlow id='to-end-2' sourceRef='which' "
        + "targetRef='end-2'><bpmn:conditionExpression xsi:type='bpmn:tFormalExpression'>" + expression.replace("&", "&amp;").replace(" > ", " &gt; ")
        + "</bpmn:conditionExpression></bpmn:sequenceFlow>";
  }

  /** A process whose one way leads past the given element when that can be passed. */
  static String diagram(String element, String processId) {
    var inner = element.matches("(?s)<bpmn:(serviceTask|scriptTask).*") ? element.replaceFirst(".*?id='([^']+)'.*", "$1") : null;
    var flows = inner == null ? "<bpmn:sequenceFlow id='go' sourceRef='begin' targetRef='finish'/>"
        : "<bpmn:sequenceFlow id='go' sourceRef='begin' targetRef='%s'/><bpmn:sequenceFlow id='on' sourceRef='%s' targetRef='finish'/>".formatted(inner, inner);
    return """
        <?xml version='1.0' encoding='UTF-8'?>
        <bpmn:definitions xmlns:bpmn='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:camunda='http://camunda.org/schema/1.0/bpmn'
          xmlns:dc='http://www.omg.org/spec/DD/20100524/DC' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' id='d' targetNamespace='https://redress.io/bpmn'>
        <bpmn:process id='%s' name='Guarded' isExecutable='true' camunda:historyTimeToLive='P180D'>
        <bpmn:startEvent id='begin' name='Begun'/><bpmn:endEvent id='finish' name='Finished'/>%s%s
        </bpmn:process></bpmn:definitions>""".formatted(processId, flows, element);
  }

  private static String table(String attribute) {
    return """
        <?xml version='1.0' encoding='UTF-8'?>
        <definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' xmlns:camunda='http://camunda.org/schema/1.0/dmn' id='t' name='t' namespace='https://redress.io/dmn'>
        <decision id='which' name='Which?' camunda:historyTimeToLive='P180D'><decisionTable id='dt' hitPolicy='UNIQUE'>
        <input id='in'><inputExpression id='in-1' typeRef='string' %s><text>type</text></inputExpression></input>
        <output id='out' name='x' typeRef='integer'/>
        <rule id='r'><inputEntry id='ri'><text>"a"</text></inputEntry><outputEntry id='ro'><text>1</text></outputEntry></rule>
        </decisionTable></decision></definitions>""".formatted(attribute);
  }
}
