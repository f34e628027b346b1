package io.redress.process;

import io.redress.process.listener.StepTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * Instances that stand still with all that they have called: the engine suspends one instance at a time, knows no time that was left, and
 * activates every timer of an instance, also one whose clock was stopped before.
 */
@Component
class PausedFlows {

  private final RuntimeService runtime;
  private final ManagementService management;
  private final TaskService tasks;
  private final StepTimers timers;
  private final Deliveries deliveries;
  private final ProcessEngineConfigurationImpl engine;

  PausedFlows(RuntimeService runtime, ManagementService management, TaskService tasks, StepTimers timers, Deliveries deliveries,
      ProcessEngineConfigurationImpl engine) {
    this.runtime = runtime;
    this.management = management;
    this.tasks = tasks;
    this.timers = timers;
    this.deliveries = deliveries;
    this.engine = engine;
  }

  Set<String> pause(String processInstanceId) {
    var open = new HashSet<String>();
    for (var instance : tree(processInstanceId)) {
      tasksOf(instance).forEach(task -> open.add(task.getId()));
      alone(() -> runtime.suspendProcessInstanceById(instance));
    }
    return open;
  }

  void resume(String processInstanceId, Duration later) {
    for (var instance : tree(processInstanceId)) {
      var standing = tasksOf(instance).stream().flatMap(task -> timers.stoppedBy(task.getId()).stream())
          .flatMap(timer -> timersOf(instance, timer).stream()).toList();
      timersOf(instance, null).stream().filter(job -> !standing.contains(job))
          .forEach(job -> alone(() -> management.setJobDuedate(job, later(dueDate(job), later))));
      alone(() -> runtime.activateProcessInstanceById(instance));
      // their step lets them go on, with what was left when it was opened
      standing.forEach(job -> alone(() -> management.suspendJobById(job)));
      tasksOf(instance).stream().filter(task -> task.getDueDate() != null).forEach(task -> {
        task.setDueDate(later(task.getDueDate(), later));
        alone(() -> tasks.saveTask(task));
      });
    }
  }

  /** The instance of this flow that one has called, or that those have called. */
  Optional<ProcessInstance> find(String flow, String caller) {
    return asked(() -> runtime.createProcessInstanceQuery().processInstanceIds(Set.copyOf(tree(caller))).processDefinitionKey(flow).list()).stream().findFirst();
  }

  void catchUp(String processInstanceId) {
    tree(processInstanceId).forEach(deliveries::catchUp);
  }

  /** The ids of an instance's timers, or of those that belong to one element. */
  private List<String> timersOf(String instance, String element) {
    return asked(() -> {
      var query = management.createJobQuery().processInstanceId(instance).timers();
      return (element == null ? query : query.activityId(element)).list().stream().map(Job::getId).toList();
    });
  }

  private Date dueDate(String job) {
    return management.createJobQuery().jobId(job).singleResult().getDuedate();
  }

  private List<Task> tasksOf(String instance) {
    return asked(() -> tasks.createTaskQuery().processInstanceId(instance).list());
  }

  /** The instance and all that it has called, callers first. */
  private List<String> tree(String processInstanceId) {
    var found = new ArrayList<>(List.of(processInstanceId));
    for (int next = 0; next < found.size(); next++) {
      var caller = found.get(next);
      found.addAll(asked(() -> runtime.createProcessInstanceQuery().superProcessInstanceId(caller).list().stream().map(ProcessInstance::getId).toList()));
    }
    return found;
  }

  private static Date later(Date date, Duration later) {
    return Date.from(Instant.ofEpochMilli(date.getTime()).plus(later));
  }

  /** Each is written before the next is read; nobody's rights are asked for: whoever steps in need not be allowed to see the instance. */
  private void alone(Runnable command) {
    asked(() -> {
      command.run();
      return null;
    });
  }

  <T> T asked(java.util.concurrent.Callable<T> question) {
    return engine.getCommandExecutorTxRequired().execute(context -> context.runWithoutAuthorization(question));
  }
}
