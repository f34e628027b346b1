package io.redress.complaint;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.casefile.Viewer;
import io.redress.complaint.Complaint.Decision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps every complaint; knows SQL and no rule. */
@Repository
class ComplaintTable {

  private final JdbcClient database;

  ComplaintTable(JdbcClient database) {
    this.database = database;
  }

  void insert(Complaint opened, String idempotencyKey) {
    database.sql("""
            insert into complaint (complaint_id, order_id, case_id, merchant_id, buyer_id, subject, description, status, idempotency_key, opened_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(opened.complaintId().value(), opened.orderId(), opened.caseId() == null ? null : opened.caseId().value(), opened.merchantId(),
            opened.buyerId(), opened.subject(), opened.description(), opened.status().code(), idempotencyKey,
            opened.openedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  void status(CaseId complaintId, ComplaintStatus status) {
    database.sql("update complaint set status = ? where complaint_id = ?").params(status.code(), complaintId.value()).update();
  }

  void decided(CaseId complaintId, ComplaintStatus status, Decision decision) {
    database.sql("""
            update complaint set status = ?, decided_at = ?, reply = ?, liable_party = ?, service_partner_id = ?, amount_fen = ?
            where complaint_id = ?""")
        .params(status.code(), decision.at().atOffset(ZoneOffset.UTC), decision.reply(), decision.liable() == null ? null : decision.liable().code(),
            decision.servicePartnerId(), decision.amount() == null ? null : Cny.fen(decision.amount()), complaintId.value())
        .update();
  }

  Optional<Complaint> find(CaseId complaintId) {
    return database.sql("select * from complaint where complaint_id = ?").param(complaintId.value()).query(ComplaintTable::read).optional();
  }

  /** Locks the complaint until the transaction ends; before its order, always. */
  Optional<Complaint> findForUpdate(CaseId complaintId) {
    return database.sql("select * from complaint where complaint_id = ? for update").param(complaintId.value())
        .query(ComplaintTable::read).optional();
  }

  List<Complaint> findAll(Collection<CaseId> ids) {
    return ids.isEmpty() ? List.of() : database.sql("select * from complaint where complaint_id in (:ids)")
        .param("ids", ids.stream().map(CaseId::value).toList()).query(ComplaintTable::read).list();
  }

  Optional<Complaint> findByKey(String buyerId, String idempotencyKey) {
    return database.sql("select * from complaint where buyer_id = ? and idempotency_key = ?").params(buyerId, idempotencyKey)
        .query(ComplaintTable::read).optional();
  }

  /** Oldest first. */
  List<Complaint> ofOrders(Collection<String> orderIds) {
    return orderIds.isEmpty() ? List.of() : database.sql("select * from complaint where order_id in (:orders) order by opened_at, complaint_id")
        .param("orders", orderIds).query(ComplaintTable::read).list();
  }

  /** What all upheld complaints about an order came to. */
  Money upheld(String orderId) {
    return Cny.fen(database.sql("select coalesce(sum(amount_fen), 0) from complaint where order_id = ? and status = ?")
        .params(orderId, ComplaintStatus.UPHELD.code()).query(Long.class).single());
  }

  List<Complaint> page(Viewer viewer, ComplaintStatus status, String orderId, int limit, long offset) {
    return filtered("select *", viewer, status, orderId, " order by opened_at desc, complaint_id offset :offset rows fetch next :limit rows only")
        .param("limit", limit).param("offset", offset).query(ComplaintTable::read).list();
  }

  long count(Viewer viewer, ComplaintStatus status, String orderId) {
    return filtered("select count(*)", viewer, status, orderId, "").query(Long.class).single();
  }

  private JdbcClient.StatementSpec filtered(String what, Viewer viewer, ComplaintStatus status, String orderId, String rest) {
    var where = switch (viewer.kind()) {
      case BUYER -> " where buyer_id = :party";
      case MERCHANT -> " where merchant_id = :party and status = 'upheld' and liable_party = 'merchant'";
      case STAFF -> " where 1 = 1";
    };
    var spec = database.sql(what + " from complaint" + where + (status == null ? "" : " and status = :status")
        + (orderId == null ? "" : " and order_id = :order") + rest);
    spec = viewer.kind() == Viewer.Kind.STAFF ? spec : spec.param("party", viewer.id());
    spec = status == null ? spec : spec.param("status", status.code());
    return orderId == null ? spec : spec.param("order", orderId);
  }

  private static Complaint read(ResultSet row, int n) throws SQLException {
    var caseId = row.getString("case_id");
    var decidedAt = row.getObject("decided_at", OffsetDateTime.class);
    var liable = row.getString("liable_party");
    var fen = row.getObject("amount_fen", Long.class);
    var decision = decidedAt == null ? null : new Decision(decidedAt.toInstant(), row.getString("reply"), liable == null ? null : LiableParty.of(liable),
        row.getString("service_partner_id"), fen == null ? null : Cny.fen(fen));
    return new Complaint(CaseId.of(row.getString("complaint_id")), row.getString("order_id"), caseId == null ? null : CaseId.of(caseId),
        row.getString("merchant_id"), row.getString("buyer_id"), row.getString("subject"), row.getString("description"),
        ComplaintStatus.of(row.getString("status")).orElseThrow(), row.getObject("opened_at", OffsetDateTime.class).toInstant(), decision);
  }
}
