package io.redress.model;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;

/** How a diagram looks. */
final class DrawingRules {

  static final List<Rule<Diagram>> ALL = List.of(
      new Rule<>("everything is drawn", DrawingRules::everythingIsDrawn),
      new Rule<>("exclusive gateways show their marker", DrawingRules::exclusiveGatewaysShowTheirMarker),
      new Rule<>("tasks are 100 x 80 and on the 10-pixel grid", DrawingRules::tasksAreOnTheGrid),
      new Rule<>("nodes do not overlap and stay inside their sub-process", DrawingRules::nodesDoNotOverlap),
      new Rule<>("flows run straight up, down, left or right", DrawingRules::flowsAreOrthogonal),
      new Rule<>("flows cross neither each other nor a node", DrawingRules::flowsDoNotCross),
      new Rule<>("a diagram fits one page", DrawingRules::fitsOnePage));

  private static final int MOST_NODES = 30;

  private DrawingRules() {}

  private static void everythingIsDrawn(Diagram diagram, Findings findings) {
    for (var node : diagram.nodes()) {
      if (diagram.shapeOf(node).isEmpty()) {
        findings.add(diagram.file(), node.getId(), "is not drawn: nobody sees it in Modeler; draw it or remove it");
      }
    }
    for (var flow : diagram.flows()) {
      if (diagram.edgeOf(flow).filter(edge -> edge.getWaypoints().size() >= 2).isEmpty()) {
        findings.add(diagram.file(), flow.getId(), "is a flow that is not drawn: draw it or remove it");
      }
    }
  }

  private static void exclusiveGatewaysShowTheirMarker(Diagram diagram, Findings findings) {
    for (var gateway : diagram.all(ExclusiveGateway.class)) {
      if (diagram.shapeOf(gateway).filter(BpmnShape::isMarkerVisible).isEmpty()) {
        findings.add(diagram.file(), gateway.getId(), "is an exclusive gateway without its X: set isMarkerVisible=\"true\" on its shape");
      }
    }
  }

  private static void tasksAreOnTheGrid(Diagram diagram, Findings findings) {
    for (var node : diagram.nodes()) {
      if (!Diagram.isTask(node) || diagram.shapeOf(node).isEmpty()) {
        continue;
      }
      var box = box(diagram, node);
      if (box.getWidth() != 100 || box.getHeight() != 80) {
        findings.add(diagram.file(), node.getId(), "is drawn " + size(box.getWidth()) + " x " + size(box.getHeight()) + ": make it 100 x 80");
      }
      if (box.getX() % 10 != 0 || box.getY() % 10 != 0) {
        findings.add(diagram.file(), node.getId(), "lies beside the 10-pixel grid at " + size(box.getX()) + ", " + size(box.getY()) + ": move it onto the grid");
      }
    }
  }

  private static void nodesDoNotOverlap(Diagram diagram, Findings findings) {
    var drawn = drawn(diagram);
    var boxes = drawn.stream().map(node -> box(diagram, node)).toList();
    for (int i = 0; i < drawn.size(); i++) {
      for (int j = i + 1; j < drawn.size(); j++) {
        var one = drawn.get(i);
        var other = drawn.get(j);
        if (boxes.get(i).intersects(boxes.get(j)) && !belongTogether(one, other)) {
          findings.add(diagram.file(), other.getId(), "lies on top of " + one.getId() + ": move one of them");
        }
      }
      var node = drawn.get(i);
      if (!(node instanceof BoundaryEvent) && node.getParentElement() instanceof SubProcess around && diagram.shapeOf(around).isPresent()
          && !box(diagram, around).contains(box(diagram, node))) {
        findings.add(diagram.file(), node.getId(), "is drawn outside of " + around.getId() + ", to which it belongs: move it inside");
      }
    }
  }

  /** A sub-process and what is inside it, an activity and the events on its border. */
  private static boolean belongTogether(FlowNode one, FlowNode other) {
    return Diagram.around(one).contains(other) || Diagram.around(other).contains(one) || isOnBorder(one, other) || isOnBorder(other, one);
  }

  private static boolean isOnBorder(FlowNode event, FlowNode host) {
    return event instanceof BoundaryEvent boundary && host.equals(boundary.getAttachedTo());
  }

