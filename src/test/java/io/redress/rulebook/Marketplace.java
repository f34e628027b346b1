package io.redress.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Page;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Application;
import io.redress.casefile.CaseProcess;
import io.redress.casefile.Cases;
import io.redress.casefile.Step;
import io.redress.casefile.Steps;
import io.redress.casefile.Timeline;
import io.redress.casefile.Viewer;
import io.redress.casefile.Work;
import io.redress.deadline.FastForward;
import io.redress.deadline.MovableClock;
import io.redress.dispute.Appeals;
import io.redress.dispute.Breaches;
import io.redress.dispute.CaseEvidence;
import io.redress.dispute.Interventions;
import io.redress.identity.Caller;
import io.redress.identity.Callers;
import io.redress.identity.Role;
import io.redress.money.Account;
import io.redress.money.Ledger;
import io.redress.money.Refunds;
import io.redress.money.SimulatedGateway;
import io.redress.money.Vouchers;
import io.redress.negotiation.Negotiations;
import io.redress.negotiation.Terms;
import io.redress.order.Order;
import io.redress.order.Orders;
import io.redress.shipment.MerchantDirectory;
import io.redress.shipment.MerchantSettings;
import io.redress.shipment.ReturnAddress;
import io.redress.shipment.Shipments;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.joda.time.DateTimeUtils;
import org.springframework.boot.test.context.TestComponent;

/** The people of a scenario and what they do, in the words of the rulebook. Each case gets an order, a buyer and a merchant of its own. */
@TestComponent
public class Marketplace {

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final Orders orders;
  private final Cases cases;
  private final Work work;
  private final Refunds refunds;
  private final Ledger ledger;
  private final SimulatedGateway gateway;
  private final RuntimeService runtime;
  private final RepositoryService repository;
  private final MerchantDirectory merchants;
  private final Shipments shipments;
  private final Negotiations negotiations;
  private final Vouchers vouchers;
  private final Steps steps;
  private final Breaches breaches;
  private final Interventions interventions;
  private final Appeals appeals;
  private final CaseEvidence evidence;
  private final CaseProcess process;
  private final FastForward time;
  private final MovableClock clock;

  Marketplace(Orders orders, Cases cases, Work work, Refunds refunds, Ledger ledger, SimulatedGateway gateway, RuntimeService runtime,
      RepositoryService repository, MerchantDirectory merchants, Shipments shipments, Negotiations negotiations, Vouchers vouchers, Steps steps, Breaches breaches,
      Interventions interventions, Appeals appeals, CaseEvidence evidence, CaseProcess process, FastForward time, MovableClock clock) {
    this.orders = orders;
    this.cases = cases;
    this.work = work;
    this.refunds = refunds;
    this.ledger = ledger;
    this.gateway = gateway;
    this.runtime = runtime;
    this.repository = repository;
    this.merchants = merchants;
    this.shipments = shipments;
    this.negotiations = negotiations;
    this.vouchers = vouchers;
    this.steps = steps;
    this.breaches = breaches;
    this.interventions = interventions;
    this.appeals = appeals;
    this.evidence = evidence;
    this.process = process;
    this.time = time;
    this.clock = clock;
  }

  /** The engine's time source is static: another test's application may have taken it. */
  void opens() {
    DateTimeUtils.setCurrentMillisProvider(clock::millis);
    gateway.forget();
  }

  public Instant now() {
    return clock.instant();
  }

  // --- orders -----------------------------------------------------------------------------------------------------------------

  /** An order as it is put into the platform's records. */
  public final class AnOrder {
    private final int number = NUMBERS.incrementAndGet();
    private String paid = "129.90";
    private String category = "clothing";
    private int quantity = 1;
    private Instant confirmedAt = now().minus(Duration.ofDays(1));
    private Instant promisedShipAt;
    private Instant shippedAt;
    private Instant receivedAt;
    private Instant promisedUntil;
    private List<String> labels = List.of();
    private boolean remote;
    private boolean senior;

    public AnOrder paid(String amount) {
      paid = amount;
      return this;
    }

    public AnOrder of(String category) {
      this.category = category;
      return this;
    }

    public AnOrder pieces(int quantity) {
      this.quantity = quantity;
      return this;
    }

    public AnOrder confirmed(Instant at) {
      confirmedAt = at;
      return this;
    }

    public AnOrder promisedToShipBy(Instant at) {
      promisedShipAt = at;
      return this;
    }

