package io.redress.shipment;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.CaseStatus;
import io.redress.casefile.CaseType;
import io.redress.casefile.Steps;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
  private static final Set<Refund.State> PAID_OR_NEVER = EnumSet.of(Refund.State.SUCCEEDED, Refund.State.CANCELLED);

  private final CaseFlow cases;
  private final Steps steps;
  private final Timeline timeline;
  private final Orders orders;
  private final Refunds refunds;
  private final FreightRules rules;

  ReturnFreight(CaseFlow cases, Steps steps, Timeline timeline, Orders orders, Refunds refunds, FreightRules rules) {
    this.cases = cases;
    this.steps = steps;
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
    var advanced = advanced(caseId);
    if (advanced.isZero() || !isRepair(its) && NOTHING_OWED.contains(its.status())) {
      return nothingMore(caseId);
    }
    var order = order(its);
    var bearing = bearing(its, order);
    if (bearing.bearer() == Bearer.BUYER) {
      timeline.add(caseId, Timeline.Kind.FREIGHT_NOT_REIMBURSED, Actor.AUTOMATIC, bearing.clause(), null, null, null,
          Map.of("freightPaid", Cny.text(advanced)));
      return nothingMore(caseId);
    }
    var limit = rules.tariff(order).limit();
    var isShared = bearing.bearer() == Bearer.SHARED;
    // what was granted before a judgement upon an appeal counts
    var due = due(caseId, bearing.bearer(), least(advanced, limit)).minus(granted(caseId));
    if (due.isPositive()) {
      refunds.decideFreight(caseId, order.orderId(), due, bearing.clause(), bearing.bearer() == Bearer.PLATFORM ? Payer.PLATFORM : Payer.MERCHANT);
    }
    return new Decision(bearing.bearer(), !isShared && advanced.isGreaterThan(limit));
  }

  /** Whether what exceeds the tariff still waits for an agent: of two flows that settle the same return, one has it reviewed. */
  public boolean awaitsReview(CaseId caseId) {
    cases.lock(caseId);
    return steps.ofCase(caseId).stream().noneMatch(step -> step.step().equals(REVIEW))
        && timeline.lastOf(caseId, List.of(RETURN, REVIEW)).filter(RETURN::equals).isPresent();
  }

  /** What was granted before and is not paid yet still is, whatever has been judged since; the platform makes good whoever need not bear it. */
  private Decision nothingMore(CaseId caseId) {
    return new Decision(refunds.freightOf(caseId).stream().filter(freight -> !PAID_OR_NEVER.contains(freight.state())).findFirst()
        .map(open -> open.payer() == Payer.PLATFORM ? Bearer.PLATFORM : Bearer.MERCHANT).orElse(Bearer.BUYER), false);
  }

  /** What of the freight that is granted in a case the merchant pays, and what of it is the merchant's to bear. */
  public record MerchantsPart(Money pays, Money bears) {}

  /** By what the platform has judged last (20.11); what an agent approved beyond the tariff is the platform's and left out. */
  public MerchantsPart ofMerchant(CaseId caseId) {
    var its = cases.find(caseId);
    var order = order(its);
    var bearer = bearing(its, order).bearer();
    var within = least(advanced(caseId), rules.tariff(order).limit());
    var bears = bearer == Bearer.MERCHANT || bearer == Bearer.SHARED ? due(caseId, bearer, within) : Cny.ZERO;
    return new MerchantsPart(sum(underTariff(caseId).filter(freight -> freight.payer() == Payer.MERCHANT)), least(bears, granted(caseId)));
  }

  /** Who sent goods in for repair does not bear it, whatever the case has become. */
  private boolean isRepair(AfterSalesCase its) {
    return its.type() == CaseType.REPAIR || timeline.openedAs(its.caseId()) == CaseType.REPAIR;
  }

  private Bearing bearing(AfterSalesCase its, Order order) {
    var included = order.serviceLabels().stream().anyMatch(FREIGHT_INCLUDED::contains);
    return rules.bearing(isRepair(its) ? CaseType.REPAIR : its.type(), its.reason(), included, ruling(its.caseId()));
  }

  private Money due(CaseId caseId, Bearer bearer, Money within) {
    return switch (bearer) {
      case BUYER -> Cny.ZERO;
      case SHARED -> within.multipliedBy(merchantShare(caseId), RoundingMode.DOWN).dividedBy(100, RoundingMode.DOWN);
      case MERCHANT, PLATFORM -> within;
    };
  }

  /** Without what an agent approved. */
  private Money granted(CaseId caseId) {
    return sum(underTariff(caseId));
  }

  private Stream<Refund> underTariff(CaseId caseId) {
    return ofLastParcel(caseId).filter(freight -> !freight.clause().equals(APPROVED));
  }

  /** What was granted since goods were sent last. What an earlier parcel of the case cost has been settled, and stays as it is. */
  private Stream<Refund> ofLastParcel(CaseId caseId) {
    var since = new HashSet<Object>();
    for (var entry : timeline.of(caseId)) {
      if (entry.kind() == Timeline.Kind.STEP_COMPLETED && RETURN.equals(entry.step())) {
        since.clear();
      } else if (entry.kind() == Timeline.Kind.FREIGHT_DECIDED) {
        since.add(entry.details().get("refund"));
      }
    }
    return refunds.freightOf(caseId).stream().filter(freight -> freight.state() != Refund.State.CANCELLED && since.contains(freight.key()));
  }

  private static Money sum(Stream<Refund> freight) {
    return freight.map(Refund::amount).reduce(Cny.ZERO, Money::plus);
  }

  private static Money least(Money one, Money other) {
    return one.isLessThan(other) ? one : other;
  }

  /**
   * Decides what an agent approved above the tariff; the platform pays all of it, whoever bears the rest (VC-09). 0 = nothing.
   *
   * @throws Refused it is more than the buyer advanced and has not been granted yet
   */
  public void approve(CaseId caseId) {
    var approved = Cny.parse(timeline.lastAnswer(caseId, REVIEW)
        .orElseThrow(() -> new IllegalStateException("nobody has reviewed the freight of case " + caseId)).get("approvedFreight").toString());
    if (approved.isZero() || ofLastParcel(caseId).anyMatch(freight -> freight.clause().equals(APPROVED))) {
      return;
    }
    var open = open(caseId);
    if (approved.isGreaterThan(open)) {
      throw Refused.invalid("approvedFreight", APPROVED, "At most " + Cny.text(open) + " CNY that the buyer advanced is still open.",
          "买家垫付的运费最多还有 " + Cny.text(open) + " 元待退。");
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

  /** What the buyer says to have paid for the last parcel; zero when nothing is said. */
  @Transactional(propagation = Propagation.SUPPORTS)
  public Money advanced(CaseId caseId) {
    return timeline.lastAnswer(caseId, RETURN).map(answer -> answer.get("freightPaid")).map(Object::toString).map(Cny::parse).orElse(Cny.ZERO);
  }

  /** What has been advanced for the last parcel and is not granted yet. */
  @Transactional(propagation = Propagation.SUPPORTS)
  public Money open(CaseId caseId) {
    var advanced = advanced(caseId);
    var granted = sum(ofLastParcel(caseId));
    return advanced.isGreaterThan(granted) ? advanced.minus(granted) : Cny.ZERO;
  }

  private Order order(AfterSalesCase its) {
    return orders.find(its.orderId()).orElseThrow(() -> new IllegalStateException("no order " + its.orderId()));
  }
}
