package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.casefile.CaseFlow;
import io.redress.process.CaseVariables;
import io.redress.process.listener.CurrentActor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Resubmit application": takes over what the buyer changed (RO-05). */
@Component("resubmitApplication")
class ResubmitApplication implements JavaDelegate {

  private final CaseFlow flow;

  ResubmitApplication(CaseFlow flow) {
    this.flow = flow;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var resubmitted = flow.resubmit(CaseId.of(execution.getProcessBusinessKey()), CurrentActor.get());
    execution.setVariables(CaseVariables.of(resubmitted.promise()));
    execution.setVariable(CaseVariables.AMOUNT, resubmitted.amount());
  }
}
