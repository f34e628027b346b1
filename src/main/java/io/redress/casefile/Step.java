package io.redress.casefile;

import io.redress.CaseId;
import java.time.Instant;

/**
 * A human step, open or closed.
 *
 * @param caseId the case's number, or the complaint's
 * @param step the id of the user task, such as {@code merchant-decides-refund}
 * @param party the buyer's id, the merchant's id, or the group of the staff
 * @param status where the case stands while this step is open; null for a side step
 * @param escalatedTo a second group that sees the step because it is overdue, or null
 * @param dueAt null = no deadline
 * @param closedAt null = open
 * @param number which of several of its kind it is about, such as the second breach of the case; null = there is only one
 * @param priority of a step of the staff: the higher the sooner (PR-01)
 */
public record Step(String taskId, CaseId caseId, String step, String name, Whose whose, String party, String escalatedTo,
    String claimedBy, CaseStatus status, Instant dueAt, Instant closedAt, Integer number, int priority) {

  /** As a step that nothing sets apart opens. */
  public static final int USUAL_PRIORITY = 50;

  /** A step before anything is said about its priority. */
  public Step(String taskId, CaseId caseId, String step, String name, Whose whose, String party, String escalatedTo,
      String claimedBy, CaseStatus status, Instant dueAt, Instant closedAt, Integer number) {
    this(taskId, caseId, step, name, whose, party, escalatedTo, claimedBy, status, dueAt, closedAt, number, USUAL_PRIORITY);
  }

  boolean isOpen() {
    return closedAt == null;
  }

  public enum Whose {
    BUYER, MERCHANT, PLATFORM;

    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Whose of(String code) {
      return valueOf(code.toUpperCase(java.util.Locale.ROOT));
    }
  }
}
