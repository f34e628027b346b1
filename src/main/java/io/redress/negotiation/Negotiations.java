package io.redress.negotiation;

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
import io.redress.money.Refund;
import io.redress.money.Refunds;
import io.redress.order.Order;
import io.redress.order.Orders;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.joda.money.Money;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Proposals and what becomes of them (NG-01 to NG-09). A merchant proposes for the own shop and agrees by it. An agent may propose
 * as well, in both sides' interest, but cannot agree for the merchant: what the buyer accepts then runs as agreed by the platform.
 */
@Service
public class Negotiations {

  private static final String ANSWER = "buyer-answers-proposal";
  private static final Set<String> STEPS = Set.of("merchant-proposes", ANSWER);

  private final ProposalTable proposals;
  private final Cases cases;
  private final CaseFlow flow;
  private final CaseProcess process;
  private final Steps steps;
  private final Timeline timeline;
  private final Orders orders;
  private final Refunds refunds;
  private final ReturnAddresses returnAddresses;
  private final Clock clock;

  Negotiations(ProposalTable proposals, Cases cases, CaseFlow flow, CaseProcess process, Steps steps, Timeline timeline, Orders orders,
      Refunds refunds, ReturnAddresses returnAddresses, Clock clock) {
    this.proposals = proposals;
    this.cases = cases;
    this.flow = flow;
    this.process = process;
    this.steps = steps;
    this.timeline = timeline;
    this.orders = orders;
    this.refunds = refunds;
    this.returnAddresses = returnAddresses;
    this.clock = clock;
  }

  /**
   * Proposes a settlement: for the order's open case, whose deadlines go on, or as a case of its own. No application window applies
   * to what both sides want (RR-17).
   *
   * @param proposer the order's merchant, or one of the staff
   * @return the case that waits for the buyer's answer
   * @throws Refused when the order is another merchant's, the outcome is not possible for it, a proposal is open, or money is moving
   */
  @Transactional
  public AfterSalesCase propose(String orderId, Terms terms, Viewer proposer) {
    if (orderId == null || orderId.isBlank()) {
      throw Refused.invalid("orderId", "NG-09", "Name the order that the proposal is about.", "请填写协商所涉及的订单。");
    }
    var order = orders.find(orderId).filter(found -> proposer.kind() != Viewer.Kind.BUYER && proposer.sees(found)).orElseThrow(() -> Refused.notFound("order", orderId));
    // a case is locked before its order, as everywhere; so the order is locked only when there is no case
    var open = cases.openAbout(orderId);
    if (open.isPresent()) {
      return proposeFor(open.get(), order, terms, proposer);
    }
    var locked = orders.findForUpdate(orderId).orElseThrow();
    checkPossible(terms.outcome(), locked);
    var amount = amount(terms, null, locked);
    return cases.openForAgreement(locked, terms.outcome().type(), amount == null ? whatIsLeft(locked) : amount, proposer,
        opened -> keep(opened.caseId(), terms, amount, by(proposer), proposer.actor()));
  }

  private AfterSalesCase proposeFor(AfterSalesCase open, Order order, Terms terms, Viewer proposer) {
    checkNoneIsOpen(open.caseId(), STEPS);
    checkNoneStandsStill(open.caseId());
    checkNothingIsPaid(open.caseId());
    checkPossible(terms.outcome(), order);
    keep(open.caseId(), terms, amount(terms, open, order), by(proposer), proposer.actor());
    process.openNegotiation(open.processInstanceId());
    return cases.find(open.caseId(), proposer);
  }

