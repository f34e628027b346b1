package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.casefile.CaseFlow;
import io.redress.process.listener.TaskFacts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * BPMN task "Decide refund": records what will be paid, by the clause that the diagram gives the task, or the call of its flow; the
 * money itself moves in a later job.
 */
@Component("decideRefund")
class DecideRefund implements JavaDelegate {

  private final CaseFlow flow;

  DecideRefund(CaseFlow flow) {
    this.flow = flow;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var callers = TaskFacts.callersClause(execution);
    flow.decideRefund(CaseId.of(execution.getProcessBusinessKey()), callers == null ? TaskFacts.clause(execution) : callers);
  }
}
