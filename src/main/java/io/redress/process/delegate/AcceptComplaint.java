package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.complaint.ComplaintFlow;
import io.redress.process.listener.CurrentActor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Accept complaint": the desk looks into the complaint (CD-03). */
@Component("acceptComplaint")
class AcceptComplaint implements JavaDelegate {

  private final ComplaintFlow complaints;

  AcceptComplaint(ComplaintFlow complaints) {
    this.complaints = complaints;
  }

  @Override
  public void execute(DelegateExecution execution) {
    complaints.accept(CaseId.of(execution.getProcessBusinessKey()), CurrentActor.get());
  }
}
