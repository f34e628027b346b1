package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.casefile.CaseFlow;
import io.redress.process.listener.CurrentActor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Start confirmed request": the buyer wants what somebody asked for on the buyer's behalf (MB-02). */
@Component("startConfirmedRequest")
class StartConfirmedRequest implements JavaDelegate {

  private final CaseFlow flow;

  StartConfirmedRequest(CaseFlow flow) {
    this.flow = flow;
  }

  @Override
  public void execute(DelegateExecution execution) {
    flow.startConfirmed(CaseId.of(execution.getProcessBusinessKey()), CurrentActor.get());
  }
}
