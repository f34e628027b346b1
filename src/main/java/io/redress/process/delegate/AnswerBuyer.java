package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.complaint.ComplaintFlow;
import io.redress.process.listener.CurrentActor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Answer buyer": the buyer gets the reply of the desk: the complaint was not accepted or is not upheld (CD-06). */
@Component("answerBuyer")
class AnswerBuyer implements JavaDelegate {

  private final ComplaintFlow complaints;

  AnswerBuyer(ComplaintFlow complaints) {
    this.complaints = complaints;
  }

  @Override
  public void execute(DelegateExecution execution) {
    complaints.answer(CaseId.of(execution.getProcessBusinessKey()), CurrentActor.get());
  }
}
