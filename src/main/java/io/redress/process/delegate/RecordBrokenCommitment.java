package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.shipment.Returns;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * BPMN task "Record broken commitment": shows that the merchant took longer than it had promised (RR-08); nothing is decided by it.
 * Without a promise, or when it is known to be broken, nothing happens.
 */
@Component("recordBrokenCommitment")
class RecordBrokenCommitment implements JavaDelegate {

  private final Returns returns;

  RecordBrokenCommitment(Returns returns) {
    this.returns = returns;
  }

  @Override
  public void execute(DelegateExecution execution) {
    returns.commitmentBroken(CaseId.of(execution.getProcessBusinessKey()));
  }
}
