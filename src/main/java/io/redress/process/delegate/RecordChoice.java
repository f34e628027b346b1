package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.dispute.Judgements;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Record choice": only what was offered can be chosen (PI-06). */
@Component("recordChoice")
class RecordChoice implements JavaDelegate {

  private final Judgements judgements;

  RecordChoice(Judgements judgements) {
    this.judgements = judgements;
  }

  @Override
  public void execute(DelegateExecution execution) {
    judgements.chosen(CaseId.of(execution.getProcessBusinessKey()));
  }
}
