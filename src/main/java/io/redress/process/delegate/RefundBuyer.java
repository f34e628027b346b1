package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.money.Refunds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Refund buyer": pays what was decided (RO-13). Fails until the gateway has said that it paid; the job repeats it. */
@Component("refundBuyer")
class RefundBuyer implements JavaDelegate {

  private final Refunds refunds;

  RefundBuyer(Refunds refunds) {
    this.refunds = refunds;
  }

  @Override
  public void execute(DelegateExecution execution) {
    refunds.execute(CaseId.of(execution.getProcessBusinessKey()));
  }
}
