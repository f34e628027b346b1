package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.process.CaseVariables;
import io.redress.process.listener.CurrentActor;
import io.redress.repair.Inspections;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Check detection report": holds the report against what its merchant says of it (RP-12). */
@Component("checkDetectionReport")
class CheckDetectionReport implements JavaDelegate {

  private final Inspections inspections;

  CheckDetectionReport(Inspections inspections) {
    this.inspections = inspections;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var outcome = inspections.check(CaseId.of(execution.getProcessBusinessKey()), CurrentActor.get());
    execution.setVariable(CaseVariables.REPORT_OUTCOME, outcome.code());
  }
}
