package io.redress.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/** What the steps of a flow carry for the engine: people, forms, deadlines, beans, calls, status and clauses; and no code. */
final class StepRules {

  static final List<Rule<Diagram>> ALL = List.of(
      new Rule<>("a user task is done with the form of its name", StepRules::userTasksHaveTheirForm),
      new Rule<>("a user task belongs to whom its id says", StepRules::userTasksBelongToSomebody),
      new Rule<>("timers are deadlines or reminders", StepRules::timersAreDeadlinesOrReminders),
      new Rule<>("a timer's label says its number", StepRules::timerLabelsSayTheirNumber),
      new Rule<>("a service task names the bean of its label", StepRules::serviceTasksNameTheirBean),
      new Rule<>("money is paid after a save point", StepRules::paymentFollowsASavePoint),
      new Rule<>("a decision task asks a table that exists", StepRules::decisionTasksAskATable),
      new Rule<>("a diagram holds no code", StepRules::noCode),
      new Rule<>("expressions are only those that the deployment guard lets through", StepRules::onlyKnownExpressions),
      new Rule<>("a diagram has no lanes", StepRules::noLanes),
      new Rule<>("a called flow exists, fits and knows its case", StepRules::callsFit),
      new Rule<>("a called flow leaves the withdrawal to its caller", StepRules::calledFlowsDoNotSubscribeToWithdrawal),
      new Rule<>("the status is the one of the step", StepRules::statusIsTheOneOfTheStep),
      new Rule<>("what carries a rule names its clauses", StepRules::rulesNameTheirClauses));

  /** The beans that move money. */
  static final Set<String> PAYS = Set.of("refundBuyer", "reimburseFreight", "compensateBuyer");
  private static final Map<String, String> STATUS_OF_STEP = Map.ofEntries(
      Map.entry("buyer-confirms-application", "awaiting-buyer-confirmation"),
      Map.entry("merchant-decides-refund", "merchant-to-decide"),
      Map.entry("merchant-decides-return", "merchant-to-decide"),
      Map.entry("merchant-decides-exchange", "merchant-to-decide"),
      Map.entry("merchant-decides-reship", "merchant-to-decide"),
      Map.entry("merchant-decides-repair", "merchant-to-decide"),
      Map.entry("buyer-answers-rejection", "buyer-to-answer"),
      Map.entry("buyer-answers-report", "buyer-to-answer"),
      Map.entry("buyer-ships-return", "buyer-to-ship"),
      Map.entry("merchant-checks-return", "merchant-to-check"),
      Map.entry("merchant-inspects", "merchant-to-inspect"),
      Map.entry("agent-reviews-report", "merchant-to-inspect"),
      Map.entry("merchant-repairs", "merchant-to-repair"),
      Map.entry("merchant-ships-replacement", "merchant-to-ship"),
      Map.entry("merchant-ships-back", "merchant-to-ship-back"),
      Map.entry("buyer-chooses-when-out-of-stock", "buyer-to-choose"),
      Map.entry("buyer-confirms-receipt", "buyer-to-confirm"),
      Map.entry("merchant-proposes", "negotiating"),
      Map.entry("buyer-answers-proposal", "negotiating"),
      Map.entry("buyer-gives-evidence", "platform-reviewing"),
      Map.entry("merchant-gives-evidence", "platform-reviewing"),
      Map.entry("agent-judges", "platform-reviewing"),
      Map.entry("buyer-chooses-offer", "platform-reviewing"),
      Map.entry("merchant-explains-breach", "platform-reviewing"),
      Map.entry("agent-decides-breach", "platform-reviewing"));
  private static final Set<String> CLOSED = Set.of("refunded", "exchanged", "reshipped", "repaired", "returned-unrepaired", "settled",
      "withdrawn", "closed-buyer-overdue", "closed-by-platform");
  private static final String DECIDES_REFUND = "decide-refund";
  private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
  private static final String BUSINESS_KEY = "#{execution.processBusinessKey}";

  private StepRules() {}

  private static void userTasksHaveTheirForm(Diagram diagram, Findings findings) {
    for (var task : diagram.all(UserTask.class)) {
      var form = Diagram.camunda(task, "formRef");
      if (!task.getId().equals(form)) {
        findings.add(diagram.file(), task.getId(), "uses the form " + form + ": choose the Camunda Form named " + task.getId());
      } else if (!diagram.landscape().forms().containsKey(form)) {
        findings.add(diagram.file(), task.getId(), "has no form yet: add forms/" + form + ".form");
      }
      if (!"deployment".equals(Diagram.camunda(task, "formRefBinding"))) {
        findings.add(diagram.file(), task.getId(), "may get a form of another version: set the form's binding to deployment");
      }
    }
  }

