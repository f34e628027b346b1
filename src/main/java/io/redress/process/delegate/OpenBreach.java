package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.dispute.Breaches;
import io.redress.process.CaseVariables;
import io.redress.process.listener.CurrentActor;
import io.redress.process.listener.TaskFacts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Open breach": the breach that an agent has found, or else the one that the calling step names (RP-20, RP-21), is looked into. */
@Component("openBreach")
class OpenBreach implements JavaDelegate {

  private final Breaches breaches;

  OpenBreach(Breaches breaches) {
    this.breaches = breaches;
  }

  @Override
  public void execute(DelegateExecution execution) {
    if (execution.getVariable(CaseVariables.BREACH_NUMBER) != null) {
      return; // opened when the agent found it
    }
    var named = (String) execution.getVariable(CaseVariables.BREACH);
    var clause = named == null ? TaskFacts.callersClause(execution) : named;
    execution.setVariable(CaseVariables.BREACH_NUMBER, breaches.open(CaseId.of(execution.getProcessBusinessKey()), clause, CurrentActor.get()));
  }
}
