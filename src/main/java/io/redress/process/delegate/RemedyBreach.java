package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.dispute.Breaches;
import io.redress.process.CaseVariables;
import io.redress.process.listener.CurrentActor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Remedy breach": what the agent decided becomes true (RP-20); the flow learns whether the order is refunded. */
@Component("remedyBreach")
class RemedyBreach implements JavaDelegate {

  private final Breaches breaches;

  RemedyBreach(Breaches breaches) {
    this.breaches = breaches;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var number = (Integer) execution.getVariable(CaseVariables.BREACH_NUMBER);
    execution.setVariable(CaseVariables.REFUND_ORDER, breaches.decide(CaseId.of(execution.getProcessBusinessKey()), number, CurrentActor.get()));
  }
}
