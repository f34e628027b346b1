package io.redress.repair;

import io.redress.CaseId;
import io.redress.casefile.Actor;
import io.redress.casefile.StepFacts;
import io.redress.casefile.Timeline;
import io.redress.dispute.CaseEvidence;
import io.redress.dispute.Evidence;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What people see of a case's detection report: its merchant and who reviews it the last one that was checked, everybody else the one that
 * counts. A merchant who brings one chooses among the own files and the known issuers.
 */
@Component
class ReportFacts implements StepFacts {

  private static final Set<String> SEE_LAST = Set.of(Inspections.INSPECTS, Inspections.REVIEWS);
  private static final Set<String> SEE_COUNTING = Set.of("buyer-answers-report", "merchant-explains-breach", "agent-decides-breach");

  private final DetectionReports reports;
  private final ReportIssuers issuers;
  private final CaseEvidence evidence;
  private final Timeline timeline;
  private final Clock clock;
  private final ZoneId zone;
  private final DateTimeFormatter minute;

  ReportFacts(DetectionReports reports, ReportIssuers issuers, CaseEvidence evidence, Timeline timeline, Clock clock, ZoneId zone) {
    this.reports = reports;
    this.issuers = issuers;
    this.evidence = evidence;
    this.timeline = timeline;
    this.clock = clock;
    this.zone = zone;
    this.minute = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(zone);
  }

  @Override
  public Map<String, Map<String, Object>> of(Collection<Open> steps) {
    var last = reports.last(cases(steps, SEE_LAST));
    var counting = reports.counting(cases(steps, SEE_COUNTING));
    var bring = cases(steps, Set.of(Inspections.INSPECTS));
    var listed = bring.isEmpty() && last.isEmpty() && counting.isEmpty() ? List.<ReportIssuer>of() : issuers.all();
    var names = listed.stream().collect(Collectors.toMap(ReportIssuer::issuerId, ReportIssuer::name));
    var files = bring.isEmpty() ? Map.<CaseId, List<Evidence>>of() : evidence.ofSide(bring, Actor.Kind.MERCHANT);
    var said = timeline.lastAnswers(counting.keySet(), Inspections.INSPECTS);
    var reviewed = timeline.lastAnswers(last.keySet(), Inspections.REVIEWS);
    var facts = new HashMap<String, Map<String, Object>>();
    for (var open : steps) {
      var caseId = open.step().caseId();
      var known = new LinkedHashMap<String, Object>();
      if (open.step().step().equals(Inspections.INSPECTS)) {
        known.put("reportIssuers", listed.stream().filter(this::hasBegun).map(issuer -> choice(issuer.name(), issuer.issuerId())).toList());
        known.put("evidenceFiles", files.getOrDefault(caseId, List.of()).stream().filter(file -> ReportFile.mayBe(file.type()))
            .map(file -> choice(file.fileName() + " · " + minute.format(file.uploadedAt()), file.evidenceId())).toList());
      }
      if (SEE_LAST.contains(open.step().step())) {
        Optional.ofNullable(last.get(caseId)).ifPresent(report -> known.put("report", withReview(facts(report, names), report, reviewed.get(caseId))));
      } else if (SEE_COUNTING.contains(open.step().step())) {
        Optional.ofNullable(counting.get(caseId)).ifPresent(report -> known.put("report", withExplanation(facts(report, names), report, said.get(caseId))));
      }
      facts.put(open.step().taskId(), known);
    }
    return facts;
  }

  private static List<CaseId> cases(Collection<Open> steps, Set<String> names) {
    return steps.stream().filter(open -> names.contains(open.step().step())).map(open -> open.step().caseId()).distinct().toList();
  }

  private boolean hasBegun(ReportIssuer issuer) {
    return !issuer.accreditedFrom().isAfter(LocalDate.ofInstant(clock.instant(), zone));
  }

  private static Map<String, Object> choice(String label, String value) {
    return Map.of("label", label, "value", value);
  }

  private static Map<String, Object> facts(DetectionReport report, Map<String, String> names) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("reportNumber", report.claim().reportNumber());
    facts.put("issuer", names.getOrDefault(report.claim().issuerId(), report.claim().issuerId()));
    facts.put("reportDate", report.claim().reportDate().toString());
    facts.put("productSerial", report.claim().productSerial());
    facts.put("evidenceId", report.evidenceId());
    facts.put("outcome", report.outcome().code());
    facts.put("findings", report.checked().findings().stream().map(finding -> Map.of(
        "code", finding.code().code(), "en", finding.en(), "zh", finding.zh(), "clause", finding.code().clause())).toList());
    return facts;
  }

  /** What an agent found wrong with it. */
  private static Map<String, Object> withReview(Map<String, Object> facts, DetectionReport report, Map<String, Object> review) {
    if (Boolean.FALSE.equals(report.holds()) && review != null && review.get("explanation") != null) {
      facts.put("explanation", review.get("explanation"));
    }
    return facts;
  }

  /** What its merchant says of it. */
  private static Map<String, Object> withExplanation(Map<String, Object> facts, DetectionReport report, Map<String, Object> said) {
    if (said != null && report.evidenceId().equals(said.get("reportEvidenceId")) && said.get("explanation") != null) {
      facts.put("explanation", said.get("explanation"));
    }
    return facts;
  }
}
