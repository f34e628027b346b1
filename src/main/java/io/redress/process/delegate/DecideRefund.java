package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.casefile.CaseFlow;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Decide refund": records what will be paid (RO-08); the money itself moves in a later job. */
@Component("decideRefund")
class DecideRefund implements JavaDelegate {

  private final CaseFlow flow;

  DecideRefund(CaseFlow flow) {
    this.flow = flow;
  }

  @Override
  public void execute(DelegateExecution execution) {
    flow.decideRefund(CaseId.of(execution.getProcessBusinessKey()));
  }
}
