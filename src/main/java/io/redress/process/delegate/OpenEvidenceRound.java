package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.dispute.EvidenceRounds;
import io.redress.process.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Open evidence round": the platform asks one or both sides for evidence (PI-09). */
@Component("openEvidenceRound")
class OpenEvidenceRound implements JavaDelegate {

  private final EvidenceRounds rounds;

  OpenEvidenceRound(EvidenceRounds rounds) {
    this.rounds = rounds;
  }

  @Override
  public void execute(DelegateExecution execution) {
    rounds.open(CaseId.of(execution.getProcessBusinessKey()), Boolean.TRUE.equals(execution.getVariable(CaseVariables.ASK_BUYER)),
        Boolean.TRUE.equals(execution.getVariable(CaseVariables.ASK_MERCHANT)));
  }
}
