package io.redress.casefile;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.Timeline.Kind;
import io.redress.money.Refund;
import io.redress.money.Refunds;
import io.redress.order.Order;
import io.redress.order.Orders;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.joda.money.Money;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the running process does to its case: each call is one element of a diagram, in that element's transaction. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class CaseFlow {

  /** A request submitted anew: what it asks for, and what the shipping promise means for it. */
  public record Resubmitted(String amount, ShippingPromise promise) {}

  /**
   * @param isOpen whether the case is, and so taken over
   * @param settlesFreight what ended was settling return freight, which goes on beside
   */
  public record TakenOver(boolean isOpen, boolean settlesFreight) {}

  /** By this clause a case goes on as the platform has ordered. */
  public static final String BY_ORDER = "RP-22";

  private final CaseTable cases;
  private final CasePolicy policy;
  private final Timeline timeline;
  private final Steps steps;
  private final Orders orders;
  private final Refunds refunds;
  private final Rulings rulings;
  private final Pauses pauses;
  private final CaseProcess process;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  CaseFlow(CaseTable cases, CasePolicy policy, Timeline timeline, Steps steps, Orders orders, Refunds refunds, Rulings rulings, Pauses pauses,
      @Lazy CaseProcess process, ApplicationEventPublisher events, Clock clock) {
    this.cases = cases;
    this.policy = policy;
    this.timeline = timeline;
    this.steps = steps;
    this.orders = orders;
    this.refunds = refunds;
    this.rulings = rulings;
    this.pauses = pauses;
    this.process = process;
    this.events = events;
    this.clock = clock;
  }

  /** The case has come to where the diagram says it stands. A closed status closes it. */
  public void stands(CaseId caseId, CaseStatus status, Actor actor, String clause) {
    stands(caseId, status, actor, clause, null, Map.of());
  }

  /** A human step is open; where it gives the status, the case stands there now. One that is overdue from the start is escalated at once. */
  public void stepOpened(Step step, Actor actor, String clause, Map<String, Object> details) {
    steps.opened(step);
    if (step.status() == null) {
      timeline.add(step.caseId(), Kind.STEP_OPENED, actor, clause, step.step(), null, null, details);
    } else {
      stands(step.caseId(), step.status(), actor, clause, step.step(), details);
    }
    if (step.escalatedTo() != null) {
      timeline.add(step.caseId(), Kind.ESCALATED, Actor.AUTOMATIC, "CD-02", step.step(), null, step.escalatedTo(), Map.of());
    }
  }

  /**
   * A human step is closed; a case that stood there stands where a step that is still open beside it says. A step that belongs to no case
   * is closed, no more.
   */
  public void stepClosed(CaseId caseId, String taskId, Actor actor) {
    // a case before its steps, as in Work; a step closes also when a deadline or another step ends it
    var stands = cases.findForUpdate(caseId).map(AfterSalesCase::status);
    var stoodThere = stands.isPresent() && steps.find(taskId).filter(closed -> closed.status() == stands.get()).isPresent();
    steps.closed(taskId);
    if (stoodThere) {
      steps.ofCase(caseId).stream().map(Step::status).filter(Objects::nonNull).findFirst().filter(status -> status != stands.get())
          .ifPresent(status -> stands(caseId, status, actor, null));
    }
  }

  /** A step that was open without a deadline has one from now on, or another one. Answers the step's task, if it is open. */
  public Optional<String> deadlineSet(CaseId caseId, String step, Instant dueAt, Actor actor, String clause) {
    var open = steps.ofCase(caseId).stream().filter(each -> each.step().equals(step)).findFirst();
    open.ifPresent(its -> {
      steps.dueAt(its.taskId(), dueAt);
      timeline.add(caseId, Kind.DEADLINE_MOVED, actor, clause, step, its.dueAt() == null ? null : its.dueAt().toString(), dueAt.toString(), Map.of());
    });
    return open.map(Step::taskId);
  }

  private void stands(CaseId caseId, CaseStatus status, Actor actor, String clause, String step, Map<String, Object> details) {
    var its = known(caseId);
    var before = its.status();
    if (!its.isOpen() && !status.isClosed()) {
      // what still happens about a closed case opens it no more
      if (step != null) {
        timeline.add(caseId, Kind.STEP_OPENED, actor, clause, step, null, null, details);
      }
      return;
    }
    if (status.isClosed()) {
      cases.closed(caseId, status, clock.instant());
      events.publishEvent(new CaseEvent.Closed(caseId, status));
    } else if (status != before) {
      cases.status(caseId, status);
    }
    timeline.add(caseId, Kind.STATUS_CHANGED, actor, clause, step, before == null ? null : before.code(), status.code(), details);
  }

  /**
   * Decides what is paid: what was judged, by whoever bears it, else what was asked for or agreed on, by the merchant.
   *
   * @param clause the rule that grants it in this flow, such as RO-08, RR-06, EX-08 or SP-01
   * @throws Refused when it is more than can still be refunded (RO-12)
   */
  public void decideRefund(CaseId caseId, String clause) {
    var its = known(caseId);
    var ruled = rulings.last(caseId).filter(ruling -> ruling.payer() != null && !isClaimedSinceJudged(caseId));
    var atOnce = ruled.flatMap(Rulings.Ruling::refund);
    if (atOnce.isPresent()) {
      // what the buyer has had in this case counts: upon an appeal only the difference is paid
      refunds.decide(caseId, its.orderId(), atOnce.get().minus(refunds.refunded(caseId)), clause, ruled.get().payer());
    } else {
      refunds.decide(caseId, its.orderId(), its.amount(), clause,
          ruled.filter(ruling -> isReturnedByOrder(its)).map(Rulings.Ruling::payer).orElse(Refund.Payer.MERCHANT));
    }
  }

  /** The platform has ordered the return, and the two have settled on nothing else since. */
  private boolean isReturnedByOrder(AfterSalesCase its) {
    return its.type() == CaseType.RETURN_REFUND && timeline.of(its.caseId()).stream().filter(entry -> entry.kind() == Kind.HANDED_OVER)
        .reduce((earlier, later) -> later).filter(entry -> BY_ORDER.equals(entry.clause())).isPresent();
  }

  /**
   * The case goes on as another flow: what was agreed, or what the buyer has confirmed. It stays open, and the flow that runs now
   * ends by itself in this transaction.
   *
   * @param flow the process id; one of the five types changes the type of the case too
   * @param agreedBy {@code merchant} or {@code platform}, so that the merchant's decision is skipped; null = the merchant decides
   * @param amount CNY; null = as before, but for an exchange what its pieces cost: whoever sends them back gets no less when
   *     nothing can be sent instead (EX-08); a repair stands for the whole order (RP-20), so what it becomes, or what becomes it, is
   *     counted anew too
   * @throws Refused when more is to be paid than can still be refunded (RO-12), or a refund of the case is decided or paid already
   */
  public void goOnAs(CaseId caseId, String flow, String agreedBy, Money amount, Actor actor, String clause) {
    var before = known(caseId);
    var last = refunds.of(caseId).stream().reduce((earlier, later) -> later);
    if (last.isPresent() && last.get().state() != Refund.State.CANCELLED) {
      throw Refused.conflict("being-paid", "NG-09", "A refund of this case has been decided already. Nothing else can be agreed on.");
    }
    var order = order(before);
    var type = CaseType.of(flow).orElse(before.type());
    var left = refunds.refundable(before.orderId(), order.paidAmount());
    var isCounted = type == CaseType.EXCHANGE || type == CaseType.REPAIR || before.type() == CaseType.REPAIR;
    var paid = amount != null ? amount : isCounted ? Claim.most(type, before.quantity(), order, others(before), left) : before.amount();
    if (Application.paysMoney(type)) {
      policy.checkAmount("amount", paid, left);
    }
    pauses.drop(caseId, clause);
    events.publishEvent(new CaseEvent.WentOn(caseId));
    cases.became(caseId, type, paid);
    var details = new LinkedHashMap<String, Object>();
    details.put("amount", Cny.text(paid));
    if (agreedBy != null) {
      details.put("agreedBy", agreedBy);
    }
    timeline.add(caseId, Kind.HANDED_OVER, actor, clause, null, before.type().code(), flow, details);
    cases.conductedBy(caseId, process.start(flow, known(caseId), ShippingPromise.of(order, clock.instant()), agreedBy));
  }

  /**
   * What stands still goes on where it was, with the time that was left: it was ordered before, and is ordered again. The flow that runs now
   * ends by itself in this transaction.
   *
   * @param amount CNY; null = as before
   * @return false when nothing of this type stands still, and nothing has happened
   */
  public boolean goOnWhereItStood(CaseId caseId, CaseType type, Money amount, Actor actor, String clause) {
    if (known(caseId).type() != type || !pauses.liftAtTheEnd(caseId, actor, clause)) {
      return false;
    }
    if (amount != null) {
      cases.became(caseId, type, amount);
    }
    return true;
  }

  /**
   * The platform refunds the order: from now on the case claims all that is left of it, whatever was asked for or judged before. The
   * order is locked by the caller.
   *
   * @param field the agent's word for it, named when nothing is left
   * @throws Refused nothing is left, a refund of the case is decided or being paid, or another case about the order is open, which
   *     would find nothing left
   */
  public void claimRest(CaseId caseId, String field, String clause) {
    var its = known(caseId);
    demandNothingIsPaid(its, clause);
    if (!its.isOpen() && others(its).stream().anyMatch(AfterSalesCase::isOpen)) {
      throw Refused.conflict("other-case-open", clause,
          "Another case about order " + its.orderId() + " is open. Decide without a refund, or find the breach in that case.");
    }
    var left = refunds.refundable(its.orderId());
    if (!left.isPositive()) {
      throw Refused.invalid(field, "RO-12", "Nothing of order " + its.orderId() + " is left to refund. A penalty is still possible.",
          "订单 " + its.orderId() + " 已无可退金额，但仍可判定赔付。");
    }
    cases.claims(caseId, left);
  }

  /**
   * Another instance conducts the case from now on, and the one that did ends with all its steps; so does one that stands still. A closed case stays as it is.
   *
   * @throws Refused when a refund of the case is decided or being paid
   */
  public TakenOver takeOver(CaseId caseId, String processInstanceId, String clause) {
    var its = cases.findForUpdate(caseId).orElseThrow();
    if (!its.isOpen()) {
      return new TakenOver(false, false);
    }
    var settlesFreight = pauses.drop(caseId, clause);
    if (!processInstanceId.equals(its.processInstanceId())) {
      demandNothingIsPaid(its, clause);
      settlesFreight |= process.end(its.processInstanceId(), clause);
      cases.conductedBy(caseId, processInstanceId);
      events.publishEvent(new CaseEvent.TakenOver(caseId));
    }
    return new TakenOver(true, settlesFreight);
  }

  /**
   * A closed case is open once more, conducted by that flow.
   *
   * @throws Refused another case about the order is open
   */
  public void reopen(CaseId caseId, String flow, String clause) {
    var its = cases.findForUpdate(caseId).orElseThrow();
    // a case before its order, by whose lock one case at a time is opened
    orders.findForUpdate(its.orderId());
    others(its).stream().filter(AfterSalesCase::isOpen).findFirst().ifPresent(open -> {
      throw Refused.conflict("other-case-open", clause, "Case " + open.caseId() + " about the same order is open. Go on there, or wait until it is closed.");
    });
    cases.reopened(caseId);
    cases.conductedBy(caseId, process.start(flow, known(caseId), ShippingPromise.of(order(its), clock.instant()), null));
  }

  /** An open case ends with its one refund; in a closed one, a further refund waits until the last is paid. */
  private void demandNothingIsPaid(AfterSalesCase its, String clause) {
    var last = refunds.of(its.caseId()).stream().reduce((earlier, later) -> later).map(Refund::state);
    if (last.filter(state -> state != Refund.State.CANCELLED && (its.isOpen() || state != Refund.State.SUCCEEDED)).isPresent()) {
      throw Refused.conflict("being-paid", clause, "A refund of case " + its.caseId() + " has been decided already and is being paid. "
          + "Decide without a refund, or wait until it is paid.");
    }
  }

  /** The buyer wants what somebody asked for on the buyer's behalf (MB-02). A merchant who asked has agreed by it, an agent has not. */
  public void startConfirmed(CaseId caseId, Actor buyer) {
    var its = known(caseId);
    goOnAs(caseId, its.type().code(), its.openedBy() == Actor.Kind.MERCHANT ? "merchant" : null, null, buyer, "MB-02");
  }

  /**
   * Takes over what the buyer changed after a rejection (RO-05); what was left empty stays as it was, and an
   * amount where none is asked for is ignored.
   *
   * @throws Refused when the amount is not above 0, more than can still be refunded (RO-12), or more than its pieces cost (RR-10)
   */
  public Resubmitted resubmit(CaseId caseId, Actor actor) {
    var before = known(caseId);
    var order = order(before);
    var answer = timeline.lastAnswer(caseId, "buyer-answers-rejection").orElse(Map.of());
    var amount = answer.containsKey("amount") && Application.paysMoney(before.type()) ? Cny.parse(answer.get("amount").toString()) : before.amount();
    if (!amount.isPositive()) {
      throw Refused.invalid("amount", "RO-12", "The amount must be above 0.", "金额必须大于 0。");
    }
    var left = refunds.refundable(before.orderId(), order.paidAmount());
    policy.checkAmount("amount", amount, left);
    if (!amount.equals(before.amount())) {
      Claim.checkShare("amount", amount, Claim.most(before.type(), before.quantity(), order, others(before), left));
    }
    var reason = answer.containsKey("reason") ? Reason.of(answer.get("reason").toString()).orElseThrow() : before.reason();
    var description = answer.containsKey("description") ? answer.get("description").toString() : before.description();
    cases.changed(caseId, amount, reason, description);
    var changes = new LinkedHashMap<String, Object>();
    changes.put("amount", Cny.text(amount));
    changes.put("reason", reason.code());
    timeline.add(caseId, Kind.RESUBMITTED, actor, before.type() == CaseType.REFUND_ONLY ? "RO-05" : "RR-03", null, Cny.text(before.amount()), Cny.text(amount), changes);
    return new Resubmitted(Cny.text(amount), ShippingPromise.of(order, clock.instant()));
  }

  /** Keeps everybody else from moving the case until the transaction ends, open or not; a case is locked before its parcels. */
  public void lock(CaseId caseId) {
    cases.findForUpdate(caseId);
  }

  /** The case as it stands now. */
  public AfterSalesCase find(CaseId caseId) {
    return known(caseId);
  }

  /** The one top-level instance that conducts the case now. */
  public String conductedBy(CaseId caseId) {
    return known(caseId).processInstanceId();
  }

  /** A breach for which the order is refunded says more than a judgement before it. */
  private boolean isClaimedSinceJudged(CaseId caseId) {
    return timeline.of(caseId).stream()
        .filter(entry -> entry.kind() == Kind.JUDGED
            || entry.kind() == Kind.BREACH_DECIDED && Boolean.TRUE.equals(entry.details().get("refundOrder")))
        .reduce((earlier, later) -> later).filter(entry -> entry.kind() == Kind.BREACH_DECIDED).isPresent();
  }

  private List<AfterSalesCase> others(AfterSalesCase than) {
    return cases.ofOrder(than.orderId()).stream().filter(each -> !each.caseId().equals(than.caseId())).toList();
  }

  private AfterSalesCase known(CaseId caseId) {
    return cases.find(caseId).orElseThrow(() -> new IllegalStateException("no case " + caseId));
  }

  private Order order(AfterSalesCase of) {
    return orders.find(of.orderId()).orElseThrow(() -> new IllegalStateException("no order " + of.orderId()));
  }
}