  /**
   * The merchant has filled in the step {@code merchant-proposes}: that is a proposal.
   *
   * @throws Refused by the names of the form's fields, or when money is moving, or the buyer is reading another proposal, which must
   *     stay what it was until it is answered
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void recordProposal(CaseId caseId, Actor merchant) {
    var answer = timeline.lastAnswer(caseId, "merchant-proposes").orElseThrow(() -> new IllegalStateException("nothing was proposed in case " + caseId));
    var terms = Terms.of(text(answer, "outcome"), text(answer, "amount"), text(answer, "message"));
    var its = cases.openCase(caseId);
    checkNoneIsOpen(caseId, Set.of(ANSWER));
    var order = orders.find(its.orderId()).orElseThrow();
    checkNothingIsPaid(caseId);
    checkPossible(terms.outcome(), order);
    keep(caseId, terms, amount(terms, its, order), Proposal.By.MERCHANT, merchant);
  }

  /**
   * The buyer has accepted the newest proposal: the case goes on in the flow of its outcome, agreed already.
   *
   * @throws Refused when a refund of the case has been decided meanwhile
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void handOver(CaseId caseId, Actor buyer) {
    var accepted = proposals.newest(caseId).orElseThrow(() -> new IllegalStateException("nothing was proposed in case " + caseId));
    flow.goOnAs(caseId, accepted.outcome().code(), accepted.agreedBy(), accepted.amount(), buyer, accepted.outcome().clause());
  }

  private static Proposal.By by(Viewer proposer) {
    return proposer.kind() == Viewer.Kind.MERCHANT ? Proposal.By.MERCHANT : Proposal.By.AGENT;
  }

  private void keep(CaseId caseId, Terms terms, Money amount, Proposal.By by, Actor proposer) {
    proposals.insert(new Proposal(caseId, terms.outcome(), amount, terms.message(), by, clock.instant()));
    var details = new LinkedHashMap<String, Object>();
    details.put("outcome", terms.outcome().code());
    details.put("amount", amount == null ? null : Cny.text(amount));
    details.put("message", terms.message());
    details.values().removeIf(Objects::isNull);
    timeline.add(caseId, Timeline.Kind.PROPOSED, proposer, "NG-09", null, null, terms.outcome().code(), details);
  }

  private void checkNoneIsOpen(CaseId caseId, Set<String> negotiating) {
    if (steps.ofCase(caseId).stream().anyMatch(step -> negotiating.contains(step.step()))) {
      throw Refused.conflict("negotiating-already", "NG-09", "A proposal in case " + caseId + " is not answered yet. Wait for the answer.");
    }
  }

  /** What waits for an answer while the platform has stepped in is answered later: two proposals side by side would be mistaken for each other. */
  private void checkNoneStandsStill(CaseId caseId) {
    if (steps.pausedOf(caseId).stream().anyMatch(step -> STEPS.contains(step.step()))) {
      throw Refused.conflict("negotiating-already", "NG-09", "A proposal in case " + caseId + " is not answered yet. The platform has stepped in; it goes on"
          + " when the case is handed back.");
    }
  }

  private void checkNothingIsPaid(CaseId caseId) {
    if (refunds.of(caseId).stream().anyMatch(refund -> refund.state() != Refund.State.CANCELLED)) {
      throw Refused.conflict("being-paid", "NG-09", "The refund in case " + caseId + " is decided. Nothing else can be agreed on any more.");
    }
  }

  private void checkPossible(Outcome outcome, Order order) {
    if (outcome != Outcome.SMALL_PAYMENT) {
      cases.checkOffered(outcome.type(), order);
    }
    if (outcome.sendsGoodsBack()) {
      returnAddresses.demand(order.merchantId());
    }
  }

  /** What is to be paid; null for an outcome without money. */
  private Money amount(Terms terms, AfterSalesCase open, Order order) {
    if (!terms.outcome().paysMoney()) {
      return null;
    }
    var left = whatIsLeft(order);
    if (terms.amount() == null) {
      return open == null || open.amount().isGreaterThan(left) ? left : open.amount();
    }
    if (terms.amount().isGreaterThan(left)) {
      throw Refused.invalid("amount", "RO-12", "At most " + Cny.text(left) + " CNY of this order can still be refunded.",
          "该订单最多还可退 " + Cny.text(left) + " 元。");
    }
    return terms.amount();
  }

  private Money whatIsLeft(Order order) {
    var left = refunds.refundable(order.orderId(), order.paidAmount());
    if (!left.isPositive()) {
      throw Refused.conflict("nothing-left", "RO-12", "Order " + order.orderId() + " has been refunded as a whole. Complain to the service desk instead.");
    }
    return left;
  }

  private static String text(Map<String, Object> answer, String key) {
    return answer.get(key) == null ? null : answer.get(key).toString();
  }
}
