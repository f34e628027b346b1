package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.process.CaseVariables;
import io.redress.shipment.ReturnFreight;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Decide freight": who bears the return freight, and what of it is reimbursed (20.11); no money moves yet. */
@Component("decideFreight")
class DecideFreight implements JavaDelegate {

  private final ReturnFreight freight;

  DecideFreight(ReturnFreight freight) {
    this.freight = freight;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var decision = freight.decide(CaseId.of(execution.getProcessBusinessKey()));
    execution.setVariable(CaseVariables.FREIGHT_BEARER, decision.bearer().code());
    execution.setVariable(CaseVariables.FREIGHT_OVER_TARIFF, decision.overTariff());
  }
}
