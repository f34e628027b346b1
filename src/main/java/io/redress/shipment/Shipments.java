package io.redress.shipment;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.Timeline;
import io.redress.shipment.ShipmentEvent.ReplacementDelivered;
import io.redress.shipment.ShipmentEvent.ReturnReceived;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The parcels of the cases and what their carriers report. The two may come in any order: what is reported about an unknown number
 * waits for the case that it belongs to.
 */
@Service
public class Shipments {

  /** What carriers say is taken as the platform's record (GN-06). */
  private static final String REPORTED = "GN-06";
  private static final Duration CLOCKS_DIFFER_BY = Duration.ofDays(1);
  private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

  private final ShipmentTable table;
  private final AgreedReturns agreed;
  private final Carriers carriers;
  private final CaseFlow cases;
  private final Timeline timeline;
  private final ApplicationEventPublisher listeners;
  private final Clock clock;

  Shipments(ShipmentTable table, AgreedReturns agreed, Carriers carriers, CaseFlow cases, Timeline timeline,
      ApplicationEventPublisher listeners, Clock clock) {
    this.table = table;
    this.agreed = agreed;
    this.carriers = carriers;
    this.cases = cases;
    this.timeline = timeline;
    this.listeners = listeners;
    this.clock = clock;
  }

  /**
   * A carrier reports something about a parcel. The same report again changes nothing.
   *
   * @param event {@code collected}, {@code delivered}, {@code signed} or {@code returned}
   * @param at ISO-8601 with offset
   * @throws Refused naming every value that breaks a rule
   */
  @Transactional
  public void heard(String carrier, String trackingNumber, String event, String at) {
    var wrong = new ArrayList<Refused.Field>();
    var parcel = Parcel.read(carriers, carrier, trackingNumber, REPORTED, wrong);
    var kind = TrackingEvent.Kind.of(event);
    if (kind.isEmpty()) {
      wrong.add(new Refused.Field("event", "Choose one of collected, delivered, signed, returned.", REPORTED));
    }
    var happened = time(at, wrong);
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
    take(parcel, new TrackingEvent(kind.get(), happened));
  }

  private Instant time(String text, List<Refused.Field> wrong) {
    try {
      var at = OffsetDateTime.parse(text == null ? "" : text).toInstant().truncatedTo(ChronoUnit.MICROS);
      if (at.isAfter(clock.instant().plus(CLOCKS_DIFFER_BY)) || at.isBefore(LONG_AGO)) {
        wrong.add(new Refused.Field("at", "Name the time at which it happened; this one lies in the future or long ago.", REPORTED));
      }
      return at;
    } catch (DateTimeException e) {
      wrong.add(new Refused.Field("at", "Give a time with offset, such as 2026-11-01T09:30:00+08:00.", REPORTED));
      return null;
    }
  }

  private void take(Parcel parcel, TrackingEvent event) {
    // whoever takes a step of the case holds it before naming a parcel; a report that waits for nobody would cross that step
    table.caseOf(parcel).ifPresent(cases::lock);
    var before = table.locked(parcel);
    if (!table.heard(parcel, event)) {
      return;
    }
    var arrives = event.isArrival() && before.receivedAt() == null;
    // while no case knows of the parcel, the earliest report of its arrival counts; afterwards the first one has had its effect
    var earlier = event.isArrival() && before.caseId() == null && before.receivedAt() != null && event.at().isBefore(before.receivedAt());
    table.stands(parcel, event.supersedes(before.last()) ? event : before.last(), arrives || earlier ? event.at() : before.receivedAt());
    if (before.caseId() != null) {
      tell(before.caseId(), before.direction(), parcel, event);
      if (arrives && before.direction() == Direction.RETURN) {
        received(before.caseId(), event.at());
      } else if (arrives) {
        listeners.publishEvent(new ReplacementDelivered(before.caseId(), event.at()));
      }
    }
  }

  /**
   * A person names the parcel in which the goods of a case go; what its carrier has reported so far comes with it.
   *
   * <p>A return may be named again in the same case: after a rejection, the goods are still where they were sent to. If they have
   * arrived, they count as received now, because now it is asked for again that they are handled. So may goods on their way back to the
   * buyer that have arrived: too late, while the platform looked into it, and there is nothing else to send (RP-20(2)).
   *
   * @param etaDays null = not said
   * @param freightPaid null for a parcel that the merchant sends
   * @return whether it has arrived already
   * @throws Refused when the number is in use
   */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean register(CaseId caseId, Direction direction, Parcel parcel, Integer etaDays, Money freightPaid, Actor actor, String clause) {
    var before = table.locked(parcel);
    var again = before.mayBeNamedAgain(caseId, direction);
    if (before.caseId() != null && !again) {
      throw Refused.invalid("trackingNumber", clause, "Parcel " + parcel.trackingNumber()
          + " belongs to another request or was registered before. Give the number of the parcel that you send now.",
          "运单 " + parcel.trackingNumber() + " 属于其他申请或此前已登记，请填写本次寄出的运单号。");
    }
    var now = clock.instant();
    table.registered(parcel, caseId, direction, etaDays, freightPaid, now);
    var details = details(direction, parcel);
    if (etaDays != null) {
      details.put("etaDays", etaDays);
    }
    if (freightPaid != null) {
      details.put("freightPaid", Cny.text(freightPaid));
    }
    timeline.add(caseId, Timeline.Kind.SHIPMENT_REGISTERED, actor, clause, null, null, null, details);
    if (!again) {
      table.events(parcel).forEach(event -> tell(caseId, direction, parcel, event));
    }
    var arrived = before.receivedAt() != null;
    if (arrived && direction == Direction.RETURN) {
      received(caseId, again ? now : before.receivedAt());
    }
    return arrived;
  }

  /** When the buyer last named a parcel that goes back; empty when none has been named. */
  Optional<Instant> returnSentAt(CaseId caseId) {
    return table.ofCases(List.of(caseId)).getOrDefault(caseId, List.of()).stream()
        .filter(shipment -> shipment.direction() == Direction.RETURN).map(Shipment::sentAt).max(Comparator.naturalOrder());
  }

  /** When the parcel that goes back, named last, reached the merchant as its carrier says; empty when that is not known. */
  Optional<Instant> returnArrivedAt(CaseId caseId) {
    return table.ofCases(List.of(caseId)).getOrDefault(caseId, List.of()).stream().filter(shipment -> shipment.direction() == Direction.RETURN)
        .max(Comparator.comparing(Shipment::sentAt)).map(Shipment::receivedAt);
  }

  private void received(CaseId caseId, Instant at) {
    listeners.publishEvent(new ReturnReceived(caseId, at, agreed.received(caseId, at)));
  }

  private void tell(CaseId caseId, Direction direction, Parcel parcel, TrackingEvent event) {
    var details = details(direction, parcel);
    details.put("event", event.kind().code());
    details.put("eventAt", event.at().toString());
    timeline.add(caseId, Timeline.Kind.SHIPMENT_EVENT, Actor.AUTOMATIC, REPORTED, null, null, event.kind().code(), details);
  }

  private static Map<String, Object> details(Direction direction, Parcel parcel) {
    var details = new LinkedHashMap<String, Object>();
    details.put("direction", direction.code());
    details.put("carrier", parcel.carrier());
    details.put("trackingNumber", parcel.trackingNumber());
    return details;
  }
}
