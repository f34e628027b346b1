package io.redress.model;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.ComplexGateway;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Where a flow can go, and that it never gets stuck or lost. */
final class FlowRules {

  static final List<Rule<Diagram>> ALL = List.of(
      new Rule<>("starts and ends are drawn", FlowRules::startsAndEndsAreDrawn),
      new Rule<>("only gateways split and join", FlowRules::onlyGatewaysSplitAndJoin),
      new Rule<>("a gateway either splits or joins", FlowRules::gatewaysSplitOrJoin),
      new Rule<>("every flow out of an exclusive gateway has its condition", FlowRules::flowsHaveTheirCondition),
      new Rule<>("conditions read variables that somebody sets", FlowRules::conditionsReadKnownVariables),
      new Rule<>("conditions know exactly the answers that the form offers", FlowRules::everyAnswerLeadsSomewhere),
      new Rule<>("every BPMN error is caught", FlowRules::errorsAreCaught),
      new Rule<>("what runs beside does not keep a frame open", FlowRules::framesEndWithAllThatRunsBeside));

  private FlowRules() {}

  private static void startsAndEndsAreDrawn(Diagram diagram, Findings findings) {
    for (var node : diagram.nodes()) {
      if (Diagram.isEventSubProcess(node)) {
        continue;
      }
      boolean startsByItself = node instanceof StartEvent || node instanceof BoundaryEvent;
      if (diagram.incoming(node).isEmpty() && !startsByItself) {
        findings.add(diagram.file(), node.getId(), "is never reached: lead a flow to it, from a start event at the least");
      }
      if (diagram.outgoing(node).isEmpty() && !(node instanceof EndEvent)) {
        findings.add(diagram.file(), node.getId(), "leads nowhere: end the path with an end event that says the state reached");
      }
    }
    Stream.concat(Stream.of(diagram.process()), diagram.all(SubProcess.class).stream()).forEach(scope -> {
      long starts = scope.getChildElementsByType(StartEvent.class).size();
      if (starts != 1) {
        findings.add(diagram.file(), scope.getId(), "has " + starts + " start events: draw exactly one");
      }
    });
  }

  private static void onlyGatewaysSplitAndJoin(Diagram diagram, Findings findings) {
    for (var node : diagram.nodes()) {
      if (node instanceof Gateway) {
        continue;
      }
      if (diagram.incoming(node).size() > 1) {
        findings.add(diagram.file(), node.getId(), "is reached by " + diagram.incoming(node).size() + " flows: join them in an unlabelled gateway first");
      }
      if (diagram.outgoing(node).size() > 1) {
        findings.add(diagram.file(), node.getId(), "is left by " + diagram.outgoing(node).size() + " flows: split in a gateway that says how");
      }
      if (diagram.outgoing(node).stream().anyMatch(flow -> flow.getConditionExpression() != null)) {
        findings.add(diagram.file(), node.getId(), "has a condition on its flow: only an exclusive gateway decides");
      }
    }
  }

  private static void gatewaysSplitOrJoin(Diagram diagram, Findings findings) {
    for (var gateway : diagram.all(Gateway.class)) {
      int in = diagram.incoming(gateway).size();
      int out = diagram.outgoing(gateway).size();
      if (gateway instanceof InclusiveGateway || gateway instanceof ComplexGateway) {
        findings.add(diagram.file(), gateway.getId(), "is an inclusive or complex gateway, whose joins are hard to read: use exclusive or parallel ones");
      }
      if (in > 1 && out > 1) {
        findings.add(diagram.file(), gateway.getId(), "joins and splits at once: draw one gateway for each");
      } else if (in == 1 && out == 1) {
        findings.add(diagram.file(), gateway.getId(), "neither splits nor joins: remove it");
      }
    }
  }

  private static void flowsHaveTheirCondition(Diagram diagram, Findings findings) {
    for (var gateway : diagram.all(ExclusiveGateway.class)) {
      for (var flow : diagram.outgoing(gateway)) {
        boolean conditional = condition(flow).isPresent();
        if (diagram.isSplit(gateway) && !conditional && !flow.equals(gateway.getDefault())) {
          findings.add(diagram.file(), flow.getId(), "has no condition: give it one, or make it the gateway's default flow");
        }
        if (conditional && !Expressions.isCondition(condition(flow).get())) {
          findings.add(diagram.file(), flow.getId(), "has the condition " + condition(flow).get()
              + ": compare variables with plain values only, such as ${decision == 'agree'}");
        }
      }
    }
  }

  private static void conditionsReadKnownVariables(Diagram diagram, Findings findings) {
    var known = new HashSet<>(diagram.landscape().variables());
    for (var form : diagram.formsUsed()) {
      known.addAll(Form.keysOf(diagram.landscape().forms().get(form)));
    }
    for (var call : diagram.all(CallActivity.class)) {
      Diagram.extensions(call, CamundaOut.class).map(CamundaOut::getCamundaTarget).forEach(known::add);
    }
    diagram.all(BusinessRuleTask.class).forEach(task -> known.add(Diagram.camunda(task, "resultVariable")));
    for (var flow : diagram.flows()) {
      condition(flow).map(Expressions::variables).orElse(Set.of()).stream().filter(variable -> !known.contains(variable))
          .forEach(variable -> findings.add(diagram.file(), flow.getId(), "reads " + variable
              + ", which no form of this diagram, no called flow and no code of ours sets: name one of their variables"));
    }
  }

