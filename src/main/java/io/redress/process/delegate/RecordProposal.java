package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.negotiation.Negotiations;
import io.redress.process.listener.CurrentActor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Record proposal": keeps what the merchant proposes, if the order allows it (NG-09). */
@Component("recordProposal")
class RecordProposal implements JavaDelegate {

  private final Negotiations negotiations;

  RecordProposal(Negotiations negotiations) {
    this.negotiations = negotiations;
  }

  @Override
  public void execute(DelegateExecution execution) {
    negotiations.recordProposal(CaseId.of(execution.getProcessBusinessKey()), CurrentActor.get());
  }
}
