package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.dispute.Judgements;
import io.redress.process.CaseVariables;
import io.redress.process.listener.CurrentActor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Record judgement": what the agent judged takes effect (PI-01); the flow learns the remedy. */
@Component("recordJudgement")
class RecordJudgement implements JavaDelegate {

  private final Judgements judgements;

  RecordJudgement(Judgements judgements) {
    this.judgements = judgements;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var judged = judgements.record(CaseId.of(execution.getProcessBusinessKey()), CurrentActor.get());
    execution.setVariable(CaseVariables.REMEDY, judged.remedy());
    execution.setVariable(CaseVariables.REFUND_DUE, judged.refundDue());
    execution.setVariable(CaseVariables.REFUNDED_BEFORE, judged.refundedBefore());
    execution.setVariable(CaseVariables.GOODS_GO_BACK, judged.goodsGoBack());
  }
}
