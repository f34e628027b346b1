package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.process.CaseVariables;
import io.redress.process.listener.CurrentActor;
import io.redress.shipment.Replacements;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Register replacement": takes in the parcel that the merchant sends to the buyer (RS-01, EX-11). */
@Component("registerReplacement")
class RegisterReplacement implements JavaDelegate {

  private final Replacements replacements;

  RegisterReplacement(Replacements replacements) {
    this.replacements = replacements;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var delivered = replacements.sent(CaseId.of(execution.getProcessBusinessKey()), CurrentActor.get());
    execution.setVariable(CaseVariables.REPLACEMENT_DELIVERED, delivered);
  }
}
