package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.dispute.Judgements;
import io.redress.process.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Offer solutions": the buyer gets a menu to choose from, once (PI-06). */
@Component("offerSolutions")
class OfferSolutions implements JavaDelegate {

  private final Judgements judgements;

  OfferSolutions(Judgements judgements) {
    this.judgements = judgements;
  }

  @Override
  public void execute(DelegateExecution execution) {
    judgements.offer(CaseId.of(execution.getProcessBusinessKey()));
    execution.setVariable(CaseVariables.NEXT, null);
  }
}