    public AnOrder shipped(Instant at) {
      shippedAt = at;
      return this;
    }

    public AnOrder received(Instant at) {
      confirmedAt = at.minus(Duration.ofDays(3));
      shippedAt = at.minus(Duration.ofDays(2));
      receivedAt = at;
      return this;
    }

    public AnOrder afterSalesUntil(Instant at) {
      promisedUntil = at;
      return this;
    }

    public AnOrder labelled(String... labels) {
      this.labels = List.of(labels);
      return this;
    }

    public AnOrder toRemoteRegion() {
      remote = true;
      return this;
    }

    public AnOrder ofSenior() {
      senior = true;
      return this;
    }

    public String put() {
      orders.put(order());
      return id();
    }

    String id() {
      return "ORDER-" + number;
    }

    private Order order() {
      return new Order(id(), "M" + number, "buyer-" + number, category, "Blue jacket", quantity, Cny.parse(paid), Cny.ZERO, confirmedAt,
          promisedShipAt, shippedAt, receivedAt, promisedUntil, null, labels, remote, senior);
    }
  }

  public AnOrder anOrder() {
    return new AnOrder();
  }

  /** An order that was shipped and has not arrived. */
  public AnOrder aShippedOrder() {
    return new AnOrder().shipped(now().minus(Duration.ofHours(2)));
  }

  public void ships(String orderId) {
    var order = orders.find(orderId).orElseThrow();
    orders.put(new Order(order.orderId(), order.merchantId(), order.buyerId(), order.category(), order.itemName(), order.quantity(),
        order.paidAmount(), order.freight(), order.confirmedAt(), order.promisedShipAt(), now(), order.receivedAt(),
        order.merchantPromisedUntil(), order.statutoryUntil(), order.serviceLabels(), order.remoteRegion(), order.seniorBuyer()));
  }

  // --- people -----------------------------------------------------------------------------------------------------------------

  public AfterSalesCase buyerAsksFor(String amount, String orderId) {
    return buyerAsksFor("refund-only", "quality", amount, orderId, null);
  }

  public AfterSalesCase buyerAsksFor(String type, String reason, String amount, String orderId, String idempotencyKey) {
    return cases.open(Application.of(orderId, type, reason, amount, null, 1, "The zip is broken"), idempotencyKey, buyerOf(orderId));
  }

  /** Asks for any kind; amount, percent and pieces may be null. */
  public AfterSalesCase buyerApplies(String type, String reason, String amount, Integer percent, Integer pieces, String orderId) {
    return cases.open(Application.of(orderId, type, reason, amount, percent, pieces, "The zip is broken"), null, buyerOf(orderId));
  }

  /** The order's merchant gives a phone and two return addresses, {@code home} being the default. */
  public void merchantHasSettings(String orderId, Integer promisedHours) {
    merchants.replace(new MerchantSettings(orders.find(orderId).orElseThrow().merchantId(), "021-5555 0101", null, List.of(
        new ReturnAddress("home", "1 Harbour Road, Shanghai", "Returns desk", "021-5555 0102", true),
        new ReturnAddress("annex", "9 Canal Street, Ningbo", "Annex", "0574-5555 0103", false)), promisedHours));
  }

  public void buyerShipsReturn(AfterSalesCase of, String trackingNumber, String freightPaid) {
    completes(buyer(of), of, "buyer-ships-return", Map.of("carrier", "SF", "trackingNumber", trackingNumber, "freightPaid", freightPaid));
  }

  /** A tracking number of SF that no other parcel has. */
  public static String aTrackingNumber() {
    return "SF" + String.format("%013d", 7_000_000_000_000L + NUMBERS.incrementAndGet());
  }

  public void carrierReports(String trackingNumber, String event) {
    shipments.heard("SF", trackingNumber, event, now().toString());
  }

  /** The order's merchant proposes something else than what the case is about. */
  public void merchantProposes(AfterSalesCase of, String outcome, String amount) {
    negotiations.propose(of.orderId(), Terms.of(outcome, amount, "We are sorry about the zip."), merchant(of));
  }

  public void merchantAgrees(AfterSalesCase of) {
    completes(merchant(of), of, "merchant-decides-refund", Map.of("decision", "agree"));
  }

  public void merchantRejects(AfterSalesCase of) {
    completes(merchant(of), of, "merchant-decides-refund",
        Map.of("decision", "reject", "rejectReason", "not-proven", "explanation", "The photo shows another jacket."));
  }

