package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.casefile.Actor;
import io.redress.casefile.Steps;
import io.redress.casefile.Timeline;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Escalate to supervisor": overdue work of the staff is shown to the supervisors as well; nothing is decided by it. */
@Component("escalateToSupervisor")
class EscalateToSupervisor implements JavaDelegate {

  private static final String SUPERVISOR = "supervisor";

  private final TaskService tasks;
  private final Steps steps;
  private final Timeline timeline;

  EscalateToSupervisor(TaskService tasks, Steps steps, Timeline timeline) {
    this.tasks = tasks;
    this.steps = steps;
    this.timeline = timeline;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var caseId = CaseId.of(execution.getProcessBusinessKey());
    tasks.createTaskQuery().processInstanceId(execution.getProcessInstanceId()).list().forEach(task -> {
      tasks.addCandidateGroup(task.getId(), SUPERVISOR);
      steps.escalated(task.getId(), SUPERVISOR);
      timeline.add(caseId, Timeline.Kind.ESCALATED, Actor.AUTOMATIC, "CD-02", task.getTaskDefinitionKey(), null, SUPERVISOR, Map.of());
    });
  }
}
