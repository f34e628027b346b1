package io.redress.dispute;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.CaseProcess;
import io.redress.casefile.Cases;
import io.redress.casefile.Steps;
import io.redress.casefile.Timeline;
import io.redress.casefile.Viewer;
import io.redress.dispute.Breach.Decision;
import io.redress.money.Voucher;
import io.redress.money.VoucherGrant;
import io.redress.money.Vouchers;
import io.redress.order.Order;
import io.redress.order.Orders;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a merchant is said to have broken, and what the platform decides about it (RP-20, RP-21): a penalty that the merchant pays
 * and the buyer gets as a cash coupon, a refund of the order, both, or nothing.
 */
@Service
public class Breaches {

  static final String EXPLAINS = "merchant-explains-breach";
  static final String DECIDES = "agent-decides-breach";
  private static final Set<String> STEPS = Set.of(EXPLAINS, DECIDES);
  /** Process id of the flow for a breach that an agent has found. */
  private static final String FOUND = "breach-found";
  private static final int LONGEST_EXPLANATION = 500;

  private final BreachTable breaches;
  private final BreachRules rules;
  private final Cases cases;
  private final CaseFlow flow;
  private final CaseProcess process;
  private final Steps steps;
  private final Timeline timeline;
  private final Orders orders;
  private final Vouchers vouchers;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Breaches(BreachTable breaches, BreachRules rules, Cases cases, CaseFlow flow, CaseProcess process, Steps steps, Timeline timeline,
      Orders orders, Vouchers vouchers, ApplicationEventPublisher events, Clock clock) {
    this.breaches = breaches;
    this.rules = rules;
    this.cases = cases;
    this.flow = flow;
    this.process = process;
    this.steps = steps;
    this.timeline = timeline;
    this.orders = orders;
    this.vouchers = vouchers;
    this.events = events;
    this.clock = clock;
  }

  /**
   * An agent has found a breach, in a case that is running or closed: it is looked into beside the case, which stands where it stands.
   *
   * @param explanation 1 to 500 characters; both sides read it
   * @throws Refused when there is no such case, a value breaks a rule, or a breach of the case is being looked into already
   */
  @Transactional
  public AfterSalesCase found(CaseId caseId, String clause, String explanation, Viewer agent) {
    var its = cases.find(caseId, agent);
    var wrong = new ArrayList<Refused.Field>();
    var broken = BreachClause.of(clause);
    if (broken.isEmpty()) {
      wrong.add(unknown());
    }
    if (explanation == null || explanation.isBlank() || explanation.length() > LONGEST_EXPLANATION) {
      wrong.add(new Refused.Field("explanation", "Say in 1 to " + LONGEST_EXPLANATION + " characters what the merchant has done.",
          "请用 1 至 " + LONGEST_EXPLANATION + " 个字说明商家的行为。", "RP-20"));
    }
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
    flow.lock(caseId);
    if (steps.ofCase(caseId).stream().anyMatch(step -> STEPS.contains(step.step()))) {
      throw Refused.conflict("breach-open", "RP-20", "A breach of case " + caseId + " is being looked into. Wait until it is decided.");
    }
    var number = opened(caseId, broken.get(), explanation, agent.actor());
    process.startBeside(FOUND, its, Map.of("breach", broken.get().code(), "breachNumber", number));
    return cases.find(caseId, agent);
  }

