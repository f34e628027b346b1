package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.aTrackingNumber;
import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.anotherAgent;
import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.days;
import static io.redress.rulebook.Marketplace.merchant;
import static org.assertj.core.api.Assertions.assertThat;

import io.redress.CaseId;
import io.redress.Refused;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Viewer;
import io.redress.complaint.Complaints;
import io.redress.complaint.Grievance;
import io.redress.dispute.CaseEvidence;
import io.redress.money.PaymentGateway;
import io.redress.money.Refunds;
import io.redress.money.SimulatedGateway;
import io.redress.repair.ReportIssuers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two things happen to a case in the same moment: the first is done and not yet committed when the second begins. Whichever wins, the
 * other one takes place after it or not at all.
 */
@Scenario
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AtOnceTest {

  private static final List<AfterSalesCase> HAPPENED = new ArrayList<>();

  @Autowired Marketplace market;
  @Autowired CaseLaws laws;
  @Autowired ManagementService management;
  @Autowired RuntimeService runtime;
  @Autowired Refunds refunds;
  @Autowired SimulatedGateway gateway;
  @Autowired Complaints complaints;
  @Autowired CaseEvidence evidence;
  @Autowired ReportIssuers issuers;
  @Autowired PlatformTransactionManager transactions;

  private RepairShop shop;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @BeforeEach
  void opens() {
    shop = new RepairShop(market, evidence, issuers);
    if (HAPPENED.isEmpty()) {
      shop.opens(); // later it would make the gateway forget what it has paid
    }
  }

  @AfterEach
  void ends() {
    threads.shutdownNow();
  }

  /** Where a case stands, and what may happen to it there. */
  private record Situation(String name, Function<AtOnceTest, AfterSalesCase> arises, Map<String, Deed> deeds) {}

  private interface Deed {

    /** Looks up what is needed before anything happens, and answers what is to happen. */
    Runnable of(AtOnceTest world, AfterSalesCase its);

    default boolean isAutomatic() {
      return false;
    }
  }

  /** Nobody reads what a job fails with: it is run again, or its case is gone. */
  private record Job(String flow, String activity) implements Deed {

    @Override
    public Runnable of(AtOnceTest world, AfterSalesCase its) {
      var job = world.runtime.createProcessInstanceQuery().processInstanceBusinessKey(its.caseId().value()).list().stream()
          .filter(instance -> flow == null || instance.getProcessDefinitionId().startsWith(flow + ":"))
          .flatMap(instance -> world.management.createJobQuery().processInstanceId(instance.getId()).activityId(activity).list().stream())
          .findFirst().orElseThrow(() -> new AssertionError("there is no job " + activity));
      return () -> world.management.executeJob(job.getId());
    }

    @Override
    public boolean isAutomatic() {
      return true;
    }
  }

  private static final Deed ACCEPT = takes("buyer-answers-proposal", Map.of("answer", "accept"));
  private static final Deed WITHDRAW = (world, its) -> () -> world.market.withdraws(its);
  private static final Deed PROPOSE = (world, its) -> () -> world.market.merchantProposes(its, "small-payment", "7.00");
  private static final Deed DELIVERED = (world, its) -> () -> world.market.carrierReports(world.replacement, "delivered");
  private static final Deed STEP_IN = (world, its) -> () -> world.market.agentStepsIn(its);
  private static final Deed HAND_BACK = (world, its) -> () -> world.market.agentHandsBack(its);
  private static final Viewer THIRD = Viewer.staff("agent3", Set.of("agent"));
  private static final Deed REFUSE_WITH_REPORT = (world, its) -> takes("merchant-inspects", world.shop.withReport(its)).of(world, its);
  private static final Deed AGREE = takes("merchant-decides-refund", Map.of("decision", "agree"));
  private static final Deed TAKE_BACK = takes("merchant-checks-return", Map.of("decision", "refund"));

  private static final Deed BUYER_APPEALS = (world, its) -> () -> world.market.appeals(its, buyer(its));
  private static final Deed MERCHANT_APPEALS = (world, its) -> () -> world.market.appeals(its, merchant(its));
  private static final Deed FIND_BREACH = (world, its) -> () -> world.market.agentFindsBreach(its, "RP-20(3)");
  private static final Deed APPLY = (world, its) -> () -> world.market.buyerAsksFor("refund-only", "damaged", "10.00", its.orderId(), null);
  private static final Deed ANSWER_OF_GATEWAY = (world, its) -> () -> world.refunds.answered(its.caseId() + ":refund:1", 1, new PaymentGateway.Paid());
  private static final Map<String, Object> EVIDENCE = Map.of("statement", "So it was.");

  /** The buyer, the merchant or an agent, as the step's name says. */
  private static Deed takes(String step, Map<String, Object> answer) {
    return takes(step, its -> step.startsWith("buyer-") ? buyer(its) : step.startsWith("merchant-") ? merchant(its) : agent(), answer);
  }

  private static Deed takes(String step, Function<AfterSalesCase, Viewer> by, Map<String, Object> answer) {
    return (world, its) -> {
      var who = by.apply(its);
      var task = world.market.task(who, its, step).step().taskId();
      return () -> world.market.completes(who, task, answer);
    };
  }

  private static Deed judges(String liability, String remedy, String refund) {
    return takes("agent-judges", its -> agent(), judgement(liability, remedy, refund));
  }

  private static Deed otherJudges(String liability, String remedy, String refund) {
    return takes("agent-judges", its -> anotherAgent(), judgement(liability, remedy, refund));
  }

  private static Map<String, Object> judgement(String liability, String remedy, String refund) {
    var answer = new HashMap<String, Object>(Map.of("liability", liability, "remedy", remedy, "explanation", "Seen."));
    if (refund != null) {
      answer.put("refundAmount", refund);
    }
    return answer;
  }

  /** One of the complaints about the order, each for all that may be paid. */
  private static Deed upholds(int which) {
    return (world, its) -> {
      var complaint = world.complained.get(which);
      var task = world.market.deskTask(Marketplace.desk(), complaint).step().taskId();
      return () -> world.market.completes(Marketplace.desk(), task,
          Map.of("upheld", true, "liableParty", "merchant", "amount", "129.90", "reply", "We are sorry."));
    };
  }

  private static Deed sends() {
    return (world, its) -> takes("merchant-ships-replacement", Map.of("carrier", "SF", "trackingNumber", world.replacement)).of(world, its);
  }

  private static Deed job(String activity) {
    return new Job(null, activity);
  }

  private static final List<Situation> SITUATIONS = List.of(
      new Situation("a refund is asked for and less was proposed", world -> {
        var its = world.market.buyerAsksFor("100.00", world.anOrder());
        world.market.merchantProposes(its, "small-payment", "30.00");
        return its;
      }, deeds("accept", ACCEPT, "withdraw", WITHDRAW, "agree", AGREE,
          "merchant silent", job("merchant-silent"))),
      new Situation("a refund is asked for", world -> world.market.buyerAsksFor("100.00", world.anOrder()),
          deeds("propose", PROPOSE, "withdraw", WITHDRAW, "merchant silent", job("merchant-silent"))),
      new Situation("the platform may step in unasked", world -> world.market.buyerAsksFor("100.00", world.anOrder()),
          deeds("step in", STEP_IN, "step in too", STEP_IN, "withdraw", WITHDRAW, "agree", AGREE, "propose", PROPOSE,
              "merchant silent", job("merchant-silent"))),
      new Situation("the platform has stepped in unasked and something was proposed", world -> {
        var its = world.market.buyerAsksFor("100.00", world.anOrder());
        world.market.agentStepsIn(its);
        world.market.bothGiveEvidence(its);
        world.market.merchantProposes(its, "reship", null);
        return its;
      }, deeds("hand back", HAND_BACK, "hand back too", HAND_BACK, "withdraw", WITHDRAW, "accept", ACCEPT, "order refund", takes("agent-judges",
          Map.of("liability", "merchant", "remedy", "refund", "refundAmount", "60.00", "explanation", "Seen.")))),
      new Situation("the platform has stepped in unasked while a replacement is on its way", world -> {
        var its = world.replaced();
        world.market.agentStepsIn(its);
        return its;
      }, deeds("delivered", DELIVERED, "hand back", HAND_BACK)),
      new Situation("the platform may step in unasked while a replacement is on its way", AtOnceTest::replaced,
          deeds("delivered", DELIVERED, "step in", STEP_IN, "confirm", takes("buyer-confirms-receipt", Map.of("received", true)))),
      new Situation("a refund is decided", world -> {
        var its = world.market.buyerAsksFor("100.00", world.anOrder());
        world.market.merchantProposes(its, "small-payment", "30.00");
        world.market.merchantAgrees(its);
        return its;
      }, deeds("pay", job("refund-buyer"), "withdraw", WITHDRAW, "lapse", job("buyer-silent"))),
      new Situation("a small payment is decided", world -> {
        var its = world.market.buyerAsksFor("100.00", world.anOrder());
        world.market.merchantProposes(its, "small-payment", "30.00");
        ACCEPT.of(world, its).run();
        return its;
      }, deeds("pay", job("refund-buyer"), "withdraw", WITHDRAW)),
      new Situation("goods are on their way back and less was proposed", world -> {
        var its = world.sent("return-refund", "12.00");
        world.market.merchantProposes(its, "refund-only", "30.00");
        return its;
      }, deeds("accept", ACCEPT, "withdraw", WITHDRAW, "take back", TAKE_BACK,
          "no check", job("check-overdue"))),
      new Situation("goods are on their way back for an exchange and a return was proposed", world -> {
        var its = world.sent("exchange", "12.00");
        world.market.merchantProposes(its, "return-refund", null);
        return its;
      }, deeds("accept", ACCEPT, "take back", TAKE_BACK,
          "no check", job("check-overdue"))),
      new Situation("the platform reviews and something was proposed", world -> {
        var its = world.market.buyerAsksFor("100.00", world.anOrder());
        world.market.merchantProposes(its, "reship", null);
        world.market.merchantRejects(its);
        world.market.buyerAnswers(its, Map.of("answer", "intervene"));
        world.market.bothGiveEvidence(its);
        return its;
      }, deeds("accept", ACCEPT, "withdraw", WITHDRAW, "order refund", takes("agent-judges",
          Map.of("liability", "merchant", "remedy", "refund", "refundAmount", "60.00", "explanation", "Seen.")))),
      new Situation("after a rejection something was proposed", world -> {
        var its = world.market.buyerAsksFor("100.00", world.anOrder());
        world.market.merchantRejects(its);
        world.market.buyerAnswers(its, Map.of("answer", "negotiate"));
        world.market.completes(merchant(its), its, "merchant-proposes", Map.of("outcome", "exchange", "message", "Send it back."));
        return its;
      }, deeds("accept", ACCEPT, "withdraw", WITHDRAW, "7 days over", new Job("answer-rejection", "buyer-silent"),
          "48 h over", new Job("negotiation", "buyer-silent"))),
      new Situation("a replacement is on its way", world -> {
        var its = world.replaced();
        return its;
      }, deeds("delivered", DELIVERED,
          "confirm", takes("buyer-confirms-receipt", Map.of("received", true)),
          "no news", job("news-overdue"))),
      new Situation("a replacement is due and the freight is too", world -> {
        var its = world.sent("exchange", "12.00");
        world.market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
        world.replacement = aTrackingNumber();
        return its;
      }, deeds("freight", job("decide-freight"), "send", sends(),
          "delivered", DELIVERED,
          "merchant silent", job("merchant-silent"))),
      new Situation("more freight was advanced than the tariff allows and the refund is due", world -> {
        var its = world.sent("exchange", "60.00");
        world.market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
        world.market.jobsRun();
        world.market.completes(merchant(its), its, "merchant-ships-replacement", Map.of("outOfStock", true));
        return its;
      }, deeds("refund", takes("buyer-chooses-when-out-of-stock", Map.of("choice", "refund")),
          "approve", takes("agent-reviews-freight", Map.of("approvedFreight", "5.00", "explanation", "Heavy.")),
          "approve more", takes("agent-reviews-freight", Map.of("approvedFreight", "9.00", "explanation", "Heavy.")),
          "no choice", job("buyer-silent"))),
      new Situation("both sides are heard", world -> world.disputed(),
          deeds("buyer says", takes("buyer-gives-evidence", EVIDENCE), "merchant says", takes("merchant-gives-evidence", EVIDENCE), "withdraw", WITHDRAW,
              "merchant silent", new Job("hear-sides", "merchant-silent"), "settle", PROPOSE)),
      new Situation("an agent judges", world -> world.heard(),
          deeds("judge", judges("merchant", "refund", "60.00"), "other judges", otherJudges("none", "dismiss", null), "withdraw", WITHDRAW,
              "offer", takes("agent-judges", Map.of("next", "offer", "offerReturn", true)), "overdue", new Job("platform-intervention", "judgement-overdue"))),
      new Situation("solutions were offered", world -> {
        var its = world.heard();
        takes("agent-judges", Map.of("next", "offer", "offerReturn", true)).of(world, its).run();
        return its;
      }, deeds("choose", takes("buyer-chooses-offer", Map.of("choice", "return-refund")), "no choice", new Job("platform-intervention", "buyer-silent"),
          "withdraw", WITHDRAW, "settle", PROPOSE)),
      new Situation("it was dismissed", world -> world.judged("none", "dismiss"),
          deeds("buyer appeals", BUYER_APPEALS, "merchant appeals", MERCHANT_APPEALS, "apply anew", APPLY, "find breach", FIND_BREACH)),
      new Situation("a refund was judged and is to be paid", world -> {
        var its = world.heard();
        judges("merchant", "refund", "60.00").of(world, its).run();
        return its;
      }, deeds("pay", job("refund-buyer"), "merchant appeals", MERCHANT_APPEALS, "withdraw", WITHDRAW)),
      new Situation("an exchange was judged", world -> world.judged("merchant", "exchange"),
          deeds("merchant appeals", MERCHANT_APPEALS, "step in", STEP_IN, "withdraw", WITHDRAW, "settle", PROPOSE,
              "send back", takes("buyer-ships-return", Map.of("carrier", "SF", "trackingNumber", "SF8000000000001", "freightPaid", "3.00")))),
      new Situation("a dismissal is judged again", world -> world.appealed("none", "dismiss"),
          deeds("judge", otherJudges("merchant", "refund", "60.00"), "third judges", takes("agent-judges", its -> THIRD, judgement("none", "dismiss", null)),
              "withdraw", WITHDRAW, "find breach", FIND_BREACH)),
      new Situation("an exchange stands still while it is judged again", world -> world.appealed("merchant", "exchange"),
          deeds("judge", otherJudges("buyer", "dismiss", null), "order otherwise", takes("agent-judges", its -> THIRD, judgement("merchant", "reship", null)),
              "withdraw", WITHDRAW, "hand back", HAND_BACK)),
      new Situation("goods are looked at for a repair", AtOnceTest::sentIn,
          deeds("repair", takes("merchant-inspects", Map.of("meetsStandard", true)), "refuse with a report", REFUSE_WITH_REPORT,
              "no report", new Job("inspect-and-repair", "inspection-overdue"), "withdraw", WITHDRAW, "step in", STEP_IN)),
      new Situation("a report waits for the buyer", world -> {
        var its = world.sentIn();
        world.shop.inspects(its, world.shop.withReport(its));
        return its;
      }, deeds("accept", takes("buyer-answers-report", Map.of("answer", "accept")), "intervene", takes("buyer-answers-report", Map.of("answer", "intervene")),
          "3 days over", new Job("answer-report", "buyer-silent"), "withdraw", WITHDRAW)),
      new Situation("a refund is on its way", world -> {
        var its = world.market.buyerAsksFor("100.00", world.anOrder());
        world.market.merchantAgrees(its);
        world.gateway.forKey(its.caseId() + ":refund:1", SimulatedGateway.Behaviour.PAY_SLOWLY);
        world.market.jobsRun();
        return its;
      }, deeds("answer", ANSWER_OF_GATEWAY, "answer again", ANSWER_OF_GATEWAY, "pay", job("refund-buyer"), "withdraw", WITHDRAW)),
      new Situation("two complaints are judged beside a case", world -> {
        var its = world.market.buyerAsksFor("100.00", world.anOrder());
        world.complained = Stream.of("Rude", "No answer").map(subject -> world.complaints.open(
            Grievance.of(its.orderId(), its.caseId().value(), subject, "Nobody helps."), null, buyer(its)).complaintId()).toList();
        world.complained.forEach(each -> world.market.deskTakes(each, Map.of("decision", "accept")));
        return its;
      }, deeds("uphold", upholds(0), "uphold the other", upholds(1), "agree", AGREE)));

  static Stream<Arguments> pairs() {
    return SITUATIONS.stream().flatMap(situation -> situation.deeds().keySet().stream().flatMap(first ->
        situation.deeds().keySet().stream().filter(second -> !second.equals(first)).map(second -> Arguments.of(situation.name(), first, second))));
  }

  private String replacement;
  private List<CaseId> complained;

  @ParameterizedTest(name = "{0}: {1}, {2}")
  @MethodSource("pairs")
  void of_two_things_at_once_each_happens_after_the_other_or_not_at_all(String name, String first, String second) throws Exception {
    var situation = SITUATIONS.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    var its = situation.arises().apply(this);
    laws.hold(its.orderId());
    var one = situation.deeds().get(first);
    var other = situation.deeds().get(second);
    var failures = together(one.of(this, its), other.of(this, its));
    assertThat(failures).as("one of the two takes place").containsNull();
    Stream.of(0, 1).filter(n -> failures.get(n) != null && !List.of(one, other).get(n).isAutomatic()).forEach(n ->
        assertThat(failures.get(n)).as("what a person reads").isInstanceOf(Refused.class));
    laws.hold(its.orderId());
    market.jobsRun();
    laws.hold(its.orderId());
    HAPPENED.add(its);
  }

  /** Whatever nobody answers ends by its deadline; only what agents have to do waits for them. */
  @Test @Order(Integer.MAX_VALUE)
  void everything_ends() {
    for (int month = 0; month < 3; month++) {
      market.timePasses(days(31));
    }
    for (var its : HAPPENED) {
      laws.hold(its.orderId());
      assertThat(market.look(its).itself().isOpen()).as(its.caseId() + " " + market.status(its)).isEqualTo(market.status(its).equals("platform-reviewing"));
    }
  }

  /** What each failed with, or null. The first does all it does, then the second begins, and the first commits when the second is done or waits. */
  private List<Throwable> together(Runnable first, Runnable second) throws Exception {
    var done = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    var one = threads.submit(() -> {
      try {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
          first.run();
          done.countDown();
          await(mayCommit);
        });
      } finally {
        done.countDown();
      }
    });
    await(done);
    var other = threads.submit(second);
    try {
      other.get(60, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // it waits for the first, or failed; both is seen below
    }
    mayCommit.countDown();
    var failures = new ArrayList<Throwable>();
    for (Future<?> each : List.of(one, other)) {
      try {
        each.get(20, TimeUnit.SECONDS);
        failures.add(null);
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      }
    }
    return failures;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // --- how it comes to that ---------------------------------------------------------------------------------------------------

  private String anOrder() {
    var order = market.aShippedOrder().put();
    market.merchantHasSettings(order, null);
    return order;
  }

  private AfterSalesCase sent(String type, String freight) {
    var its = market.buyerApplies(type, "quality", type.equals("exchange") ? null : "100.00", null, null, anOrder());
    market.completes(merchant(its), its, type.equals("exchange") ? "merchant-decides-exchange" : "merchant-decides-return", Map.of("decision", "agree"));
    market.buyerShipsReturn(its, aTrackingNumber(), freight);
    return its;
  }

  private AfterSalesCase disputed() {
    var order = market.anOrder().received(market.now().minus(days(1))).put();
    market.merchantHasSettings(order, null);
    var its = market.buyerAsksFor("100.00", order);
    market.merchantRejects(its);
    market.buyerAnswers(its, Map.of("answer", "intervene"));
    return its;
  }

  private AfterSalesCase heard() {
    var its = disputed();
    market.bothGiveEvidence(its);
    return its;
  }

  private AfterSalesCase judged(String liability, String remedy) {
    var its = heard();
    judges(liability, remedy, null).of(this, its).run();
    return its;
  }

  private AfterSalesCase appealed(String liability, String remedy) {
    var its = judged(liability, remedy);
    market.appeals(its, buyer(its));
    market.bothGiveEvidence(its);
    return its;
  }

  private AfterSalesCase sentIn() {
    return shop.sentIn(shop.agreed(), "12.00");
  }

  private AfterSalesCase replaced() {
    var its = sent("exchange", "0");
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.jobsRun();
    replacement = aTrackingNumber();
    market.completes(merchant(its), its, "merchant-ships-replacement", Map.of("carrier", "SF", "trackingNumber", replacement));
    return its;
  }

  private static Map<String, Deed> deeds(Object... pairs) {
    var deeds = new LinkedHashMap<String, Deed>();
    for (int n = 0; n < pairs.length; n += 2) {
      deeds.put((String) pairs[n], (Deed) pairs[n + 1]);
    }
    return deeds;
  }
}
