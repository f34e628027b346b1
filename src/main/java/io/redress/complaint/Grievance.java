package io.redress.complaint;

import io.redress.CaseId;
import io.redress.Refused;
import java.util.ArrayList;
import java.util.List;

/**
 * What a buyer complains about (CD-01).
 *
 * @param caseId null = no case in particular
 * @param subject 1 to 100 characters
 * @param description 1 to 500 characters
 */
public record Grievance(String orderId, CaseId caseId, String subject, String description) {

  static final int LONGEST_SUBJECT = 100;
  static final int LONGEST_TEXT = 500;

  /** @throws Refused naming every value that breaks a rule */
  public static Grievance of(String orderId, String caseId, String subject, String description) {
    var wrong = new ArrayList<Refused.Field>();
    if (orderId == null || orderId.isBlank()) {
      wrong.add(new Refused.Field("orderId", "Name the order that the complaint is about.", "请填写投诉所涉及的订单。", "CD-01"));
    }
    check("subject", subject, LONGEST_SUBJECT, wrong);
    check("description", description, LONGEST_TEXT, wrong);
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
    return new Grievance(orderId, caseId == null || caseId.isBlank() ? null : CaseId.of(caseId), subject.strip(), description.strip());
  }

  private static void check(String field, String text, int longest, List<Refused.Field> wrong) {
    if (text == null || text.isBlank() || text.strip().length() > longest) {
      wrong.add(new Refused.Field(field, "Say it in 1 to " + longest + " characters.", "请用 1 至 " + longest + " 个字说明。", "CD-01"));
    } else if (text.chars().anyMatch(c -> c == 0)) {
      wrong.add(new Refused.Field(field, "Text must not hold the character NUL.", "文字中不能含有空字符（NUL）。", "CD-01"));
    }
  }

  boolean isTheSameAs(Complaint complaint) {
    return orderId.equals(complaint.orderId()) && subject.equals(complaint.subject()) && description.equals(complaint.description())
        && (caseId == null ? complaint.caseId() == null : caseId.equals(complaint.caseId()));
  }
}
