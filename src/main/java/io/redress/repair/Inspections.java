package io.redress.repair;

import io.redress.CaseId;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.Timeline;
import io.redress.dispute.CaseEvidence;
import io.redress.dispute.Evidence;
import io.redress.shipment.Returns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Repairs that a merchant refuses after looking at the goods: each call is one element of a diagram, in that element's transaction. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Inspections {

  static final String INSPECTS = "merchant-inspects";
  static final String REVIEWS = "agent-reviews-report";

  private static final String CLAUSE = "RP-12";

  private final DetectionReports reports;
  private final CaseEvidence evidence;
  private final Returns returns;
  private final Timeline timeline;

  Inspections(DetectionReports reports, CaseEvidence evidence, Returns returns, Timeline timeline) {
    this.reports = reports;
    this.evidence = evidence;
    this.returns = returns;
    this.timeline = timeline;
  }

  /**
   * Checks the detection report with which the merchant answered {@code merchant-inspects} (RP-12). It may take a second or two.
   *
   * @return what it comes to; what was found is in {@link DetectionReports}
   * @throws Refused by the names of the form's fields, when what the merchant says cannot be held against any report
   */
  public ReportOutcome check(CaseId caseId, Actor merchant) {
    var answer = answer(caseId, INSPECTS);
    var wrong = new ArrayList<Refused.Field>();
    var claim = ReportClaim.read(answer, wrong);
    var file = file(caseId, answer, wrong);
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
    // where no carrier reports the arrival, they have not arrived before they were sent
    var there = returns.arrivedAt(caseId).or(() -> returns.sentBack(caseId));
    var checked = reports.check(caseId, file.evidenceId(), evidence.content(file), claim, there.orElse(null));
    var details = new LinkedHashMap<String, Object>();
    details.put("reportNumber", claim.reportNumber());
    details.put("reportEvidenceId", file.evidenceId());
    if (!checked.findings().isEmpty()) {
      details.put("findings", checked.findings().stream().map(finding -> finding.code().code()).toList());
    }
    timeline.add(caseId, Timeline.Kind.REPORT_CHECKED, merchant, CLAUSE, INSPECTS, null, checked.outcome().code(), details);
    return checked.outcome();
  }

  private Evidence file(CaseId caseId, Map<String, Object> answer, List<Refused.Field> wrong) {
    var chosen = answer.get("reportEvidenceId");
    var file = chosen == null ? null : evidence.ofSide(caseId, chosen.toString(), Actor.Kind.MERCHANT).orElse(null);
    if (file == null) {
      wrong.add(new Refused.Field("reportEvidenceId", "This is no file of yours in this case. Upload the report there first, then choose it.",
          "这不是您在本案中上传的文件，请先上传检测报告再选择。", CLAUSE));
    }
    return file;
  }

  /**
   * Takes over what an agent said of a suspect report in {@code agent-reviews-report}.
   *
   * @throws Refused no report waits for it
   */
  public void review(CaseId caseId, Actor agent) {
    var answer = answer(caseId, REVIEWS);
    var before = reports.last(caseId);
    var after = reports.reviewed(caseId, Boolean.TRUE.equals(answer.get("valid")), agent.id() == null ? agent.kind().code() : agent.id());
    timeline.add(caseId, Timeline.Kind.REPORT_REVIEWED, agent, CLAUSE, REVIEWS, before.orElseThrow().outcome().code(), after.outcome().code(),
        Map.of("reportNumber", after.claim().reportNumber()));
  }

  private Map<String, Object> answer(CaseId caseId, String step) {
    return timeline.lastAnswer(caseId, step).orElseThrow(() -> new IllegalStateException("step " + step + " of case " + caseId + " was not taken"));
  }
}
