package io.redress.model;

import static io.redress.model.Broken.broken;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every diagram keeps every rule; and every rule finds the sample that breaks it. */
class BpmnRulesTest {

  private static final Landscape PROJECT = Landscape.ofTheProject();
  private static final String SAMPLE = Landscape.resource("model/sample-refund.bpmn");
  private static final String CALLED = """
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="https://redress.io/bpmn" id="definitions">
        <bpmn:process id="sample-called" name="Sample called" isExecutable="true">
          <bpmn:startEvent id="called" name="Called">%s</bpmn:startEvent>
        </bpmn:process>
        <bpmn:message id="case-withdrawn-message" name="case-withdrawn"/>
      </bpmn:definitions>
      """;

  private static final Diagram SOUND_CALLED = Diagram.read("sample-called.bpmn", CALLED.formatted(""), landscape());
  private static final Diagram SOUND = sample(SAMPLE);
  private static final String MANY_TASKS = IntStream.range(0, 30).mapToObj(number -> "<bpmn:task id=\"wait-" + number + "\" name=\"Wait\"/>")
      .collect(Collectors.joining());

  static Stream<Rule<Diagram>> rules() {
    return Stream.of(NamingRules.ALL, DrawingRules.ALL, FlowRules.ALL, StepRules.ALL).flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void every_diagram_keeps(Rule<Diagram> rule) {
    var findings = rule.findingsIn(PROJECT.allDiagrams());
    assertThat(findings.isEmpty()).as(findings.toString()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void the_sound_sample_keeps(Rule<Diagram> rule) {
    assertThat(rule.findingsIn(List.of(SOUND)).all()).isEmpty();
  }

  static Stream<Broken> brokenSamples() {
    return Stream.of(
        broken("the file is named like its one process", "refund-sample", "\"sample-refund\"", "\"refund-sample\"", "name=\"Sample refund\"", "name=\"Refund sample\""),
        broken("the file is named like its one process", "sample-refund", "isExecutable=\"true\"", "isExecutable=\"false\""),
        broken("a process says its version and how long its history is kept", "sample-refund", " camunda:versionTag=\"1\"", ""),
        broken("a process says its version and how long its history is kept", "sample-refund", " camunda:historyTimeToLive=\"P180D\"", ""),
        broken("ids are kebab-case and made by a person", "Activity_0x1ab2c", "\"remind-merchant\"", "\"Activity_0x1ab2c\""),
        broken("ids are kebab-case and made by a person", "remindMerchant", "\"remind-merchant\"", "\"remindMerchant\""),
        broken("ids are kebab-case and made by a person", "refund-buyer-2", "\"refund-buyer\"", "\"refund-buyer-2\""),
        broken("ids are kebab-case and made by a person", "Flow_0x1ab2c", "\"agreed-no\"", "\"Flow_0x1ab2c\"", ">agreed-no<", ">Flow_0x1ab2c<"),
        broken("ids are words of their label", "pay-back", "\"refund-buyer\"", "\"pay-back\""),
        broken("ids are words of their label", "sample-refund", "name=\"Sample refund\"", "name=\"Something else\""),
        broken("messages and errors are named by kebab-case facts", "case-withdrawn-message", "name=\"case-withdrawn\"", "name=\"Message_Withdrawn\""),
        broken("messages and errors are named by kebab-case facts", "refund-refused-error", "errorCode=\"refund-refused\"", "errorCode=\"E42\""),
        broken("tasks and events have a label", "refund-buyer", "id=\"refund-buyer\" name=\"Refund buyer\"", "id=\"refund-buyer\""),
        broken("tasks and events have a label", "buyer-refunded", "name=\"Buyer refunded\"", "name=\" \""),
        broken("labels are in sentence case and without technical words", "refund-buyer", "name=\"Refund buyer\"", "name=\"Call RefundBuyer\""),
        broken("labels are in sentence case and without technical words", "refund-buyer", "name=\"Refund buyer\"", "name=\"refund buyer\""),
        broken("labels are in sentence case and without technical words", "refund-buyer", "name=\"Refund buyer\"", "name=\"Refund Buyer\""),
        broken("labels are in sentence case and without technical words", "agreed-yes", "name=\"Yes\"", "name=\"yes\""),
        broken("an exclusive gateway asks a question and its flows answer", "merchant-agreed", "name=\"Merchant agreed?\"", "name=\"Merchant agreed\""),
        broken("an exclusive gateway asks a question and its flows answer", "agreed-yes", " name=\"Yes\"", ""),
        broken("joining, parallel and event gateways have no label", "refund-due", "<bpmn:exclusiveGateway id=\"refund-due\"", "<bpmn:exclusiveGateway id=\"refund-due\" name=\"Refund due\""),

        broken("everything is drawn", "refund-buyer", "bpmnElement=\"refund-buyer\"", "bpmnElement=\"decide-refund\""),
        broken("everything is drawn", "agreed-no", "bpmnElement=\"agreed-no\"", "bpmnElement=\"agreed-yes\""),
        broken("exclusive gateways show their marker", "refund-due", "bpmnElement=\"refund-due\" isMarkerVisible=\"true\"", "bpmnElement=\"refund-due\""),
        broken("tasks are 100 x 80 and on the 10-pixel grid", "refund-buyer", "x=\"930\" y=\"160\" width=\"100\"", "x=\"930\" y=\"160\" width=\"120\""),
        broken("tasks are 100 x 80 and on the 10-pixel grid", "refund-buyer", "x=\"930\" y=\"160\"", "x=\"933\" y=\"160\""),
        broken("nodes do not overlap and stay inside their sub-process", "refund-buyer", "x=\"930\" y=\"160\"", "x=\"860\" y=\"160\""),
        broken("nodes do not overlap and stay inside their sub-process", "refund-buyer", "x=\"930\" y=\"160\"", "x=\"930\" y=\"610\""),
        broken("flows run straight up, down, left or right", "decide-to-refund", "x=\"930\" y=\"200\"", "x=\"930\" y=\"210\""),
        broken("flows cross neither each other nor a node", "due-to-decide", "<di:waypoint x=\"745\" y=\"110\"/>",
            "<di:waypoint x=\"745\" y=\"110\"/><di:waypoint x=\"780\" y=\"110\"/><di:waypoint x=\"780\" y=\"230\"/><di:waypoint x=\"745\" y=\"230\"/>"),
        broken("flows cross neither each other nor a node", "agreed-no", "<di:waypoint x=\"565\" y=\"340\"/>", "<di:waypoint x=\"565\" y=\"290\"/><di:waypoint x=\"530\" y=\"290\"/><di:waypoint x=\"530\" y=\"340\"/>"),
        broken("flows cross neither each other nor a node", "handle-to-closed", "<di:waypoint x=\"1100\" y=\"560\"/>", "<di:waypoint x=\"1180\" y=\"518\"/><di:waypoint x=\"1180\" y=\"200\"/><di:waypoint x=\"1190\" y=\"200\"/><di:waypoint x=\"1190\" y=\"560\"/>"),
        broken("a diagram fits one page", "sample-refund", "<bpmn:startEvent id=\"case-opened\"", MANY_TASKS + "<bpmn:startEvent id=\"case-opened\""),

        broken("starts and ends are drawn", "case-opened", "<bpmn:sequenceFlow id=\"opened-to-handle\" sourceRef=\"case-opened\"", "<bpmn:sequenceFlow id=\"opened-to-handle\" sourceRef=\"request-withdrawn\""),
        broken("starts and ends are drawn", "handle-request", "<bpmn:sequenceFlow id=\"opened-to-handle\" sourceRef=\"case-opened\" targetRef=\"handle-request\"", "<bpmn:sequenceFlow id=\"opened-to-handle\" sourceRef=\"case-opened\" targetRef=\"case-closed\""),
        broken("starts and ends are drawn", "refund-buyer", "sourceRef=\"refund-buyer\" targetRef=\"buyer-refunded\"", "sourceRef=\"decide-refund\" targetRef=\"buyer-refunded\""),
        broken("starts and ends are drawn", "sample-refund", "<bpmn:startEvent id=\"case-opened\"", "<bpmn:startEvent id=\"reopened\" name=\"Reopened\"/><bpmn:startEvent id=\"case-opened\""),
        broken("only gateways split and join", "decide-refund", "sourceRef=\"merchant-silent\" targetRef=\"refund-due\"", "sourceRef=\"merchant-silent\" targetRef=\"decide-refund\""),
        broken("only gateways split and join", "decide-refund", "sourceRef=\"refund-buyer\" targetRef=\"buyer-refunded\"", "sourceRef=\"decide-refund\" targetRef=\"buyer-refunded\""),
        broken("a gateway either splits or joins", "refund-due", "sourceRef=\"refund-buyer\" targetRef=\"buyer-refunded\"", "sourceRef=\"refund-due\" targetRef=\"buyer-refunded\""),
        broken("a gateway either splits or joins", "refund-due", "sourceRef=\"merchant-silent\" targetRef=\"refund-due\"", "sourceRef=\"merchant-silent\" targetRef=\"refund-impossible\""),
        broken("a gateway either splits or joins", "merchant-agreed", "<bpmn:exclusiveGateway id=\"merchant-agreed\"", "<bpmn:inclusiveGateway id=\"merchant-agreed\"",
            "</bpmn:exclusiveGateway>\n      <bpmn:callActivity", "</bpmn:inclusiveGateway>\n      <bpmn:callActivity"),
        broken("every flow out of an exclusive gateway has its condition", "agreed-no", "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">${decision == 'reject'}</bpmn:conditionExpression>", ""),
        broken("every flow out of an exclusive gateway has its condition", "agreed-no", "${decision == 'reject'}", "${decision.startsWith('r')}"),
        broken("conditions read variables that somebody sets", "agreed-no", "${decision == 'reject'}", "${verdict == 'reject'}"),
        broken("conditions know exactly the answers that the form offers", "agreed-no", "${decision == 'reject'}", "${decision == 'refuse'}"),
        broken("conditions know exactly the answers that the form offers", "merchant-agreed", "${decision == 'reject'}", "${decision == 'agree'}"),
        broken("every BPMN error is caught", "decide-refund", "<bpmn:errorEventDefinition id=\"ErrorEventDefinition_0abc125\" errorRef=\"refund-refused-error\"/>", "<bpmn:signalEventDefinition id=\"Signal_1\"/>"),
        broken("every BPMN error is caught", "decide-refund", "errorCode=\"refund-refused\"", "errorCode=\"something-else\""),
        broken("every BPMN error is caught", "refund-impossible", "<bpmn:endEvent id=\"refund-impossible\" name=\"Refund impossible\">", "<bpmn:endEvent id=\"refund-impossible\" name=\"Refund impossible\"><!-- -->",
            "<bpmn:incoming>refused-to-impossible</bpmn:incoming>", "<bpmn:incoming>refused-to-impossible</bpmn:incoming><bpmn:errorEventDefinition id=\"e\" errorRef=\"refund-refused-error\"/>"),
        broken("what runs beside does not keep a frame open", "buyer-refunded", "<bpmn:startEvent id=\"request-made\"", "<bpmn:subProcess id=\"negotiate\" triggeredByEvent=\"true\">"
            + "<bpmn:startEvent id=\"opened\" isInterrupting=\"false\"/></bpmn:subProcess><bpmn:startEvent id=\"request-made\""),

        broken("a user task is done with the form of its name", "merchant-decides-refund", "camunda:formRef=\"merchant-decides-refund\"", "camunda:formRef=\"merchant-decides\""),
        broken("a user task is done with the form of its name", "merchant-decides-return", "\"merchant-decides-refund\"", "\"merchant-decides-return\""),
        broken("a user task is done with the form of its name", "merchant-decides-refund", "camunda:formRefBinding=\"deployment\"", "camunda:formRefBinding=\"latest\""),
        broken("a user task belongs to whom its id says", "merchant-decides-refund", "camunda:candidateGroups=\"merchant-${merchantId}\"", "camunda:candidateGroups=\"merchant\""),
        broken("a user task belongs to whom its id says", "buyer-decides-refund", "\"merchant-decides-refund\"", "\"buyer-decides-refund\""),
        broken("a user task belongs to whom its id says", "decides-refund", "\"merchant-decides-refund\"", "\"decides-refund\""),
        broken("a user task belongs to whom its id says", "merchant-decides-refund", "camunda:formRefBinding", "camunda:dueDate=\"2026-01-01T00:00:00Z\" camunda:formRefBinding"),
        broken("timers are deadlines or reminders", "merchant-silent", "${deadline.hours(48)}", "PT48H"),
        broken("timers are deadlines or reminders", "merchant-silent", "${deadline.hours(48)}", "${deadline.hours(0)}"),
        broken("timers are deadlines or reminders", "merchant-silent", "${deadline.hours(48)}", "${deadline.weeks(1)}"),
        broken("timers are deadlines or reminders", "merchant-silent", "${deadline.hours(48)}", "${deadline.hoursOrAt(48, whoKnows)}"),
        broken("timers are deadlines or reminders", "merchant-reminder-due", "cancelActivity=\"false\"", "cancelActivity=\"true\""),
        broken("timers are deadlines or reminders", "merchant-reminder-due", "value=\"before-deadline\"", "value=\"something\""),
        broken("timers are deadlines or reminders", "merchant-reminder-due", "PT12H", "${hours}"),
        broken("timers are deadlines or reminders", "merchant-silent", "<bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">${deadline.hours(48)}</bpmn:timeDate>", "<bpmn:timeCycle xsi:type=\"bpmn:tFormalExpression\">R3/PT16H</bpmn:timeCycle>"),
        broken("a timer's label says its number", "merchant-silent", "${deadline.hours(48)}", "${deadline.hours(24)}"),
        broken("a timer's label says its number", "merchant-silent", "name=\"48 h without an answer\"", "name=\"Too late\""),
        broken("a timer's label says its number", "merchant-silent", "name=\"48 h without an answer\"", "name=\"148 h without an answer\""),
        broken("a timer's label says its number", "merchant-silent", "${deadline.hours(48)}", "${deadline.days(48)}"),
        broken("a timer's label says its number", "merchant-reminder-due", "PT12H", "PT6H"),
        broken("a service task names the bean of its label", "refund-buyer", " camunda:delegateExpression=\"${refundBuyer}\"", ""),
        broken("a service task names the bean of its label", "refund-buyer", "${refundBuyer}", "${decideRefund}"),
        broken("a service task names the bean of its label", "refund-buyer", "name=\"Refund buyer\"", "name=\"Refund the buyer\"", "${refundBuyer}", "${refundTheBuyer}"),
        broken("a service task names the bean of its label", "refund-buyer", "${refundBuyer}", "${refundBuyer.twice()}"),
        broken("money is paid after a save point", "refund-buyer", " camunda:asyncBefore=\"true\"", ""),
        broken("a decision task asks a table that exists", "refund-buyer", "<bpmn:serviceTask id=\"refund-buyer\" name=\"Refund buyer\" camunda:asyncBefore=\"true\" camunda:delegateExpression=\"${refundBuyer}\">",
            "<bpmn:businessRuleTask id=\"refund-buyer\" name=\"Refund buyer\" camunda:decisionRef=\"nowhere\" camunda:decisionRefBinding=\"latest\" camunda:mapDecisionResult=\"singleEntry\" camunda:resultVariable=\"x\">",
            "</bpmn:serviceTask>\n      <bpmn:endEvent id=\"buyer-refunded\"", "</bpmn:businessRuleTask>\n      <bpmn:endEvent id=\"buyer-refunded\""),
        broken("a diagram holds no code", "refund-buyer", "camunda:delegateExpression=\"${refundBuyer}\"", "camunda:class=\"java.lang.Runtime\""),
        broken("a diagram holds no code", "refund-buyer", "camunda:delegateExpression=\"${refundBuyer}\"", "camunda:expression=\"${refundBuyer}\""),
        broken("a diagram holds no code", "platform-intervenes", "<camunda:in source=\"caseId\"", "<camunda:in sourceExpression=\"${caseId}\""),
        broken("a diagram holds no code", "agreed-no", "xsi:type=\"bpmn:tFormalExpression\">${decision == 'reject'}", "xsi:type=\"bpmn:tFormalExpression\" language=\"groovy\">1 == 1"),
        broken("a diagram holds no code", "platform-intervenes", "<camunda:in source=\"caseId\"", "<camunda:executionListener event=\"start\"><camunda:script scriptFormat=\"groovy\">1</camunda:script></camunda:executionListener><camunda:in source=\"caseId\""),
        broken("a diagram holds no code", "platform-intervenes", "<camunda:in source=\"caseId\"", "<camunda:executionListener event=\"start\" delegateExpression=\"${runtime}\"/><camunda:in source=\"caseId\""),
        broken("a diagram holds no code", "platform-intervenes", "<camunda:in source=\"caseId\"", "<camunda:field name=\"x\" expression=\"${caseId}\"/><camunda:in source=\"caseId\""),
        broken("a diagram holds no code", "platform-intervenes", "<camunda:in source=\"caseId\"", "<camunda:connector><camunda:connectorId>http</camunda:connectorId></camunda:connector><camunda:in source=\"caseId\""),
        broken("expressions are only those that the deployment guard lets through", "merchant-decides-refund", "merchant-${merchantId}", "${accountService.groups()}"),
        broken("expressions are only those that the deployment guard lets through", "platform-intervenes", "#{execution.processBusinessKey}", "#{execution.processEngineServices}"),
        broken("expressions are only those that the deployment guard lets through", "agreed-yes", "${decision == 'agree'}", "${''.getClass() == x}"),
        broken("a diagram has no lanes", "lanes", "<bpmn:startEvent id=\"case-opened\"", "<bpmn:laneSet id=\"lanes\"><bpmn:lane id=\"merchants\"/></bpmn:laneSet><bpmn:startEvent id=\"case-opened\""),
        broken("a called flow exists, fits and knows its case", "platform-intervenes", "calledElement=\"sample-called\"", "calledElement=\"nowhere\""),
        broken("a called flow exists, fits and knows its case", "platform-intervenes", "camunda:calledElementBinding=\"deployment\"", "camunda:calledElementBinding=\"latest\""),
        broken("a called flow exists, fits and knows its case", "platform-intervenes", "<camunda:in businessKey=\"#{execution.processBusinessKey}\"/>", ""),
        broken("a called flow exists, fits and knows its case", "platform-intervenes", "<camunda:in source=\"caseId\" target=\"caseId\"/>", "<camunda:in variables=\"all\"/>"),
        broken("the status is the one of the step", "merchant-decides-refund", "value=\"merchant-to-decide\"", "value=\"buyer-to-answer\""),
        broken("the status is the one of the step", "merchant-supplies-information", "\"merchant-decides-refund\"", "\"merchant-supplies-information\""),
        broken("the status is the one of the step", "decide-refund", "value=\"refunding\"", "value=\"refunded\""),
        broken("the status is the one of the step", "buyer-refunded", "value=\"refunded\"", "value=\"done\""),
        broken("the status is the one of the step", "buyer-refunded", "value=\"refunded\"", "value=\"refunding\""),
        broken("the status is the one of the step", "merchant-reminder-due", "name=\"counts\"", "name=\"status\""),
        broken("what carries a rule names its clauses", "merchant-silent", "<bpmn:documentation>RO-02: silence means agreed.</bpmn:documentation>", ""),
        broken("what carries a rule names its clauses", "merchant-silent", "RO-02: silence means agreed.", "Silence means agreed."),
        broken("what carries a rule names its clauses", "merchant-silent", "RO-02: silence", "RO-99: silence"),
        broken("what carries a rule names its clauses", "sample-refund", "GN-02: for", "For"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenSamples")
  void a_broken_sample_is_found(Broken broken) {
    var findings = rule(broken.rule()).findingsIn(List.of(sample(broken.in(SAMPLE)))).all();
    assertThat(findings).extracting(Finding::element).contains(broken.element());
    assertThat(findings).allSatisfy(finding -> {
      assertThat(finding.file()).isEqualTo("sample-refund.bpmn");
      assertThat(finding.sentence()).as("a sentence that says what to do").contains(":").hasSizeGreaterThan(30);
    });
  }

  @Test
  void a_called_flow_that_waits_for_the_withdrawal_is_found() {
    var landscape = landscape();
    var called = Diagram.read("sample-called.bpmn", CALLED.formatted("<bpmn:messageEventDefinition id=\"m\" messageRef=\"case-withdrawn-message\"/>"), landscape);
    var rule = rule("a called flow leaves the withdrawal to its caller");
    assertThat(rule.findingsIn(List.of(called)).all()).as("nobody calls it").isEmpty();
    Diagram.read("sample-refund.bpmn", SAMPLE, landscape);
    assertThat(rule.findingsIn(List.of(called)).all()).extracting(Finding::element).containsExactly("called");
  }

  @Test
  void an_error_may_be_caught_by_every_caller_of_the_flow() {
    var landscape = landscape();
    var called = Diagram.read("sample-called.bpmn", CALLED.replace("<bpmn:message ", "<bpmn:error id=\"late\" errorCode=\"too-late\"/><bpmn:message ")
        .replace("</bpmn:process>", "<bpmn:endEvent id=\"too-late\" name=\"Too late\"><bpmn:errorEventDefinition id=\"d\" errorRef=\"late\"/></bpmn:endEvent></bpmn:process>")
        .formatted(""), landscape);
    var rule = rule("every BPMN error is caught");
    Diagram.read("sample-refund.bpmn", SAMPLE, landscape);
    assertThat(rule.findingsIn(List.of(called)).all()).extracting(Finding::element).containsExactly("too-late");
    Diagram.read("sample-refund.bpmn", SAMPLE.replace("attachedToRef=\"decide-refund\"", "attachedToRef=\"platform-intervenes\"")
        .replace("errorCode=\"refund-refused\"", "errorCode=\"too-late\""), landscape);
    assertThat(rule.findingsIn(List.of(called)).all()).isEmpty();
  }

  @Test
  void every_rule_has_a_sample_that_breaks_it() {
    var proven = Stream.concat(brokenSamples().map(Broken::rule), Stream.of("a called flow leaves the withdrawal to its caller")).collect(Collectors.toSet());
    assertThat(proven).containsExactlyInAnyOrderElementsOf(rules().map(Rule::name).toList());
  }

  private static Rule<Diagram> rule(String name) {
    return rules().filter(rule -> rule.name().equals(name)).findFirst().orElseThrow(() -> new IllegalStateException("no such rule: " + name));
  }

  private static Diagram sample(String xml) {
    var landscape = landscape();
    landscape.diagrams().put("sample-called", SOUND_CALLED);
    return Diagram.read("sample-refund.bpmn", xml, landscape);
  }

  private static Landscape landscape() {
    var form = Landscape.json("""
        {"components": [{"type": "radio", "key": "decision", "values": [{"value": "agree"}, {"value": "reject"}]}]}""");
    return new Landscape(Map.of("merchant-decides-refund", form),
        Map.of("decideRefund", Set.of("refund-refused"), "refundBuyer", Set.of(), "remindMerchant", Set.of()),
        new LinkedHashMap<>(), Set.of(), Landscape.clausesOfTheRulebook(), Set.of("caseId", "promisedShipAt"));
  }
}
