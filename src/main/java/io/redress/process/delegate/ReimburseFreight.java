package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.money.Refunds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Reimburse freight": pays what was decided and is not paid yet. Fails until the gateway has paid; the job repeats it. */
@Component("reimburseFreight")
class ReimburseFreight implements JavaDelegate {

  private final Refunds refunds;

  ReimburseFreight(Refunds refunds) {
    this.refunds = refunds;
  }

  @Override
  public void execute(DelegateExecution execution) {
    refunds.executeFreight(CaseId.of(execution.getProcessBusinessKey()));
  }
}
