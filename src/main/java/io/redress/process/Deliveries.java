package io.redress.process;

import io.redress.Refused;
import io.redress.casefile.CaseFlow;
import io.redress.shipment.ShipmentEvent.ReplacementDelivered;
import io.redress.shipment.ShipmentEvent.ReturnReceived;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ExecutionQuery;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Tells the running case that a parcel has arrived, if it waits for that; otherwise nothing happens.
 *
 * <p>It is told last in the transaction that makes it true, after the engine has written what the current step did: the number may have
 * been given in that very step, which must first come to where it waits. The engine would not find a subscription before it is written.
 */
@Component
class Deliveries {

  private static final String RETURN_RECEIVED = "return-received";
  private static final String REPLACEMENT_DELIVERED = "replacement-delivered";

  private final CaseFlow flow;
  private final RuntimeService runtime;
  private final ProcessEngineConfigurationImpl engine;

  Deliveries(CaseFlow flow, RuntimeService runtime, ProcessEngineConfigurationImpl engine) {
    this.flow = flow;
    this.runtime = runtime;
    this.engine = engine;
  }

  @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
  void on(ReturnReceived received) {
    if (received.commitmentDueAt() == null) {
      return;
    }
    var instance = flow.conductedBy(received.caseId());
    tell(RETURN_RECEIVED, runtime.createExecutionQuery().processInstanceId(instance), () ->
        runtime.setVariable(instance, CaseVariables.COMMITMENT_DUE_AT, Date.from(received.commitmentDueAt())));
  }

  /** The replacement is sent in a called instance, which has the case's business key as well. */
  @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
  void on(ReplacementDelivered delivered) {
    tell(REPLACEMENT_DELIVERED, runtime.createExecutionQuery().processInstanceBusinessKey(delivered.caseId().value()), () -> {});
  }

  /** One command, and nobody's rights are asked for: whoever took the step need not be allowed to see the instance. */
  private void tell(String message, ExecutionQuery where, Runnable first) {
    try {
      engine.getCommandExecutorTxRequired().execute(context -> context.runWithoutAuthorization(() -> {
        List<Execution> waiting = where.messageEventSubscriptionName(message).active().list();
        if (!waiting.isEmpty()) {
          first.run();
        }
        waiting.forEach(execution -> runtime.messageEventReceived(message, execution.getId()));
        return null;
      }));
    } catch (OptimisticLockingException e) {
      throw Refused.conflict("changed-meanwhile", null, "The case has moved on in this moment. Send the same once more.");
    }
  }
}
