package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.process.CaseVariables;
import io.redress.process.listener.CurrentActor;
import io.redress.shipment.GoodsBack;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Register goods back": takes in the parcel in which the merchant sends the goods back to the buyer (RP-10, RP-14). */
@Component("registerGoodsBack")
class RegisterGoodsBack implements JavaDelegate {

  private final GoodsBack goods;

  RegisterGoodsBack(GoodsBack goods) {
    this.goods = goods;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var sent = goods.sent(CaseId.of(execution.getProcessBusinessKey()), CurrentActor.get());
    execution.setVariable(CaseVariables.GOODS_BACK_SENT_AT, Date.from(sent.sentAt()));
    execution.setVariable(CaseVariables.GOODS_DELIVERED, sent.delivered());
  }
}
