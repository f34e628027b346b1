package io.redress.process.delegate;

import io.redress.process.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Deem eligible": a merchant that says nothing has received and inspected the goods, and they qualify for repair (RP-09). */
@Component("deemEligible")
class DeemEligible implements JavaDelegate {

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(CaseVariables.MEETS_STANDARD, true);
  }
}
