package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.process.CaseVariables;
import io.redress.shipment.GoodsBack;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Record withdrawal": whether the merchant has goods to give back, and from which day on it owes them (RP-18). */
@Component("recordWithdrawal")
class RecordWithdrawal implements JavaDelegate {

  private final GoodsBack goods;

  RecordWithdrawal(GoodsBack goods) {
    this.goods = goods;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var withdrawn = goods.withdrawn(CaseId.of(execution.getProcessBusinessKey()));
    execution.setVariable(CaseVariables.WITHDRAWN_AT, Date.from(withdrawn.at()));
    execution.setVariable(CaseVariables.GOODS_SIGNED, withdrawn.signed());
  }
}
