package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.process.CaseVariables;
import io.redress.shipment.ReturnFreight;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Approve freight": what an agent grants above the tariff is decided (VC-09); no money moves yet. */
@Component("approveFreight")
class ApproveFreight implements JavaDelegate {

  private final ReturnFreight freight;

  ApproveFreight(ReturnFreight freight) {
    this.freight = freight;
  }

  @Override
  public void execute(DelegateExecution execution) {
    freight.approve(CaseId.of(execution.getProcessBusinessKey()));
    execution.setVariable(CaseVariables.FREIGHT_OVER_TARIFF, false);
  }
}