  /**
   * A flow has come upon a breach.
   *
   * @return its number within the case
   * @throws Refused when the clause is none that can be broken
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public int open(CaseId caseId, String clause, Actor by) {
    var broken = BreachClause.of(clause).orElseThrow(() -> Refused.invalid(List.of(unknown())));
    flow.lock(caseId);
    return opened(caseId, broken, null, by);
  }

  private int opened(CaseId caseId, BreachClause clause, String explanation, Actor by) {
    var number = breaches.nextNumber(caseId);
    breaches.insert(new Breach(caseId, number, clause, explanation, by, clock.instant(), null));
    var details = new LinkedHashMap<String, Object>();
    details.put("breachNumber", number);
    if (explanation != null) {
      details.put("explanation", explanation);
    }
    timeline.add(caseId, Timeline.Kind.BREACH_OPENED, by, clause.code(), null, null, null, details);
    events.publishEvent(new BreachEvent.Opened(caseId, clause.code(), name(by)));
    return number;
  }

  /**
   * An agent has decided: what the step {@code agent-decides-breach} was answered for this breach becomes true. Decided already:
   * nothing happens. After a refund is ordered, the case is about all that is left of the order.
   *
   * @return whether the order is to be refunded
   * @throws Refused by the names of the form's fields: the penalty is over the cap, with all others for the order, or nothing is left to
   *     refund; or a refund is decided already
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean decide(CaseId caseId, int number, Actor agent) {
    // a case before its order, and whoever decides about the same order waits: the cap is the order's
    flow.lock(caseId);
    var breach = breaches.find(caseId, number).orElseThrow(() -> new IllegalStateException("case " + caseId + " has no breach " + number));
    if (breach.decision() != null) {
      return breach.decision().refundOrder();
    }
    var answer = timeline.answers(List.of(caseId), DECIDES).getOrDefault(caseId, List.of()).stream()
        .filter(each -> isAbout(number, each)).reduce((earlier, later) -> later)
        .orElseThrow(() -> new IllegalStateException("nobody has decided on breach " + number + " of case " + caseId));
    var decision = Boolean.TRUE.equals(answer.get("upheld")) ? upheld(breach, answer) : new Decision(false, false, Cny.ZERO, null);
    breaches.decided(caseId, number, decision, agent, clock.instant());
    var details = new LinkedHashMap<String, Object>();
    details.put("breachNumber", number);
    details.put("upheld", decision.upheld());
    details.put("refundOrder", decision.refundOrder());
    details.put("penalty", Cny.text(decision.penalty()));
    timeline.add(caseId, Timeline.Kind.BREACH_DECIDED, agent, breach.clause().code(), null, null, null, details);
    if (decision.upheld()) {
      events.publishEvent(new BreachEvent.Upheld(caseId, breach.clause().code(), name(agent)));
    }
    return decision.refundOrder();
  }

  private Decision upheld(Breach breach, Map<String, Object> answer) {
    var its = flow.find(breach.caseId());
    var order = orders.findForUpdate(its.orderId()).orElseThrow(() -> new IllegalStateException("no order " + its.orderId()));
    var penalty = penalty(breach.clause(), order, answer.get("penaltyAmount"));
    var refund = Boolean.TRUE.equals(answer.get("refundOrder"));
    if (refund) {
      flow.claimRest(breach.caseId(), "refundOrder", "RP-20");
    }
    // last, because it books
    var voucher = penalty.isZero() ? null : vouchers.issue(VoucherGrant.of(breach.caseId(), "breach", breach.number(), Voucher.Kind.CASH_COUPON,
        penalty, its.buyerId(), its.merchantId(), Voucher.Payer.MERCHANT, breach.clause().code())).voucherId();
    return new Decision(true, refund, penalty, voucher);
  }

  private Money penalty(BreachClause clause, Order order, Object asked) {
    var terms = rules.of(clause.code());
    var cap = terms.cap(order.paidAmount());
    var before = breaches.penalties(List.of(order.orderId())).getOrDefault(order.orderId(), Cny.ZERO);
    Money penalty;
    try {
      penalty = Cny.parse(asked == null ? null : asked.toString());
    } catch (IllegalArgumentException e) {
      throw Refused.invalid("penaltyAmount", terms.clause(), "Give an amount such as 12.50; 0 for no penalty.",
          "请填写金额，例如 12.50；无需赔付请填 0。");
    }
    if (penalty.plus(before).isGreaterThan(cap)) {
      throw Refused.invalid("penaltyAmount", terms.clause(), "At most " + Cny.text(cap) + " CNY for this order, the smaller of " + terms.percent()
          + " % of what was paid and " + Cny.text(terms.most()) + (before.isZero() ? "." : "; " + Cny.text(before) + " of it are imposed already."),
          "该订单最多 " + Cny.text(cap) + " 元（实付金额的 " + terms.percent() + "% 与 " + Cny.text(terms.most()) + " 元中较低者）"
          + (before.isZero() ? "。" : "，其中已判赔 " + Cny.text(before) + " 元。"));
    }
    return penalty;
  }

  static boolean isAbout(int number, Map<String, Object> answer) {
    return answer.get("breachNumber") instanceof Number about && about.intValue() == number;
  }

  private static Refused.Field unknown() {
    var codes = Arrays.stream(BreachClause.values()).map(BreachClause::code).collect(Collectors.joining(", "));
    return new Refused.Field("clause", "Name one of " + codes + ".", "请填写以下条款之一：" + codes + "。", "RP-20");
  }

  private static String name(Actor actor) {
    return actor.id() == null ? actor.kind().code() : actor.id();
  }
}
