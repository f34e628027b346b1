package io.redress.process;

import io.redress.money.RefundEvent.RefundSucceeded;
import java.util.Date;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A gateway that answers later has the buyer's money arrive while the job waits for its next try: the job is due at once then, even
 * when it had given up. The refund's row is the inbox; the job reads it and goes on.
 */
@Component
class LateAnswers {

  private final RuntimeService runtime;
  private final ManagementService management;

  LateAnswers(RuntimeService runtime, ManagementService management) {
    this.runtime = runtime;
    this.management = management;
  }

  @EventListener
  void on(RefundSucceeded paid) {
    if (Context.getCommandContext() != null) {
      return; // the job itself asked and goes on
    }
    var job = switch (paid.purpose()) {
      case PRICE -> "refund-buyer";
      case FREIGHT -> "reimburse-freight";
      case COMPENSATION -> "compensate-buyer";
    };
    // the called flows of a case carry its id as well
    runtime.createProcessInstanceQuery().processInstanceBusinessKey(paid.caseId().value()).list().forEach(instance ->
        management.createJobQuery().processInstanceId(instance.getId()).activityId(job).list().forEach(this::runNow));
  }

  private void runNow(Job job) {
    management.setJobDuedate(job.getId(), new Date(ClockUtil.getCurrentTime().getTime()));
    if (job.getRetries() == 0) {
      management.setJobRetries(job.getId(), 1);
    }
  }
}
