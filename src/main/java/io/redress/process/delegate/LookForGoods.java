package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.process.CaseVariables;
import io.redress.shipment.GoodsBack;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Look for goods": whether the merchant has goods that were sent in for repair and that the buyer gets back (RP-14). */
@Component("lookForGoods")
class LookForGoods implements JavaDelegate {

  private final GoodsBack goods;

  LookForGoods(GoodsBack goods) {
    this.goods = goods;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(CaseVariables.GOODS_SIGNED, goods.areWithMerchant(CaseId.of(execution.getProcessBusinessKey())));
  }
}
