package io.redress.model;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;

/**
 * How a diagram reads. Ids of drawings and of event definitions are left alone: Modeler makes them and does not let anybody
 * change them.
 */
final class NamingRules {

  static final List<Rule<Diagram>> ALL = List.of(
      new Rule<>("the file is named like its one process", NamingRules::fileIsNamedLikeItsProcess),
      new Rule<>("a process says its version and how long its history is kept", NamingRules::processSaysVersionAndHistory),
      new Rule<>("ids are kebab-case and made by a person", NamingRules::idsAreKebabCase),
      new Rule<>("ids are words of their label", NamingRules::idsAreWordsOfTheLabel),
      new Rule<>("messages and errors are named by kebab-case facts", NamingRules::messagesAndErrorsAreFacts),
      new Rule<>("tasks and events have a label", NamingRules::tasksAndEventsHaveALabel),
      new Rule<>("labels are in sentence case and without technical words", NamingRules::labelsReadWell),
      new Rule<>("an exclusive gateway asks a question and its flows answer", NamingRules::exclusiveGatewaysAsk),
      new Rule<>("joining, parallel and event gateways have no label", NamingRules::otherGatewaysAreSilent));

  private static final Pattern GENERATED = Pattern.compile("(?i).*_[0-9a-z]{7}|(activity|task|event|gateway|flow|process|sequenceflow)[_-].*");
  private static final Pattern NUMBERED = Pattern.compile(".*-?\\d+");
  private static final Pattern TECHNICAL = Pattern.compile("[a-z][A-Z]|[_${}]|\\b(API|DTO|bean|delegate|JSON|database)\\b");

  private NamingRules() {}

  private static void fileIsNamedLikeItsProcess(Diagram diagram, Findings findings) {
    var processes = diagram.all(Process.class);
    if (processes.size() != 1) {
      findings.add(diagram.file(), "definitions", "holds " + processes.size() + " processes: give each one a file of its own");
    }
    for (var process : processes) {
      if (!(process.getId() + "-").startsWith(diagram.file().replaceAll("\\.bpmn$", "-"))) {
        findings.add(diagram.file(), process.getId(), "is a process of another name than its file: call the file "
            + process.getId() + ".bpmn, or by the first words of that name");
      }
      if (!process.isExecutable()) {
        findings.add(diagram.file(), process.getId(), "cannot be run: tick Executable among the properties of the process");
      }
    }
  }

  private static void processSaysVersionAndHistory(Diagram diagram, Findings findings) {
    for (var process : diagram.all(Process.class)) {
      if (Diagram.camunda(process, "versionTag") == null) {
        findings.add(diagram.file(), process.getId(), "has no version tag: give it one, and count it up with every change");
      }
      var kept = Diagram.camunda(process, "historyTimeToLive");
      if (kept == null || !kept.matches("P\\d+D")) {
        findings.add(diagram.file(), process.getId(), "does not say for how many days its history is kept: set the time to live, such as P180D");
      }
    }
  }

  private static void idsAreKebabCase(Diagram diagram, Findings findings) {
    var nodes = diagram.nodes().stream().map(FlowNode::getId).toList();
    for (var element : diagram.written()) {
      if (!element.hasAttribute("id") || element.getLocalName().endsWith("EventDefinition") || element.getLocalName().equals("definitions")) {
        continue;
      }
      var id = element.getAttribute("id");
      if (GENERATED.matcher(id).matches()) {
        findings.add(diagram.file(), id, "has the id that Modeler made up: write the words of its label in kebab-case");
      } else if (!Names.KEBAB_CASE.matcher(id).matches()) {
        findings.add(diagram.file(), id, "has an id that is not in kebab-case: write it like merchant-decides-refund");
      } else if (nodes.contains(id) && NUMBERED.matcher(id).matches()) {
        findings.add(diagram.file(), id, "is numbered: what occurs twice is a called flow, or has a name of its own");
      }
    }
  }

  private static void idsAreWordsOfTheLabel(Diagram diagram, Findings findings) {
    check(diagram, diagram.process().getId(), diagram.process().getName(), findings);
    for (var node : diagram.nodes()) {
      if (Diagram.isLabelled(node) && !isTimer(node)) {
        check(diagram, node.getId(), node.getName(), findings);
      }
    }
  }

