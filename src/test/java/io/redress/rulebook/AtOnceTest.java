package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.aTrackingNumber;
import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.days;
import static io.redress.rulebook.Marketplace.merchant;
import static org.assertj.core.api.Assertions.assertThat;

import io.redress.Refused;
import io.redress.casefile.AfterSalesCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.camunda.bpm.engine.ProcessEngineException;
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
  @Autowired PlatformTransactionManager transactions;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @BeforeEach
  void opens() {
    if (HAPPENED.isEmpty()) {
      market.opens(); // later it would make the gateway forget what it has paid
    }
  }

  @AfterEach
  void ends() {
    threads.shutdownNow();
  }

  /** Where a case stands, and what may happen to it there. */
  private record Situation(String name, Function<AtOnceTest, AfterSalesCase> arises, Map<String, Deed> deeds) {}

  private interface Deed {
    void to(AtOnceTest world, AfterSalesCase its);
  }

  private static final Deed ACCEPT = (world, its) -> world.market.completes(buyer(its), its, "buyer-answers-proposal", Map.of("answer", "accept"));
  private static final Deed WITHDRAW = (world, its) -> world.market.withdraws(its);
  private static final Deed PROPOSE = (world, its) -> world.market.merchantProposes(its, "small-payment", "7.00");

  private static Deed merchantDecides(String step, Map<String, Object> answer) {
    return (world, its) -> world.market.completes(merchant(its), its, step, answer);
  }

  private static Deed judges(String remedy, String amount) {
    return (world, its) -> world.market.agentJudges(its, Map.of("liability", "merchant", "remedy", remedy, "refundAmount", amount, "explanation", "Seen."));
  }

  /** The job of a timer or of a service task, due or not. */
  private static Deed job(String activity) {
    return (world, its) -> world.runtime.createProcessInstanceQuery().processInstanceBusinessKey(its.caseId().value()).list().stream()
        .flatMap(instance -> world.management.createJobQuery().processInstanceId(instance.getId()).activityId(activity).list().stream())
        .findFirst().ifPresent(job -> world.management.executeJob(job.getId()));
  }

  private static final List<Situation> SITUATIONS = List.of(
      new Situation("a refund is asked for and less was proposed", world -> {
        var its = world.market.buyerAsksFor("100.00", world.anOrder());
        world.market.merchantProposes(its, "small-payment", "30.00");
        return its;
      }, deeds("accept", ACCEPT, "withdraw", WITHDRAW, "agree", merchantDecides("merchant-decides-refund", Map.of("decision", "agree")),
          "merchant silent", job("merchant-silent"))),
      new Situation("a refund is asked for", world -> world.market.buyerAsksFor("100.00", world.anOrder()),
          deeds("propose", PROPOSE, "withdraw", WITHDRAW, "merchant silent", job("merchant-silent"))),
      new Situation("a refund is decided", world -> {
        var its = world.market.buyerAsksFor("100.00", world.anOrder());
        world.market.merchantProposes(its, "small-payment", "30.00");
        world.market.merchantAgrees(its);
        return its;
      }, deeds("pay", job("refund-buyer"), "withdraw", WITHDRAW, "lapse", job("buyer-silent"))),
      new Situation("a small payment is decided", world -> {
        var its = world.market.buyerAsksFor("100.00", world.anOrder());
        world.market.merchantProposes(its, "small-payment", "30.00");
        ACCEPT.to(world, its);
        return its;
      }, deeds("pay", job("refund-buyer"), "withdraw", WITHDRAW)),
      new Situation("goods are on their way back and less was proposed", world -> {
        var its = world.sent("return-refund", "12.00");
        world.market.merchantProposes(its, "refund-only", "30.00");
        return its;
      }, deeds("accept", ACCEPT, "withdraw", WITHDRAW, "take back", merchantDecides("merchant-checks-return", Map.of("decision", "refund")),
          "no check", job("check-overdue"))),
      new Situation("goods are on their way back for an exchange and a return was proposed", world -> {
        var its = world.sent("exchange", "12.00");
        world.market.merchantProposes(its, "return-refund", null);
        return its;
      }, deeds("accept", ACCEPT, "take back", merchantDecides("merchant-checks-return", Map.of("decision", "refund")),
          "no check", job("check-overdue"))),
      new Situation("the platform reviews and something was proposed", world -> {
        var its = world.market.buyerAsksFor("100.00", world.anOrder());
        world.market.merchantProposes(its, "reship", null);
        world.market.merchantRejects(its);
        world.market.buyerAnswers(its, Map.of("answer", "intervene"));
        return its;
      }, deeds("accept", ACCEPT, "withdraw", WITHDRAW, "order refund", judges("refund", "60.00"))),
      new Situation("after a rejection something was proposed", world -> {
        var its = world.market.buyerAsksFor("100.00", world.anOrder());
        world.market.merchantRejects(its);
        world.market.buyerAnswers(its, Map.of("answer", "negotiate"));
        world.market.completes(merchant(its), its, "merchant-proposes", Map.of("outcome", "exchange", "message", "Send it back."));
        return its;
      }, deeds("accept", ACCEPT, "withdraw", WITHDRAW, "7 days over", (Deed) (world, its) -> world.timer(its, "answer-rejection", "buyer-silent"),
          "48 h over", (Deed) (world, its) -> world.timer(its, "negotiation", "buyer-silent"))),
      new Situation("a replacement is on its way", world -> {
        var its = world.replaced();
        return its;
      }, deeds("delivered", (Deed) (world, its) -> world.market.carrierReports(world.replacement, "delivered"),
          "confirm", (Deed) (world, its) -> world.market.completes(buyer(its), its, "buyer-confirms-receipt", Map.of("received", true)),
          "no news", job("news-overdue"))),
      new Situation("a replacement is due and the freight is too", world -> {
        var its = world.sent("exchange", "12.00");
        world.market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
        world.replacement = aTrackingNumber();
        return its;
      }, deeds("freight", (Deed) (world, its) -> {
        job("decide-freight").to(world, its);
        job("reimburse-freight").to(world, its);
      }, "send", (Deed) (world, its) -> world.market.completes(merchant(its), its, "merchant-ships-replacement",
              Map.of("carrier", "SF", "trackingNumber", world.replacement)),
          "delivered", (Deed) (world, its) -> world.market.carrierReports(world.replacement, "delivered"),
          "merchant silent", job("merchant-silent"))),
      new Situation("more freight was advanced than the tariff allows and the refund is due", world -> {
        var its = world.sent("exchange", "60.00");
        world.market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
        world.market.jobsRun();
        world.market.completes(merchant(its), its, "merchant-ships-replacement", Map.of("outOfStock", true));
        return its;
      }, deeds("refund", (Deed) (world, its) -> {
        world.market.completes(buyer(its), its, "buyer-chooses-when-out-of-stock", Map.of("choice", "refund"));
      }, "approve", (Deed) (world, its) -> world.market.completes(agent(), its, "agent-reviews-freight", Map.of("approvedFreight", "5.00", "explanation", "Heavy.")),
          "approve more", (Deed) (world, its) -> world.market.completes(agent(), its, "agent-reviews-freight", Map.of("approvedFreight", "9.00", "explanation", "Heavy.")),
          "no choice", job("buyer-silent"))));

  static Stream<Arguments> pairs() {
    return SITUATIONS.stream().flatMap(situation -> situation.deeds().keySet().stream().flatMap(first ->
        situation.deeds().keySet().stream().filter(second -> !second.equals(first)).map(second -> Arguments.of(situation.name(), first, second))));
  }

  private String replacement;

  @ParameterizedTest(name = "{0}: {1}, {2}")
  @MethodSource("pairs")
  void of_two_things_at_once_each_happens_after_the_other_or_not_at_all(String name, String first, String second) throws Exception {
    var situation = SITUATIONS.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    var its = situation.arises().apply(this);
    laws.hold(its.orderId());
    var failures = together(() -> situation.deeds().get(first).to(this, its), () -> situation.deeds().get(second).to(this, its));
    // a person is refused; a job fails and is run again, or its case is gone
    assertThat(failures).allSatisfy(no -> assertThat(no).isInstanceOfAny(Refused.class, ProcessEngineException.class, IllegalStateException.class));
    assertThat(failures).hasSizeLessThan(2);
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

  /** The first does all it does, then the second begins, and the first commits when the second is done or waits. */
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

  private AfterSalesCase replaced() {
    var its = sent("exchange", "0");
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.jobsRun();
    replacement = aTrackingNumber();
    market.completes(merchant(its), its, "merchant-ships-replacement", Map.of("carrier", "SF", "trackingNumber", replacement));
    return its;
  }

  private void timer(AfterSalesCase its, String flow, String event) {
    runtime.createProcessInstanceQuery().processInstanceBusinessKey(its.caseId().value()).processDefinitionKey(flow).list().stream()
        .flatMap(instance -> management.createJobQuery().processInstanceId(instance.getId()).activityId(event).list().stream())
        .forEach(job -> management.executeJob(job.getId()));
  }

  private static Map<String, Deed> deeds(Object... pairs) {
    var deeds = new LinkedHashMap<String, Deed>();
    for (int n = 0; n < pairs.length; n += 2) {
      deeds.put((String) pairs[n], (Deed) pairs[n + 1]);
    }
    return deeds;
  }
}
