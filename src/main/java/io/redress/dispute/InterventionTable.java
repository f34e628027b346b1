package io.redress.dispute;

import io.redress.CaseId;
import io.redress.casefile.Actor;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps every intervention; knows SQL and no rule. */
@Repository
class InterventionTable {

  private final JdbcClient database;

  InterventionTable(JdbcClient database) {
    this.database = database;
  }

  /** @return its number within the case, from 1 */
  int insert(CaseId caseId, Interventions.Kind kind, Actor by, Instant at, String explanation) {
    var number = database.sql("select coalesce(max(number), 0) + 1 from intervention where case_id = ?").param(caseId.value()).query(Integer.class).single();
    database.sql("""
            insert into intervention (case_id, number, kind, opener, opened_by, opened_at, explanation) values (?, ?, ?, ?, ?, ?, ?)""")
        .params(caseId.value(), number, kind.code(), by.kind().code(), by.id(), utc(at), explanation).update();
    return number;
  }

  void conductedBy(CaseId caseId, int number, String processInstanceId) {
    database.sql("update intervention set process_instance_id = ? where case_id = ? and number = ?").params(processInstanceId, caseId.value(), number).update();
  }

  boolean isOpen(CaseId caseId) {
    return database.sql("select count(*) from intervention where case_id = ? and closed_at is null").param(caseId.value()).query(Integer.class).single() > 0;
  }

  /** Whether one was open. */
  boolean closed(CaseId caseId, Interventions.Outcome outcome, Instant at) {
    return database.sql("update intervention set closed_at = ?, outcome = ? where case_id = ? and closed_at is null")
        .params(utc(at), outcome.code(), caseId.value()).update() > 0;
  }

  /** Oldest first. */
  List<Interventions.Intervention> of(CaseId caseId) {
    return database.sql("select * from intervention where case_id = ? order by number").param(caseId.value()).query((row, n) -> {
      var closed = row.getObject("closed_at", OffsetDateTime.class);
      var outcome = row.getString("outcome");
      return new Interventions.Intervention(row.getInt("number"), Interventions.Kind.of(row.getString("kind")), row.getString("opened_by"),
          row.getObject("opened_at", OffsetDateTime.class).toInstant(), closed == null ? null : closed.toInstant(),
          outcome == null ? null : Interventions.Outcome.of(outcome), row.getString("process_instance_id"));
    }).list();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