  private static void userTasksBelongToSomebody(Diagram diagram, Findings findings) {
    for (var task : diagram.all(UserTask.class)) {
      var whose = task.getId().split("-")[0];
      var assignee = whose.equals("buyer") ? "${buyerId}" : null;
      var group = switch (whose) {
        case "merchant" -> "merchant-${merchantId}";
        case "agent" -> "agent";
        case "desk" -> "service-desk";
        default -> null;
      };
      if (assignee == null && group == null) {
        findings.add(diagram.file(), task.getId(), "does not start with who does it: merchant-, buyer-, agent- or desk-");
      } else if (!Objects.equals(assignee, Diagram.camunda(task, "assignee")) || !Objects.equals(group, Diagram.camunda(task, "candidateGroups"))) {
        findings.add(diagram.file(), task.getId(), assignee != null
            ? "is the buyer's: set the assignee to " + assignee + " and no candidate group"
            : "is for a group: set the candidate groups to " + group + " and no assignee");
      }
      for (var other : List.of("candidateUsers", "dueDate", "followUpDate", "formKey")) {
        if (Diagram.camunda(task, other) != null) {
          findings.add(diagram.file(), task.getId(), "sets " + other + ": remove it; the deadline's timer dates the task, its id names form and people");
        }
      }
    }
  }

  private static void timersAreDeadlinesOrReminders(Diagram diagram, Findings findings) {
    for (var timer : diagram.all(TimerEventDefinition.class)) {
      var event = (BaseElement) timer.getParentElement();
      var text = text(timer);
      boolean isDate = timer.getTimeDate() != null;
      if (isDate && Expressions.deadline(text).isPresent()) {
        Expressions.deadline(text).get().variable().filter(variable -> !diagram.landscape().variables().contains(variable)).ifPresent(variable ->
            findings.add(diagram.file(), event.getId(), "depends on " + variable + ", which our code never sets: name a declared variable"));
        continue;
      }
      boolean isReminder = timer.getTimeDuration() != null && Expressions.reminder(text).isPresent();
      if (!isReminder) {
        findings.add(diagram.file(), event.getId(), "has the timer " + text + ": use a date with one of ${deadline.hours(48)}, ${deadline.days(7)},"
            + " ${deadline.daysIncluding(7, returnSentAt)}, ${deadline.workingDays(5)}, ${deadline.hoursOrAt(48, promisedShipAt)}");
      } else if (!(event instanceof BoundaryEvent boundary) || boundary.cancelActivity()
          || !Diagram.property(event, "counts").equals(Optional.of("before-deadline"))) {
        findings.add(diagram.file(), event.getId(), "is a duration, which only a reminder may be: make the event non-interrupting,"
            + " with the extension property counts = before-deadline");
      }
    }
  }

  private static void timerLabelsSayTheirNumber(Diagram diagram, Findings findings) {
    for (var timer : diagram.all(TimerEventDefinition.class)) {
      var event = (FlowNode) timer.getParentElement();
      var label = String.valueOf(event.getName());
      var deadline = Expressions.deadline(text(timer));
      var said = deadline.isPresent()
          ? deadline.get().unit().stream().map(unit -> deadline.get().number() + " " + unit).toList()
          : Expressions.reminder(text(timer)).map(hours -> List.of(hours + " h", hours + " hours", hours + " hour")).orElse(List.of());
      if (!said.isEmpty() && said.stream().noneMatch(words -> label.matches("(.*\\D)?" + words + "(\\W.*)?"))) {
        findings.add(diagram.file(), event.getId(), "is labelled \"" + label + "\" but its timer counts " + said.get(0) + ": say so in the label");
      }
    }
  }