  private static void flowsAreOrthogonal(Diagram diagram, Findings findings) {
    for (var flow : diagram.flows()) {
      if (segments(diagram, flow).stream().anyMatch(line -> line.getX1() != line.getX2() && line.getY1() != line.getY2())) {
        findings.add(diagram.file(), flow.getId(), "runs slantwise: bend it at right angles");
      }
    }
  }

  private static void flowsDoNotCross(Diagram diagram, Findings findings) {
    var flows = diagram.flows();
    var segments = flows.stream().map(flow -> segments(diagram, flow)).toList();
    for (int i = 0; i < flows.size(); i++) {
      for (int j = i + 1; j < flows.size(); j++) {
        if (anyCross(segments.get(i), segments.get(j))) {
          findings.add(diagram.file(), flows.get(j).getId(), "crosses or covers " + flows.get(i).getId() + ": lead one of them around");
        }
      }
    }
    for (var node : drawn(diagram)) {
      var box = box(diagram, node);
      var inside = new Rectangle2D.Double(box.getX() + 1, box.getY() + 1, box.getWidth() - 2, box.getHeight() - 2);
      for (int i = 0; i < flows.size(); i++) {
        if (segments.get(i).stream().anyMatch(line -> line.intersects(inside)) && !mayTouch(flows.get(i), node)) {
          findings.add(diagram.file(), flows.get(i).getId(), "runs through " + node.getId() + ": lead it around");
        }
      }
    }
  }

  private static boolean anyCross(List<Line2D> ones, List<Line2D> others) {
    return ones.stream().anyMatch(one -> others.stream().anyMatch(other -> cross(one, other)));
  }

  /** Whether two lines meet in more than an end: flows may meet where they leave or reach the same node. */
  private static boolean cross(Line2D one, Line2D other) {
    if (!one.intersectsLine(other)) {
      return false;
    }
    boolean inOneLine = one.ptLineDist(other.getP1()) == 0 && one.ptLineDist(other.getP2()) == 0;
    if (inOneLine) {
      return overlap(one.getX1(), one.getX2(), other.getX1(), other.getX2()) > 0 || overlap(one.getY1(), one.getY2(), other.getY1(), other.getY2()) > 0;
    }
    return one.ptSegDist(other.getP1()) > 0 && one.ptSegDist(other.getP2()) > 0 && other.ptSegDist(one.getP1()) > 0 && other.ptSegDist(one.getP2()) > 0;
  }

  private static double overlap(double a1, double a2, double b1, double b2) {
    return Math.min(Math.max(a1, a2), Math.max(b1, b2)) - Math.max(Math.min(a1, a2), Math.min(b1, b2));
  }

  private static boolean mayTouch(SequenceFlow flow, FlowNode node) {
    return node.equals(flow.getSource()) || node.equals(flow.getTarget()) || Diagram.around(flow).contains(node);
  }

  private static void fitsOnePage(Diagram diagram, Findings findings) {
    long nodes = diagram.nodes().stream().filter(node -> !(node instanceof BoundaryEvent) && !(node instanceof SubProcess)).count();
    if (nodes > MOST_NODES) {
      findings.add(diagram.file(), diagram.process().getId(), "has " + nodes + " nodes, frames and events on borders aside, about 20 are easy to read and "
          + MOST_NODES + " the most: split it at a business boundary with a call activity");
    }
  }

  private static List<FlowNode> drawn(Diagram diagram) {
    return diagram.nodes().stream().filter(node -> diagram.shapeOf(node).isPresent()).toList();
  }

  private static Rectangle2D box(Diagram diagram, FlowNode node) {
    var bounds = diagram.shapeOf(node).orElseThrow().getBounds();
    return new Rectangle2D.Double(bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight());
  }

  private static List<Line2D> segments(Diagram diagram, SequenceFlow flow) {
    var segments = new ArrayList<Line2D>();
    diagram.edgeOf(flow).ifPresent(edge -> {
      var points = List.copyOf(edge.getWaypoints());
      for (int i = 1; i < points.size(); i++) {
        segments.add(new Line2D.Double(points.get(i - 1).getX(), points.get(i - 1).getY(), points.get(i).getX(), points.get(i).getY()));
      }
    });
    return segments;
  }

  private static String size(double pixels) {
    return pixels == Math.rint(pixels) ? String.valueOf((long) pixels) : String.valueOf(pixels);
  }
}
