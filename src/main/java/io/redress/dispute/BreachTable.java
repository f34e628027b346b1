package io.redress.dispute;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.casefile.Actor;
import io.redress.dispute.Breach.Decision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps every breach; knows SQL and no rule. */
@Repository
class BreachTable {

  private final JdbcClient database;

  BreachTable(JdbcClient database) {
    this.database = database;
  }

  /** The case is locked by the caller. */
  int nextNumber(CaseId caseId) {
    return database.sql("select coalesce(max(number), 0) + 1 from breach where case_id = ?").param(caseId.value()).query(Integer.class).single();
  }

  void insert(Breach opened) {
    database.sql("""
            insert into breach (case_id, number, clause, explanation, opener, opened_by, opened_at) values (?, ?, ?, ?, ?, ?, ?)""")
        .params(opened.caseId().value(), opened.number(), opened.clause().code(), opened.explanation(), opened.openedBy().kind().code(),
            opened.openedBy().id(), utc(opened.openedAt()))
        .update();
  }

  void decided(CaseId caseId, int number, Decision decision, Actor by, Instant at) {
    database.sql("""
            update breach set decider = ?, decided_by = ?, decided_at = ?, upheld = ?, refund_order = ?, penalty_fen = ?, voucher_id = ?
            where case_id = ? and number = ? and decided_at is null""")
        .params(by.kind().code(), by.id(), utc(at), decision.upheld(), decision.refundOrder(), Cny.fen(decision.penalty()), decision.voucherId(),
            caseId.value(), number)
        .update();
  }

  Optional<Breach> find(CaseId caseId, int number) {
    return database.sql("select * from breach where case_id = ? and number = ?").params(caseId.value(), number).query(BreachTable::read).optional();
  }

  List<Breach> ofCases(Collection<CaseId> cases) {
    return cases.isEmpty() ? List.of() : database.sql("select * from breach where case_id in (:cases) order by breach_id")
        .param("cases", cases.stream().map(CaseId::value).distinct().toList()).query(BreachTable::read).list();
  }

  /** All penalties that were decided for each of these orders, in whichever of its cases; an order without any is not in the answer. */
  Map<String, Money> penalties(Collection<String> orders) {
    var sums = new HashMap<String, Money>();
    if (!orders.isEmpty()) {
      database.sql("""
              select c.order_id, sum(b.penalty_fen) as fen from breach b join after_sales_case c on c.case_id = b.case_id
              where c.order_id in (:orders) and b.penalty_fen > 0 group by c.order_id""")
          .param("orders", orders).query(row -> {
            sums.put(row.getString("order_id"), Cny.fen(row.getLong("fen")));
          });
    }
    return sums;
  }

  private static Breach read(ResultSet row, int n) throws SQLException {
    var upheld = row.getObject("upheld", Boolean.class);
    var decision = upheld == null ? null
        : new Decision(upheld, row.getBoolean("refund_order"), Cny.fen(row.getLong("penalty_fen")), row.getString("voucher_id"));
    return new Breach(CaseId.of(row.getString("case_id")), row.getInt("number"), BreachClause.of(row.getString("clause")).orElseThrow(),
        row.getString("explanation"), new Actor(Actor.Kind.valueOf(row.getString("opener").toUpperCase(Locale.ROOT)), row.getString("opened_by"), null),
        row.getObject("opened_at", OffsetDateTime.class).toInstant(), decision);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
