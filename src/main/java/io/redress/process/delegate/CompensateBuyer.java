package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.money.Refunds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Compensate buyer": the platform pays first (CD-04). Fails until the gateway has said that it paid; the job repeats it. */
@Component("compensateBuyer")
class CompensateBuyer implements JavaDelegate {

  private final Refunds refunds;

  CompensateBuyer(Refunds refunds) {
    this.refunds = refunds;
  }

  @Override
  public void execute(DelegateExecution execution) {
    refunds.executeCompensation(CaseId.of(execution.getProcessBusinessKey()));
  }
}
