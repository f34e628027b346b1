package io.redress.casefile;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.Timeline.Kind;
import io.redress.money.Refunds;
import io.redress.order.Order;
import io.redress.order.Orders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What people do with cases. Whoever may not see a case gets the same answer as for one that does not exist. */
@Service
public class Cases {

  /**
   * A case with what a reader wants to know at once.
   *
   * @param pausedAt since when it stands still because the platform has stepped in unasked; null = it runs
   */
  public record Overview(AfterSalesCase itself, Integer platformStatus, Money refunded, Step deadline, Instant pausedAt) {}

  /** Flows that begin with the buyer's word; their process ids. */
  private static final String ON_BEHALF = "application-on-behalf";
  private static final String CHAT_AGREEMENT = "chat-agreement";

  /** Steps in which one side speaks to the platform only. */
  private static final String BUYERS_EVIDENCE = "buyer-gives-evidence";
  private static final String MERCHANTS_EVIDENCE = "merchant-gives-evidence";

  private final CaseTable table;
  private final CasePolicy policy;
  private final CaseRules rules;
  private final CaseNumbers numbers;
  private final CaseProcess process;
  private final Steps steps;
  private final Pauses pauses;
  private final Timeline timeline;
  private final Orders orders;
  private final Refunds refunds;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final String ruleset;

  Cases(CaseTable table, CasePolicy policy, CaseRules rules, CaseNumbers numbers, CaseProcess process, Steps steps, Pauses pauses,
      Timeline timeline, Orders orders, Refunds refunds, ApplicationEventPublisher events, Clock clock, @Value("${redress.ruleset}") String ruleset) {
    this.table = table;
    this.policy = policy;
    this.rules = rules;
    this.numbers = numbers;
    this.process = process;
    this.steps = steps;
    this.pauses = pauses;
    this.timeline = timeline;
    this.orders = orders;
    this.refunds = refunds;
    this.events = events;
    this.clock = clock;
    this.ruleset = ruleset;
  }

  /**
   * Opens a case and runs it to its first human step: for the buyer's own order its flow, for anybody who helps the buyer the
   * question whether the buyer wants it at all (MB-02).
   *
   * @param idempotencyKey the same key of the same caller gives the first case again; null = no such protection
   * @param opener the order's buyer, its merchant, or one of the staff
   * @throws Refused when the order is not the caller's, the window is closed, a case is open, or a value breaks a rule
   */
  @Transactional
  public AfterSalesCase open(Application application, String idempotencyKey, Viewer opener) {
    // the order's lock lets one application at a time through, so that a repeat sees the case that the first one opened
    var order = orders.findForUpdate(application.orderId()).filter(opener::sees)
        .orElseThrow(() -> Refused.notFound("order", application.orderId()));
    if (idempotencyKey != null) {
      var first = table.findByKey(opener.actor().kind(), opener.userId(), idempotencyKey);
      if (first.isPresent()) {
        return repeated(first.get(), application);
      }
    }
    var now = clock.instant();
    var refundable = refunds.refundable(order.orderId(), order.paidAmount());
    var earlier = table.ofOrder(order.orderId());
    policy.check(application, ruleset, order, earlier, now);
    var claim = Claim.of(application, order, earlier, refundable);
    var opened = new AfterSalesCase(numbers.next(), order.orderId(), order.merchantId(), order.buyerId(), application.type(), ruleset,
        null, application.reason(), claim.amount(), claim.pieces(), application.percent(), application.description(), opener.actor().kind(),
        now, null, null);
    var isBuyers = opener.kind() == Viewer.Kind.BUYER;
    insert(opened, opener, idempotencyKey, isBuyers ? policy.window(opened.type(), ruleset, opened.reason(), order).clause() : "MB-01");
    return started(opened, isBuyers ? opened.type().code() : ON_BEHALF, order);
  }

  /**
   * Opens a case for what a merchant or an agent proposes to the buyer about an order without an open case. No window applies to what
   * both sides want (RR-17).
   *
   * @param order locked by the caller
   * @param amount CNY, above zero, at most what is left to refund
   * @param proposal what the case begins with
   * @throws Refused when a case has been opened meanwhile
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public AfterSalesCase openForAgreement(Order order, CaseType type, Money amount, Viewer opener, Consumer<AfterSalesCase> proposal) {
    if (table.ofOrder(order.orderId()).stream().anyMatch(AfterSalesCase::isOpen)) {
      throw Refused.conflict("changed-meanwhile", null, "A case about order " + order.orderId() + " was opened in this moment. Look at it, then propose again.");
    }
    var opened = new AfterSalesCase(numbers.next(), order.orderId(), order.merchantId(), order.buyerId(), type, ruleset, null, Reason.OTHER,
        amount, order.quantity(), null, null, opener.actor().kind(), clock.instant(), null, null);
    insert(opened, opener, null, "NG-02");
    proposal.accept(opened);
    return started(opened, CHAT_AGREEMENT, order);
  }

  private void insert(AfterSalesCase opened, Viewer opener, String idempotencyKey, String clause) {
    table.insert(opened, opener.userId(), idempotencyKey);
    timeline.add(opened.caseId(), Kind.OPENED, opener.actor(), clause, null, null, null,
        Map.of("type", opened.type().code(), "reason", opened.reason().code(), "amount", Cny.text(opened.amount())));
  }

  private AfterSalesCase started(AfterSalesCase opened, String flow, Order order) {
    table.conductedBy(opened.caseId(), process.start(flow, opened, ShippingPromise.of(order, opened.openedAt()), null));
    return table.find(opened.caseId()).orElseThrow();
  }

  public AfterSalesCase find(CaseId caseId, Viewer viewer) {
    return table.find(caseId).filter(viewer::sees).orElseThrow(() -> Refused.notFound("case", caseId.value()));
  }

  /** All cases about each of these orders, oldest first; an order without any is not in the answer. */
  public Map<String, List<AfterSalesCase>> aboutOrders(Collection<String> orderIds) {
    return table.ofOrders(orderIds).stream().collect(Collectors.groupingBy(AfterSalesCase::orderId));
  }

