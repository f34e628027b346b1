package io.redress.process.engine;

import io.redress.CaseId;
import io.redress.casefile.Actor;
import io.redress.casefile.Timeline;
import java.util.Map;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.runtime.Incident;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** A job that gave up is an incident in Cockpit; when it belongs to a case or a complaint, staff sees it on the timeline as well. */
@Component
class StuckRefunds extends DefaultIncidentHandler {

  private static final Map<String, Timeline.Kind> KINDS = Map.of(
      "refund-buyer", Timeline.Kind.REFUND_STUCK,
      "compensate-buyer", Timeline.Kind.COMPENSATION_STUCK,
      "decide-freight", Timeline.Kind.FREIGHT_STUCK,
      "reimburse-freight", Timeline.Kind.FREIGHT_STUCK);

  private final Timeline timeline;

  StuckRefunds(@Lazy Timeline timeline) {
    super(Incident.FAILED_JOB_HANDLER_TYPE);
    this.timeline = timeline;
  }

  @Override
  public Incident handleIncident(IncidentContext context, String message) {
    var kind = context.getActivityId() == null ? null : KINDS.get(context.getActivityId());
    if (kind != null && context.getExecutionId() != null) {
      ExecutionEntity execution = Context.getCommandContext().getExecutionManager().findExecutionById(context.getExecutionId());
      timeline.add(CaseId.of(execution.getProcessBusinessKey()), kind, Actor.AUTOMATIC, "RO-13", null, null, null, Map.of());
    }
    return super.handleIncident(context, message);
  }
}
