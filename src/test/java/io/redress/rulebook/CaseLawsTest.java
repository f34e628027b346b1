package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.aTrackingNumber;
import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.anotherAgent;
import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.desk;
import static io.redress.rulebook.Marketplace.merchant;
import static org.assertj.core.api.Assertions.assertThat;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Application;
import io.redress.casefile.Cases;
import io.redress.casefile.Viewer;
import io.redress.complaint.Complaints;
import io.redress.complaint.Grievance;
import io.redress.dispute.CaseEvidence;
import io.redress.money.SimulatedGateway;
import io.redress.money.SimulatedGateway.Behaviour;
import io.redress.negotiation.Negotiations;
import io.redress.negotiation.OnBehalf;
import io.redress.negotiation.Terms;
import io.redress.order.Orders;
import io.redress.repair.ReportIssuers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/**
 * Any history of one order: its buyer, its merchant and agents do what they may at that moment, time passes, gateways and carriers do
 * what they like. After every deed the laws hold, and in the end everything has ended.
 */
class CaseLawsTest {

  /** What somebody does, if it is possible then; {@code dice} chooses among the ways to do it, {@code fen} is an amount. */
  record Deed(What what, int dice, long fen) {}

  enum What { APPLY, APPLY_ON_BEHALF, PROPOSE, STEP, WITHDRAW, STEP_IN, HAND_BACK, APPEAL, FIND_BREACH, COMPLAIN, TIME, CARRIER, GATEWAY }

  @Provide
  Arbitrary<List<Deed>> histories() {
    return Combinators.combine(
            Arbitraries.frequency(Tuple.of(3, What.APPLY), Tuple.of(1, What.APPLY_ON_BEHALF), Tuple.of(3, What.PROPOSE), Tuple.of(18, What.STEP),
                Tuple.of(1, What.WITHDRAW), Tuple.of(1, What.STEP_IN), Tuple.of(1, What.HAND_BACK), Tuple.of(2, What.APPEAL), Tuple.of(1, What.FIND_BREACH),
                Tuple.of(1, What.COMPLAIN), Tuple.of(3, What.TIME), Tuple.of(1, What.CARRIER), Tuple.of(1, What.GATEWAY)),
            Arbitraries.integers().between(0, 359), Arbitraries.longs().between(1, 10_000))
        .as(Deed::new).list().ofMinSize(15).ofMaxSize(35);
  }

  /** The same histories every time, so that a change fails for what it has changed. */
  @Property(tries = 20, seed = "20", shrinking = ShrinkingMode.OFF)
  void whatever_happens_to_an_order_the_laws_hold_and_everything_ends(@ForAll("histories") List<Deed> history) {
    lives(history);
  }

  /** Others every time. */
  @Property(tries = 1000, shrinking = ShrinkingMode.OFF) @Tag("at-length")
  void the_laws_hold_for_a_thousand_histories(@ForAll("histories") List<Deed> history) {
    lives(history);
  }

  private static void lives(List<Deed> history) {
    var world = new World();
    for (var deed : history) {
      world.live(deed);
      assertThat(world.laws.broken(world.order)).as("after %s: %s", deed, world.told).isEmpty();
    }
    world.everythingEnds();
  }

  /** One order of three pieces and all that becomes of it. */
  private static final class World {

    private static final List<String> TYPES = List.of("refund-only", "return-refund", "exchange", "reship", "repair");
    private static final List<String> OUTCOMES = List.of("small-payment", "refund-only", "return-refund", "exchange", "reship");
    private static final List<String> OFFERS = List.of("exchange", "return-refund");
    private static final List<String> LIABILITIES = List.of("merchant", "buyer", "both", "carrier", "platform", "none");
    private static final List<String> REMEDIES = List.of("refund", "return-refund", "exchange", "repair", "reship", "compensate", "dismiss");
    private static final List<Long> HOURS = List.of(0L, 0L, 11L, 37L, 49L, 24L * 8, 24L * 31);

    final Marketplace market = Stage.get(Marketplace.class);
    final CaseLaws laws = Stage.get(CaseLaws.class);
    final StringBuilder told = new StringBuilder();
    private final Cases cases = Stage.get(Cases.class);
    private final Negotiations negotiations = Stage.get(Negotiations.class);
    private final OnBehalf onBehalf = Stage.get(OnBehalf.class);
    private final Complaints complaints = Stage.get(Complaints.class);
    private final SimulatedGateway gateway = Stage.get(SimulatedGateway.class);
    private final RepairShop shop = new RepairShop(market, Stage.get(CaseEvidence.class), Stage.get(ReportIssuers.class));
    final String order;
    private final String merchantId;
    private String tracking;

