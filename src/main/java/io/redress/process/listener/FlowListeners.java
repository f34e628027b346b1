package io.redress.process.listener;

import io.redress.CaseId;
import io.redress.Refused;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.FourEyes;
import io.redress.casefile.Step;
import io.redress.casefile.Steps;
import io.redress.casefile.Timeline;
import io.redress.deadline.WorkingDays;
import io.redress.identity.Callers;
import io.redress.identity.Role;
import io.redress.order.Orders;
import io.redress.process.CaseVariables;
import io.redress.process.engine.FormContract;
import io.redress.process.engine.TaskPriorities;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.EventBasedGatewayActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.SubProcessActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Ties every diagram to its case, so that no diagram has to: steps open and close, statuses and deadlines follow, the timeline
 * tells, forms are checked. A diagram says only what differs: the property {@code status}, the timer, the clauses.
 */
@Component
public class FlowListeners extends AbstractBpmnParseListener {

  private final CaseFlow flow;
  private final Steps steps;
  private final Timeline timeline;
  private final FormContract contract;
  private final WorkingDays calendar;
  private final PrioritizesStep prioritized;
  private final FourEyes fourEyes;
  private final Clock clock;

  FlowListeners(CaseFlow flow, Steps steps, Timeline timeline, FormContract contract, WorkingDays calendar,
      Orders orders, TaskPriorities priorities, @Lazy FourEyes fourEyes, Clock clock) {
    this.flow = flow;
    this.steps = steps;
    this.timeline = timeline;
    this.contract = contract;
    this.calendar = calendar;
    this.prioritized = new PrioritizesStep(steps, orders, priorities);
    this.fourEyes = fourEyes;
    this.clock = clock;
  }

  @Override
  public void parseProcess(Element element, ProcessDefinitionEntity process) {
    var names = NamedVariables.of(element);
    process.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) execution ->
        names.stream().filter(name -> !execution.hasVariable(name)).forEach(name -> execution.setVariable(name, null)));
  }

  @Override
  public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    var facts = new ElementFacts(element);
    var definition = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
    definition.setTaskFormHandler(new CheckedForm(definition.getTaskFormHandler(), contract, timeline, facts.clause()));
    // before the step is dated: a clock that stands still is not its own
    facts.property("stops-clock").map(timer -> new StoppedClock(timer, clock)).ifPresent(stopped -> {
      definition.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, stopped::stop);
      definition.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, stopped::goOn);
    });
    definition.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE,
        new StepOpens(flow, calendar, clock, facts.status(), facts.clause()));
    definition.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, prioritized);
    definition.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, this::claimed);
    definition.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, task -> {
      CheckedForm.demand(task);
      closed(task);
    });
    definition.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, this::closed);
  }

  private void closed(DelegateTask task) {
    flow.stepClosed(CaseId.of(task.getExecution().getProcessBusinessKey()), task.getId(), CurrentActor.get());
  }

  private void claimed(DelegateTask task) {
    if (StepOpens.whose(task) == Step.Whose.BUYER) {
      return; // assigned from the start: that is whose it is, not who has taken it up
    }
    var holder = steps.claimedBy(task.getId());
    var caller = Callers.current();
    if (holder.isPresent() && caller.isPresent() && !holder.get().equals(caller.get().userId())
        && !caller.get().isAny(Role.SUPERVISOR, Role.ADMIN)) {
      throw Refused.conflict("claimed", null, "Somebody else works on this task. Choose another one, or ask a supervisor.");
    }
    if (task.getAssignee() != null) {
      fourEyes.check(CaseId.of(task.getExecution().getProcessBusinessKey()), task.getTaskDefinitionKey(), task.getAssignee());
    }
    steps.claimed(task.getId(), task.getAssignee());
  }

  @Override
  public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    TaskFacts.clause(activity, new ElementFacts(element).clause());
    standsAt(element, activity);
  }

  @Override
  public void parseCallActivity(Element element, ScopeImpl scope, ActivityImpl activity) {
    TaskFacts.clause(activity, new ElementFacts(element).clause());
  }

  @Override
  public void parseEndEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
    standsAt(element, activity);
  }

  private void standsAt(Element element, ActivityImpl activity) {
    var facts = new ElementFacts(element);
    var status = facts.status();
    if (status != null) {
      activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) execution -> {
        if (!FlowFacts.runsBeside(execution)) {
          flow.stands(CaseId.of(execution.getProcessBusinessKey()), status, CurrentActor.get(), facts.clause());
        }
      });
    }
  }

  @Override
  public void parseBoundaryTimerEventDefinition(Element timer, boolean interrupting, ActivityImpl boundary) {
    var duration = timer.element("timeDuration");
    if (duration != null) {
      TimerFacts.remindsBefore(boundary, Duration.parse(duration.getText().trim()));
    }
    var date = timer.element("timeDate");
    TimerFacts.countsWorkingDays(boundary, date != null && date.getText().contains("workingDays"));
    TimerFacts.interrupts(boundary, interrupting);
  }

  @Override
  public void parseBoundaryEvent(Element element, ScopeImpl scope, ActivityImpl boundary) {
    if (element.element("timerEventDefinition") == null) {
      return;
    }
    var step = element.attribute("attachedToRef");
    if (TimerFacts.interrupts(boundary)) {
      tells(boundary, Timeline.Kind.DEADLINE_PASSED, element, step);
    } else if (TimerFacts.remindsBefore(boundary).isPresent()) {
      tells(boundary, Timeline.Kind.REMINDED, element, step);
    } else if (((ActivityImpl) boundary.getEventScope()).getActivityBehavior() instanceof SubProcessActivityBehavior) {
      boundary.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) FlowListeners::runsOut);
    }
  }

  /** One clock around several steps: those that open after it has run out must know. */
  private static void runsOut(DelegateExecution execution) {
    execution.setVariable(CaseVariables.OVERDUE_SINCE, Context.getCommandContext().getCurrentJob().getDuedate());
  }

  /** A timer that is no boundary event may be the deadline of a step that is open beside it; its property names the step. */
  @Override
  public void parseIntermediateCatchEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
    new ElementFacts(element).property("deadline-of").ifPresent(step -> {
      startedWith(activity).addBuiltInListener(ExecutionListener.EVENTNAME_START, new DatesStep(flow, activity.getId(), step, new ElementFacts(element).clause()));
      activity.addBuiltInListener(ExecutionListener.EVENTNAME_END, (ExecutionListener) execution -> add(execution, Timeline.Kind.DEADLINE_PASSED, element, step));
    });
  }

  /** Behind a gateway that waits for one of several events, every timer runs from the gateway on. */
  private static ActivityImpl startedWith(ActivityImpl timer) {
    return timer.getEventScope() instanceof ActivityImpl around && around.getActivityBehavior() instanceof EventBasedGatewayActivityBehavior ? around : timer;
  }

  private void tells(ActivityImpl activity, Timeline.Kind kind, Element element, String step) {
    activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) execution -> add(execution, kind, element, step));
  }

  private void add(DelegateExecution execution, Timeline.Kind kind, Element element, String step) {
    timeline.add(CaseId.of(execution.getProcessBusinessKey()), kind, CurrentActor.get(), new ElementFacts(element).clause(), step, null, null,
        Map.of("event", element.attribute("id")));
  }
}