  /** How many pieces of each order have not been refunded one by one (RR-10), by the order's id. */
  public Map<String, Integer> piecesLeft(Collection<Order> bought) {
    var refunded = table.refunded(bought.stream().map(Order::orderId).toList()).stream().collect(Collectors.groupingBy(AfterSalesCase::orderId));
    return bought.stream().collect(Collectors.toMap(Order::orderId,
        order -> Claim.piecesLeft(order, refunded.getOrDefault(order.orderId(), List.of()))));
  }

  /**
   * Until when a repair of each order can be asked for once it is shipped (RP-04), by the order's id; {@link Instant#MAX} = no end yet. An
   * order whose category is never repaired (RP-03) is not in the answer.
   */
  public Map<String, Instant> repairableUntil(Collection<Order> bought) {
    var windows = new HashMap<String, Optional<ApplicationWindow>>();
    var until = new HashMap<String, Instant>();
    for (var order : bought) {
      windows.computeIfAbsent(order.category(), category -> rules.window(CaseType.REPAIR, ruleset, Reason.QUALITY, order))
          .ifPresent(window -> until.put(order.orderId(), Objects.requireNonNullElse(window.closesAt(order), Instant.MAX)));
    }
    return until;
  }

  public Overview overview(AfterSalesCase itself) {
    return overviews(List.of(itself)).get(0);
  }

  /** Newest first; {@code status} and {@code orderId} may be null. */
  public List<Overview> page(Viewer viewer, String status, String orderId, int limit, long offset) {
    return page(viewer, status, orderId, null, limit, offset);
  }

  /** As above, and only what stands where it does because a step of this side is open: buyer, merchant or platform; null = any. */
  public List<Overview> page(Viewer viewer, String status, String orderId, String waitingFor, int limit, long offset) {
    return overviews(table.page(viewer, status, orderId, waitingFor, limit, offset));
  }

  public long count(Viewer viewer, String status, String orderId) {
    return count(viewer, status, orderId, null);
  }

  public long count(Viewer viewer, String status, String orderId, String waitingFor) {
    return table.count(viewer, status, orderId, waitingFor);
  }

  public List<Timeline.Entry> timeline(CaseId caseId, Viewer viewer) {
    return timeline.of(find(caseId, viewer).caseId()).stream().map(entry -> isOthers(entry, viewer) ? entry.untold() : entry).toList();
  }

  /** What a side is asked and says in a round of evidence is read where the round is, once it has closed, and not here (PI-09). */
  private static boolean isOthers(Timeline.Entry entry, Viewer viewer) {
    return entry.kind() == Kind.STEP_COMPLETED && switch (viewer.kind()) {
      case BUYER -> MERCHANTS_EVIDENCE.equals(entry.step()) || "ask-merchant".equals(entry.details().get("next"));
      case MERCHANT -> BUYERS_EVIDENCE.equals(entry.step()) || "ask-buyer".equals(entry.details().get("next"));
      case STAFF -> false;
    };
  }

  /**
   * Withdraws at any step before the refund has succeeded (RO-07). A case that stands still goes on first, so that its flow says whether
   * it still can be withdrawn.
   *
   * @throws Refused when the case is closed, or its refund is being paid or has been paid
   */
  @Transactional
  public AfterSalesCase withdraw(CaseId caseId, Viewer buyer) {
    find(caseId, buyer);
    refunds.cancel(caseId);
    var open = openCase(caseId);
    if (refunds.hasOpen(caseId)) {
      // decided after the line above looked and before the case was locked; its row is locked before its case, so not now
      throw Refused.conflict("changed-meanwhile", "RO-07", "A refund of this case was decided in this moment. Look at it again, then withdraw.");
    }
    timeline.add(caseId, Kind.WITHDRAWN, buyer.actor(), "RO-07", null, null, null, Map.of());
    process.withdraw(caseId, pauses.lift(caseId, buyer.actor(), "RO-07").orElse(open.processInstanceId()));
    events.publishEvent(new CaseEvent.Withdrawn(caseId));
    return table.find(caseId).orElseThrow();
  }