  private static void serviceTasksNameTheirBean(Diagram diagram, Findings findings) {
    for (var type : List.of(ServiceTask.class, SendTask.class)) {
      for (var task : diagram.all(type)) {
        var label = String.valueOf(((Activity) task).getName());
        var bean = Optional.ofNullable(Diagram.camunda(task, "delegateExpression")).flatMap(Expressions::bean);
        var id = ((Activity) task).getId();
        if (bean.isEmpty()) {
          findings.add(diagram.file(), id, "names no bean: choose the delegate expression ${" + Names.camelCase(label) + "}");
        } else if (!bean.get().equals(Names.camelCase(label))) {
          findings.add(diagram.file(), id, "is called \"" + label + "\" but names the bean " + bean.get() + ": use ${" + Names.camelCase(label) + "} or change the label");
        } else if (!diagram.landscape().beans().containsKey(bean.get())) {
          findings.add(diagram.file(), id, "names the bean " + bean.get() + ", which io.redress.process.delegate does not have: choose one from the templates");
        }
      }
    }
  }

  private static void paymentFollowsASavePoint(Diagram diagram, Findings findings) {
    for (var task : diagram.all(ServiceTask.class)) {
      boolean pays = Optional.ofNullable(Diagram.camunda(task, "delegateExpression")).flatMap(Expressions::bean).filter(PAYS::contains).isPresent();
      if (pays && !"true".equals(Diagram.camunda(task, "asyncBefore"))) {
        findings.add(diagram.file(), task.getId(), "pays in the transaction of the step before: tick Asynchronous before, or a failed payment would undo that step");
      }
    }
  }

  private static void decisionTasksAskATable(Diagram diagram, Findings findings) {
    for (var task : diagram.all(BusinessRuleTask.class)) {
      var table = Diagram.camunda(task, "decisionRef");
      if (table == null || !diagram.landscape().decisions().contains(table)) {
        findings.add(diagram.file(), task.getId(), "asks the table " + table + ", which is not there: name one of bpmn/decisions");
      }
      if (Diagram.camunda(task, "decisionRefBinding") == null || Diagram.camunda(task, "mapDecisionResult") == null || Diagram.camunda(task, "resultVariable") == null) {
        findings.add(diagram.file(), task.getId(), "does not say which version it asks and where the answer goes: set binding, result variable and mapping");
      }
    }
  }

  private static void noCode(Diagram diagram, Findings findings) {
    for (var element : diagram.written()) {
      var name = element.getLocalName();
      boolean ofCamunda = CAMUNDA.equals(element.getNamespaceURI());
      if (name.equals("scriptTask") || ofCamunda && name.equals("script") || element.hasAttribute("scriptFormat") || element.hasAttribute("language")) {
        report(diagram, element, "holds a script: use a delegate from the templates", findings);
      }
      if (ofCamunda && name.equals("connector")) {
        report(diagram, element, "holds a connector: use a delegate from the templates", findings);
      }
      if (ofCamunda && name.equals("field")) {
        report(diagram, element, "injects a field: a delegate finds out by itself", findings);
      }
      if (ofCamunda && (name.equals("executionListener") || name.equals("taskListener"))) {
        var bean = Expressions.bean(element.getAttribute("delegateExpression"));
        if (bean.filter(diagram.landscape().beans()::containsKey).isEmpty()) {
          report(diagram, element, "has a listener that is none of our beans: remove it or name one of them", findings);
        }
      }
      for (var attribute : List.of("class", "expression", "sourceExpression", "variableMappingClass", "variableMappingDelegateExpression", "formHandlerClass")) {
        if (element.hasAttributeNS(CAMUNDA, attribute) || ofCamunda && element.hasAttribute(attribute)) {
          report(diagram, element, "sets " + attribute + ": use a delegate expression with one of our beans, or a plain variable", findings);
        }
      }
    }
  }