  public void buyerAnswers(AfterSalesCase of, Map<String, Object> answer) {
    completes(buyer(of), of, "buyer-answers-rejection", answer);
  }

  /** Both sides are heard first, if they have not been; without a liability, the merchant is liable for a remedy and nobody where there is none. */
  public void agentJudges(AfterSalesCase of, Map<String, Object> judgement) {
    bothGiveEvidence(of);
    var whole = new java.util.HashMap<>(judgement);
    whole.putIfAbsent("liability", "dismiss".equals(judgement.get("remedy")) ? "none" : "merchant");
    completes(agent(), of, "agent-judges", whole);
  }

  /** Whoever of the two is asked says something. */
  public void bothGiveEvidence(AfterSalesCase of) {
    for (var who : List.of(buyer(of), merchant(of))) {
      work.page(who, of.caseId(), 10, 0).stream().filter(item -> item.step().step().endsWith("-gives-evidence"))
          .forEach(item -> completes(who, item.step().taskId(), Map.of("statement", "It is as I say.")));
    }
  }

  public AfterSalesCase agentFindsBreach(AfterSalesCase of, String clause) {
    return Callers.as(caller(agent()), () -> breaches.found(of.caseId(), clause, "The merchant told the buyer so in the chat.", agent()));
  }

  public void merchantExplainsBreach(AfterSalesCase of) {
    completes(merchant(of), of, "merchant-explains-breach", Map.of("explanation", "The part was not in stock."));
  }

  /** @param penalty null = the breach is not upheld */
  public void agentDecidesBreach(AfterSalesCase of, boolean refundOrder, String penalty) {
    completes(agent(), of, "agent-decides-breach",
        penalty == null ? Map.of("upheld", false) : Map.of("upheld", true, "refundOrder", refundOrder, "penaltyAmount", penalty));
  }

  public void completes(Viewer who, AfterSalesCase of, String step, Map<String, Object> values) {
    completes(who, task(who, of, step).step().taskId(), values);
  }

  public void completes(Viewer who, String taskId, Map<String, Object> values) {
    Callers.as(caller(who), () -> {
      work.complete(taskId, values, who);
      return null;
    });
  }

  private static Caller caller(Viewer who) {
    return switch (who.kind()) {
      case BUYER -> new Caller(who.id(), Set.of(Role.BUYER), null, who.id(), who.actingUser());
      case MERCHANT -> new Caller(who.userId(), Set.of(Role.MERCHANT), who.id(), null, null);
      case STAFF -> new Caller(who.userId(), who.groups().contains("supervisor") ? Set.of(Role.SUPERVISOR)
          : who.groups().contains("service-desk") ? Set.of(Role.SERVICE_DESK) : Set.of(Role.AGENT), null, null, null);
    };
  }

  public Work.Item task(Viewer who, AfterSalesCase of, String step) {
    return work.page(who, of.caseId(), 10, 0).stream().filter(item -> item.step().step().equals(step)).findFirst()
        .orElseThrow(() -> new AssertionError("case " + of.caseId() + " has no step " + step + " for " + who));
  }

  public void withdraws(AfterSalesCase of) {
    cases.withdraw(of.caseId(), buyer(of));
  }

  public void agentShortensTo(AfterSalesCase of, Instant dueAt) {
    cases.shortenDeadline(of.caseId(), dueAt, agent());
  }

  public void agentAsksMerchant(AfterSalesCase of, String question) {
    cases.requestInformation(of.caseId(), question, agent());
  }

  public static Viewer buyer(AfterSalesCase of) {
    return Viewer.buyer(of.buyerId(), null);
  }

  public static Viewer merchant(AfterSalesCase of) {
    return Viewer.merchant(of.merchantId(), "clerk-of-" + of.merchantId());
  }

  public static Viewer agent() {
    return Viewer.staff("agent1", Set.of("agent"));
  }

  public static Viewer supervisor() {
    return Viewer.staff("supervisor1", Set.of("supervisor"));
  }

  private Viewer buyerOf(String orderId) {
    return Viewer.buyer(orders.find(orderId).map(Order::buyerId).orElse("nobody"), null);
  }

  // --- time -------------------------------------------------------------------------------------------------------------------

  public void timePasses(Duration duration) {
    time.to(now().plus(duration));
  }

  public void timePassesUntil(Instant instant) {
    time.to(instant);
  }

