package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.process.listener.CurrentActor;
import io.redress.repair.Inspections;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Record report review": keeps whether an agent found that a suspect detection report holds (RP-12). */
@Component("recordReportReview")
class RecordReportReview implements JavaDelegate {

  private final Inspections inspections;

  RecordReportReview(Inspections inspections) {
    this.inspections = inspections;
  }

  @Override
  public void execute(DelegateExecution execution) {
    inspections.review(CaseId.of(execution.getProcessBusinessKey()), CurrentActor.get());
  }
}
