package io.redress.process.listener;

import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.jobexecutor.TimerEventJobHandler.TimerJobConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;

/**
 * A human step during which somebody else's clock stands still, as its property {@code stops-clock} says: the timer with that id, around
 * the step. When the step is taken, the clock goes on with exactly what was left. Ended in another way, the step takes the timer with it.
 */
class StoppedClock {

  private final String timer;
  private final Clock clock;

  StoppedClock(String timer, Clock clock) {
    this.timer = timer;
    this.clock = clock;
  }

  void stop(DelegateTask step) {
    find(step).ifPresent(job -> job.setSuspensionState(SuspensionState.SUSPENDED.getStateCode()));
  }

  void goOn(DelegateTask step) {
    find(step).ifPresent(job -> {
      job.setDuedate(new Date(job.getDuedate().getTime() + clock.millis() - step.getCreateTime().getTime()));
      job.setSuspensionState(SuspensionState.ACTIVE.getStateCode());
    });
  }

  static boolean stands(TimerEntity job) {
    return job.isSuspended();
  }

  private Optional<TimerEntity> find(DelegateTask step) {
    for (var execution = (ExecutionEntity) step.getExecution(); execution != null; execution = execution.getParent()) {
      for (var job : execution.getJobs()) {
        if (job instanceof TimerEntity its && its.getJobHandlerConfiguration() instanceof TimerJobConfiguration configuration
            && timer.equals(configuration.getTimerElementKey())) {
          return Optional.of(its);
        }
      }
    }
    return Optional.empty();
  }
}
