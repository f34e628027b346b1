package io.redress.shipment;

import io.redress.CaseId;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.CaseType;
import io.redress.casefile.Steps;
import io.redress.casefile.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The buyer's own goods on their way back from the merchant, repaired or as they were. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class GoodsBack {

  /**
   * The goods are on their way.
   *
   * @param sentAt when the number was given; that day is the first of the days in which the buyer has them (RP-11)
   * @param delivered whether their carrier had reported the arrival before; then no {@link ShipmentEvent.ReplacementDelivered} follows
   */
  public record Sent(Instant sentAt, boolean delivered) {}

  /**
   * A request for goods that were on their way to the merchant, or with it, is withdrawn.
   *
   * @param at that day is the first of the merchant's two (RP-18)
   * @param signed whether the merchant had them by then: it need not give back what it may still refuse
   */
  public record Withdrawn(Instant at, boolean signed) {}

  /** Steps while the goods of a repair are on their way back, or about to be. */
  private static final Set<String> GOING_BACK = Set.of("merchant-ships-back", "buyer-confirms-receipt");
  private static final String SENDS_IN = "buyer-ships-return";
  static final String REPAIRS = "merchant-repairs";
  static final String SHIPS_BACK = "merchant-ships-back";
  static final List<String> LOOKED_AT = List.of("merchant-inspects", "merchant-checks-return");

  private final Shipments shipments;
  private final ShipmentTable table;
  private final Carriers carriers;
  private final CaseFlow flow;
  private final Steps steps;
  private final Timeline timeline;
  private final Clock clock;

  GoodsBack(Shipments shipments, ShipmentTable table, Carriers carriers, CaseFlow flow, Steps steps, Timeline timeline, Clock clock) {
    this.shipments = shipments;
    this.table = table;
    this.carriers = carriers;
    this.flow = flow;
    this.steps = steps;
    this.timeline = timeline;
    this.clock = clock;
  }

  /**
   * Takes in the parcel that the merchant named in {@code merchant-repairs} or {@code merchant-ships-back}, whichever it took last.
   *
   * @throws Refused naming every value that breaks a rule
   */
  public Sent sent(CaseId caseId, Actor actor) {
    var step = timeline.lastOf(caseId, List.of(REPAIRS, SHIPS_BACK)).orElseThrow(() -> new IllegalStateException("no parcel of " + caseId));
    var answer = timeline.lastAnswer(caseId, step).orElseThrow();
    var clause = step.equals(REPAIRS) ? "RP-10" : "RP-14";
    var wrong = new ArrayList<Refused.Field>();
    var parcel = Parcel.read(carriers, Parcel.text(answer, "carrier"), Parcel.text(answer, "trackingNumber"), clause, wrong);
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
    return new Sent(clock.instant(), shipments.register(caseId, Direction.GOODS_BACK, parcel, null, null, actor, clause));
  }

  /** A repair is withdrawn in this moment, before the merchant has sent the goods back (RP-18). */
  public Withdrawn withdrawn(CaseId caseId) {
    return new Withdrawn(clock.instant(), areWithMerchant(caseId));
  }

  /**
   * Whether the merchant has goods that were sent in for repair: a carrier says so of the parcel that was sent last, or the merchant has looked
   * at them since, or counts as having done so, because it was silent until they were to be repaired (RP-09); and has not sent them back.
   */
  public boolean areWithMerchant(CaseId caseId) {
    flow.lock(caseId);
    if (flow.find(caseId).type() != CaseType.REPAIR) {
      return false;
    }
    var parcel = table.ofCases(List.of(caseId)).getOrDefault(caseId, List.of()).stream().filter(sent -> sent.direction() == Direction.RETURN)
        .reduce((earlier, later) -> later);
    var areThere = false;
    for (var entry : timeline.of(caseId)) {
      if (entry.kind() != Timeline.Kind.STEP_COMPLETED) {
        areThere |= REPAIRS.equals(entry.step());
      } else if (SENDS_IN.equals(entry.step())) {
        areThere = parcel.filter(sent -> sent.receivedAt() != null).isPresent();
      } else if (REPAIRS.equals(entry.step()) || SHIPS_BACK.equals(entry.step())) {
        areThere = false;
      } else {
        areThere |= LOOKED_AT.contains(entry.step());
      }
    }
    return areThere;
  }

  /** Whether a repair stands still in which the goods are on their way back, or are owed. */
  public boolean wouldGoBack(CaseId caseId) {
    return flow.find(caseId).type() == CaseType.REPAIR && steps.pausedOf(caseId).stream().anyMatch(step -> GOING_BACK.contains(step.step()));
  }
}
