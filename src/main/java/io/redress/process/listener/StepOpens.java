package io.redress.process.listener;

import io.redress.CaseId;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.CaseStatus;
import io.redress.casefile.Step;
import io.redress.deadline.WorkingDays;
import io.redress.identity.Role;
import io.redress.process.CaseVariables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.jobexecutor.TimerEventJobHandler.TimerJobConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.pvm.PvmActivity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;

/**
 * A human step opens: its due date and its reminder follow from its one timer, and the case stands where the step says.
 *
 * <p>The engine has created the timers by now but not written them: they are found in memory, at the step's own execution or,
 * where one clock covers several steps, at a parent's.
 */
class StepOpens implements TaskListener {

  private static final String MERCHANT_GROUP = "merchant-";

  private record Timer(TimerEntity job, PvmActivity event) {}

  private final CaseFlow flow;
  private final WorkingDays calendar;
  private final Clock clock;
  private final CaseStatus status;
  private final String clause;

  StepOpens(CaseFlow flow, WorkingDays calendar, Clock clock, CaseStatus status, String clause) {
    this.flow = flow;
    this.calendar = calendar;
    this.clock = clock;
    this.status = status;
    this.clause = clause;
  }

  @Override
  public void notify(DelegateTask task) {
    var timers = timers((ExecutionEntity) task.getExecution());
    var deadline = timers.stream().filter(timer -> TimerFacts.interrupts(timer.event())).min(Comparator.comparing(timer -> timer.job().getDuedate()))
        .or(() -> timers.stream().filter(timer -> TimerFacts.remindsBefore(timer.event()).isEmpty()).findFirst());
    var details = new LinkedHashMap<String, Object>();
    var dueAt = deadline.map(timer -> timer.job().getDuedate().toInstant()).orElse(null);
    if (dueAt != null) {
      date(task, dueAt, details);
      for (var timer : timers) {
        TimerFacts.remindsBefore(timer.event()).ifPresent(before -> remind(timer, deadline.get().job().getDuedate().toInstant(), before));
      }
      if (TimerFacts.countsWorkingDays(deadline.get().event())) {
        var unknown = calendar.yearsWithoutHolidayData(clock.instant(), dueAt);
        if (!unknown.isEmpty()) {
          details.put("yearsWithoutHolidayData", List.copyOf(unknown));
        }
      }
    }
    var whose = whose(task);
    var party = party(task, whose);
    String escalatedTo = null;
    if (dueAt == null && task.getVariable(CaseVariables.OVERDUE_SINCE) instanceof Date since) {
      dueAt = since.toInstant();
      date(task, dueAt, details);
      escalatedTo = Role.SUPERVISOR.group();
      task.addCandidateGroup(escalatedTo);
    }
    flow.stepOpened(new Step(task.getId(), CaseId.of(task.getExecution().getProcessBusinessKey()), task.getTaskDefinitionKey(), task.getName(),
        whose, party, escalatedTo, null, FlowFacts.runsBeside(task) ? null : status, dueAt, null, FlowFacts.number(task)), CurrentActor.get(), clause, details);
  }

  private static void date(DelegateTask task, Instant dueAt, Map<String, Object> details) {
    task.setDueDate(Date.from(dueAt));
    details.put("dueAt", dueAt.toString());
  }

  private void remind(Timer reminder, Instant dueAt, Duration before) {
    var at = dueAt.minus(before);
    if (at.isAfter(clock.instant())) {
      reminder.job().setDuedate(Date.from(at));
    } else {
      reminder.job().delete();
    }
  }

  /** The step's own timers, and those that end what is around it: a sub-process, or the flow that called this one. */
  private static List<Timer> timers(ExecutionEntity step) {
    var found = new ArrayList<Timer>();
    for (var flow = step; flow != null; flow = flow.getProcessInstance().getSuperExecution()) {
      var isWithinOthers = isWithinOthers(flow.getActivity());
      for (var execution = flow; execution != null; execution = execution.getParent()) {
        for (var job : execution.getJobs()) {
          if (job instanceof TimerEntity timer && !StoppedClock.stands(timer) && timer.getJobHandlerConfiguration() instanceof TimerJobConfiguration configuration) {
            found.add(new Timer(timer, execution.getProcessDefinition().findActivity(configuration.getTimerElementKey())));
          }
        }
        // reading jobs that are written already is a query, so nobody goes up further than a clock may run
        if (!isWithinOthers && found.stream().anyMatch(timer -> TimerFacts.interrupts(timer.event()))) {
          break;
        }
      }
    }
    // of a flow around this one only what ends it counts here
    found.removeIf(timer -> timer.event().getProcessDefinition() != step.getProcessDefinition() && !TimerFacts.interrupts(timer.event()));
    return found;
  }

  private static boolean isWithinOthers(ActivityImpl activity) {
    for (var scope = activity.getFlowScope(); scope instanceof ActivityImpl around; scope = around.getFlowScope()) {
      if (around.getEventActivities().stream().anyMatch(TimerFacts::interrupts)) {
        return true;
      }
    }
    return false;
  }

  static Step.Whose whose(DelegateTask task) {
    var buyerId = task.getVariable(CaseVariables.BUYER_ID);
    if (buyerId != null && buyerId.equals(task.getAssignee()) && groups(task).isEmpty()) {
      return Step.Whose.BUYER;
    }
    return groups(task).stream().anyMatch(group -> group.startsWith(MERCHANT_GROUP)) ? Step.Whose.MERCHANT : Step.Whose.PLATFORM;
  }

  private static String party(DelegateTask task, Step.Whose whose) {
    return switch (whose) {
      case BUYER -> task.getAssignee();
      case MERCHANT -> groups(task).get(0).substring(MERCHANT_GROUP.length());
      case PLATFORM -> groups(task).stream().findFirst()
          .orElseThrow(() -> new IllegalStateException("task " + task.getTaskDefinitionKey() + " names no candidate group"));
    };
  }

  private static List<String> groups(DelegateTask task) {
    return task.getCandidates().stream().map(link -> link.getGroupId()).filter(java.util.Objects::nonNull).toList();
  }
}
