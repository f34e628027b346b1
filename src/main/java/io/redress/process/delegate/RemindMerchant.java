package io.redress.process.delegate;

import io.redress.CaseId;
import io.redress.casefile.Actor;
import io.redress.casefile.Timeline;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** BPMN task "Remind merchant": marks the merchant's open step as urgent, on the timeline and in the merchant's list. */
@Component("remindMerchant")
class RemindMerchant implements JavaDelegate {

  private final Timeline timeline;

  RemindMerchant(Timeline timeline) {
    this.timeline = timeline;
  }

  @Override
  public void execute(DelegateExecution execution) {
    timeline.add(CaseId.of(execution.getProcessBusinessKey()), Timeline.Kind.REMINDED, Actor.AUTOMATIC, "RO-02", null, null, null, Map.of());
  }
}
