package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.aTrackingNumber;
import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.merchant;
import static org.assertj.core.api.Assertions.assertThat;

import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Application;
import io.redress.casefile.Cases;
import io.redress.casefile.Viewer;
import io.redress.money.SimulatedGateway;
import io.redress.money.SimulatedGateway.Behaviour;
import io.redress.negotiation.Negotiations;
import io.redress.negotiation.OnBehalf;
import io.redress.negotiation.Terms;
import io.redress.order.Orders;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContextManager;

/**
 * Any history of one order: its buyer, its merchant and agents do what they may at that moment, time passes, gateways and carriers do
 * what they like. After every deed the laws hold, and in the end everything has ended.
 */
class CaseLawsTest {

  /** What somebody does, if it is possible then; {@code dice} chooses among the ways to do it, {@code fen} is an amount. */
  record Deed(What what, int dice, long fen) {}

  enum What { APPLY, APPLY_ON_BEHALF, PROPOSE, STEP, WITHDRAW, TIME, CARRIER, GATEWAY }

  @Provide
  Arbitrary<List<Deed>> histories() {
    return Combinators.combine(
            Arbitraries.frequency(Tuple.of(3, What.APPLY), Tuple.of(1, What.APPLY_ON_BEHALF), Tuple.of(4, What.PROPOSE), Tuple.of(14, What.STEP),
                Tuple.of(1, What.WITHDRAW), Tuple.of(3, What.TIME), Tuple.of(1, What.CARRIER), Tuple.of(1, What.GATEWAY)),
            Arbitraries.integers().between(0, 359), Arbitraries.longs().between(1, 10_000))
        .as(Deed::new).list().ofMinSize(15).ofMaxSize(35);
  }

  @Property(tries = 20, shrinking = ShrinkingMode.BOUNDED)
  void whatever_happens_to_an_order_the_laws_hold_and_everything_ends(@ForAll("histories") List<Deed> history) {
    var world = new World();
    for (var deed : history) {
      world.live(deed);
      assertThat(world.laws.broken(world.order)).as("after %s: %s", deed, world.told).isEmpty();
    }
    world.everythingEnds();
  }

  /** The application that all scenarios share; jqwik does not ask Spring for it by itself. */
  @Scenario
  private static final class Stage {

    static final ApplicationContext APPLICATION = new TestContextManager(Stage.class).getTestContext().getApplicationContext();

    static <T> T get(Class<T> bean) {
      return APPLICATION.getBean(bean);
    }
  }

  /** One order of three pieces and all that becomes of it. */
  private static final class World {

    private static final List<String> TYPES = List.of("refund-only", "return-refund", "exchange", "reship");
    private static final List<String> OUTCOMES = List.of("small-payment", "refund-only", "return-refund", "exchange", "reship");
    private static final List<Long> HOURS = List.of(0L, 0L, 11L, 37L, 49L, 24L * 8, 24L * 31);

    final Marketplace market = Stage.get(Marketplace.class);
    final CaseLaws laws = Stage.get(CaseLaws.class);
    final StringBuilder told = new StringBuilder();
    private final Cases cases = Stage.get(Cases.class);
    private final Negotiations negotiations = Stage.get(Negotiations.class);
    private final OnBehalf onBehalf = Stage.get(OnBehalf.class);
    private final SimulatedGateway gateway = Stage.get(SimulatedGateway.class);
    final String order;
    private final String merchantId;
    private String tracking;

    World() {
      market.opens();
      gateway.otherwise(Behaviour.PAY);
      order = market.aShippedOrder().paid("100.00").pieces(3).put();
      market.merchantHasSettings(order, 24);
      merchantId = Stage.get(Orders.class).find(order).orElseThrow().merchantId();
    }

    void live(Deed deed) {
      try {
        switch (deed.what()) {
          case APPLY -> applies(deed, null);
          case APPLY_ON_BEHALF -> applies(deed, deed.dice() % 3 == 0 ? agent() : clerk());
          case PROPOSE -> {
            var outcome = OUTCOMES.get(deed.dice() % 5);
            tells("proposes " + outcome);
            negotiations.propose(order, Terms.of(outcome, deed.dice() % 2 == 0 ? Cny.text(Cny.fen(deed.fen())) : null, "This?"),
                deed.dice() % 7 == 0 ? agent() : clerk());
          }
          case STEP -> step(deed);
          case WITHDRAW -> {
            var open = open();
            if (open != null) {
              tells("withdraws");
              market.withdraws(open);
            }
          }
          case TIME -> {
            tells("time " + HOURS.get(deed.dice() % HOURS.size()));
            market.timePasses(Duration.ofHours(HOURS.get(deed.dice() % HOURS.size())));
          }
          case CARRIER -> {
            if (tracking != null) {
              market.carrierReports(tracking, deed.dice() % 2 == 0 ? "delivered" : "signed");
            }
          }
          case GATEWAY -> gateway.next(Behaviour.values()[deed.dice() % Behaviour.values().length]);
        }
      } catch (Refused no) {
        tells("refused " + no.type());
      }
    }

    private void applies(Deed deed, Viewer helper) {
      var type = TYPES.get(deed.dice() % 4);
      var percent = type.equals("return-refund") && deed.dice() % 3 == 0 ? (int) (deed.fen() % 100) + 1 : null;
      var paid = percent == null && (type.equals("refund-only") || type.equals("return-refund")) ? Cny.text(Cny.fen(deed.fen())) : null;
      var pieces = deed.dice() % 5 == 0 ? null : deed.dice() % 3 + 1;
      tells("applies " + type + " " + paid + " " + percent + "% " + pieces + " pieces");
      var application = Application.of(order, type, deed.dice() % 2 == 0 ? "quality" : "damaged", paid, percent, pieces, "It is broken");
      if (helper == null) {
        cases.open(application, null, Viewer.buyer(merchantId.replace("M", "buyer-"), null));
      } else {
        onBehalf.apply(application, null, helper);
      }
    }

