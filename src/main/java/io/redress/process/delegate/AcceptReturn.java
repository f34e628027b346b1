package io.redress.process.delegate;

import io.redress.process.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Accept return": the returned goods are the merchant's again, who owes the replacement from now on (EX-07). */
@Component("acceptReturn")
class AcceptReturn implements JavaDelegate {

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(CaseVariables.RETURN_ACCEPTED, true);
  }
}
