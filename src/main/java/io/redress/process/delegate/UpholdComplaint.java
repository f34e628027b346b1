package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.complaint.ComplaintFlow;
import io.redress.process.listener.CurrentActor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Uphold complaint": what the platform pays first is decided (CD-04); what the rules do not allow, the desk is told. */
@Component("upholdComplaint")
class UpholdComplaint implements JavaDelegate {

  private final ComplaintFlow complaints;

  UpholdComplaint(ComplaintFlow complaints) {
    this.complaints = complaints;
  }

  @Override
  public void execute(DelegateExecution execution) {
    complaints.uphold(CaseId.of(execution.getProcessBusinessKey()), CurrentActor.get());
  }
}
