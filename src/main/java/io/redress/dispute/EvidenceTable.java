package io.redress.dispute;

import io.redress.CaseId;
import io.redress.FileType;
import io.redress.casefile.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and adds evidence; knows SQL and no rule. */
@Repository
class EvidenceTable {

  private final JdbcClient jdbc;

  EvidenceTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** @param number the how manieth file of its side in the case, from 1 */
  void insert(Evidence evidence, int number) {
    jdbc.sql("""
        insert into evidence (evidence_id, case_id, side, number, uploaded_by, acting_user, file_name, media_type, size_bytes, sha256, uploaded_at,
            has_preview)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(evidence.evidenceId(), evidence.caseId().value(), evidence.side().code(), number, evidence.uploadedBy(), evidence.actingUser(),
            evidence.fileName(), evidence.type().mediaType(), evidence.size(), evidence.sha256(), evidence.uploadedAt().atOffset(ZoneOffset.UTC),
            evidence.hasPreview())
        .update();
  }

  /** Oldest first in each case. */
  List<Evidence> ofCases(Collection<CaseId> cases) {
    return cases.isEmpty() ? List.of() : jdbc.sql("select * from evidence where case_id in (:cases) order by uploaded_at, side, number")
        .param("cases", cases.stream().map(CaseId::value).distinct().toList()).query(EvidenceTable::read).list();
  }

  /** Oldest first in each case. */
  List<Evidence> ofSide(Collection<CaseId> cases, Actor.Kind side) {
    return cases.isEmpty() ? List.of() : jdbc.sql("select * from evidence where case_id in (:cases) and side = :side order by uploaded_at, number")
        .param("cases", cases.stream().map(CaseId::value).distinct().toList()).param("side", side.code()).query(EvidenceTable::read).list();
  }

  Optional<Evidence> find(CaseId caseId, String evidenceId) {
    return jdbc.sql("select * from evidence where evidence_id = ? and case_id = ?").params(evidenceId, caseId.value())
        .query(EvidenceTable::read).optional();
  }

  Optional<Evidence> same(CaseId caseId, Actor.Kind side, String sha256) {
    return jdbc.sql("select * from evidence where case_id = ? and side = ? and sha256 = ?").params(caseId.value(), side.code(), sha256)
        .query(EvidenceTable::read).optional();
  }

  int count(CaseId caseId, Actor.Kind side) {
    return jdbc.sql("select count(*) from evidence where case_id = ? and side = ?").params(caseId.value(), side.code())
        .query(Integer.class).single();
  }

  private static Evidence read(ResultSet row, int n) throws SQLException {
    return new Evidence(row.getString("evidence_id"), CaseId.of(row.getString("case_id")),
        Actor.Kind.valueOf(row.getString("side").toUpperCase(java.util.Locale.ROOT)), row.getString("uploaded_by"), row.getString("acting_user"),
        row.getString("file_name"), FileType.ofMediaType(row.getString("media_type")), row.getLong("size_bytes"), row.getString("sha256"),
        row.getObject("uploaded_at", OffsetDateTime.class).toInstant(), row.getBoolean("has_preview"));
  }
}
