package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.casefile.Actor;
import io.redress.dispute.EvidenceRounds;
import io.redress.process.listener.CurrentActor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Record merchant statement": what the merchant says in this round, and the files that prove it (PI-09). */
@Component("recordMerchantStatement")
class RecordMerchantStatement implements JavaDelegate {

  private final EvidenceRounds rounds;

  RecordMerchantStatement(EvidenceRounds rounds) {
    this.rounds = rounds;
  }

  @Override
  public void execute(DelegateExecution execution) {
    rounds.record(CaseId.of(execution.getProcessBusinessKey()), Actor.Kind.MERCHANT, CurrentActor.get());
  }
}