  /** Where a gateway asks about the form just filled in, its answers are the form's, all of them. */
  private static void everyAnswerLeadsSomewhere(Diagram diagram, Findings findings) {
    for (var gateway : diagram.all(ExclusiveGateway.class)) {
      var form = diagram.incoming(gateway).stream().map(SequenceFlow::getSource).filter(UserTask.class::isInstance).findFirst()
          .map(task -> diagram.landscape().forms().get(String.valueOf(Diagram.camunda(task, "formRef"))));
      if (!diagram.isSplit(gateway) || form.isEmpty()) {
        continue;
      }
      var answered = new LinkedHashSet<String>();
      var asked = new LinkedHashSet<String>();
      for (var flow : diagram.outgoing(gateway)) {
        condition(flow).map(Expressions::comparedTexts).orElse(Map.of()).forEach((key, texts) -> {
          var options = Form.optionsOf(form.get(), key);
          asked.add(key);
          answered.addAll(texts);
          texts.stream().filter(text -> !options.isEmpty() && !options.contains(text)).forEach(text -> findings.add(diagram.file(), flow.getId(),
              "waits for " + key + " = " + text + ", which the form never answers: it offers " + options));
        });
      }
      if (asked.size() == 1 && gateway.getDefault() == null) {
        Form.optionsOf(form.get(), asked.iterator().next()).stream().filter(option -> !answered.contains(option)).forEach(option ->
            findings.add(diagram.file(), gateway.getId(), "has no way on for the answer " + option + ", which the form offers: draw one"));
      }
    }
  }

  private static void errorsAreCaught(Diagram diagram, Findings findings) {
    for (var node : diagram.nodes()) {
      for (var code : thrownBy(diagram, node)) {
        if (!isCaught(diagram, node, code, Set.of())) {
          findings.add(diagram.file(), node.getId(), "throws the BPMN error " + code
              + " that nobody catches: draw an error event on the border of this step or of what is around it");
        }
      }
    }
  }

  private static Set<String> thrownBy(Diagram diagram, FlowNode node) {
    var codes = new LinkedHashSet<String>();
    if (node instanceof EndEvent) {
      node.getChildElementsByType(ErrorEventDefinition.class).stream().map(FlowRules::code).flatMap(Optional::stream).forEach(codes::add);
    }
    Optional.ofNullable(Diagram.camunda(node, "delegateExpression")).flatMap(Expressions::bean)
        .map(bean -> diagram.landscape().beans().getOrDefault(bean, Set.of())).ifPresent(codes::addAll);
    return codes;
  }

  private static boolean isCaught(Diagram diagram, FlowNode node, String code, Set<String> calledFrom) {
    if (diagram.boundariesOf(node).anyMatch(event -> catches(event, code))) {
      return true;
    }
    var scopes = Stream.concat(Diagram.around(node).stream(), Stream.of(diagram.process())).toList();
    for (var scope : scopes) {
      boolean byEventSubProcess = scope.getChildElementsByType(SubProcess.class).stream().filter(SubProcess::triggeredByEvent)
          .filter(inner -> !Diagram.around(node).contains(inner))
          .flatMap(inner -> inner.getChildElementsByType(StartEvent.class).stream()).anyMatch(start -> catches(start, code));
      if (byEventSubProcess || scope instanceof SubProcess around && diagram.boundariesOf(around).anyMatch(event -> catches(event, code))) {
        return true;
      }
    }
    var way = new HashSet<>(calledFrom);
    way.add(diagram.file());
    var callers = diagram.landscape().allDiagrams().stream().filter(other -> !way.contains(other.file()))
        .flatMap(other -> other.all(CallActivity.class).stream().filter(call -> diagram.process().getId().equals(call.getCalledElement()))
            .map(call -> isCaught(other, call, code, way)))
        .toList();
    return !callers.isEmpty() && callers.stream().allMatch(caught -> caught);
  }

  private static boolean catches(CatchEvent event, String code) {
    return event.getChildElementsByType(ErrorEventDefinition.class).stream().anyMatch(error -> code(error).map(code::equals).orElse(true));
  }

  private static Optional<String> code(ErrorEventDefinition definition) {
    return Optional.ofNullable(definition.getError()).map(error -> error.getErrorCode());
  }

  /** The engine leaves a frame only when everything in it has ended; a negotiation beside may last for days. */
  private static void framesEndWithAllThatRunsBeside(Diagram diagram, Findings findings) {
    Stream.concat(Stream.of(diagram.process()), diagram.all(SubProcess.class).stream()).filter(FlowRules::letsSomethingRunBeside)
        .flatMap(scope -> mainPath(diagram, scope)).filter(EndEvent.class::isInstance)
        .filter(end -> Diagram.definitions((EndEvent) end).isEmpty()).forEach(end -> findings.add(diagram.file(), end.getId(),
            "waits for what runs beside in an event sub-process: make it a terminate end event"));
  }

  private static boolean letsSomethingRunBeside(ModelElementInstance scope) {
    return scope.getChildElementsByType(SubProcess.class).stream().filter(SubProcess::triggeredByEvent)
        .flatMap(beside -> beside.getChildElementsByType(StartEvent.class).stream()).anyMatch(start -> !start.isInterrupting());
  }

  /** Whatever is reached from a scope's start, without the reminders and the like that leave it running. */
  private static Stream<FlowNode> mainPath(Diagram diagram, ModelElementInstance scope) {
    var reached = new LinkedHashSet<FlowNode>();
    var next = new ArrayDeque<FlowNode>(scope.getChildElementsByType(StartEvent.class));
    while (!next.isEmpty()) {
      var node = next.remove();
      if (reached.add(node)) {
        diagram.outgoing(node).stream().map(SequenceFlow::getTarget).forEach(next::add);
        diagram.boundariesOf(node).filter(BoundaryEvent::cancelActivity).forEach(next::add);
      }
    }
    return reached.stream();
  }

  private static Optional<String> condition(SequenceFlow flow) {
    return Optional.ofNullable(flow.getConditionExpression()).map(condition -> condition.getTextContent().strip());
  }
}