  /** What is due now runs. */
  public void jobsRun() {
    time.to(now());
  }

  public static Duration hours(long hours) {
    return Duration.ofHours(hours);
  }

  public static Duration days(long days) {
    return Duration.ofDays(days);
  }

  // --- what is the case -------------------------------------------------------------------------------------------------------

  public Cases.Overview look(AfterSalesCase of) {
    return cases.overview(cases.find(of.caseId(), agent()));
  }

  public String status(AfterSalesCase of) {
    return look(of).itself().status().code();
  }

  public Instant dueAt(AfterSalesCase of) {
    return look(of).deadline().dueAt();
  }

  public ProcessInstance instance(AfterSalesCase of) {
    return runtime.createProcessInstanceQuery().processInstanceId(look(of).itself().processInstanceId()).singleResult();
  }

  public int piecesLeft(String orderId) {
    return cases.piecesLeft(orders.find(orderId).stream().toList()).get(orderId);
  }

  public List<Timeline.Entry> timeline(AfterSalesCase of) {
    return cases.timeline(of.caseId(), agent());
  }

  public List<String> timelineKinds(AfterSalesCase of) {
    return timeline(of).stream().map(entry -> entry.kind().code()).toList();
  }

  /** What really left the gateway for this case. */
  public List<String> paidOut(CaseId caseId) {
    return gateway.payouts(caseId + ":refund:1").stream().map(Cny::text).toList();
  }

  /** What really left the gateway for the case's return freight. */
  public List<String> freightPaidOut(AfterSalesCase of) {
    return java.util.stream.IntStream.rangeClosed(1, 9).boxed().flatMap(n -> gateway.payouts(of.caseId() + ":freight:" + n).stream()).map(Cny::text).toList();
  }

  /** The rule by which money was last granted in the case. */
  public String refundedBy(AfterSalesCase of) {
    return timeline(of).stream().filter(entry -> entry.kind() == Timeline.Kind.REFUND_DECIDED).reduce((earlier, later) -> later).orElseThrow().clause();
  }

  /** The buyer was paid this amount exactly once, and the ledger and the case say so too. */
  public void isRefunded(AfterSalesCase of, String amount) {
    assertThat(status(of)).isEqualTo("refunded");
    assertThat(instance(of)).isNull();
    assertThat(paidOut(of.caseId())).containsExactly(amount);
    assertThat(Cny.text(look(of).refunded())).isEqualTo(amount);
    var freight = freightPaidOut(of).stream().map(Cny::parse).reduce(Cny.ZERO, org.joda.money.Money::plus);
    assertThat(Cny.text(ledger.balance(Account.refundsOf(of.buyerId())).minus(freight))).isEqualTo(amount);
    assertThat(Cny.text(ledger.sum())).isEqualTo("0.00");
  }

  /** The values of the buyer's vouchers, oldest first. */
  public List<String> vouchersOf(AfterSalesCase of) {
    var newestFirst = vouchers.ofBuyer(of.buyerId(), new Page.Request(0, 50)).items().stream().map(voucher -> Cny.text(voucher.amount())).toList();
    return java.util.stream.IntStream.rangeClosed(1, newestFirst.size()).mapToObj(n -> newestFirst.get(newestFirst.size() - n)).toList();
  }

  public List<Step> openSteps(AfterSalesCase of) {
    return steps.ofCase(of.caseId());
  }

  /** The goods stay bought; freight and vouchers aside. */
  public void nothingWasRefunded(AfterSalesCase of) {
    assertThat(gateway.payouts(of.caseId() + ":refund:1")).isEmpty();
    assertThat(Cny.text(ledger.sum())).isEqualTo("0.00");
  }

  public void nothingWasPaid(AfterSalesCase of) {
    assertThat(gateway.payouts(of.caseId() + ":refund:1")).isEmpty();
    assertThat(ledger.balance(Account.refundsOf(of.buyerId())).isZero()).isTrue();
    assertThat(Cny.text(ledger.sum())).isEqualTo("0.00");
  }

  public String refundable(String orderId) {
    return Cny.text(refunds.refundable(orderId));
  }

  // --- the service desk -------------------------------------------------------------------------------------------------------

  public static Viewer desk() {
    return Viewer.staff("desk1", Set.of("service-desk"));
  }

  public void deskTakes(CaseId complaintId, Map<String, Object> values) {
    completes(desk(), deskTask(desk(), complaintId).step().taskId(), values);
  }

