package io.redress.repair;

import io.redress.CaseId;
import io.redress.Refused;
import io.redress.repair.Finding.Code;
import io.redress.repair.ReportTable.Use;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The detection reports with which merchants refuse a repair (RP-12). A report that is not refused belongs to its case: its number and its file
 * serve no other one.
 */
@Service
public class DetectionReports {

  private final ReportIssuers issuers;
  private final ReportTable table;
  private final Clock clock;
  private final ZoneId zone;

  DetectionReports(ReportIssuers issuers, ReportTable table, Clock clock, ZoneId zone) {
    this.issuers = issuers;
    this.table = table;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * Checks a report and writes down what was found. It may take a second or two and a temporary file.
   *
   * @param evidenceId under which the file is kept
   * @param file all of its bytes
   * @param goodsArrivedAt when the goods reached the merchant at the earliest, or null when that is not known
   */
  @Transactional
  public CheckedReport check(CaseId caseId, String evidenceId, byte[] file, ReportClaim claim, Instant goodsArrivedAt) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var sha256 = sha256(file);
    var findings = new ArrayList<>(ReportCheck.findings(file, claim, issuers.find(claim.issuerId()).orElse(null), goodsArrivedAt, now, zone));
    findings.addAll(usedElsewhere(caseId, claim, sha256));
    if (CheckedReport.of(findings).outcome() != ReportOutcome.INVALID) {
      taken(caseId, claim, sha256, now).stream().filter(finding -> !findings.contains(finding)).forEach(findings::add);
    }
    var checked = CheckedReport.of(findings);
    table.insert(caseId, evidenceId, claim, sha256, checked, now);
    return checked;
  }

  private List<Finding> usedElsewhere(CaseId caseId, ReportClaim claim, String sha256) {
    var findings = new ArrayList<Finding>();
    if (table.user(Use.NUMBER, numberOf(claim)).filter(user -> !user.equals(caseId)).isPresent()) {
      findings.add(Finding.of(Code.NUMBER_USED, claim.reportNumber()));
    }
    if (table.hasOfAnotherIssuer(claim.numberKey(), claim.issuerId(), caseId)) {
      findings.add(Finding.of(Code.NUMBER_OF_ANOTHER_ISSUER, claim.reportNumber()));
    }
    if (table.user(Use.FILE, sha256).filter(user -> !user.equals(caseId)).isPresent()) {
      findings.add(Finding.of(Code.FILE_USED));
    }
    return findings;
  }

  /** Another case may have come first in this very moment; then nothing of this one stays. */
  private List<Finding> taken(CaseId caseId, ReportClaim claim, String sha256, Instant now) {
    boolean had = table.user(Use.NUMBER, numberOf(claim)).isPresent();
    if (!table.used(Use.NUMBER, numberOf(claim), caseId, now).equals(caseId)) {
      return List.of(Finding.of(Code.NUMBER_USED, claim.reportNumber()));
    }
    if (!table.used(Use.FILE, sha256, caseId, now).equals(caseId)) {
      if (!had) {
        table.freed(Use.NUMBER, numberOf(claim), caseId);
      }
      return List.of(Finding.of(Code.FILE_USED));
    }
    // last, so that nobody waits in a circle: for the number of whichever issuer
    table.used(Use.NUMBER, numberOfAny(claim), caseId, now);
    return table.hasOfAnotherIssuer(claim.numberKey(), claim.issuerId(), caseId)
        ? List.of(Finding.of(Code.NUMBER_OF_ANOTHER_ISSUER, claim.reportNumber())) : List.of();
  }

  /**
   * An agent says whether a case's last report holds. The number of a false report is free again for whom it belongs to; its file is not.
   *
   * @param by the agent's user id
   * @throws Refused the case has no report, or the last one was refused by the check
   */
  @Transactional
  public DetectionReport reviewed(CaseId caseId, boolean holds, String by) {
    var last = last(caseId).filter(report -> report.checked().outcome() != ReportOutcome.INVALID)
        .orElseThrow(() -> Refused.conflict("no-report", "RP-12", "Case " + caseId + " has no detection report that waits for a review or was accepted."));
    said(last, holds, by);
    return last(caseId).orElseThrow();
  }

  /**
   * The report that counts in a case was found false, expired or void after all (RP-20(5)): it counts no more.
   *
   * @param by the user id of whoever found it so
   * @return it, as it was before; empty when none counts
   */
  @Transactional
  public Optional<DetectionReport> foundFalse(CaseId caseId, String by) {
    var counted = counting(caseId);
    counted.ifPresent(report -> said(report, false, by));
    return counted;
  }

  private void said(DetectionReport report, boolean holds, String by) {
    table.reviewed(report.reportId(), holds, by, clock.instant());
    if (!holds) {
      table.freed(Use.NUMBER, numberOf(report.claim()), report.caseId());
      table.freed(Use.NUMBER, numberOfAny(report.claim()), report.caseId());
    }
  }

  /** The last report of a case that was checked. */
  public Optional<DetectionReport> last(CaseId caseId) {
    return Optional.ofNullable(last(List.of(caseId)).get(caseId));
  }

  /** The last report of each of these cases; a case without one is not in the answer. */
  public Map<CaseId, DetectionReport> last(Collection<CaseId> cases) {
    return table.last(cases);
  }

  /** The newest report of a case that counts. */
  public Optional<DetectionReport> counting(CaseId caseId) {
    return Optional.ofNullable(counting(List.of(caseId)).get(caseId));
  }

  /** The newest report of each of these cases that counts; a case without one is not in the answer. */
  public Map<CaseId, DetectionReport> counting(Collection<CaseId> cases) {
    return table.counting(cases);
  }

  private static String numberOf(ReportClaim claim) {
    return claim.issuerId() + "/" + claim.numberKey();
  }

  private static String numberOfAny(ReportClaim claim) {
    return "/" + claim.numberKey();
  }

  private static String sha256(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
