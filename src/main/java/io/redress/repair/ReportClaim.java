package io.redress.repair;

import io.redress.Refused;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;

/**
 * What a merchant says of a detection report in the form of {@code merchant-inspects}: well-formed in itself, true or not.
 *
 * @param reportDate the day on which it was issued
 */
public record ReportClaim(String reportNumber, String issuerId, LocalDate reportDate, String productSerial) {

  private static final String CLAUSE = "RP-12";
  private static final int LONGEST = 64;
  /** Fewer letters and digits would be found in any text. */
  private static final int FEWEST = 4;

  /**
   * @param reportDate such as 2026-11-20
   * @throws Refused naming every value that breaks a rule, by its key in the form
   */
  public static ReportClaim of(String reportNumber, String reportIssuerId, String reportDate, String productSerial) {
    var wrong = new ArrayList<Refused.Field>();
    var number = code("reportNumber", reportNumber, wrong);
    var serial = code("productSerial", productSerial, wrong);
    if (reportIssuerId == null || reportIssuerId.isBlank() || reportIssuerId.length() > LONGEST) {
      wrong.add(new Refused.Field("reportIssuerId", "Choose who issued the report.", CLAUSE));
    }
    LocalDate date = null;
    try {
      date = LocalDate.parse(reportDate == null ? "" : reportDate);
    } catch (DateTimeException e) {
      wrong.add(new Refused.Field("reportDate", "Give the day on which the report was issued, such as 2026-11-20.", CLAUSE));
    }
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
    return new ReportClaim(number, reportIssuerId, date, serial);
  }

  private static String code(String field, String text, ArrayList<Refused.Field> wrong) {
    var code = text == null ? "" : text.strip();
    if (code.length() > LONGEST || ReportText.lettersAndDigits(code) < FEWEST) {
      wrong.add(new Refused.Field(field, "Give it as it stands in the report: at least " + FEWEST + " letters or digits, at most " + LONGEST
          + " characters.", CLAUSE));
    }
    return code;
  }

  /** The number as it is compared with those of other reports. */
  String numberKey() {
    return ReportText.key(reportNumber);
  }
}