  public Work.Item deskTask(Viewer who, CaseId complaintId) {
    return work.page(who, complaintId, 10, 0).stream().findFirst()
        .orElseThrow(() -> new AssertionError("complaint " + complaintId + " has no step for " + who));
  }

  // --- the platform steps in unasked ------------------------------------------------------------------------------------------

  public AfterSalesCase agentStepsIn(AfterSalesCase of) {
    return Callers.as(caller(agent()), () -> interventions.stepIn(of.caseId(), "The buyer has called us twice.", agent()));
  }

  public AfterSalesCase agentHandsBack(AfterSalesCase of) {
    return Callers.as(caller(agent()), () -> interventions.handBack(of.caseId(), agent()));
  }

  /** What became of the interventions in the case, oldest first; {@code open} for one that goes on. */
  public List<String> interventions(AfterSalesCase of) {
    return interventions.of(of.caseId()).stream().map(each -> each.kind().code() + " " + (each.outcome() == null ? "open" : each.outcome().code())).toList();
  }

  /** The merchant proposes something about an order without a case. */
  public AfterSalesCase merchantProposes(String orderId, String outcome) {
    var merchantId = orders.find(orderId).orElseThrow().merchantId();
    return negotiations.propose(orderId, Terms.of(outcome, null, "We are sorry about the zip."), Viewer.merchant(merchantId, "clerk-of-" + merchantId));
  }

  // --- judgements -----------------------------------------------------------------------------------------------------------------

  /** What an agent fills in; null = left empty. Where both are liable, the merchant's share is half. */
  public static Map<String, Object> judgement(String liability, String remedy, String refund, String voucher) {
    var answer = new HashMap<String, Object>(Map.of("liability", liability, "remedy", remedy, "explanation", "As the pictures show."));
    if (refund != null) {
      answer.put("refundAmount", refund);
    }
    if (voucher != null) {
      answer.put("voucherAmount", voucher);
    }
    if (liability.equals("both")) {
      answer.put("merchantShare", 50);
    }
    return answer;
  }

  public static Map<String, Object> judgement(String liability, String remedy, String refund) {
    return judgement(liability, remedy, refund, null);
  }

  /** Fen that the merchant has, less what it owes. */
  public long merchantHas(AfterSalesCase of) {
    return Cny.fen(ledger.balance(Account.balance(of.merchantId()))) + Cny.fen(ledger.balance(Account.deposit(of.merchantId())))
        + Cny.fen(ledger.balance(Account.receivable(of.merchantId())));
  }

  // --- appeals ------------------------------------------------------------------------------------------------------------------

  /** A side appeals with a new file. */
  public AfterSalesCase appeals(AfterSalesCase of, Viewer side) {
    return appeals(of, side, List.of(puts(of, side)));
  }

  /** Null = this side may not. */
  public Instant appealUntil(AfterSalesCase of, Viewer side) {
    return appeals.until(look(of).itself(), side.actor().kind()).orElse(null);
  }

  public AfterSalesCase appeals(AfterSalesCase of, Viewer side, List<String> evidenceIds) {
    return Callers.as(caller(side), () -> appeals.lodge(of.caseId(), "The picture shows what was overlooked.", evidenceIds, side));
  }

  /** A side puts a picture forward that nobody has put forward before, and is told its id. */
  public String puts(AfterSalesCase of, Viewer side) {
    return evidence.add(of.caseId(), "new.png", new org.springframework.core.io.ByteArrayResource(Pictures.png(NUMBERS.incrementAndGet())), side).evidenceId();
  }

  /** Somebody completes a step in the engine, without having claimed it. */
  public void completesUnclaimed(Viewer who, AfterSalesCase of, String step, Map<String, Object> values) {
    var task = task(who, of, step).step().taskId();
    Callers.as(caller(who), () -> {
      process.complete(task, values);
      return null;
    });
  }

  public void judges(Viewer agent, AfterSalesCase of, Map<String, Object> judgement) {
    bothGiveEvidence(of);
    completes(agent, of, "agent-judges", judgement);
  }

  public static Viewer anotherAgent() {
    return Viewer.staff("agent2", Set.of("agent"));
  }

  /** A process owner deploys this table; it counts from now on. */
  public void deploys(String fileName, String table) {
    repository.createDeployment().name("table").addString(fileName, table).deploy();
  }
}