  /** An agent asks the merchant; the merchant's clock runs on (GN-05). */
  @Transactional
  public AfterSalesCase requestInformation(CaseId caseId, String question, Viewer agent) {
    find(caseId, agent);
    if (question == null || question.isBlank() || question.length() > Application.LONGEST_TEXT) {
      throw Refused.invalid("question", "GN-05", "Ask in 1 to " + Application.LONGEST_TEXT + " characters.",
          "请用 1 至 " + Application.LONGEST_TEXT + " 个字写明问题。");
    }
    var open = openCase(caseId);
    pauses.demandRuns(caseId);
    if (steps.ofCase(caseId).stream().anyMatch(step -> step.step().equals("merchant-supplies-information"))) {
      throw Refused.conflict("asked-already", "GN-05", "The merchant has not yet answered the last question about case " + caseId + ".");
    }
    timeline.add(caseId, Kind.INFORMATION_REQUESTED, agent.actor(), "GN-05", null, null, null, Map.of("question", question));
    process.requestInformation(open.processInstanceId());
    return open;
  }

  /**
   * Shortens the time that a merchant has to decide (RO-03).
   *
   * @throws Refused when the case waits for nobody's decision, or too little time would be left, or more than before
   */
  @Transactional
  public AfterSalesCase shortenDeadline(CaseId caseId, Instant dueAt, Viewer agent) {
    find(caseId, agent);
    openCase(caseId);
    pauses.demandRuns(caseId);
    var decision = steps.ofCase(caseId).stream().filter(step -> process.hoursLeftWhenShortened(step.taskId()).isPresent()).findFirst()
        .orElseThrow(() -> Refused.conflict("nothing-to-shorten", "RO-03", "Case " + caseId + " does not wait for the merchant's decision."));
    var hours = process.hoursLeftWhenShortened(decision.taskId()).orElseThrow();
    if (dueAt == null) {
      throw Refused.invalid("dueAt", "RO-03", "Name the new deadline.", "请填写新的截止时间。");
    }
    if (dueAt.isBefore(clock.instant().plus(Duration.ofHours(hours)))) {
      throw Refused.invalid("dueAt", "RO-03", "The merchant must keep at least " + hours + " hours.",
          "至少要给商家留 " + hours + " 小时。");
    }
    if (!dueAt.isBefore(decision.dueAt())) {
      throw Refused.invalid("dueAt", "RO-03", "The deadline can only be shortened; it is " + decision.dueAt() + " now.",
          "截止时间只能提前；目前为 " + decision.dueAt() + "。");
    }
    process.moveDeadline(decision.taskId(), dueAt);
    steps.dueAt(decision.taskId(), dueAt);
    timeline.add(caseId, Kind.DEADLINE_MOVED, agent.actor(), "RO-03", decision.step(), decision.dueAt().toString(), dueAt.toString(), Map.of());
    return table.find(caseId).orElseThrow();
  }

  /**
   * Whether such an outcome is possible for an order, whatever the day: shipped goods, no special ones, no live animals (GN-03, 20.15).
   *
   * @throws Refused when it is not
   */
  public void checkOffered(CaseType type, Order order) {
    policy.checkOffered(type, ruleset, Reason.OTHER, order);
  }

  /** The open case about an order, locked until the transaction ends. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<AfterSalesCase> openAbout(String orderId) {
    return table.ofOrder(orderId).stream().filter(AfterSalesCase::isOpen).findFirst().map(open -> openCase(open.caseId()));
  }

  /**
   * The case, locked until the transaction ends.
   *
   * @throws Refused when it is closed
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public AfterSalesCase openCase(CaseId caseId) {
    var locked = table.findForUpdate(caseId).orElseThrow();
    if (!locked.isOpen()) {
      throw Refused.conflict("case-closed", "RO-06", "Case " + caseId + " is closed (" + locked.status().code()
          + "). While the window is open you can apply again.");
    }
    return locked;
  }

  private AfterSalesCase repeated(AfterSalesCase first, Application application) {
    // as it was asked for: what was agreed on since may have made it another type
    if (!first.orderId().equals(application.orderId()) || timeline.openedAs(first.caseId()) != application.type()) {
      throw Refused.invalid("Idempotency-Key", null, "This key was used for another request, case " + first.caseId() + ". Send a new one.",
          "此键已用于另一申请（售后单 " + first.caseId() + "），请换一个新的。");
    }
    return first;
  }

  private List<Overview> overviews(List<AfterSalesCase> found) {
    var ids = found.stream().map(AfterSalesCase::caseId).toList();
    var open = steps.ofCases(ids);
    var refunded = refunds.refunded(ids);
    var paused = pauses.since(ids);
    return found.stream().map(each -> new Overview(each, rules.platformStatus(each.type(), each.status()),
        refunded.getOrDefault(each.caseId(), Cny.ZERO),
        open.getOrDefault(each.caseId(), List.of()).stream().filter(step -> step.status() == each.status() && step.dueAt() != null)
            .findFirst().orElse(null), paused.get(each.caseId()))).toList();
  }
}
