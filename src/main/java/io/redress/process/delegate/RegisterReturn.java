package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.process.CaseVariables;
import io.redress.process.listener.CurrentActor;
import io.redress.shipment.Returns;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Register return": takes in the parcel in which the buyer sends the goods back (RR-05). */
@Component("registerReturn")
class RegisterReturn implements JavaDelegate {

  private final Returns returns;

  RegisterReturn(Returns returns) {
    this.returns = returns;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var sentAt = returns.sent(CaseId.of(execution.getProcessBusinessKey()), CurrentActor.get());
    execution.setVariable(CaseVariables.RETURN_SENT_AT, Date.from(sentAt));
  }
}
