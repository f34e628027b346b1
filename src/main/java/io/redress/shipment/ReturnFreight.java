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
import io.redress.shipment.FreightRules.Bearing;
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
   * however that ends and whatever is agreed on instead (RP-19). What was decided before counts: once more, as upon an appeal, only what is
   * missing is decided, and nothing is taken back from the buyer.
   */
  public Decision decide(CaseId caseId) {
    var its = cases.find(caseId);
    var advanced = advanced(caseId);
    if (advanced.isZero() || !isRepair(its) && NOTHING_OWED.contains(its.status())) {
      return new Decision(Bearer.BUYER, false);
    }
    var due = due(its, advanced);
    if (due.bearing().bearer() == Bearer.BUYER) {
      timeline.add(caseId, Timeline.Kind.FREIGHT_NOT_REIMBURSED, Actor.AUTOMATIC, due.bearing().clause(), null, null, null,
          Map.of("freightPaid", Cny.text(advanced)));
      return new Decision(Bearer.BUYER, false);
    }
    var missing = open(due.amount(), granted(caseId));
    if (missing.isPositive()) {
      refunds.decideFreight(caseId, its.orderId(), missing, due.bearing().clause(),
          due.bearing().bearer() == Bearer.PLATFORM ? Payer.PLATFORM : Payer.MERCHANT);
    }
    var isReviewed = timeline.lastAnswer(caseId, REVIEW).isPresent();
    return new Decision(due.bearing().bearer(), due.isOverTariff() && !isReviewed);
  }

  /** What the merchant has to bear of what was granted up to the tariff, by what the platform has judged last (20.11). */
  public Money borneByMerchant(CaseId caseId) {
    var due = due(cases.find(caseId), advanced(caseId));
    var borne = due.bearing().bearer() == Bearer.MERCHANT || due.bearing().bearer() == Bearer.SHARED ? due.amount() : Cny.ZERO;
    var granted = granted(caseId);
    return borne.isLessThan(granted) ? borne : granted;
  }

  /** @param amount CNY; what is reimbursed without an agent's review, whoever bears it; nothing where the buyer does */
  private record Due(Bearing bearing, Money amount, boolean isOverTariff) {}

  private Due due(AfterSalesCase its, Money advanced) {
    var order = order(its);
    var included = order.serviceLabels().stream().anyMatch(FREIGHT_INCLUDED::contains);
    var bearing = rules.bearing(isRepair(its) ? CaseType.REPAIR : its.type(), its.reason(), included, ruling(its.caseId()));
    var limit = rules.tariff(order).limit();
    var within = advanced.isGreaterThan(limit) ? limit : advanced;
    return switch (bearing.bearer()) {
      case BUYER -> new Due(bearing, Cny.ZERO, false);
      case SHARED -> new Due(bearing, within.multipliedBy(merchantShare(its.caseId()), RoundingMode.DOWN).dividedBy(100, RoundingMode.DOWN), false);
      case MERCHANT, PLATFORM -> new Due(bearing, within, advanced.isGreaterThan(limit));
    };
  }

  private boolean isRepair(AfterSalesCase its) {
    return its.type() == CaseType.REPAIR || timeline.openedAs(its.caseId()) == CaseType.REPAIR;
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
    var open = open(advanced(caseId), refunds.freight(List.of(caseId)).getOrDefault(caseId, Cny.ZERO));
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

  /** What was decided up to the tariff, paid or not yet. */
  private Money granted(CaseId caseId) {
    return refunds.freightOf(caseId).stream().filter(freight -> !freight.clause().equals(APPROVED) && freight.state() != Refund.State.CANCELLED)
        .map(Refund::amount).reduce(Cny.ZERO, Money::plus);
  }

  private Money advanced(CaseId caseId) {
    return advanced(timeline.lastAnswer(caseId, RETURN).orElse(Map.of()));
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
