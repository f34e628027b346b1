package io.redress.process.listener;

import io.redress.CaseId;
import io.redress.casefile.CaseFlow;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.jobexecutor.TimerEventJobHandler.TimerJobConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;

/** A timer begins to run that is the deadline of another, open step: that step is due then. */
class DatesStep implements ExecutionListener {

  private final CaseFlow flow;
  private final String timer;
  private final String step;
  private final String clause;

  DatesStep(CaseFlow flow, String timer, String step, String clause) {
    this.flow = flow;
    this.timer = timer;
    this.step = step;
    this.clause = clause;
  }

  @Override
  public void notify(DelegateExecution execution) {
    // created by now, but not written yet
    ((ExecutionEntity) execution).getJobs().stream().filter(this::isIt).findFirst().ifPresent(job -> {
      var dueAt = job.getDuedate().toInstant();
      flow.deadlineSet(CaseId.of(execution.getProcessBusinessKey()), step, dueAt, CurrentActor.get(), clause)
          // no task: the step was taken in this moment, and the engine undoes all of this when it writes
          .map(taskId -> Context.getCommandContext().getTaskManager().findTaskById(taskId))
          .ifPresent(task -> task.setDueDate(Date.from(dueAt)));
    });
  }

  private boolean isIt(JobEntity job) {
    return job instanceof TimerEntity && job.getJobHandlerConfiguration() instanceof TimerJobConfiguration configuration
        && configuration.getTimerElementKey().equals(timer);
  }
}
