package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.dispute.Judgements;
import io.redress.process.CaseVariables;
import io.redress.process.listener.CurrentActor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Open intervention": the platform begins to look into the case, and says whom it hears (PI-01). */
@Component("openIntervention")
class OpenIntervention implements JavaDelegate {

  private final Judgements judgements;

  OpenIntervention(Judgements judgements) {
    this.judgements = judgements;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var by = CurrentActor.get();
    var heard = judgements.open(CaseId.of(execution.getProcessBusinessKey()), by);
    execution.setVariable(CaseVariables.WAITING_SIDE, switch (by.kind()) {
      case BUYER, MERCHANT -> by.kind().code();
      default -> "both";
    });
    execution.setVariable(CaseVariables.ASK_BUYER, heard.buyer());
    execution.setVariable(CaseVariables.ASK_MERCHANT, heard.merchant());
  }
}
