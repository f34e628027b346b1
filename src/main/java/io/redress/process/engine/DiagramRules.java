package io.redress.process.engine;

import io.redress.process.NamedClauses;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What a BPMN file may hold. Everything is an allow-list: an element, an extension or an attribute that is not named here is refused,
 * so a way to run code that we have not thought of is closed as well.
 */
class DiagramRules {

  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final Set<String> DRAWING = Set.of(
      "http://www.omg.org/spec/BPMN/20100524/DI", "http://www.omg.org/spec/DD/20100524/DC", "http://www.omg.org/spec/DD/20100524/DI");
  /** By name too: the engine looks at the local name alone, a {@code <dc:scriptTask>} would run. */
  private static final Set<String> DRAWING_ELEMENTS = Set.of("BPMNDiagram", "BPMNPlane", "BPMNShape", "BPMNEdge", "BPMNLabel",
      "BPMNLabelStyle", "Font", "Bounds", "waypoint");
  /** Colours and the Modeler's own notes; nothing that the engine reads. */
  private static final Set<String> DRAWING_ATTRIBUTES = Set.of("http://camunda.org/schema/modeler/1.0",
      "http://bpmn.io/schema/bpmn/biocolor/1.0", "http://www.omg.org/spec/BPMN/non-normative/color/1.0");
  /** The engine reads all four as one. */
  private static final Set<String> EXTENSION = Set.of("http://camunda.org/schema/1.0/bpmn",
      "http://www.camunda.org/schema/1.0/BPMN", "http://activiti.org/bpmn", "http://camunda.org/schema/1.0/BPMN");

  private static final Set<String> ELEMENTS = Set.of(
      "definitions", "process", "documentation", "extensionElements", "incoming", "outgoing", "collaboration", "participant",
      "messageFlow", "laneSet", "lane", "flowNodeRef", "childLaneSet", "textAnnotation", "text", "association", "group", "category",
      "categoryValue", "dataObject", "dataObjectReference", "dataStoreReference", "dataStore",
      "startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent",
      "task", "manualTask", "userTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask", "callActivity", "subProcess",
      "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "sequenceFlow", "conditionExpression",
      "timerEventDefinition", "timeDate", "timeDuration", "timeCycle", "messageEventDefinition", "errorEventDefinition",
      "escalationEventDefinition", "signalEventDefinition", "terminateEventDefinition", "conditionalEventDefinition", "condition",
      "linkEventDefinition", "compensateEventDefinition", "multiInstanceLoopCharacteristics", "loopCardinality",
      "completionCondition", "message", "error", "escalation", "signal");

  private static final Set<String> ATTRIBUTES = Set.of(
      "id", "name", "targetNamespace", "exporter", "exporterVersion", "isExecutable", "isClosed", "processType", "sourceRef",
      "targetRef", "default", "gatewayDirection", "attachedToRef", "cancelActivity", "isInterrupting", "parallelMultiple",
      "messageRef", "errorRef", "errorCode", "escalationRef", "escalationCode", "signalRef", "calledElement", "triggeredByEvent",
      "isSequential", "activityRef", "waitForCompletion", "processRef", "associationDirection", "categoryValueRef", "value",
      "dataObjectRef", "dataStoreRef", "isCollection", "textFormat", "isForCompensation", "startQuantity", "completionQuantity",
      "instantiate", "eventGatewayType", "partitionElementRef", "schemaLocation");

  private static final Set<String> EXTENSION_ELEMENTS = Set.of("properties", "property", "in", "out", "inputOutput", "inputParameter",
      "outputParameter", "list", "map", "entry", "value", "executionListener", "taskListener", "failedJobRetryTimeCycle");

  private static final Set<String> EXTENSION_ATTRIBUTES = Set.of(
      "asyncBefore", "asyncAfter", "exclusive", "failedJobRetryTimeCycle", "jobPriority", "taskPriority", "initiator",
      "versionTag", "historyTimeToLive", "isStartableInTasklist",
      "assignee", "candidateUsers", "candidateGroups", "priority", "formRef", "formRefBinding", "formRefVersion",
      "delegateExpression", "decisionRef", "decisionRefBinding", "decisionRefVersion", "decisionRefVersionTag", "mapDecisionResult",
      "resultVariable", "calledElementBinding", "calledElementVersion", "calledElementVersionTag", "collection", "elementVariable",
      "errorCodeVariable", "errorMessageVariable", "errorMessage", "escalationCodeVariable", "variableName", "variableEvents",
      "modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon");

