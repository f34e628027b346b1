package io.redress.casefile;

import io.redress.CaseId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The human steps of cases and of complaints; the running process opens and closes them. */
@Component
public class Steps {

  private final JdbcClient jdbc;
  private final Clock clock;

  Steps(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void opened(Step step) {
    jdbc.sql("""
        insert into case_step (task_id, case_id, step, name, whose, party, escalated_to, claimed_by, status, due_at, opened_at, number)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(step.taskId(), step.caseId().value(), step.step(), step.name(), step.whose().code(), step.party(), step.escalatedTo(), step.claimedBy(),
            step.status() == null ? null : step.status().code(), offset(step.dueAt()), offset(clock.instant()), step.number())
        .update();
  }

  void closed(String taskId) {
    jdbc.sql("update case_step set closed_at = ? where task_id = ? and closed_at is null").params(offset(clock.instant()), taskId).update();
  }

  /** Who of the staff works on the step; empty while nobody does. */
  public Optional<String> claimedBy(String taskId) {
    return find(taskId).map(Step::claimedBy);
  }

  public void claimed(String taskId, String userId) {
    jdbc.sql("update case_step set claimed_by = ? where task_id = ?").params(userId, taskId).update();
  }

  /** How soon the staff takes the step up (PR-01). */
  public void prioritized(String taskId, int priority) {
    jdbc.sql("update case_step set priority = ? where task_id = ?").params(priority, taskId).update();
  }

  /** Overdue work of the staff is shown to a second group as well. */
  public void escalated(String taskId, String group) {
    jdbc.sql("update case_step set escalated_to = ? where task_id = ?").params(group, taskId).update();
  }

  /** These steps stand still: nobody can take them, and no deadline of theirs passes. */
  void paused(Collection<String> taskIds, Instant at) {
    if (!taskIds.isEmpty()) {
      jdbc.sql("update case_step set paused_at = :at where task_id in (:tasks) and closed_at is null")
          .param("at", offset(at)).param("tasks", taskIds).update();
    }
  }

  /** What stood still in the case goes on, due so much later. */
  void resumed(CaseId caseId, Duration later) {
    pausedOf(caseId).stream().filter(step -> step.dueAt() != null).forEach(step -> dueAt(step.taskId(), step.dueAt().plus(later)));
    jdbc.sql("update case_step set paused_at = null where case_id = ? and closed_at is null").param(caseId.value()).update();
  }

  boolean isPaused(String taskId) {
    return jdbc.sql("select count(*) from case_step where task_id = ? and closed_at is null and paused_at is not null").param(taskId)
        .query(Integer.class).single() > 0;
  }

  /** The steps of a case that stand still. */
  public List<Step> pausedOf(CaseId caseId) {
    return jdbc.sql("select * from case_step where case_id = ? and closed_at is null and paused_at is not null").param(caseId.value())
        .query(Steps::read).list();
  }

  void dueAt(String taskId, Instant dueAt) {
    jdbc.sql("update case_step set due_at = ? where task_id = ?").params(offset(dueAt), taskId).update();
  }

  Optional<Step> find(String taskId) {
    return jdbc.sql("select * from case_step where task_id = ?").param(taskId).query(Steps::read).optional();
  }

  /** Locks the step until the transaction ends, so that of two who take it at once the second one sees that it is gone. */
  Optional<Step> findForUpdate(String taskId) {
    return jdbc.sql("select * from case_step where task_id = ? for update").param(taskId).query(Steps::read).optional();
  }

  /** The open steps of a case, earliest deadline first; without those that stand still. */
  public List<Step> ofCase(CaseId caseId) {
    return ofCases(List.of(caseId)).getOrDefault(caseId, List.of());
  }

  /** The open steps of many cases in one query, earliest deadline first; without those that stand still. */
  public Map<CaseId, List<Step>> ofCases(Collection<CaseId> cases) {
    if (cases.isEmpty()) {
      return Map.of();
    }
    return jdbc.sql("select * from case_step where case_id in (:cases) and closed_at is null and paused_at is null order by due_at nulls last, opened_at")
        .param("cases", cases.stream().map(CaseId::value).toList())
        .query(Steps::read).list().stream().collect(Collectors.groupingBy(Step::caseId));
  }

  /** The steps that wait for this caller, the highest priority first, then the earliest deadline. */
  List<Step> waitingFor(Viewer viewer, CaseId onlyCase, int limit, long offset) {
    return query("select *", viewer, onlyCase,
            " order by priority desc, due_at nulls last, opened_at, task_id offset :offset rows fetch next :limit rows only")
        .param("limit", limit).param("offset", offset).query(Steps::read).list();
  }

  long countWaitingFor(Viewer viewer, CaseId onlyCase) {
    return query("select count(*)", viewer, onlyCase, "").query(Long.class).single();
  }

  private JdbcClient.StatementSpec query(String what, Viewer viewer, CaseId onlyCase, String rest) {
    var condition = switch (viewer.kind()) {
      case BUYER, MERCHANT -> "whose = :whose and party = :party";
      case STAFF -> "whose = 'platform' and (claimed_by = :user or (claimed_by is null and (party in (:groups) or escalated_to in (:groups))))";
    };
    var spec = jdbc.sql(what + " from case_step where closed_at is null and paused_at is null and " + condition + (onlyCase == null ? "" : " and case_id = :case") + rest);
    spec = switch (viewer.kind()) {
      case BUYER -> spec.param("whose", "buyer").param("party", viewer.id());
      case MERCHANT -> spec.param("whose", "merchant").param("party", viewer.id());
      case STAFF -> spec.param("user", viewer.id()).param("groups", viewer.groups().isEmpty() ? List.of("-") : viewer.groups());
    };
    return onlyCase == null ? spec : spec.param("case", onlyCase.value());
  }

  private static Step read(java.sql.ResultSet row, int n) throws java.sql.SQLException {
    var status = row.getString("status");
    var due = row.getObject("due_at", OffsetDateTime.class);
    var closed = row.getObject("closed_at", OffsetDateTime.class);
    return new Step(row.getString("task_id"), CaseId.of(row.getString("case_id")), row.getString("step"), row.getString("name"),
        Step.Whose.of(row.getString("whose")), row.getString("party"), row.getString("escalated_to"),
        row.getString("claimed_by"), status == null ? null : CaseStatus.of(status), due == null ? null : due.toInstant(),
        closed == null ? null : closed.toInstant(), row.getObject("number", Integer.class), row.getInt("priority"));
  }

  private static OffsetDateTime offset(Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
