package io.redress.repair;

import io.redress.CaseId;
import io.redress.dispute.EvidenceSharing;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The buyer reads the report that counts in the case: it comes with the decision that it answers for (RP-12, RP-13). */
@Component
class SharedReport implements EvidenceSharing {

  private final DetectionReports reports;

  SharedReport(DetectionReports reports) {
    this.reports = reports;
  }

  @Override
  public Set<String> withBuyer(CaseId caseId) {
    return reports.counting(caseId).map(report -> Set.of(report.evidenceId())).orElse(Set.of());
  }
}
