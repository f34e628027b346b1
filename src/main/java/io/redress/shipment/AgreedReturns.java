package io.redress.shipment;

import io.redress.CaseId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What merchants agreed to last: where the goods of a case go, and until when they will be handled. */
@Repository
class AgreedReturns {

  /**
   * @param address the merchant's address as it was when the case got it, without its id
   * @param promisedHours within how many hours after receipt the merchant promised to handle the goods; null = no promise (RR-08)
   * @param handleFrom when the goods came; null = not yet, or no promise
   * @param handleBy until when they are to be handled; null likewise
   */
  record AgreedReturn(CaseId caseId, ReturnAddress address, Integer promisedHours, Instant handleFrom, Instant handleBy) {}

  private final JdbcClient jdbc;
  private final Clock clock;

  AgreedReturns(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Keeps the address and the promise, instead of any that the case had. */
  void keep(CaseId caseId, ReturnAddress address, Integer promisedHours) {
    var now = ShipmentTable.offset(clock.instant());
    var changed = jdbc.sql("""
        update agreed_return set street = ?, receiver = ?, phone = ?, given_at = ?, promised_hours = ?, handle_from = null, handle_by = null,
          broken_at = null
        where case_id = ?""")
        .params(address.street(), address.receiver(), address.phone(), now, promisedHours, caseId.value()).update();
    if (changed == 0) {
      jdbc.sql("insert into agreed_return (case_id, street, receiver, phone, given_at, promised_hours) values (?, ?, ?, ?, ?, ?)")
          .params(caseId.value(), address.street(), address.receiver(), address.phone(), now, promisedHours).update();
    }
  }

  /** The goods have come. @return until when the merchant promised to handle them, or null */
  Instant received(CaseId caseId, Instant at) {
    var hours = find(caseId).map(AgreedReturn::promisedHours).orElse(null);
    if (hours == null) {
      return null;
    }
    // the engine's timers count milliseconds; a finer promise would be over a moment after its timer
    var until = at.plus(Duration.ofHours(hours)).truncatedTo(ChronoUnit.MILLIS);
    jdbc.sql("update agreed_return set handle_from = ?, handle_by = ?, broken_at = null where case_id = ?")
        .params(ShipmentTable.offset(at), ShipmentTable.offset(until), caseId.value()).update();
    return until;
  }

  /** The time is over and the goods are not handled. @return the promise, unless there is none or it is known to be broken */
  Optional<AgreedReturn> broken(CaseId caseId) {
    var now = ShipmentTable.offset(clock.instant());
    var broken = jdbc.sql("update agreed_return set broken_at = ? where case_id = ? and handle_by <= ? and broken_at is null")
        .params(now, caseId.value(), now).update();
    return broken == 0 ? Optional.empty() : find(caseId);
  }

  private Optional<AgreedReturn> find(CaseId caseId) {
    return Optional.ofNullable(ofCases(List.of(caseId)).get(caseId));
  }

  Map<CaseId, AgreedReturn> ofCases(Collection<CaseId> cases) {
    return cases.isEmpty() ? Map.of() : jdbc.sql("select * from agreed_return where case_id in (:cases)")
        .param("cases", cases.stream().map(CaseId::value).distinct().toList())
        .query((row, n) -> new AgreedReturn(CaseId.of(row.getString("case_id")),
            new ReturnAddress(null, row.getString("street"), row.getString("receiver"), row.getString("phone"), false),
            row.getObject("promised_hours", Integer.class), ShipmentTable.instant(row, "handle_from"), ShipmentTable.instant(row, "handle_by")))
        .list().stream().collect(Collectors.toMap(AgreedReturn::caseId, each -> each));
  }
}