  /** What people reach for first, and what to take instead. */
  private static final Map<String, String> INSTEAD = Map.ofEntries(
      Map.entry("scriptTask", "scripts are not run; draw a service task with camunda:delegateExpression"),
      Map.entry("script", "scripts are not run; name a listed bean with camunda:delegateExpression"),
      Map.entry("class", "Java classes are not reached from a diagram; name a listed bean with camunda:delegateExpression"),
      Map.entry("expression", "free expressions are not run; name a listed bean with camunda:delegateExpression"),
      Map.entry("connector", "connectors are not run; name a listed bean with camunda:delegateExpression"),
      Map.entry("resource", "scripts are not run from a resource either; name a listed bean with camunda:delegateExpression"),
      Map.entry("type", "external, mail and shell tasks are not run; name a listed bean with camunda:delegateExpression"),
      Map.entry("topic", "external, mail and shell tasks are not run; name a listed bean with camunda:delegateExpression"),
      Map.entry("formKey", "only Camunda Forms are shown; use camunda:formRef with the name of a file in forms/"),
      Map.entry("formData", "only Camunda Forms are shown; use camunda:formRef with the name of a file in forms/"),
      Map.entry("formHandlerClass", "only Camunda Forms are shown; use camunda:formRef with the name of a file in forms/"),
      Map.entry("language", "the only language of a condition is the built-in one; leave this attribute out"),
      Map.entry("expressionLanguage", "the only language of a condition is the built-in one; leave this attribute out"),
      Map.entry("field", "fields of a bean are not set from a diagram; use camunda:inputParameter"),
      Map.entry("dueDate", "a due date follows from the deadline; draw a timer boundary event"),
      Map.entry("followUpDate", "a follow-up date would hide the task; draw a timer boundary event"),
      Map.entry("variableMappingClass", "Java classes are not reached from a diagram; list the variables with camunda:in and camunda:out"),
      Map.entry("variableMappingDelegateExpression", "list the variables with camunda:in and camunda:out"));

  private static final Set<String> PEOPLE = Set.of("assignee", "candidateUsers", "candidateGroups");
  private static final Set<String> TIMERS = Set.of("timeDate", "timeDuration", "timeCycle");
  private static final Set<String> CONDITIONS = Set.of("conditionExpression", "condition", "completionCondition");
  private static final Set<String> VALUES = Set.of("inputParameter", "outputParameter", "value", "entry");
  private static final String BUSINESS_KEY = "#{execution.processBusinessKey}";
  private static final Pattern PROCESS_ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final String RESERVED = "redress-";
  private static final String DECIDES_REFUND = "decideRefund";

  private final String file;
  private final ListedBeans beans;

  DiagramRules(String file, ListedBeans beans) {
    this.file = file;
    this.beans = beans;
  }

