package io.redress.process.engine;

import io.redress.deadline.FastForward;
import io.redress.deadline.MovableClock;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.HistoryCleanupJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.JobQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Time that passes at once: acquisition stops, running jobs end, and then the clock goes from one due job to the next. A jump
 * alone would let the locks of running jobs expire, and jobs would run twice.
 */
@Component
@ConditionalOnProperty(name = "redress.clock.movable", havingValue = "true")
class DueJobs implements FastForward {

  private static final Logger log = LoggerFactory.getLogger(DueJobs.class);
  private static final int AT_ONCE = 200;
  private static final long A_MOMENT = 5_000_000;

  private final ManagementService management;
  private final JobExecutor acquisition;
  private final ThreadPoolTaskExecutor workers;
  private final MovableClock clock;

  DueJobs(ManagementService management, ObjectProvider<JobExecutor> acquisition,
      @Qualifier("camundaTaskExecutor") ObjectProvider<ThreadPoolTaskExecutor> workers, MovableClock clock) {
    this.management = management;
    this.acquisition = acquisition.getIfAvailable();
    this.workers = workers.getIfAvailable();
    this.clock = clock;
  }

  @Override
  public synchronized void to(Instant target) {
    var wasActive = acquisition != null && acquisition.isActive();
    if (wasActive) {
      acquisition.shutdown();
    }
    try {
      while (workers != null && (workers.getActiveCount() > 0 || workers.getQueueSize() > 0)) {
        LockSupport.parkNanos(A_MOMENT);
      }
      // nobody is behind what happens now, whoever asked for time to pass
      CompletableFuture.runAsync(() -> pass(target)).join();
    } finally {
      if (wasActive) {
        acquisition.start();
      }
    }
  }

  private void pass(Instant target) {
    runDue();
    for (var next = nextDue(target); next != null; next = nextDue(target)) {
      moveTo(next);
      runDue();
    }
    moveTo(target);
    runDue();
  }

  private void moveTo(Instant instant) {
    if (instant.isAfter(clock.instant())) {
      clock.moveTo(instant);
    }
  }

  /** Runs what is due now and what that creates, but a job that failed not again before its own next time. */
  private void runDue() {
    var failed = new HashSet<String>();
    for (var due = due(failed); !due.isEmpty(); due = due(failed)) {
      for (var job : due) {
        try {
          management.executeJob(job.getId());
        } catch (RuntimeException e) {
          log.info("RD-5001 job failed while time passed job={} reason={}", job.getId(), e.getMessage());
          failed.add(job.getId());
        }
      }
    }
  }

  private List<Job> due(Set<String> failed) {
    return waiting().executable().orderByJobDuedate().asc().listPage(0, AT_ONCE).stream()
        .filter(job -> isOurs(job) && !failed.contains(job.getId())).toList();
  }

  private Instant nextDue(Instant target) {
    return waiting().duedateLowerThan(Date.from(target)).duedateHigherThan(Date.from(clock.instant())).orderByJobDuedate().asc()
        .listPage(0, AT_ONCE).stream().filter(DueJobs::isOurs).findFirst().map(job -> job.getDuedate().toInstant()).orElse(null);
  }

  private JobQuery waiting() {
    return management.createJobQuery().active().withRetriesLeft();
  }

  /** The engine's own cleaning up would run once for every day that passes. */
  private static boolean isOurs(Job job) {
    return !HistoryCleanupJobHandler.TYPE.equals(((JobEntity) job).getJobHandlerType());
  }
}
