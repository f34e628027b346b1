package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.money.Refunds;
import io.redress.process.CaseVariables;
import io.redress.shipment.ReturnFreight;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Reimburse freight": pays what was decided and is not paid yet. Fails until the gateway has paid; the job repeats it. */
@Component("reimburseFreight")
class ReimburseFreight implements JavaDelegate {

  private final Refunds refunds;
  private final ReturnFreight freight;

  ReimburseFreight(Refunds refunds, ReturnFreight freight) {
    this.refunds = refunds;
    this.freight = freight;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var caseId = CaseId.of(execution.getProcessBusinessKey());
    refunds.executeFreight(caseId);
    if (Boolean.TRUE.equals(execution.getVariable(CaseVariables.FREIGHT_OVER_TARIFF))) {
      execution.setVariable(CaseVariables.FREIGHT_OVER_TARIFF, freight.awaitsReview(caseId));
    }
  }
}
