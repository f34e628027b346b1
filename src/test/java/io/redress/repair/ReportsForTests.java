package io.redress.repair;

import io.redress.repair.Reports.Signer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Reports and their check for tests in other rooms. */
public final class ReportsForTests {

  private static final Instant NOW = Instant.parse("2026-11-20T04:00:00Z");
  private static final Signer LAB = Signer.named("Lab", Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
  private static final ReportIssuer ISSUER =
      new ReportIssuer("lab", "Lab", ReportIssuer.Kind.INSTITUTION, LocalDate.parse("2025-01-01"), null, LAB.pem());

  private ReportsForTests() {}

  public static byte[] largeAndSigned() {
    return LAB.signs(Reports.large(), NOW);
  }

  /** A PDF of one page with text. */
  public static byte[] report(String number, String serial) {
    return Reports.report(number, serial);
  }

  /** A PDF that holds nothing but a picture, so that nobody but a person can read it. */
  public static byte[] scanned() {
    return Reports.scanned();
  }

  /** @throws IllegalStateException something was found */
  public static void checkedAsValid(byte[] file) {
    var found = ReportCheck.findings(file, new ReportClaim(Reports.NUMBER, "lab", LocalDate.parse("2026-11-15"), Reports.SERIAL), ISSUER, null, NOW,
        ZoneId.of("Asia/Shanghai"));
    if (!found.isEmpty()) {
      throw new IllegalStateException(found.toString());
    }
  }
}
