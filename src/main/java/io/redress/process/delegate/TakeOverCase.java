package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.casefile.CaseFlow;
import io.redress.process.CaseVariables;
import io.redress.process.listener.TaskFacts;
import io.redress.shipment.Returns;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Take over case": what was running about the order ends, and this flow conducts its case (RP-20). A closed case stays closed. */
@Component("takeOverCase")
class TakeOverCase implements JavaDelegate {

  private final CaseFlow flow;
  private final Returns returns;

  TakeOverCase(CaseFlow flow, Returns returns) {
    this.flow = flow;
    this.returns = returns;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var caseId = CaseId.of(execution.getProcessBusinessKey());
    var takenOver = flow.takeOver(caseId, execution.getProcessInstanceId(), TaskFacts.clause(execution));
    if (takenOver.isOpen()) {
      execution.setVariable(CaseVariables.BESIDE, false);
      // the flow that ended would have settled the freight of goods that were sent back, unless it has begun to
      returns.sentBack(caseId).filter(at -> !takenOver.settlesFreight()).ifPresent(at -> execution.setVariable(CaseVariables.RETURN_SENT_AT, Date.from(at)));
    }
  }
}
