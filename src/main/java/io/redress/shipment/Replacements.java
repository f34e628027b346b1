package io.redress.shipment;

import io.redress.CaseId;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.CaseType;
import io.redress.casefile.Timeline;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Goods on their way to the buyer, instead of those that were wrong or missing. */
@Service
public class Replacements {

  private static final int LATEST_DAY = 60;

  private final Shipments shipments;
  private final Carriers carriers;
  private final CaseFlow flow;
  private final Timeline timeline;

  Replacements(Shipments shipments, Carriers carriers, CaseFlow flow, Timeline timeline) {
    this.shipments = shipments;
    this.carriers = carriers;
    this.flow = flow;
    this.timeline = timeline;
  }

  /**
   * Takes in the parcel that the merchant named in {@code merchant-ships-replacement}, so that the buyer sees it (RS-01, RS-02, EX-11).
   *
   * @return whether its carrier had reported its arrival before; then no {@link ShipmentEvent.ReplacementDelivered} follows
   * @throws Refused naming every value that breaks a rule
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean sent(CaseId caseId, Actor actor) {
    var answer = timeline.lastAnswer(caseId, "merchant-ships-replacement").orElseThrow(() -> new IllegalStateException("no parcel of " + caseId));
    var clause = flow.find(caseId).type() == CaseType.EXCHANGE ? "EX-11" : "RS-01";
    var wrong = new ArrayList<Refused.Field>();
    var parcel = Parcel.read(carriers, Parcel.text(answer, "carrier"), Parcel.text(answer, "trackingNumber"), clause, wrong);
    var etaDays = days(answer.get("etaDays"), wrong);
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
    return shipments.register(caseId, Direction.REPLACEMENT, parcel, etaDays, null, actor, clause);
  }

  private static Integer days(Object number, List<Refused.Field> wrong) {
    if (number == null) {
      return null;
    }
    try {
      var days = new BigDecimal(number.toString()).intValueExact();
      if (days >= 1 && days <= LATEST_DAY) {
        return days;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // said below
    }
    wrong.add(new Refused.Field("etaDays", "A whole number of days, 1 to " + LATEST_DAY + ", or nothing.",
        "请填写 1 至 " + LATEST_DAY + " 的整数天数，或留空。", "RS-01"));
    return null;
  }
}
