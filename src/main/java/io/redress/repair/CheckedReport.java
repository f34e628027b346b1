package io.redress.repair;

import java.util.List;

/** What the check of a report came to, and everything that it found; no finding at all is best. */
public record CheckedReport(ReportOutcome outcome, List<Finding> findings) {

  /** The worst finding decides. */
  static CheckedReport of(List<Finding> findings) {
    return new CheckedReport(findings.stream().map(finding -> finding.code().makes()).max(ReportOutcome::compareTo).orElse(ReportOutcome.VALID),
        List.copyOf(findings));
  }
}
