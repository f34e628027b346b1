package io.redress.repair;

import io.redress.Refused;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    var claim = read(reportNumber, reportIssuerId, reportDate, productSerial, wrong);
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
    return claim;
  }

  /** @param answer the form's values by their keys; whatever breaks a rule is added to {@code wrong}, and the claim is of no use then */
  static ReportClaim read(Map<String, Object> answer, List<Refused.Field> wrong) {
    return read(text(answer, "reportNumber"), text(answer, "reportIssuerId"), text(answer, "reportDate"), text(answer, "productSerial"), wrong);
  }

  private static ReportClaim read(String reportNumber, String reportIssuerId, String reportDate, String productSerial, List<Refused.Field> wrong) {
    var number = code("reportNumber", reportNumber, wrong);
    var serial = code("productSerial", productSerial, wrong);
    if (reportIssuerId == null || reportIssuerId.isBlank() || reportIssuerId.length() > LONGEST) {
      wrong.add(new Refused.Field("reportIssuerId", "Choose who issued the report.", "请选择报告的出具机构。", CLAUSE));
    }
    LocalDate date = null;
    try {
      date = LocalDate.parse(reportDate == null ? "" : reportDate);
    } catch (DateTimeException e) {
      wrong.add(new Refused.Field("reportDate", "Give the day on which the report was issued, such as 2026-11-20.",
          "请填写报告出具日期，例如 2026-11-20。", CLAUSE));
    }
    return new ReportClaim(number, reportIssuerId, date, serial);
  }

  private static String text(Map<String, Object> answer, String key) {
    return answer.get(key) == null ? null : answer.get(key).toString();
  }

  private static String code(String field, String text, List<Refused.Field> wrong) {
    var code = text == null ? "" : text.strip();
    // a character may be several as it is compared
    if (code.length() > LONGEST || ReportText.key(code).length() > LONGEST || ReportText.lettersAndDigits(code) < FEWEST) {
      wrong.add(new Refused.Field(field, "Give it as it stands in the report: at least " + FEWEST + " letters or digits, at most " + LONGEST
          + " characters.",
          "请按报告原样填写：至少 " + FEWEST + " 个字母或数字，最多 " + LONGEST + " 个字符。", CLAUSE));
    }
    return code;
  }

  /** The number as it is compared with those of other reports. */
  String numberKey() {
    return ReportText.key(reportNumber);
  }
}
