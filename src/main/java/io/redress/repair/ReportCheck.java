package io.redress.repair;

import io.redress.repair.Finding.Code;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Holds a report against what its merchant says of it (RP-12); knows nothing of other cases. */
final class ReportCheck {

  /** A file may take hundreds of megabytes for a moment; not many at once. */
  private static final Semaphore AT_ONCE = new Semaphore(2, true);

  private ReportCheck() {}

  /**
   * @param issuer who is said to have issued it, or null when nobody of that id is on the list
   * @param goodsArrivedAt when the goods reached the merchant at the earliest, or null when that is not known
   * @param zone in which days are counted
   * @return everything that is found, the worst of which decides
   */
  static List<Finding> findings(byte[] file, ReportClaim claim, ReportIssuer issuer, Instant goodsArrivedAt, Instant now, ZoneId zone) {
    var findings = new ArrayList<Finding>();
    AT_ONCE.acquireUninterruptibly();
    try {
      findings.addAll(inFile(ReportFile.open(file, issuer == null ? List.of() : certificates(issuer), now), claim));
    } finally {
      AT_ONCE.release();
    }
    findings.addAll(aboutIssuer(claim, issuer));
    findings.addAll(aboutDate(claim.reportDate(), goodsArrivedAt == null ? null : goodsArrivedAt.atZone(zone).toLocalDate(),
        now.atZone(zone).toLocalDate()));
    return findings;
  }

  private static List<Finding> inFile(ReportFile file, ReportClaim claim) {
    var findings = new ArrayList<>(file.findings());
    if (file.readable() && !file.text().contains(claim.reportNumber())) {
      findings.add(Finding.of(Code.NUMBER_NOT_IN_TEXT, claim.reportNumber()));
    }
    if (file.readable() && !file.text().contains(claim.productSerial())) {
      findings.add(Finding.of(Code.SERIAL_NOT_IN_TEXT, claim.productSerial()));
    }
    return findings;
  }

  private static List<Finding> aboutIssuer(ReportClaim claim, ReportIssuer issuer) {
    if (issuer == null) {
      return List.of(Finding.of(Code.ISSUER_UNKNOWN, claim.issuerId()));
    }
    return issuer.isAccreditedOn(claim.reportDate()) ? List.of() : List.of(Finding.of(Code.ISSUER_NOT_ACCREDITED, issuer.name()));
  }

  private static List<Finding> aboutDate(LocalDate date, LocalDate arrived, LocalDate today) {
    var findings = new ArrayList<Finding>();
    if (arrived != null && date.isBefore(arrived)) {
      findings.add(Finding.of(Code.DATED_BEFORE_ARRIVAL, arrived.toString()));
    }
    if (date.isAfter(today)) {
      findings.add(Finding.of(Code.DATED_IN_FUTURE, today.toString()));
    }
    return findings;
  }

  private static List<X509Certificate> certificates(ReportIssuer issuer) {
    try {
      return issuer.certificates();
    } catch (CertificateException e) {
      throw new IllegalStateException("the certificate of report issuer " + issuer.issuerId() + " cannot be read", e);
    }
  }
}
