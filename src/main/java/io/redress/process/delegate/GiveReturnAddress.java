package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.process.listener.CurrentActor;
import io.redress.shipment.Returns;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * BPMN task "Give return address": the case gets the address where the goods go (ST-06). A person who agrees without one is told so;
 * where a deadline agreed, nobody could be told, and the flow goes another way.
 */
@Component("giveReturnAddress")
class GiveReturnAddress implements JavaDelegate {

  private final Returns returns;

  GiveReturnAddress(Returns returns) {
    this.returns = returns;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var actor = CurrentActor.get();
    try {
      returns.giveAddress(CaseId.of(execution.getProcessBusinessKey()), actor);
    } catch (Refused refused) {
      if (actor.kind() == Actor.Kind.AUTOMATIC && Returns.NO_RETURN_ADDRESS.equals(refused.type())) {
        throw new BpmnError("no-return-address", refused.getMessage());
      }
      throw refused;
    }
  }
}
