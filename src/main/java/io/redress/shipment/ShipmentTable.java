package io.redress.shipment;

import io.redress.CaseId;
import io.redress.Cny;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads and writes parcels; knows SQL and no rule. */
@Repository
class ShipmentTable {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final TransactionTemplate savepoint;

  ShipmentTable(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /** The case that the parcel belongs to, if it is known to belong to one; nothing is locked. */
  Optional<CaseId> caseOf(Parcel parcel) {
    return jdbc.sql("select case_id from shipment where carrier = ? and tracking_number = ? and case_id is not null")
        .params(parcel.carrier(), parcel.trackingNumber()).query((row, n) -> CaseId.of(row.getString("case_id"))).optional();
  }

  /** The parcel, known from now on, and locked until the transaction ends. */
  Shipment locked(Parcel parcel) {
    return forUpdate(parcel).orElseGet(() -> {
      try {
        savepoint.executeWithoutResult(status -> jdbc.sql("insert into shipment (carrier, tracking_number) values (?, ?)")
            .params(parcel.carrier(), parcel.trackingNumber()).update());
      } catch (DuplicateKeyException e) {
        // somebody else told of it in this moment; the row is there now
      }
      return forUpdate(parcel).orElseThrow();
    });
  }

  private Optional<Shipment> forUpdate(Parcel parcel) {
    return jdbc.sql("select * from shipment where carrier = ? and tracking_number = ? for update")
        .params(parcel.carrier(), parcel.trackingNumber()).query(ShipmentTable::read).optional();
  }

  /** The parcels of these cases, in the order in which they were sent. */
  Map<CaseId, List<Shipment>> ofCases(Collection<CaseId> cases) {
    return cases.isEmpty() ? Map.of() : jdbc.sql("select * from shipment where case_id in (:cases) order by sent_at, carrier, tracking_number")
        .param("cases", cases.stream().map(CaseId::value).distinct().toList()).query(ShipmentTable::read).list().stream()
        .collect(Collectors.groupingBy(Shipment::caseId));
  }

  void registered(Parcel parcel, CaseId caseId, Direction direction, Integer etaDays, Money freightPaid, Instant sentAt) {
    jdbc.sql("""
        update shipment set case_id = ?, direction = ?, eta_days = ?, freight_paid_fen = ?, sent_at = ?
        where carrier = ? and tracking_number = ?""")
        .params(caseId.value(), direction.code(), etaDays, freightPaid == null ? null : Cny.fen(freightPaid), offset(sentAt),
            parcel.carrier(), parcel.trackingNumber())
        .update();
  }

  void stands(Parcel parcel, TrackingEvent last, Instant receivedAt) {
    jdbc.sql("update shipment set last_event = ?, last_event_at = ?, received_at = ? where carrier = ? and tracking_number = ?")
        .params(last.kind().code(), offset(last.at()), offset(receivedAt), parcel.carrier(), parcel.trackingNumber()).update();
  }

  /** Keeps what a carrier reported. The parcel must be locked. @return false when it was known */
  boolean heard(Parcel parcel, TrackingEvent event) {
    var known = jdbc.sql("select count(*) from shipment_event where carrier = ? and tracking_number = ? and event = ? and at = ?")
        .params(parcel.carrier(), parcel.trackingNumber(), event.kind().code(), offset(event.at())).query(Integer.class).single() > 0;
    if (!known) {
      jdbc.sql("insert into shipment_event (carrier, tracking_number, event, at, heard_at) values (?, ?, ?, ?, ?)")
          .params(parcel.carrier(), parcel.trackingNumber(), event.kind().code(), offset(event.at()), offset(clock.instant())).update();
    }
    return !known;
  }

  /** What carriers reported about a parcel, in the order in which it happened. */
  List<TrackingEvent> events(Parcel parcel) {
    return jdbc.sql("select event, at from shipment_event where carrier = ? and tracking_number = ?")
        .params(parcel.carrier(), parcel.trackingNumber())
        .query((row, n) -> event(row, "event", "at")).list().stream()
        .sorted(java.util.Comparator.comparing(TrackingEvent::at).thenComparing(TrackingEvent::kind)).toList();
  }

  private static Shipment read(ResultSet row, int n) throws SQLException {
    var caseId = row.getString("case_id");
    var direction = row.getString("direction");
    return new Shipment(new Parcel(row.getString("carrier"), row.getString("tracking_number")), caseId == null ? null : CaseId.of(caseId),
        direction == null ? null : Direction.of(direction), row.getObject("eta_days", Integer.class), instant(row, "sent_at"),
        event(row, "last_event", "last_event_at"), instant(row, "received_at"));
  }

  private static TrackingEvent event(ResultSet row, String kind, String at) throws SQLException {
    var code = row.getString(kind);
    return code == null ? null : new TrackingEvent(TrackingEvent.Kind.of(code).orElseThrow(), instant(row, at));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  static OffsetDateTime offset(Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