  private static void check(Diagram diagram, String id, String label, Findings findings) {
    var missing = Names.words(id).stream().filter(word -> label == null || !Names.says(label, word)).toList();
    if (!missing.isEmpty()) {
      findings.add(diagram.file(), id, "has words in its id that its label \"" + label + "\" does not say " + missing
          + ": make the id of the label's words");
    }
  }

  /** A timer's label says what has passed (48 h), its id what that means (merchant-silent). */
  private static boolean isTimer(FlowNode node) {
    return node instanceof CatchEvent event && Diagram.definitions(event).stream().anyMatch(TimerEventDefinition.class::isInstance);
  }

  private static void messagesAndErrorsAreFacts(Diagram diagram, Findings findings) {
    for (var message : diagram.all(Message.class)) {
      if (message.getName() == null || !Names.KEBAB_CASE.matcher(message.getName()).matches()) {
        findings.add(diagram.file(), message.getId(), "is the message \"" + message.getName() + "\": name the fact in kebab-case, such as case-withdrawn");
      }
    }
    for (var error : diagram.all(Error.class)) {
      if (error.getErrorCode() == null || !Names.KEBAB_CASE.matcher(error.getErrorCode()).matches()) {
        findings.add(diagram.file(), error.getId(), "is the error code \"" + error.getErrorCode() + "\": name the fact in kebab-case, such as report-invalid");
      }
    }
  }

  private static void tasksAndEventsHaveALabel(Diagram diagram, Findings findings) {
    for (var node : diagram.nodes()) {
      if (!(node instanceof Gateway) && !Diagram.isLabelled(node)) {
        findings.add(diagram.file(), node.getId(), "has no label: a task says verb and object, an event object and state");
      }
    }
  }

  private static void labelsReadWell(Diagram diagram, Findings findings) {
    for (var node : diagram.nodes()) {
      if (Diagram.isLabelled(node)) {
        checkLabel(diagram, node.getId(), node.getName(), findings);
      }
    }
    for (var flow : diagram.flows()) {
      if (flow.getName() != null && !flow.getName().isBlank()) {
        checkLabel(diagram, flow.getId(), flow.getName(), findings);
      }
    }
  }

  private static void checkLabel(Diagram diagram, String id, String label, Findings findings) {
    if (TECHNICAL.matcher(label).find()) {
      findings.add(diagram.file(), id, "has a technical word in its label \"" + label + "\": say it as a merchant would");
    } else if (Character.isLowerCase(label.strip().charAt(0)) || isTitleCase(label)) {
      findings.add(diagram.file(), id, "has a label that is not in sentence case: \"" + label + "\" starts with one capital letter");
    }
  }

  private static boolean isTitleCase(String label) {
    var words = List.of(label.strip().split("\\s+"));
    return words.size() > 1 && words.stream().skip(1).filter(word -> word.length() > 2)
        .anyMatch(word -> Character.isUpperCase(word.charAt(0)) && !word.equals(word.toUpperCase(Locale.ROOT)));
  }

  private static void exclusiveGatewaysAsk(Diagram diagram, Findings findings) {
    for (var gateway : diagram.all(ExclusiveGateway.class)) {
      if (!diagram.isSplit(gateway)) {
        continue;
      }
      if (!Diagram.isLabelled(gateway) || !gateway.getName().strip().endsWith("?")) {
        findings.add(diagram.file(), gateway.getId(), "splits without asking: label it with a question that ends in \"?\"");
      }
      for (var flow : diagram.outgoing(gateway)) {
        if (flow.getName() == null || flow.getName().isBlank()) {
          findings.add(diagram.file(), flow.getId(), "leaves a question without an answer: label the flow with the answer");
        }
      }
    }
  }

  private static void otherGatewaysAreSilent(Diagram diagram, Findings findings) {
    for (var gateway : diagram.all(Gateway.class)) {
      boolean asks = gateway instanceof ExclusiveGateway && diagram.isSplit(gateway);
      if (!asks && Diagram.isLabelled(gateway)) {
        findings.add(diagram.file(), gateway.getId(), "has a label but asks nothing: remove \"" + gateway.getName() + "\"");
      }
    }
  }
}
