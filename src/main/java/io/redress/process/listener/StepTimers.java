package io.redress.process.listener;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.springframework.stereotype.Component;

/** The timers of an open step: what their diagram allows, and moving them. */
@Component
public class StepTimers {

  private static final String HOURS_LEFT = "hours-left-when-shortened";

  private final TaskService tasks;
  private final RepositoryService repository;
  private final ManagementService management;
  private final Clock clock;

  StepTimers(TaskService tasks, RepositoryService repository, ManagementService management, Clock clock) {
    this.tasks = tasks;
    this.repository = repository;
    this.management = management;
    this.clock = clock;
  }

  /** The hours that must be left when this step's time is shortened; empty where its diagram does not allow it (RO-03). */
  public Optional<Integer> hoursLeftWhenShortened(String taskId) {
    return timersOf(task(taskId)).stream().filter(BoundaryEvent::cancelActivity)
        .flatMap(timer -> property(timer, HOURS_LEFT).stream()).map(Integer::valueOf).findFirst();
  }

  /** The id of the timer that stands still while this step is open, if there is one. */
  public Optional<String> stoppedBy(String taskId) {
    var task = task(taskId);
    return repository.getBpmnModelInstance(task.getProcessDefinitionId()).getModelElementById(task.getTaskDefinitionKey()) instanceof UserTask step
        ? property(step, "stops-clock") : Optional.empty();
  }

  /** Moves the step's deadline, and with it the task's due date and the reminder; a reminder that would be late is dropped. */
  public void move(String taskId, Instant dueAt) {
    var task = task(taskId);
    for (var timer : timersOf(task)) {
      for (var job : jobs(task, timer)) {
        if (timer.cancelActivity()) {
          management.setJobDuedate(job.getId(), Date.from(dueAt));
        } else {
          reminder(timer).ifPresent(before -> moveReminder(job, dueAt.minus(before)));
        }
      }
    }
    task.setDueDate(Date.from(dueAt));
    tasks.saveTask(task);
  }

  private void moveReminder(Job job, Instant at) {
    if (at.isAfter(clock.instant())) {
      management.setJobDuedate(job.getId(), Date.from(at));
    } else {
      management.deleteJob(job.getId());
    }
  }

  private Task task(String taskId) {
    return tasks.createTaskQuery().taskId(taskId).singleResult();
  }

  private List<Job> jobs(Task task, BoundaryEvent timer) {
    return management.createJobQuery().processInstanceId(task.getProcessInstanceId()).activityId(timer.getId()).list();
  }

  private List<BoundaryEvent> timersOf(Task task) {
    return repository.getBpmnModelInstance(task.getProcessDefinitionId()).getModelElementsByType(BoundaryEvent.class).stream()
        .filter(event -> event.getAttachedTo().getId().equals(task.getTaskDefinitionKey()) && timer(event).isPresent()).toList();
  }

  private static Optional<TimerEventDefinition> timer(BoundaryEvent event) {
    return event.getEventDefinitions().stream().filter(TimerEventDefinition.class::isInstance).map(TimerEventDefinition.class::cast)
        .findFirst();
  }

  private static Optional<Duration> reminder(BoundaryEvent event) {
    return timer(event).map(TimerEventDefinition::getTimeDuration).map(duration -> Duration.parse(duration.getTextContent().trim()));
  }

  private static Optional<String> property(BaseElement element, String name) {
    var extensions = element.getExtensionElements();
    if (extensions == null) {
      return Optional.empty();
    }
    return extensions.getElementsQuery().filterByType(CamundaProperties.class).list().stream()
        .flatMap(properties -> properties.getCamundaProperties().stream())
        .filter(property -> name.equals(property.getCamundaName())).map(property -> property.getCamundaValue()).findFirst();
  }
}
