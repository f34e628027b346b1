package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.casefile.Actor;
import io.redress.dispute.EvidenceRounds;
import io.redress.process.listener.CurrentActor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Record buyer statement": what the buyer says in this round, and the files that prove it (PI-09). */
@Component("recordBuyerStatement")
class RecordBuyerStatement implements JavaDelegate {

  private final EvidenceRounds rounds;

  RecordBuyerStatement(EvidenceRounds rounds) {
    this.rounds = rounds;
  }

  @Override
  public void execute(DelegateExecution execution) {
    rounds.record(CaseId.of(execution.getProcessBusinessKey()), Actor.Kind.BUYER, CurrentActor.get());
  }
}
