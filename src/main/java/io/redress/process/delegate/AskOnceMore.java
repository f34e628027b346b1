package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.dispute.Judgements;
import io.redress.process.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Ask once more": a side is asked for another round of evidence, once (PI-09). */
@Component("askOnceMore")
class AskOnceMore implements JavaDelegate {

  private final Judgements judgements;

  AskOnceMore(Judgements judgements) {
    this.judgements = judgements;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var heard = judgements.askOnceMore(CaseId.of(execution.getProcessBusinessKey()));
    execution.setVariable(CaseVariables.ASK_BUYER, heard.buyer());
    execution.setVariable(CaseVariables.ASK_MERCHANT, heard.merchant());
    execution.setVariable(CaseVariables.NEXT, null);
  }
}
