package io.redress.dispute;

import io.redress.CaseId;
import io.redress.casefile.Actor;
import io.redress.dispute.EvidenceRound.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps the rounds of evidence and what was said in them; knows SQL and no rule. */
@Repository
class RoundTable {

  private record Key(CaseId caseId, int number, String side) {}

  private final JdbcClient jdbc;

  RoundTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The case is locked by the caller. */
  int nextNumber(CaseId caseId) {
    return jdbc.sql("select coalesce(max(number), 0) + 1 from evidence_round where case_id = ?").param(caseId.value()).query(Integer.class).single();
  }

  void insert(EvidenceRound opened) {
    jdbc.sql("insert into evidence_round (case_id, number, asks_buyer, asks_merchant, question, opened_at) values (?, ?, ?, ?, ?, ?)")
        .params(opened.caseId().value(), opened.number(), opened.asksBuyer(), opened.asksMerchant(), opened.question(), utc(opened.openedAt()))
        .update();
  }

  void closed(CaseId caseId, int number, Instant at) {
    jdbc.sql("update evidence_round set closed_at = ? where case_id = ? and number = ? and closed_at is null")
        .params(utc(at), caseId.value(), number).update();
  }

  /** Closes whatever is open in the case. */
  void closedAll(CaseId caseId, Instant at) {
    jdbc.sql("update evidence_round set closed_at = ? where case_id = ? and closed_at is null").params(utc(at), caseId.value()).update();
  }

  void insert(CaseId caseId, int number, Statement statement) {
    var side = statement.side().code();
    jdbc.sql("""
            insert into evidence_statement (case_id, number, side, statement, stated_by, acting_user, stated_at) values (?, ?, ?, ?, ?, ?, ?)""")
        .params(caseId.value(), number, side, statement.text(), statement.by().id(), statement.by().actingUser(), utc(statement.statedAt())).update();
    statement.evidenceIds().forEach(evidenceId ->
        jdbc.sql("insert into evidence_statement_file (case_id, number, side, evidence_id) values (?, ?, ?, ?)")
            .params(caseId.value(), number, side, evidenceId).update());
  }

  /** Without what was said in it. */
  Optional<EvidenceRound> latest(CaseId caseId) {
    return jdbc.sql("select * from evidence_round where case_id = ? order by number desc fetch first 1 rows only").param(caseId.value())
        .query((row, n) -> read(row, List.of())).optional();
  }

  /** When a round of the case closed last. */
  Optional<Instant> lastClosing(CaseId caseId) {
    return jdbc.sql("select closed_at from evidence_round where case_id = ? and closed_at is not null order by closed_at desc fetch first 1 rows only")
        .param(caseId.value()).query((row, n) -> instant(row, "closed_at")).optional();
  }

  /** First to last in each case. */
  List<EvidenceRound> ofCases(Collection<CaseId> cases) {
    if (cases.isEmpty()) {
      return List.of();
    }
    var ids = cases.stream().map(CaseId::value).distinct().toList();
    var statements = statements(ids);
    return jdbc.sql("select * from evidence_round where case_id in (:cases) order by case_id, number").param("cases", ids)
        .query((row, n) -> read(row, statements.getOrDefault(key(row, null), List.of()))).list();
  }

  private Map<Key, List<Statement>> statements(List<String> cases) {
    var named = new HashMap<Key, List<String>>();
    jdbc.sql("select * from evidence_statement_file where case_id in (:cases) order by evidence_id").param("cases", cases).query(row -> {
      named.computeIfAbsent(key(row, row.getString("side")), none -> new ArrayList<>()).add(row.getString("evidence_id"));
    });
    var said = new HashMap<Key, List<Statement>>();
    jdbc.sql("select * from evidence_statement where case_id in (:cases) order by side").param("cases", cases).query(row -> {
      var side = Actor.Kind.valueOf(row.getString("side").toUpperCase(Locale.ROOT));
      said.computeIfAbsent(key(row, null), none -> new ArrayList<>()).add(new Statement(side, row.getString("statement"),
          named.getOrDefault(key(row, row.getString("side")), List.of()), new Actor(side, row.getString("stated_by"), row.getString("acting_user")),
          instant(row, "stated_at")));
    });
    return said;
  }

  private static Key key(ResultSet row, String side) throws SQLException {
    return new Key(CaseId.of(row.getString("case_id")), row.getInt("number"), side);
  }

  private static EvidenceRound read(ResultSet row, List<Statement> statements) throws SQLException {
    return new EvidenceRound(CaseId.of(row.getString("case_id")), row.getInt("number"), row.getBoolean("asks_buyer"), row.getBoolean("asks_merchant"),
        row.getString("question"), instant(row, "opened_at"), instant(row, "closed_at"), statements);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
