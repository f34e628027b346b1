package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.complaint.ComplaintFlow;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Charge liable party": what the platform paid is taken back from the deposit of whoever is liable (CD-05). */
@Component("chargeLiableParty")
class ChargeLiableParty implements JavaDelegate {

  private final ComplaintFlow complaints;

  ChargeLiableParty(ComplaintFlow complaints) {
    this.complaints = complaints;
  }

  @Override
  public void execute(DelegateExecution execution) {
    complaints.chargeLiableParty(CaseId.of(execution.getProcessBusinessKey()));
  }
}