    /** Takes one of the steps that are open in any of the order's cases. */
    private void step(Deed deed) {
      for (var itself : all()) {
        var open = List.copyOf(laws.openSteps(itself.caseId()).entrySet());
        if (!open.isEmpty()) {
          var step = open.get(deed.dice() % open.size());
          var answer = answer(step.getKey(), deed.dice() / 7, deed.fen());
          tells(step.getKey() + " " + answer);
          market.completes(who(step.getKey(), itself), step.getValue(), answer);
          return;
        }
      }
    }

    private Map<String, Object> answer(String step, int dice, long fen) {
      var amount = Cny.text(Cny.fen(fen));
      return switch (step) {
        case "buyer-confirms-application" -> Map.of("answer", dice % 4 == 0 ? "decline" : "confirm");
        case "merchant-decides-refund", "merchant-decides-exchange", "merchant-decides-reship" -> dice % 2 == 0 ? Map.of("decision", "agree") : reject();
        case "merchant-decides-return" -> dice % 5 == 0 ? Map.of("decision", "refund-without-return") : dice % 2 == 0 ? Map.of("decision", "agree") : reject();
        case "merchant-checks-return" -> dice % 2 == 0 ? Map.of("decision", "refund") : refuse();
        case "buyer-ships-return" -> {
          tracking = aTrackingNumber();
          yield Map.of("carrier", "SF", "trackingNumber", tracking, "freightPaid", Cny.text(Cny.fen(fen % 6000)));
        }
        case "merchant-ships-replacement" -> {
          tracking = aTrackingNumber();
          yield dice % 3 == 0 ? Map.of("outOfStock", true) : Map.of("carrier", "SF", "trackingNumber", tracking);
        }
        case "buyer-chooses-when-out-of-stock" -> Map.of("choice", dice % 2 == 0 ? "refund" : "wait");
        case "buyer-confirms-receipt" -> dice % 2 == 0 ? Map.of("received", true) : Map.of("received", false, "description", "Empty.");
        case "buyer-answers-rejection" -> switch (dice % 4) {
          case 0 -> Map.of("answer", "resubmit", "amount", amount);
          case 1 -> Map.of("answer", "resubmit");
          case 2 -> Map.of("answer", "negotiate");
          default -> Map.of("answer", "intervene");
        };
        case "merchant-proposes" -> dice % 2 == 0 ? Map.of("outcome", OUTCOMES.get(dice % 5), "amount", amount, "message", "This?")
            : Map.of("outcome", OUTCOMES.get(dice % 5), "message", "This?");
        case "buyer-answers-proposal" -> Map.of("answer", dice % 3 == 0 ? "decline" : "accept");
        case "agent-judges" -> Map.of("liability", dice % 3 == 0 ? "none" : "merchant", "remedy", dice % 3 == 0 ? "dismiss" : "refund", "refundAmount", amount, "explanation", "Seen.");
        case "buyer-gives-evidence", "merchant-gives-evidence" -> Map.of("statement", "So it was.");
        case "agent-reviews-freight" -> Map.of("approvedFreight", Cny.text(Cny.fen(fen % 3000)), "explanation", "Heavy.");
        default -> throw new AssertionError("nobody knows how to take the step " + step);
      };
    }

    private static Map<String, Object> reject() {
      return Map.of("decision", "reject", "rejectReason", "not-proven", "explanation", "No.");
    }

    private static Map<String, Object> refuse() {
      var answer = new LinkedHashMap<>(reject());
      answer.put("condition", "used");
      return answer;
    }

    private static Viewer who(String step, AfterSalesCase its) {
      return step.startsWith("buyer-") ? buyer(its) : step.startsWith("merchant-") ? merchant(its) : agent();
    }

    /** The gateway answers, agents do their work, and nobody else does anything any more. */
    void everythingEnds() {
      for (int round = 0; round < 8; round++) {
        market.timePasses(Duration.ofDays(31));
        for (var itself : all()) {
          laws.openSteps(itself.caseId()).forEach((step, task) -> {
            if (step.equals("agent-judges")) {
              market.completes(agent(), task, Map.of("liability", "none", "remedy", "dismiss", "refundAmount", "0", "explanation", "Seen."));
            } else if (step.equals("agent-reviews-freight")) {
              market.completes(agent(), task, Map.of("approvedFreight", "0", "explanation", "No."));
            }
          });
        }
      }
      assertThat(laws.broken(order)).as(told.toString()).isEmpty();
      assertThat(all()).as(told.toString()).noneMatch(AfterSalesCase::isOpen).allSatisfy(its -> assertThat(laws.openSteps(its.caseId())).isEmpty());
    }

    private List<AfterSalesCase> all() {
      return cases.page(agent(), null, order, 100, 0).stream().map(Cases.Overview::itself).toList();
    }

    private AfterSalesCase open() {
      return all().stream().filter(AfterSalesCase::isOpen).findFirst().orElse(null);
    }

    private Viewer clerk() {
      return Viewer.merchant(merchantId, "clerk-of-" + merchantId);
    }

    private void tells(String what) {
      told.append("; ").append(what);
    }
  }
}
