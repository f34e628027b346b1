package io.redress.casefile;

import io.redress.CaseId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The cases that stand still; knows SQL and no rule. */
@Repository
class PauseTable {

  /** @param processInstanceId the flow that stands still */
  record Pause(CaseId caseId, String processInstanceId, CaseStatus status, Instant since) {}

  private final JdbcClient jdbc;

  PauseTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Pause begun) {
    jdbc.sql("insert into paused_case (case_id, process_instance_id, status, paused_at) values (?, ?, ?, ?)")
        .params(begun.caseId().value(), begun.processInstanceId(), begun.status().code(), begun.since().atOffset(ZoneOffset.UTC)).update();
  }

  void delete(CaseId caseId) {
    jdbc.sql("delete from paused_case where case_id = ?").param(caseId.value()).update();
  }

  Optional<Pause> find(CaseId caseId) {
    return Optional.ofNullable(ofCases(List.of(caseId)).get(caseId));
  }

  /** A case that runs is not in the answer. */
  Map<CaseId, Pause> ofCases(Collection<CaseId> cases) {
    return cases.isEmpty() ? Map.of() : jdbc.sql("select * from paused_case where case_id in (:cases)")
        .param("cases", cases.stream().map(CaseId::value).toList()).query(PauseTable::read).list().stream()
        .collect(Collectors.toMap(Pause::caseId, each -> each));
  }

  private static Pause read(ResultSet row, int n) throws SQLException {
    return new Pause(CaseId.of(row.getString("case_id")), row.getString("process_instance_id"), CaseStatus.of(row.getString("status")),
        row.getObject("paused_at", OffsetDateTime.class).toInstant());
  }
}