    World() {
      shop.opens();
      order = market.aShippedOrder().of("phone").paid("100.00").pieces(3).put();
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
          case STEP_IN -> {
            var open = open();
            if (open != null) {
              tells("the platform steps in");
              market.agentStepsIn(open);
            }
          }
          case HAND_BACK -> {
            var open = open();
            if (open != null) {
              tells("the platform hands back");
              market.agentHandsBack(open);
            }
          }
          case APPEAL -> {
            var its = any(deed);
            if (its != null) {
              tells((deed.dice() % 2 == 0 ? "buyer" : "merchant") + " appeals");
              market.appeals(its, deed.dice() % 2 == 0 ? buyer(its) : merchant(its));
            }
          }
          case FIND_BREACH -> {
            var its = any(deed);
            if (its != null) {
              tells("finds a breach");
              market.agentFindsBreach(its, deed.dice() % 2 == 0 ? "RP-20(3)" : "RP-21");
            }
          }
          case COMPLAIN -> {
            var its = any(deed);
            tells("complains");
            complaints.open(Grievance.of(order, its == null ? null : its.caseId().value(), "Rude", "Nobody answers"), null, theBuyer());
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
      var type = TYPES.get(deed.dice() % 5);
      var percent = type.equals("return-refund") && deed.dice() % 3 == 0 ? (int) (deed.fen() % 100) + 1 : null;
      var paid = percent == null && (type.equals("refund-only") || type.equals("return-refund")) ? Cny.text(Cny.fen(deed.fen())) : null;
      var pieces = deed.dice() % 7 == 0 ? null : deed.dice() % 3 + 1;
      tells("applies " + type + " " + paid + " " + percent + "% " + pieces + " pieces");
      var application = Application.of(order, type, deed.dice() % 2 == 0 ? "quality" : "damaged", paid, percent, pieces, "It is broken");
      if (helper == null) {
        cases.open(application, null, theBuyer());
      } else {
        onBehalf.apply(application, null, helper);
      }
    }

    /** Takes one of the steps that are open in any of the order's cases and complaints. */
    private void step(Deed deed) {
      var open = new ArrayList<Map.Entry<CaseId, Map.Entry<String, String>>>();
      ids().forEach(id -> laws.openSteps(id).entrySet().forEach(step -> open.add(Map.entry(id, step))));
      if (!open.isEmpty()) {
        var chosen = open.get(deed.dice() % open.size());
        var step = chosen.getValue();
        var answer = answer(step.getKey(), chosen.getKey(), deed.dice() / 7, deed.fen());
        tells(step.getKey() + " " + answer);
        market.completes(who(step.getKey(), deed.dice()), step.getValue(), answer);
      }
    }

    private Map<String, Object> answer(String step, CaseId of, int dice, long fen) {
      var amount = Cny.text(Cny.fen(fen));
      return switch (step) {
        case "buyer-confirms-application" -> Map.of("answer", dice % 4 == 0 ? "decline" : "confirm");
        case "merchant-decides-refund", "merchant-decides-exchange", "merchant-decides-reship" -> dice % 2 == 0 ? Map.of("decision", "agree") : reject();
        case "merchant-decides-repair" -> dice % 4 > 0 ? Map.of("decision", "agree") : Map.of("decision", "refuse", "explanation", "No.");
        case "merchant-inspects" -> switch (dice % 4) {
          case 0 -> shop.withReport(itself(of));
          case 1 -> shop.withScan(itself(of));
          default -> Map.of("meetsStandard", true);
        };
        case "agent-reviews-report" -> Map.of("valid", dice % 3 > 0, "explanation", "Seen.");
        case "buyer-answers-report" -> Map.of("answer", List.of("accept", "negotiate", "intervene").get(dice % 3));
        case "merchant-repairs", "merchant-ships-back" -> {
          tracking = aTrackingNumber();
          yield Map.of("carrier", "SF", "trackingNumber", tracking);
        }
        case "merchant-explains-breach" -> Map.of("explanation", "The part was not in stock.");
        case "agent-decides-breach" -> dice % 3 == 0 ? Map.of("upheld", false)
            : Map.of("upheld", true, "refundOrder", dice % 2 == 0, "penaltyAmount", Cny.text(Cny.fen(fen % 2000)));
        case "buyer-chooses-offer" -> Map.of("choice", OFFERS.get(dice % 2));
        case "desk-accepts-complaint" -> dice % 4 == 0 ? Map.of("decision", "reject", "reply", "No.") : Map.of("decision", "accept");
        case "desk-judges-complaint" -> dice % 3 == 0 ? Map.of("upheld", false, "reply", "No.")
            : Map.of("upheld", true, "liableParty", dice % 2 == 0 ? "merchant" : "service-partner", "amount", amount, "reply", "We are sorry.");
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
        case "agent-judges" -> switch (dice % 9) {
          case 0 -> Map.of("next", "ask-buyer", "question", "When?");
          case 1 -> Map.of("next", "offer", "offerExchange", true, "offerReturn", true);
          default -> judgement(LIABILITIES.get(dice % 6), REMEDIES.get((int) (fen % 7)), dice, amount);
        };
        case "buyer-gives-evidence", "merchant-gives-evidence" -> Map.of("statement", "So it was.");
        case "agent-reviews-freight" -> Map.of("approvedFreight", Cny.text(Cny.fen(fen % 3000)), "explanation", "Heavy.");
        default -> throw new AssertionError("nobody knows how to take the step " + step);
      };
    }

    private static Map<String, Object> judgement(String liability, String remedy, int dice, String amount) {
      var answer = new LinkedHashMap<String, Object>(Map.of("liability", liability, "remedy", remedy, "refundAmount", amount, "explanation", "Seen."));
      if (liability.equals("both")) {
        answer.put("merchantShare", 1 + dice % 99);
      }
      if (remedy.equals("compensate")) {
        answer.put("voucherAmount", "3.00");
      }
      return answer;
    }

    private static Map<String, Object> reject() {
      return Map.of("decision", "reject", "rejectReason", "not-proven", "explanation", "No.");
    }

    private static Map<String, Object> refuse() {
      var answer = new LinkedHashMap<>(reject());
      answer.put("condition", "used");
      return answer;
    }

    private Viewer who(String step, int dice) {
      return step.startsWith("buyer-") ? theBuyer() : step.startsWith("merchant-") ? clerk() : step.startsWith("desk-") ? desk()
          : dice % 2 == 0 ? agent() : anotherAgent();
    }

    /** The gateway answers, agents and the desk do their work, and nobody else does anything any more. */
    void everythingEnds() {
      for (int round = 0; round < 8; round++) {
        market.timePasses(Duration.ofDays(31));
        ids().forEach(id -> laws.openSteps(id).forEach((step, task) -> LAST.getOrDefault(step, List.of()).stream()
            .filter(answer -> isTaken(agent(), step, task, answer) || isTaken(anotherAgent(), step, task, answer)).findFirst()));
      }
      assertThat(laws.broken(order)).as(told.toString()).isEmpty();
      assertThat(all()).as(told.toString()).noneMatch(AfterSalesCase::isOpen);
      assertThat(ids()).as(told.toString()).allSatisfy(id -> assertThat(laws.openSteps(id)).isEmpty());
    }

    /** What is answered in the end, the next one if that is refused. */
    private static final Map<String, List<Map<String, Object>>> LAST = Map.of(
        "agent-judges", List.of(Map.of("liability", "none", "remedy", "dismiss", "explanation", "Seen.")),
        "agent-reviews-freight", List.of(Map.of("approvedFreight", "0", "explanation", "No.")),
        "agent-reviews-report", List.of(Map.of("valid", true, "explanation", "Seen.")),
        "agent-decides-breach", List.of(Map.of("upheld", true, "refundOrder", true, "penaltyAmount", "0"), Map.of("upheld", false)),
        "desk-accepts-complaint", List.of(Map.of("decision", "reject", "reply", "No.")),
        "desk-judges-complaint", List.of(Map.of("upheld", false, "reply", "No.")));

    private boolean isTaken(Viewer by, String step, String task, Map<String, Object> answer) {
      try {
        market.completes(step.startsWith("desk-") ? desk() : by, task, answer);
        return true;
      } catch (Refused no) {
        tells(step + " at last refused " + no.getMessage());
        return false;
      }
    }

    /** The order's cases and complaints. */
    private List<CaseId> ids() {
      return Stream.concat(all().stream().map(AfterSalesCase::caseId),
          complaints.page(agent(), null, order, 100, 0).stream().map(each -> each.itself().complaintId())).toList();
    }

    private AfterSalesCase itself(CaseId of) {
      return cases.find(of, agent());
    }

    private AfterSalesCase any(Deed deed) {
      var all = all();
      return all.isEmpty() ? null : all.get((int) (deed.fen() % all.size()));
    }

    private Viewer theBuyer() {
      return Viewer.buyer(merchantId.replace("M", "buyer-"), null);
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
