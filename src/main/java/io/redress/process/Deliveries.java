package io.redress.process;

import io.redress.CaseId;
import io.redress.Refused;
import io.redress.shipment.ShipmentEvent.ReplacementDelivered;
import io.redress.shipment.ShipmentEvent.ReturnReceived;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.Execution;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Tells the running case that a parcel has arrived, if it waits for that; otherwise nothing happens. A case that stands still
 * notes it and takes it up when it goes on.
 *
 * <p>It is told last in the transaction that makes it true, after the engine has written what the current step did: the number may have
 * been given in that very step, which must first come to where it waits. The engine would not find a subscription before it is written.
 */
@Component
class Deliveries {

  private static final String RETURN_RECEIVED = "return-received";
  private static final String REPLACEMENT_DELIVERED = "replacement-delivered";

  private final RuntimeService runtime;
  private final ProcessEngineConfigurationImpl engine;

  Deliveries(RuntimeService runtime, ProcessEngineConfigurationImpl engine) {
    this.runtime = runtime;
    this.engine = engine;
  }

  @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
  void on(ReturnReceived received) {
    if (received.commitmentDueAt() == null) {
      return;
    }
    tell(RETURN_RECEIVED, received.caseId(), waiting ->
        runtime.setVariable(waiting.getProcessInstanceId(), CaseVariables.COMMITMENT_DUE_AT, Date.from(received.commitmentDueAt())));
  }

  @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
  void on(ReplacementDelivered delivered) {
    tell(REPLACEMENT_DELIVERED, delivered.caseId(), waiting -> {});
  }

  /** Tells an instance that goes on again what arrived while it stood still. */
  void catchUp(String processInstanceId) {
    for (var message : List.of(RETURN_RECEIVED, REPLACEMENT_DELIVERED)) {
      engine.getCommandExecutorTxRequired().execute(context -> context.runWithoutAuthorization(() -> {
        runtime.createExecutionQuery().processInstanceId(processInstanceId).messageEventSubscriptionName(message).list().stream()
            .filter(waiting -> Boolean.TRUE.equals(runtime.getVariableLocal(waiting.getId(), CaseVariables.ARRIVED_MEANWHILE)))
            .forEach(waiting -> {
              runtime.removeVariableLocal(waiting.getId(), CaseVariables.ARRIVED_MEANWHILE);
              runtime.messageEventReceived(message, waiting.getId());
            });
        return null;
      }));
    }
  }

  /**
   * Goods are sent in called instances, which have the case's business key as well. One command, and nobody's rights are asked for:
   * whoever took the step need not be allowed to see the instance.
   */
  private void tell(String message, CaseId caseId, Consumer<Execution> first) {
    try {
      engine.getCommandExecutorTxRequired().execute(context -> context.runWithoutAuthorization(() -> {
        List<Execution> waiting = runtime.createExecutionQuery().processInstanceBusinessKey(caseId.value())
            .messageEventSubscriptionName(message).list();
        waiting.forEach(execution -> {
          first.accept(execution);
          if (execution.isSuspended()) {
            runtime.setVariableLocal(execution.getId(), CaseVariables.ARRIVED_MEANWHILE, true);
          } else {
            runtime.messageEventReceived(message, execution.getId());
          }
        });
        return null;
      }));
    } catch (OptimisticLockingException e) {
      throw Refused.conflict("changed-meanwhile", null, "The case has moved on in this moment. Send the same once more.");
    }
  }
}
