package io.redress.process;

import io.redress.casefile.CaseFlow;
import io.redress.money.RefundEvent.RefundSucceeded;
import java.util.Date;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A gateway that answers later has the buyer's money arrive while the job waits for its next try: the job is due at once then, even
 * when it had given up. The refund's row is the inbox; the job reads it and goes on.
 */
@Component
class LateAnswers {

  private final CaseFlow flow;
  private final ManagementService management;

  LateAnswers(CaseFlow flow, ManagementService management) {
    this.flow = flow;
    this.management = management;
  }

  @EventListener
  void on(RefundSucceeded paid) {
    if (Context.getCommandContext() != null) {
      return; // the job itself asked and goes on
    }
    var instance = flow.conductedBy(paid.caseId());
    management.createJobQuery().processInstanceId(instance).activityId("refund-buyer").list().forEach(job -> {
      management.setJobDuedate(job.getId(), new Date(ClockUtil.getCurrentTime().getTime()));
      if (job.getRetries() == 0) {
        management.setJobRetries(job.getId(), 1);
      }
    });
  }
}
