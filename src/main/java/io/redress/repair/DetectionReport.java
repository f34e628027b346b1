package io.redress.repair;

import io.redress.CaseId;
import java.time.Instant;

/**
 * A report that was checked.
 *
 * @param evidenceId the file
 * @param holds what an agent said of it after the check; null = nothing yet
 */
public record DetectionReport(long reportId, CaseId caseId, String evidenceId, ReportClaim claim, CheckedReport checked, Instant checkedAt, Boolean holds) {

  /** Whether it counts: the check found nothing against it, or an agent accepted it; and no agent has found it false. */
  public boolean isValid() {
    return outcome() == ReportOutcome.VALID;
  }

  /** What it comes to now: what an agent said of it, else what the check did. */
  public ReportOutcome outcome() {
    return holds == null ? checked.outcome() : holds ? ReportOutcome.VALID : ReportOutcome.INVALID;
  }
}