  /** @throws Undeployable for the first thing that is not allowed */
  void check(Element element) {
    checkName(element);
    if (isBpmn(element) && element.getLocalName().equals("process")) {
      checkProcess(element);
    }
    var attributes = element.getAttributes();
    for (var i = 0; i < attributes.getLength(); i++) {
      checkAttribute(element, (Attr) attributes.item(i));
    }
    checkText(element);
    for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        check(inner);
      }
    }
  }

  private void checkName(Element element) {
    var name = element.getLocalName();
    var allowed = isBpmn(element) ? ELEMENTS.contains(name)
        : isExtension(element.getNamespaceURI()) ? EXTENSION_ELEMENTS.contains(name) : isDrawing(element) && DRAWING_ELEMENTS.contains(name);
    if (!allowed) {
      throw refusal(element, "<" + element.getNodeName() + ">", INSTEAD.getOrDefault(name, "this is not part of what a diagram may use; leave it out"));
    }
  }

  private void checkProcess(Element process) {
    var id = process.getAttribute("id");
    if (!PROCESS_ID.matcher(id).matches()) {
      throw refusal(process, "id", "a process id is kebab-case, the words of its label, such as refund-only; rename it");
    }
    if (id.startsWith(RESERVED)) {
      throw refusal(process, "id", "ids that begin with " + RESERVED + " are kept for Redress itself; choose another");
    }
    if (!"true".equals(process.getAttribute("isExecutable"))) {
      throw refusal(process, "isExecutable", "the engine would ignore this process; tick \"Executable\" in Modeler (isExecutable=\"true\")");
    }
  }

  private void checkAttribute(Element element, Attr attribute) {
    var name = attribute.getLocalName();
    var namespace = attribute.getNamespaceURI();
    var text = attribute.getValue();
    if ("http://www.w3.org/2000/xmlns/".equals(namespace)) {
      return;
    }
    if (namespace != null && DRAWING_ATTRIBUTES.contains(namespace)) {
      refuseExpression(element, attribute.getNodeName(), text);
      return;
    }
    var inExtension = isExtension(element.getNamespaceURI());
    var allowed = XSI.equals(namespace) ? Set.of("type", "schemaLocation").contains(name)
        : isExtension(namespace) ? EXTENSION_ATTRIBUTES.contains(name)
        : namespace == null && isDrawing(element) ? !Expressions.isIn(text)
        : namespace == null && (inExtension ? isOfExtension(element.getLocalName(), name) : ATTRIBUTES.contains(name));
    if (!allowed) {
      throw refusal(element, attribute.getNodeName(), INSTEAD.getOrDefault(name, "this is not part of what a diagram may use; leave it out"));
    }
    if (name.equals("delegateExpression")) {
      checkBean(element, attribute);
    } else if (PEOPLE.contains(name) && isExtension(namespace)) {
      if (!Expressions.isPeople(text)) {
        throw refusal(element, attribute.getNodeName(), "people are ids, with at most one plain variable at the end, such as merchant-${merchantId}; "
            + text + " is not");
      }
    } else if (name.equals("businessKey") && inExtension && text.equals(BUSINESS_KEY)) {
      return;
    } else if (name.equals("businessKey") && inExtension) {
      throw refusal(element, "businessKey", "a called process has the caller's business key; write " + BUSINESS_KEY);
    } else if (name.equals("sourceExpression") && inExtension) {
      checkValue(element, "sourceExpression", text);
    } else {
      refuseExpression(element, attribute.getNodeName(), text);
    }
  }

  private static boolean isOfExtension(String element, String attribute) {
    return switch (element) {
      case "property" -> Set.of("id", "name", "value").contains(attribute);
      case "in" -> Set.of("source", "sourceExpression", "target", "businessKey", "variables", "local").contains(attribute);
      case "out" -> Set.of("source", "sourceExpression", "target", "variables", "local").contains(attribute);
      case "inputParameter", "outputParameter" -> attribute.equals("name");
      case "entry" -> attribute.equals("key");
      case "value" -> Set.of("id", "name").contains(attribute);
      case "executionListener", "taskListener" -> Set.of("id", "event", "delegateExpression").contains(attribute);
      default -> false;
    };
  }

  private void checkBean(Element element, Attr attribute) {
    var bean = Expressions.bean(attribute.getValue());
    if (bean == null || !beans.contains(bean)) {
      throw refusal(element, attribute.getNodeName(), attribute.getValue() + " names no listed bean; write ${name} with one of: " + beans.names());
    }
    if (bean.equals(DECIDES_REFUND) && NamedClauses.first(documentation(element)) == null) {
      throw refusal(element, "documentation", "a refund is booked with the clause that grants it; name it first in the documentation, such as RO-08: …");
    }
  }

  private static String documentation(Element element) {
    for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner && isBpmn(inner) && inner.getLocalName().equals("documentation")) {
        return inner.getTextContent();
      }
    }
    return "";
  }

  private void checkText(Element element) {
    var name = element.getLocalName();
    var text = ownText(element);
    if (text.isEmpty()) {
      return;
    }
    if (isBpmn(element) && TIMERS.contains(name)) {
      if (Expressions.isIn(text) && !Expressions.isDeadline(text)) {
        throw refusal(element, null, text + " is no deadline; write an ISO 8601 duration or one call, such as ${deadline.hours(48)} or "
            + "${deadline.daysIncluding(7, returnSentAt)}");
      }
    } else if (isBpmn(element) && CONDITIONS.contains(name)) {
      if (!Expressions.isCondition(text)) {
        throw refusal(element, null, text + " is no plain condition; compare plain variables with literals, such as ${decision == 'agree'}, without dots, "
            + "brackets or calls");
      }
    } else if (isExtension(element.getNamespaceURI()) && VALUES.contains(name)) {
      checkValue(element, null, text);
    } else {
      refuseExpression(element, null, text);
    }
  }

  private void checkValue(Element element, String attribute, String text) {
    if (Expressions.isIn(text) && !Expressions.isCondition(text)) {
      throw refusal(element, attribute, text + " is no plain value; write a literal or one plain variable, such as ${amount}");
    }
  }

  private void refuseExpression(Element element, String attribute, String text) {
    if (Expressions.isIn(text)) {
      throw refusal(element, attribute, "no expression may stand here; write " + text + " as plain text or leave it out");
    }
  }

  private static String ownText(Element element) {
    var text = new StringBuilder();
    for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
        text.append(child.getNodeValue());
      }
    }
    return text.toString().strip();
  }

  private static boolean isBpmn(Element element) {
    return BPMN.equals(element.getNamespaceURI());
  }

  private static boolean isExtension(String namespace) {
    return namespace != null && EXTENSION.contains(namespace);
  }

  private static boolean isDrawing(Element element) {
    return element.getNamespaceURI() != null && DRAWING.contains(element.getNamespaceURI());
  }

  /** Names the element that a modeller can click on: the nearest one that has an id. */
  private Undeployable refusal(Element element, String attribute, String why) {
    Node node = element;
    while (node instanceof Element candidate && candidate.getAttribute("id").isEmpty()) {
      node = candidate.getParentNode();
    }
    var id = node instanceof Element named ? named.getAttribute("id") : element.getNodeName();
    var place = attribute == null ? "<" + element.getNodeName() + ">" : attribute;
    return new Undeployable(file, id, place, why);
  }
}
