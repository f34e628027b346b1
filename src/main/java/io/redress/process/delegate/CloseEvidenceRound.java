package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.dispute.EvidenceRounds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Close evidence round": each side sees from now on what the other one has said and shown. */
@Component("closeEvidenceRound")
class CloseEvidenceRound implements JavaDelegate {

  private final EvidenceRounds rounds;

  CloseEvidenceRound(EvidenceRounds rounds) {
    this.rounds = rounds;
  }

  @Override
  public void execute(DelegateExecution execution) {
    rounds.close(CaseId.of(execution.getProcessBusinessKey()));
  }
}
