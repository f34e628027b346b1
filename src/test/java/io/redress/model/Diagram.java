package io.redress.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A flow with the questions that rules ask about it. */
final class Diagram {

  private final String file;
  private final BpmnModelInstance model;
  private final Document document;
  private final Landscape landscape;
  private final List<FlowNode> nodes;
  private final List<SequenceFlow> flows;
  private final Map<String, List<SequenceFlow>> incoming;
  private final Map<String, List<SequenceFlow>> outgoing;
  private final Map<String, BpmnShape> shapes;
  private final Map<String, BpmnEdge> edges;

  private Diagram(String file, String xml, Landscape landscape) {
    this.file = file;
    this.model = QuickParser.parse(xml);
    this.document = Xml.parse(xml);
    this.landscape = landscape;
    this.nodes = List.copyOf(all(FlowNode.class));
    this.flows = List.copyOf(all(SequenceFlow.class));
    this.incoming = flows.stream().collect(Collectors.groupingBy(flow -> flow.getAttributeValue("targetRef")));
    this.outgoing = flows.stream().collect(Collectors.groupingBy(flow -> flow.getAttributeValue("sourceRef")));
    this.shapes = byElement(BpmnShape.class);
    this.edges = byElement(BpmnEdge.class);
  }

  private <T extends ModelElementInstance> Map<String, T> byElement(Class<T> type) {
    return all(type).stream().collect(Collectors.toMap(drawn -> drawn.getAttributeValue("bpmnElement"), drawn -> drawn, (first, second) -> first));
  }

  /** Reads a diagram and makes it known to the landscape. */
  static Diagram read(String file, String xml, Landscape landscape) {
    var diagram = new Diagram(file, xml, landscape);
    landscape.diagrams().put(diagram.process().getId(), diagram);
    return diagram;
  }

  String file() {
    return file;
  }

  Landscape landscape() {
    return landscape;
  }

  Process process() {
    return all(Process.class).iterator().next();
  }

  <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
    return model.getModelElementsByType(type);
  }

  List<FlowNode> nodes() {
    return nodes;
  }

  List<SequenceFlow> flows() {
    return flows;
  }

  /** The elements as they are written, without the drawing: for rules that look at every attribute and text. */
  List<Element> written() {
    var elements = new ArrayList<Element>();
    collect(document.getDocumentElement(), elements);
    return elements;
  }

  private static void collect(Element element, List<Element> into) {
    if (BpmnModelConstants.BPMNDI_NS.equals(element.getNamespaceURI())) {
      return;
    }
    into.add(element);
    for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        collect(inner, into);
      }
    }
  }

  /** The id of the element, or of the nearest one around it that has an id and can be seen in the diagram. */
  static String idOf(Element element) {
    for (org.w3c.dom.Node node = element; node instanceof Element around; node = node.getParentNode()) {
      if (around.hasAttribute("id") && !around.getLocalName().endsWith("EventDefinition")) {
        return around.getAttribute("id");
      }
    }
    return "definitions";
  }

  static String camunda(ModelElementInstance element, String attribute) {
    return element.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, attribute);
  }

  /** The extension property of that name, as camunda:properties hold it. */
  static Optional<String> property(BaseElement element, String name) {
    return extensions(element, CamundaProperties.class)
        .flatMap(properties -> properties.getCamundaProperties().stream())
        .filter(property -> name.equals(property.getCamundaName()))
        .map(property -> property.getCamundaValue())
        .findFirst();
  }

  static <T extends ModelElementInstance> Stream<T> extensions(BaseElement element, Class<T> type) {
    var extensions = element.getExtensionElements();
    return extensions == null ? Stream.empty() : extensions.getElementsQuery().filterByType(type).list().stream();
  }

  static String documentation(BaseElement element) {
    return String.join(" ", element.getDocumentations().stream().map(text -> text.getTextContent()).toList());
  }

  static boolean isLabelled(FlowNode node) {
    return node.getName() != null && !node.getName().isBlank();
  }

  boolean isSplit(Gateway gateway) {
    return outgoing(gateway).size() > 1;
  }

  /** The flows into a node, by the flows' own word: that is what the engine follows. */
  List<SequenceFlow> incoming(FlowNode node) {
    return incoming.getOrDefault(node.getId(), List.of());
  }

  List<SequenceFlow> outgoing(FlowNode node) {
    return outgoing.getOrDefault(node.getId(), List.of());
  }

  static boolean isEventSubProcess(ModelElementInstance node) {
    return node instanceof SubProcess subProcess && subProcess.triggeredByEvent();
  }

  static List<EventDefinition> definitions(Event event) {
    return List.copyOf(event.getChildElementsByType(EventDefinition.class));
  }

  /** The events attached to an activity. */
  Stream<BoundaryEvent> boundariesOf(FlowNode activity) {
    return all(BoundaryEvent.class).stream().filter(event -> activity.getId().equals(event.getAttributeValue("attachedToRef")));
  }

  /** The sub-processes around an element, from the inside out. */
  static List<SubProcess> around(ModelElementInstance element) {
    var around = new ArrayList<SubProcess>();
    for (var parent = element.getParentElement(); parent != null; parent = parent.getParentElement()) {
      if (parent instanceof SubProcess subProcess) {
        around.add(subProcess);
      }
    }
    return around;
  }

  Optional<BpmnShape> shapeOf(FlowNode node) {
    return Optional.ofNullable(shapes.get(node.getId()));
  }

  Optional<BpmnEdge> edgeOf(SequenceFlow flow) {
    return Optional.ofNullable(edges.get(flow.getId()));
  }

  /** The ids of the forms that this diagram's user tasks use. */
  Set<String> formsUsed() {
    return all(UserTask.class).stream().map(task -> camunda(task, "formRef")).filter(id -> id != null)
        .collect(Collectors.toSet());
  }

  static boolean isTask(FlowNode node) {
    return node instanceof Activity && !(node instanceof SubProcess);
  }

  @Override
  public String toString() {
    return file;
  }
}