  private static void onlyKnownExpressions(Diagram diagram, Findings findings) {
    for (var element : diagram.written()) {
      var attributes = element.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        var attribute = (Attr) attributes.item(i);
        if (!Expressions.isAllowed(attribute.getValue())) {
          report(diagram, element, "has the expression " + attribute.getValue() + " in " + attribute.getName() + ": only people, beans, deadlines and plain conditions may be expressions", findings);
        }
      }
      if (!element.getLocalName().equals("documentation") && !Expressions.isAllowed(Xml.ownText(element))) {
        report(diagram, element, "has the expression " + Xml.ownText(element) + ": only people, beans, deadlines and plain conditions may be expressions", findings);
      }
    }
  }

  private static void noLanes(Diagram diagram, Findings findings) {
    for (var element : diagram.written()) {
      if (List.of("laneSet", "participant").contains(element.getLocalName())) {
        report(diagram, element, "is a lane or a pool: the task's name and id say who does it, remove it", findings);
      }
    }
  }

  private static void callsFit(Diagram diagram, Findings findings) {
    for (var call : diagram.all(CallActivity.class)) {
      var called = call.getCalledElement();
      if (called == null || !diagram.landscape().diagrams().containsKey(called)) {
        findings.add(diagram.file(), call.getId(), "calls " + called + ", which is not there: add bpmn/" + called + ".bpmn or name another flow");
      }
      if (!"deployment".equals(Diagram.camunda(call, "calledElementBinding"))) {
        findings.add(diagram.file(), call.getId(), "may call another version than it was drawn with: set the binding to deployment");
      }
      if (Diagram.extensions(call, CamundaIn.class).noneMatch(in -> BUSINESS_KEY.equals(in.getCamundaBusinessKey()))) {
        findings.add(diagram.file(), call.getId(), "does not tell the called flow its case: pass the business key " + BUSINESS_KEY);
      }
      if (Diagram.extensions(call, CamundaIn.class).anyMatch(in -> "all".equals(in.getCamundaVariables()))) {
        findings.add(diagram.file(), call.getId(), "hands over all variables: name the few that the called flow needs");
      }
    }
  }

  private static void calledFlowsDoNotSubscribeToWithdrawal(Diagram diagram, Findings findings) {
    boolean isCalled = diagram.landscape().allDiagrams().stream()
        .anyMatch(other -> other.all(CallActivity.class).stream().anyMatch(call -> diagram.process().getId().equals(call.getCalledElement())));
    if (!isCalled) {
      return;
    }
    for (var definition : diagram.all(MessageEventDefinition.class)) {
      if (Optional.ofNullable(definition.getMessage()).map(Message::getName).filter("case-withdrawn"::equals).isPresent()) {
        findings.add(diagram.file(), ((Event) definition.getParentElement()).getId(),
            "waits for case-withdrawn in a flow that is called: the caller is withdrawn and ends it, remove the event");
      }
    }
  }

  private static void statusIsTheOneOfTheStep(Diagram diagram, Findings findings) {
    for (var node : diagram.nodes()) {
      var status = Diagram.property(node, "status");
      if (node instanceof UserTask) {
        var expected = Optional.ofNullable(STATUS_OF_STEP.get(node.getId()));
        if (!status.equals(expected)) {
          findings.add(diagram.file(), node.getId(), expected
              .map(word -> "does not say where the case stands: set the extension property status to " + word)
              .orElse("sets the status " + status.orElse("") + " although it is a side step: remove the extension property"));
        }
      } else if (node.getId().equals(DECIDES_REFUND)) {
        if (!status.equals(Optional.of("refunding"))) {
          findings.add(diagram.file(), node.getId(), "decides a refund: set the extension property status to refunding");
        }
      } else if (node instanceof EndEvent) {
        status.filter(word -> !CLOSED.contains(word)).ifPresent(word ->
            findings.add(diagram.file(), node.getId(), "ends with the status " + word + ": a case ends with one of " + CLOSED.stream().sorted().toList()));
      } else if (status.isPresent()) {
        findings.add(diagram.file(), node.getId(), "sets a status: only user tasks, the task that decides a refund and end events do");
      }
    }
  }

  private static void rulesNameTheirClauses(Diagram diagram, Findings findings) {
    check(diagram, diagram.process(), true, findings);
    for (var node : diagram.nodes()) {
      boolean carriesARule = node instanceof UserTask || node instanceof BoundaryEvent || node.getId().equals(DECIDES_REFUND)
          || node instanceof EndEvent && Diagram.property(node, "status").isPresent();
      check(diagram, node, carriesARule, findings);
    }
  }

  private static void check(Diagram diagram, BaseElement element, boolean carriesARule, Findings findings) {
    var named = Names.clauseIds(Diagram.documentation(element));
    if (carriesARule && named.isEmpty()) {
      findings.add(diagram.file(), element.getId(), "carries a rule but names no clause: write its id and the rule into the documentation, such as RO-02: …");
    }
    named.stream().filter(clause -> !diagram.landscape().clauses().contains(clause)).forEach(clause ->
        findings.add(diagram.file(), element.getId(), "names the clause " + clause + ", which the rulebook does not have: correct it (clauses.txt lists them)"));
  }

  private static String text(TimerEventDefinition timer) {
    return timer.getTextContent().strip();
  }

  private static void report(Diagram diagram, Element element, String sentence, Findings findings) {
    findings.add(diagram.file(), Diagram.idOf(element), sentence);
  }
}
