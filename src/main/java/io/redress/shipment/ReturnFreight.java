package io.redress.shipment;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.CaseStatus;
import io.redress.casefile.CaseType;
import io.redress.casefile.Timeline;
import io.redress.money.Refund;
import io.redress.money.Refund.Payer;
import io.redress.money.Refunds;
import io.redress.order.Order;
import io.redress.order.Orders;
import io.redress.shipment.FreightRules.Bearer;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.Money;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What buyers advanced to send goods back, and what they get back of it (20.11): at once what the tariff allows, from whoever
 * bears it, and the rest from the platform when an agent approves it (VC-09). A repeat decides nothing twice.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class ReturnFreight {

  /** Who bears it, and whether more was advanced than the tariff allows. */
  public record Decision(Bearer bearer, boolean overTariff) {}

  static final String REVIEW = "agent-reviews-freight";
  static final String RETURN = "buyer-ships-return";
  /** By this clause the platform reimburses freight in full; it marks what an agent has approved. */
  private static final String APPROVED = "VC-09";
  /** Such a label promises it: 退货包运费 for any goods (SL-02), the other for bulky ones (SL-05). */
  private static final Set<String> FREIGHT_INCLUDED = Set.of("退货包运费", "大件退货包运费");
  /** Whoever ends here did not get what the goods were sent back for. */
  private static final Set<CaseStatus> NOTHING_OWED =
      EnumSet.of(CaseStatus.WITHDRAWN, CaseStatus.CLOSED_BUYER_OVERDUE, CaseStatus.CLOSED_BY_PLATFORM);

  private final CaseFlow cases;
  private final Timeline timeline;
  private final Orders orders;
  private final Refunds refunds;
  private final FreightRules rules;

  ReturnFreight(CaseFlow cases, Timeline timeline, Orders orders, Refunds refunds, FreightRules rules) {
    this.cases = cases;
    this.timeline = timeline;
    this.orders = orders;
    this.refunds = refunds;
    this.rules = rules;
  }

  /**
   * Decides who bears what the buyer reported; what the merchant or the platform bears is reimbursed up to the tariff. Where merchant
   * and buyer share it, the merchant's percentage of that is, rounded down to the fen, and all else stays with the buyer, who is to
   * blame too: no agent reviews it. Nothing was advanced, or the case ended without what the goods were sent back for: it stays with the buyer. Who sent goods in for repair does not bear it,
   * however that ends and whatever is agreed on instead (RP-19).
   */
  public Decision decide(CaseId caseId) {
    var its = cases.find(caseId);
    var advanced = advanced(timeline.lastAnswer(caseId, RETURN).orElse(Map.of()));
    var isRepair = its.type() == CaseType.REPAIR || timeline.openedAs(caseId) == CaseType.REPAIR;
    if (advanced.isZero() || !isRepair && NOTHING_OWED.contains(its.status())) {
      return new Decision(Bearer.BUYER, false);
    }
    var order = order(its);
    var included = order.serviceLabels().stream().anyMatch(FREIGHT_INCLUDED::contains);
    var bearing = rules.bearing(isRepair ? CaseType.REPAIR : its.type(), its.reason(), included, ruling(caseId));
    if (bearing.bearer() == Bearer.BUYER) {
      timeline.add(caseId, Timeline.Kind.FREIGHT_NOT_REIMBURSED, Actor.AUTOMATIC, bearing.clause(), null, null, null,
          Map.of("freightPaid", Cny.text(advanced)));
      return new Decision(Bearer.BUYER, false);
    }
    var limit = rules.tariff(order).limit();
    var within = advanced.isGreaterThan(limit) ? limit : advanced;
    var isShared = bearing.bearer() == Bearer.SHARED;
    var due = isShared ? within.multipliedBy(merchantShare(caseId), RoundingMode.DOWN).dividedBy(100, RoundingMode.DOWN) : within;
    if (decided(caseId).isZero() && due.isPositive()) {
      refunds.decideFreight(caseId, order.orderId(), due, bearing.clause(), bearing.bearer() == Bearer.PLATFORM ? Payer.PLATFORM : Payer.MERCHANT);
    }
    return new Decision(bearing.bearer(), !isShared && advanced.isGreaterThan(limit));
  }

  /**
   * Decides what an agent approved above the tariff; the platform pays all of it, whoever bears the rest (VC-09). 0 = nothing.
   *
   * @throws Refused it is more than the buyer advanced and has not been granted yet
   */
  public void approve(CaseId caseId) {
    var approved = Cny.parse(timeline.lastAnswer(caseId, REVIEW)
        .orElseThrow(() -> new IllegalStateException("nobody has reviewed the freight of case " + caseId)).get("approvedFreight").toString());
    var isApproved = refunds.freightOf(caseId).stream()
        .anyMatch(freight -> freight.clause().equals(APPROVED) && freight.state() != Refund.State.CANCELLED);
    if (approved.isZero() || isApproved) {
      return;
    }
    var open = open(advanced(timeline.lastAnswer(caseId, RETURN).orElse(Map.of())), decided(caseId));
    if (approved.isGreaterThan(open)) {
      throw Refused.invalid("approvedFreight", APPROVED, "At most " + Cny.text(open) + " CNY that the buyer advanced is still open.");
    }
    refunds.decideFreight(caseId, cases.find(caseId).orderId(), approved, APPROVED, Payer.PLATFORM);
  }

  private String ruling(CaseId caseId) {
    return judged(caseId, "liability").orElse("");
  }

  /** Percent. */
  private long merchantShare(CaseId caseId) {
    return judged(caseId, "merchantShare").map(Long::parseLong)
        .orElseThrow(() -> new IllegalStateException("both are liable in case " + caseId + ", and nobody said to what part"));
  }

  private Optional<String> judged(CaseId caseId, String key) {
    // an agent who only asks once more, or offers something, has not said it
    return timeline.answers(List.of(caseId), "agent-judges").getOrDefault(caseId, List.of()).stream().filter(answer -> answer.containsKey("liability"))
        .reduce((earlier, later) -> later).map(answer -> answer.get(key)).map(Object::toString);
  }

  private Money decided(CaseId caseId) {
    return refunds.freight(List.of(caseId)).getOrDefault(caseId, Cny.ZERO);
  }

  /** What the buyer says to have paid, in an answer to {@link #RETURN}; zero when nothing is said. */
  static Money advanced(Map<String, Object> answer) {
    var reported = answer.get("freightPaid");
    return reported == null ? Cny.ZERO : Cny.parse(reported.toString());
  }

  /** What has been advanced and is not granted yet. */
  static Money open(Money advanced, Money decided) {
    return advanced.isGreaterThan(decided) ? advanced.minus(decided) : Cny.ZERO;
  }

  private Order order(AfterSalesCase its) {
    return orders.find(its.orderId()).orElseThrow(() -> new IllegalStateException("no order " + its.orderId()));
  }
}
