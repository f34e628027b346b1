package io.redress.casefile;

import io.redress.CaseId;
import io.redress.Cny;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes cases; knows SQL and no rule. */
@Repository
class CaseTable {

  private final JdbcClient jdbc;

  CaseTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(AfterSalesCase opened, String openedBy, String idempotencyKey) {
    jdbc.sql("""
        insert into after_sales_case (case_id, order_id, merchant_id, buyer_id, type, ruleset, reason, amount_fen, quantity, percent,
            description, opener, opened_by, idempotency_key, opened_at, open_order_id)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(opened.caseId().value(), opened.orderId(), opened.merchantId(), opened.buyerId(), opened.type().code(),
            opened.ruleset(), opened.reason().code(), Cny.fen(opened.amount()), opened.quantity(), opened.percent(), opened.description(), opened.openedBy().code(), openedBy,
            idempotencyKey, opened.openedAt().atOffset(ZoneOffset.UTC), opened.orderId())
        .update();
  }

  Optional<AfterSalesCase> find(CaseId caseId) {
    return jdbc.sql("select * from after_sales_case where case_id = ?").param(caseId.value()).query(CaseTable::read).optional();
  }

  List<AfterSalesCase> findAll(Collection<CaseId> ids) {
    return ids.isEmpty() ? List.of() : jdbc.sql("select * from after_sales_case where case_id in (:ids)")
        .param("ids", ids.stream().map(CaseId::value).toList()).query(CaseTable::read).list();
  }

  /** Locks the case until the transaction ends. A refund's row is locked before its case, never after. */
  Optional<AfterSalesCase> findForUpdate(CaseId caseId) {
    return jdbc.sql("select * from after_sales_case where case_id = ? for update").param(caseId.value())
        .query(CaseTable::read).optional();
  }

  Optional<AfterSalesCase> findByKey(Actor.Kind opener, String openedBy, String idempotencyKey) {
    return jdbc.sql("select * from after_sales_case where opener = ? and opened_by = ? and idempotency_key = ?")
        .params(opener.code(), openedBy, idempotencyKey).query(CaseTable::read).optional();
  }

  List<AfterSalesCase> ofOrder(String orderId) {
    return jdbc.sql("select * from after_sales_case where order_id = ? order by opened_at").param(orderId)
        .query(CaseTable::read).list();
  }

  List<AfterSalesCase> ofOrders(Collection<String> orderIds) {
    return orderIds.isEmpty() ? List.of() : jdbc.sql("select * from after_sales_case where order_id in (:orders) order by opened_at")
        .param("orders", orderIds).query(CaseTable::read).list();
  }

  /** The cases of these orders that have ended in a refund. */
  List<AfterSalesCase> refunded(Collection<String> orderIds) {
    return orderIds.isEmpty() ? List.of() : jdbc.sql("select * from after_sales_case where order_id in (:orders) and status = :status")
        .param("orders", orderIds).param("status", CaseStatus.REFUNDED.code()).query(CaseTable::read).list();
  }

  List<AfterSalesCase> page(Viewer viewer, String status, String orderId, String waitingFor, int limit, long offset) {
    return filtered("select *", viewer, status, orderId, waitingFor, " order by opened_at desc, case_id offset :offset rows fetch next :limit rows only")
        .param("limit", limit).param("offset", offset).query(CaseTable::read).list();
  }

  long count(Viewer viewer, String status, String orderId, String waitingFor) {
    return filtered("select count(*)", viewer, status, orderId, waitingFor, "").query(Long.class).single();
  }

  void conductedBy(CaseId caseId, String processInstanceId) {
    jdbc.sql("update after_sales_case set process_instance_id = ? where case_id = ?").params(processInstanceId, caseId.value()).update();
  }

  void status(CaseId caseId, CaseStatus status) {
    jdbc.sql("update after_sales_case set status = ? where case_id = ?").params(status.code(), caseId.value()).update();
  }

  void closed(CaseId caseId, CaseStatus status, Instant at) {
    jdbc.sql("update after_sales_case set status = ?, closed_at = ?, open_order_id = null where case_id = ?")
        .params(status.code(), at.atOffset(ZoneOffset.UTC), caseId.value()).update();
  }

  void reopened(CaseId caseId) {
    jdbc.sql("update after_sales_case set closed_at = null, open_order_id = order_id where case_id = ?").param(caseId.value()).update();
  }

  /** Another amount is no longer the percentage that was asked for. */
  void changed(CaseId caseId, Money amount, Reason reason, String description) {
    jdbc.sql("update after_sales_case set percent = case when amount_fen = ? then percent end, amount_fen = ?, reason = ?, description = ? where case_id = ?")
        .params(Cny.fen(amount), Cny.fen(amount), reason.code(), description, caseId.value()).update();
  }

  /** What the case claims now. Another amount is no longer the percentage that was asked for. */
  void claims(CaseId caseId, Money amount) {
    jdbc.sql("update after_sales_case set percent = case when amount_fen = ? then percent end, amount_fen = ? where case_id = ?")
        .params(Cny.fen(amount), Cny.fen(amount), caseId.value()).update();
  }

  /** The case is about something else now: another flow conducts it. Another amount is no longer the percentage that was asked for. */
  void became(CaseId caseId, CaseType type, Money amount) {
    jdbc.sql("update after_sales_case set type = ?, percent = case when amount_fen = ? then percent end, amount_fen = ? where case_id = ?")
        .params(type.code(), Cny.fen(amount), Cny.fen(amount), caseId.value()).update();
  }

  private JdbcClient.StatementSpec filtered(String what, Viewer viewer, String status, String orderId, String waitingFor, String rest) {
    var where = new StringBuilder(switch (viewer.kind()) {
      case BUYER -> " where buyer_id = :party";
      case MERCHANT -> " where merchant_id = :party";
      case STAFF -> " where 1 = 1";
    });
    where.append(status == null ? "" : " and status = :status").append(orderId == null ? "" : " and order_id = :order");
    where.append(waitingFor == null ? "" : " and exists (select 1 from case_step s where s.case_id = after_sales_case.case_id"
        + " and s.closed_at is null and s.status = after_sales_case.status and s.whose = :whose)");
    var spec = jdbc.sql(what + " from after_sales_case" + where + rest);
    spec = viewer.kind() == Viewer.Kind.STAFF ? spec : spec.param("party", viewer.id());
    spec = status == null ? spec : spec.param("status", status);
    spec = waitingFor == null ? spec : spec.param("whose", waitingFor);
    return orderId == null ? spec : spec.param("order", orderId);
  }

  private static AfterSalesCase read(ResultSet row, int n) throws SQLException {
    var status = row.getString("status");
    var closed = row.getObject("closed_at", OffsetDateTime.class);
    return new AfterSalesCase(CaseId.of(row.getString("case_id")), row.getString("order_id"), row.getString("merchant_id"),
        row.getString("buyer_id"), CaseType.of(row.getString("type")).orElseThrow(), row.getString("ruleset"),
        status == null ? null : CaseStatus.of(status), Reason.of(row.getString("reason")).orElseThrow(),
        Cny.fen(row.getLong("amount_fen")), row.getInt("quantity"), row.getObject("percent", Integer.class), row.getString("description"),
        Actor.Kind.of(row.getString("opener")), row.getObject("opened_at", OffsetDateTime.class).toInstant(), closed == null ? null : closed.toInstant(),
        row.getString("process_instance_id"));
  }
}
