package io.redress.repair;

import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.Timeline;
import io.redress.dispute.BreachEvent;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A report that is said to be false, expired or void after it was accepted (RP-20(5)). */
@Component
class FalseReports {

  static final String CLAUSE = "RP-20(5)";

  private final DetectionReports reports;
  private final Timeline timeline;

  FalseReports(DetectionReports reports, Timeline timeline) {
    this.reports = reports;
    this.timeline = timeline;
  }

  /** @throws Refused no report counts in the case, so that none can be false */
  @EventListener
  void on(BreachEvent.Opened opened) {
    if (opened.clause().equals(CLAUSE) && reports.counting(opened.caseId()).isEmpty()) {
      throw Refused.conflict("no-report", CLAUSE, "No detection report counts in case " + opened.caseId()
          + ", so none can be false. Choose the breach that took place.");
    }
  }

  /** The report counts no more; the buyer's right to what follows is the breach's own. */
  @EventListener
  void on(BreachEvent.Upheld upheld) {
    if (upheld.clause().equals(CLAUSE)) {
      var actor = upheld.by() == null ? Actor.AUTOMATIC : Actor.agent(upheld.by());
      reports.foundFalse(upheld.caseId(), upheld.by() == null ? actor.kind().code() : upheld.by()).ifPresent(report ->
          timeline.add(upheld.caseId(), Timeline.Kind.REPORT_REVIEWED, actor, CLAUSE, null, report.outcome().code(), ReportOutcome.INVALID.code(),
              Map.of("reportNumber", report.claim().reportNumber())));
    }
  }
}
