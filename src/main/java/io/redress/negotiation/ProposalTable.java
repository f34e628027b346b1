package io.redress.negotiation;

import io.redress.CaseId;
import io.redress.Cny;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps every proposal; knows SQL and no rule. */
@Repository
class ProposalTable {

  private final JdbcClient database;

  ProposalTable(JdbcClient database) {
    this.database = database;
  }

  void insert(Proposal made) {
    database.sql("""
            insert into proposal (case_id, outcome, amount_fen, message, proposed_by, proposed_at) values (?, ?, ?, ?, ?, ?)""")
        .params(made.caseId().value(), made.outcome().code(), made.amount() == null ? null : Cny.fen(made.amount()), made.message(),
            made.by().name().toLowerCase(Locale.ROOT), made.proposedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Proposal> newest(CaseId caseId) {
    return Optional.ofNullable(newest(List.of(caseId)).get(caseId));
  }

  /** The newest proposal of each of these cases; a case without one is not in the answer. */
  Map<CaseId, Proposal> newest(Collection<CaseId> cases) {
    var newest = new HashMap<CaseId, Proposal>();
    if (!cases.isEmpty()) {
      database.sql("select * from proposal where case_id in (:cases) order by proposal_id")
          .param("cases", cases.stream().map(CaseId::value).toList())
          .query(ProposalTable::read).list().forEach(proposal -> newest.put(proposal.caseId(), proposal));
    }
    return newest;
  }

  private static Proposal read(ResultSet row, int n) throws SQLException {
    var fen = row.getObject("amount_fen", Long.class);
    return new Proposal(CaseId.of(row.getString("case_id")), Outcome.of(row.getString("outcome")).orElseThrow(),
        fen == null ? null : Cny.fen(fen), row.getString("message"),
        Proposal.By.valueOf(row.getString("proposed_by").toUpperCase(Locale.ROOT)),
        row.getObject("proposed_at", OffsetDateTime.class).toInstant());
  }
}
