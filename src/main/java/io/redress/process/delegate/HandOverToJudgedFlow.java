package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.dispute.Judgements;
import io.redress.process.listener.CurrentActor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Hand over to judged flow": the case goes on in the flow that the platform ordered (RP-22); this one ends after it. */
@Component("handOverToJudgedFlow")
class HandOverToJudgedFlow implements JavaDelegate {

  private final Judgements judgements;

  HandOverToJudgedFlow(Judgements judgements) {
    this.judgements = judgements;
  }

  @Override
  public void execute(DelegateExecution execution) {
    judgements.handOver(CaseId.of(execution.getProcessBusinessKey()), CurrentActor.get());
  }
}
