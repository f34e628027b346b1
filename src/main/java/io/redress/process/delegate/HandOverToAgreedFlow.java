package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.negotiation.Negotiations;
import io.redress.process.listener.CurrentActor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Hand over to agreed flow": the case goes on in the flow of the accepted proposal (NG-09); this one ends after it. */
@Component("handOverToAgreedFlow")
class HandOverToAgreedFlow implements JavaDelegate {

  private final Negotiations negotiations;

  HandOverToAgreedFlow(Negotiations negotiations) {
    this.negotiations = negotiations;
  }

  @Override
  public void execute(DelegateExecution execution) {
    negotiations.handOver(CaseId.of(execution.getProcessBusinessKey()), CurrentActor.get());
  }
}
