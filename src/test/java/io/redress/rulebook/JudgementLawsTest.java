package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.aTrackingNumber;
import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.anotherAgent;
import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.days;
import static io.redress.rulebook.Marketplace.hours;
import static io.redress.rulebook.Marketplace.merchant;
import static org.assertj.core.api.Assertions.assertThat;

import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Step;
import io.redress.casefile.Viewer;
import io.redress.dispute.CaseEvidence;
import io.redress.money.Account;
import io.redress.money.Accounts;
import io.redress.money.Ledger;
import io.redress.money.Refund;
import io.redress.money.Refund.State;
import io.redress.money.Refunds;
import io.redress.money.SimulatedGateway;
import io.redress.money.SimulatedGateway.Behaviour;
import io.redress.repair.ReportIssuers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Any order, any dispute about it, anything an agent answers, whatever the two and the gateway do meanwhile, an appeal of either side and
 * anything another agent answers then: it is refused and nothing was written, or the money is where the rulebook wants it (8, 20.11, RO-12).
 */
class JudgementLawsTest {

  /** How it came to the dispute. In some of them the buyer has sent the goods back and advanced the freight. */
  enum Dispute { REFUND_REJECTED, RESHIP_REJECTED, RETURN_REFUSED, EXCHANGE_REFUSED, REPORT_DISPUTED, UNASKED, UNASKED_WHILE_GOODS_RETURN, UNASKED_IN_REPAIR }

  /** What was bought, by whom, and what its merchant has; amounts in fen. */
  record Bought(long paid, boolean isShipped, String category, boolean freightIncluded, boolean isRemote, long balance, long deposit) {}

  /** What is in dispute, and what the buyer says the return cost, in fen. */
  record Quarrel(Dispute dispute, String reason, int askedPercent, long freight) {}

  /** What an agent answers; the amounts are permille of what was paid and fen, or nothing like an amount. */
  record Words(String next, String liability, String remedy, int share, int refund, long voucher, int slip) {}

  /** What becomes of a judgement before somebody appeals: how gateways behave, how many steps are taken, and how many hours pass. */
  record Meanwhile(List<Behaviour> gateway, int steps, int hours, int dice) {}

  @Provide
  Arbitrary<Bought> orders() {
    return Combinators.combine(Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.of(1L, 2L, 99L, 101L)), Tuple.of(4, Arbitraries.longs().between(1, 30_000))),
        Arbitraries.frequency(Tuple.of(4, true), Tuple.of(1, false)), Arbitraries.of("phone", "clothing", "fruit", "live-animals"), Arbitraries.of(true, false),
        Arbitraries.of(true, false), Arbitraries.of(0L, 500L, 5_000L, 100_000L), Arbitraries.of(0L, 700L, 100_000L)).as(Bought::new);
  }

  @Provide
  Arbitrary<Quarrel> quarrels() {
    return Combinators.combine(Arbitraries.of(Dispute.class), Arbitraries.of("quality", "no-reason", "other"), Arbitraries.integers().between(1, 100),
        Arbitraries.longs().between(0, 6_000)).as(Quarrel::new);
  }

  @Provide
  Arbitrary<List<Words>> words() {
    return Combinators.combine(
        Arbitraries.frequency(Tuple.of(14, "judge"), Tuple.of(1, "ask-buyer"), Tuple.of(1, "ask-merchant"), Tuple.of(1, "offer")),
        Arbitraries.of("merchant", "buyer", "both", "carrier", "platform", "none"),
        Arbitraries.frequency(Tuple.of(4, "refund"), Tuple.of(2, "dismiss"), Tuple.of(2, "compensate"), Tuple.of(1, "return-refund"), Tuple.of(1, "exchange"),
            Tuple.of(1, "repair"), Tuple.of(1, "reship")),
        Arbitraries.integers().between(1, 99), Arbitraries.integers().between(0, 1_100),
        Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just(0L)), Tuple.of(3, Arbitraries.longs().between(1, 5_001)),
            Tuple.of(1, Arbitraries.longs().between(5_000, 20_001))),
        Arbitraries.frequencyOf(Tuple.of(6, Arbitraries.just(0)), Tuple.of(1, Arbitraries.integers().between(1, 9))))
        .as(Words::new).list().ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<Meanwhile> meanwhiles() {
    return Combinators.combine(Arbitraries.of(Behaviour.class).list().ofMaxSize(2), Arbitraries.integers().between(0, 4),
        Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(2, 1), Tuple.of(1, 49), Tuple.of(1, 73)), Arbitraries.integers().between(0, 999)).as(Meanwhile::new);
  }

  /** The same disputes every time, so that a change fails for what it has changed. */
  @Property(tries = 50, seed = "50", shrinking = ShrinkingMode.OFF) @Clause({"PI-01", "RO-12", "20.11", "VC-08"})
  void whatever_is_judged_and_judged_again_it_is_refused_and_nothing_is_written_or_everybody_has_what_is_due(@ForAll("orders") Bought bought,
      @ForAll("quarrels") Quarrel quarrel, @ForAll("words") List<Words> first, @ForAll("meanwhiles") Meanwhile meanwhile,
      @ForAll boolean buyerAppeals, @ForAll("words") List<Words> second, @ForAll("meanwhiles") Meanwhile then) {
    settles(bought, quarrel, first, meanwhile, buyerAppeals, second, then);
  }

  /** Others every time. */
  @Property(tries = 1000, shrinking = ShrinkingMode.OFF) @Tag("at-length")
  void everybody_has_what_is_due_after_a_thousand_disputes(@ForAll("orders") Bought bought, @ForAll("quarrels") Quarrel quarrel,
      @ForAll("words") List<Words> first, @ForAll("meanwhiles") Meanwhile meanwhile, @ForAll boolean buyerAppeals, @ForAll("words") List<Words> second,
      @ForAll("meanwhiles") Meanwhile then) {
    settles(bought, quarrel, first, meanwhile, buyerAppeals, second, then);
  }

  private static void settles(Bought bought, Quarrel quarrel, List<Words> first, Meanwhile meanwhile, boolean buyerAppeals, List<Words> second, Meanwhile then) {
    var world = new World(bought, quarrel);
    world.isJudged(agent(), first);
    world.lives(meanwhile);
    if (world.appeals(buyerAppeals)) {
      world.isJudged(anotherAgent(), second);
      world.lives(then);
    }
    world.everythingSettles();
  }

  /** What an agent has judged, in the words of the form; fen. */
  private record Judged(String liability, String remedy, int share, long refund, long voucher) {

    /** PI-01, DS-05: who is liable pays, the merchant also for the carrier that it chose; RO-09: else the platform does. */
    boolean isRefundedByMerchant() {
      return Set.of("merchant", "both", "carrier").contains(liability);
    }

    /** VC-08: the merchant, for a harm of its own; else the platform. */
    boolean isVoucherOfMerchant() {
      return liability.equals("merchant") || liability.equals("both");
    }

    /** What goes together at all, and the most that a voucher is worth then, in fen; null = it does not. */
    Long mostOfVoucher() {
      var isPerformed = Set.of("exchange", "repair", "reship").contains(remedy);
      return switch (liability) {
        case "merchant", "carrier" -> remedy.equals("dismiss") ? null : Long.valueOf(5_000);
        case "buyer" -> remedy.equals("dismiss") ? 0L : null;
        case "both" -> remedy.equals("dismiss") ? null : remedy.equals("compensate") ? Long.valueOf(5_000) : Long.valueOf(0);
        case "platform" -> remedy.equals("dismiss") || isPerformed ? null : Long.valueOf(20_000);
        default -> isPerformed ? 20_000L : 5_000L;
      };
    }
  }

  private static final class World {

    private static final Set<String> MONEY_OR_NOTHING = Set.of("refund", "compensate", "dismiss");

    private final Marketplace market = Stage.get(Marketplace.class);
    private final CaseLaws laws = Stage.get(CaseLaws.class);
    private final Ledger ledger = Stage.get(Ledger.class);
    private final Refunds refunds = Stage.get(Refunds.class);
    private final SimulatedGateway gateway = Stage.get(SimulatedGateway.class);
    private final JdbcClient database = Stage.get(JdbcClient.class);
    private final RepairShop shop = new RepairShop(market, Stage.get(CaseEvidence.class), Stage.get(ReportIssuers.class));
    private final StringBuilder told = new StringBuilder();
    private final Bought bought;
    private final Quarrel quarrel;
    private final String order;
    private final AfterSalesCase its;
    private Judged judged;
    /** Goods go back for repair, whatever money is judged about afterwards. */
    private boolean isRepairOrdered;
    private String offered;
    /** For the last parcel that the buyer sent. */
    private long advanced;
    /** What was decided of the freight of the parcels before it, and what of that the merchant pays. */
    private long earlierFreight;
    private long earlierOfMerchant;
    private long had;
    private long mostOfVouchers;
    private long given;

    World(Bought bought, Quarrel quarrel) {
      this.bought = bought;
      this.quarrel = quarrel;
      market.opens();
      var isReturned = quarrel.dispute().ordinal() >= Dispute.RESHIP_REJECTED.ordinal() && quarrel.dispute() != Dispute.UNASKED;
      var bare = market.anOrder().of(isReturned ? "phone" : bought.category()).paid(text(bought.paid())).labelled(bought.freightIncluded() ? new String[] {"退货包运费"} : new String[0]);
      if (bought.isShipped() || isReturned) {
        bare.received(market.now().minus(days(1)));
      }
      order = (bought.isRemote() ? bare.toRemoteRegion() : bare).put();
      market.merchantHasSettings(order, null);
      its = quarrels();
      var accounts = Stage.get(Accounts.class);
      Map.of(Account.Kind.MERCHANT_BALANCE, bought.balance(), Account.Kind.MERCHANT_DEPOSIT, bought.deposit()).forEach((kind, fen) -> {
        if (fen > 0) {
          accounts.credit(its.merchantId(), kind, Cny.fen(fen), kind.code() + "-of-" + its.caseId());
        }
      });
      check();
    }

    private AfterSalesCase quarrels() {
      var asked = text(Math.max(1, bought.paid() * quarrel.askedPercent() / 100));
      return switch (quarrel.dispute()) {
        case REFUND_REJECTED -> {
          var opened = market.buyerAsksFor("refund-only", quarrel.reason(), asked, order, null);
          market.merchantRejects(opened);
          yield intervenes(opened);
        }
        case RESHIP_REJECTED -> {
          var opened = market.buyerApplies("reship", quarrel.reason(), null, null, null, order);
          market.completes(merchant(opened), opened, "merchant-decides-reship", reject());
          yield intervenes(opened);
        }
        case RETURN_REFUSED -> intervenes(refused(sent("return-refund", asked)));
        case EXCHANGE_REFUSED -> intervenes(refused(sent("exchange", null)));
        case REPORT_DISPUTED -> {
          shop.opens();
          var opened = sent("repair", null);
          shop.inspects(opened, shop.withReport(opened));
          shop.answers(opened, "intervene");
          yield opened;
        }
        case UNASKED -> market.agentStepsIn(market.buyerAsksFor("refund-only", quarrel.reason(), asked, order, null));
        case UNASKED_WHILE_GOODS_RETURN -> market.agentStepsIn(sent("return-refund", asked));
        case UNASKED_IN_REPAIR -> market.agentStepsIn(sent("repair", null));
      };
    }

    private AfterSalesCase sent(String type, String asked) {
      var opened = market.buyerApplies(type, quarrel.reason(), asked, null, null, order);
      market.completes(merchant(opened), opened, type.equals("return-refund") ? "merchant-decides-return" : "merchant-decides-" + type, Map.of("decision", "agree"));
      market.buyerShipsReturn(opened, aTrackingNumber(), text(quarrel.freight()));
      advanced = quarrel.freight();
      return opened;
    }

    private AfterSalesCase refused(AfterSalesCase opened) {
      var answer = new LinkedHashMap<>(reject());
      answer.put("condition", "used");
      market.completes(merchant(opened), opened, "merchant-checks-return", answer);
      return opened;
    }

    private static Map<String, Object> reject() {
      return Map.of("decision", "reject", "rejectReason", "not-proven", "explanation", "No.");
    }

    private AfterSalesCase intervenes(AfterSalesCase opened) {
      market.buyerAnswers(opened, Map.of("answer", "intervene"));
      return opened;
    }

    // --- what an agent does ----------------------------------------------------------------------------------------------------

    /** Tries one answer after the other until one is a judgement that stands. */
    void isJudged(Viewer by, List<Words> attempts) {
      for (var words : attempts) {
        hears();
        var answer = answer(words);
        tells(by.userId() + " " + answer);
        if (!isRefused(by, answer)) {
          if (words.next().equals("judge")) {
            isJudged(words);
            return;
          }
          check();
        }
      }
      hears();
      var nothing = new Words("judge", "none", "dismiss", 1, 0, 0, 0);
      tells("nothing, then");
      assertThat(isRefused(by, answer(nothing))).as(told.toString()).isFalse();
      isJudged(nothing);
    }

    /** Whoever is asked says something, and the buyer chooses what was offered. */
    private void hears() {
      market.bothGiveEvidence(its);
      if (steps().contains("buyer-chooses-offer")) {
        market.completes(buyer(its), its, "buyer-chooses-offer", Map.of("choice", offered));
      }
      assertThat(steps()).as(told.toString()).contains("agent-judges");
    }

    private Map<String, Object> answer(Words words) {
      var answer = new HashMap<String, Object>();
      if (!words.next().equals("judge") || words.slip() == 1) {
        answer.put("next", words.next());
      }
      if (words.next().startsWith("ask")) {
        answer.put("question", "When?");
        return answer;
      }
      if (words.next().equals("offer")) {
        offered = words.share() % 4 > 0 ? "exchange" : "exchange-with-voucher";
        answer.put("offerExchange", words.share() % 4 > 0);
        answer.put("offerExchangeWithVoucher", words.share() % 3 > 0);
        answer.put("offerVoucherAmount", text(words.voucher()));
        return answer;
      }
      answer.putAll(Map.of("liability", words.liability(), "remedy", words.remedy(), "explanation", "Seen."));
      if (words.liability().equals("both") || words.slip() == 2) {
        answer.put("merchantShare", words.share());
      }
      if (Set.of("refund", "return-refund").contains(words.remedy()) || words.slip() == 3) {
        answer.put("refundAmount", text(refund(words)));
      }
      if (words.voucher() > 0) {
        answer.put("voucherAmount", text(words.voucher()));
      }
      switch (words.slip()) {
        case 4 -> answer.put("payer", "platform");
        case 5 -> answer.put("refundAmount", "-1");
        case 6 -> answer.put("merchantShare", 100);
        case 7 -> answer.put("voucherAmount", "0.001");
        case 8 -> answer.remove("explanation");
        case 9 -> answer.put("liability", "shop");
        default -> { }
      }
      return answer;
    }

    private long refund(Words words) {
      return bought.paid() * words.refund() / 1000;
    }

    private boolean isRefused(Viewer by, Map<String, Object> answer) {
      var before = written();
      try {
        market.completes(by, its, "agent-judges", answer);
        return false;
      } catch (Refused no) {
        tells("refused " + no.type() + " " + no.fields());
        assertThat(written()).as(told.toString()).isEqualTo(before);
        return true;
      }
    }

    private void isJudged(Words words) {
      var isRefund = Set.of("refund", "return-refund").contains(words.remedy());
      var now = new Judged(words.liability(), words.remedy(), words.share(), isRefund ? refund(words) : 0, words.voucher());
      assertThat(now.mostOfVoucher()).as("goes together, %s", told).isNotNull().isGreaterThanOrEqualTo(words.voucher());
      if (isRefund) {
        var left = bought.paid();
        assertThat(now.refund()).as(told.toString()).isBetween(1L, words.liability().equals("both") ? left * words.share() / 100 : left);
      }
      if (words.remedy().equals("compensate")) {
        assertThat(words.voucher()).as(told.toString()).isPositive();
      }
      had = priceReceived();
      judged = now;
      if (!MONEY_OR_NOTHING.contains(now.remedy())) {
        isRepairOrdered = now.remedy().equals("repair");
      }
      mostOfVouchers = Math.max(mostOfVouchers, words.voucher());
      check();
    }

    // --- what becomes of it -----------------------------------------------------------------------------------------------------

    void lives(Meanwhile meanwhile) {
      meanwhile.gateway().forEach(gateway::next);
      market.jobsRun();
      tells("paid or not " + meanwhile.gateway());
      check();
      for (int n = 0; n < meanwhile.steps() && takesStep(meanwhile.dice() + n * 7); n++) {
        market.jobsRun();
        check();
      }
      if (meanwhile.hours() > 0) {
        tells(meanwhile.hours() + " h");
        market.timePasses(hours(meanwhile.hours()));
        check();
      }
    }

    private boolean takesStep(int dice) {
      var open = market.openSteps(its).stream().filter(step -> ANSWERED.contains(step.step())).findFirst();
      open.ifPresent(step -> {
        var answer = answer(step.step(), dice);
        tells(step.step() + " " + answer);
        market.completes(step.whose() == Step.Whose.BUYER ? buyer(its) : step.whose() == Step.Whose.MERCHANT ? merchant(its) : agent(), step.taskId(), answer);
      });
      return open.isPresent();
    }

    private static final Set<String> ANSWERED = Set.of("buyer-ships-return", "merchant-checks-return", "merchant-ships-replacement", "agent-reviews-freight",
        "buyer-chooses-when-out-of-stock");

    private Map<String, Object> answer(String step, int dice) {
      return switch (step) {
        case "buyer-ships-return" -> {
          earlierFreight = freight(Refund.Payer.values());
          earlierOfMerchant = freight(Refund.Payer.MERCHANT);
          advanced = dice * 6L;
          yield Map.of("carrier", "SF", "trackingNumber", aTrackingNumber(), "freightPaid", text(advanced));
        }
        case "merchant-checks-return" -> Map.of("decision", "refund");
        case "merchant-ships-replacement" -> dice % 3 == 0 ? Map.of("carrier", "SF", "trackingNumber", aTrackingNumber()) : Map.of("outOfStock", true);
        case "buyer-chooses-when-out-of-stock" -> Map.of("choice", "refund");
        default -> Map.of("approvedFreight", text(Math.max(0, Math.min(dice, advanced - tariff()))), "explanation", "Heavy.");
      };
    }

    /** Whether it was possible; refused, nothing was written but the file. */
    boolean appeals(boolean isBuyer) {
      var before = written();
      try {
        tells((isBuyer ? "buyer" : "merchant") + " appeals");
        market.appeals(its, isBuyer ? buyer(its) : merchant(its));
      } catch (Refused no) {
        tells("refused " + no.type());
        assertThat(no.kind()).isEqualTo(Refused.Kind.CONFLICT);
        assertThat(written()).as(told.toString()).isEqualTo(before);
        return false;
      }
      hears();
      var again = written();
      var four = new Words("judge", "none", "dismiss", 1, 0, 0, 0);
      try {
        market.completes(agent(), its, "agent-judges", answer(four));
        throw new AssertionError("who judged first judges again: " + told);
      } catch (Refused no) {
        assertThat(no.type()).isEqualTo("four-eyes");
        assertThat(written()).as(told.toString()).isEqualTo(again);
      }
      check();
      return true;
    }

    /** The gateway pays and answers, the fifth time at the latest, and what is settled is what is due, to the fen. */
    void everythingSettles() {
      gateway.otherwise(Behaviour.PAY);
      market.timePasses(hours(2));
      gateway.lateAnswers().forEach(late -> {
        try {
          refunds.answered(late.key(), late.attempt(), late.answer());
        } catch (Refused no) {
          tells("too late: " + no.type());
        }
      });
      market.jobsRun();
      check();
      assertThat(ledger.balance(Account.clearing(order)).isZero()).as(told.toString()).isTrue();
      if (MONEY_OR_NOTHING.contains(judged.remedy())) {
        assertThat(priceReceived()).as("the price, %s", told).isEqualTo(Math.max(had, judged.refund()));
        assertThat(merchantBorne()).as("the merchant, %s", told).isEqualTo((judged.isRefundedByMerchant() ? judged.refund() : 0)
            + (judged.isVoucherOfMerchant() ? judged.voucher() : 0) + Math.min(freightOfMerchant(), tariffFreight()));
      }
      var again = written();
      try {
        market.appeals(its, buyer(its));
        assertThat(database.sql("select count(*) from judgement where case_id = ? and is_final").param(its.caseId().value()).query(Long.class).single()).isZero();
      } catch (Refused no) {
        assertThat(written()).as(told.toString()).isEqualTo(again);
      }
    }

    // --- laws -------------------------------------------------------------------------------------------------------------------

    private void check() {
      assertThat(laws.broken(order)).as(told.toString()).isEmpty();
      var received = Cny.fen(ledger.balance(Account.refundsOf(its.buyerId())));
      var vouchers = vouchersReceived();
      assertThat(received + vouchers).as("nothing is taken back, %s", told).isGreaterThanOrEqualTo(given);
      given = received + vouchers;
      assertThat(priceReceived()).as("the price, %s", told).isLessThanOrEqualTo(bought.paid());
      assertThat(received - priceReceived()).as("freight that was spent, %s", told).isLessThanOrEqualTo(advanced + earlierFreight);
      assertThat(vouchers).as("vouchers, %s", told).isLessThanOrEqualTo(mostOfVouchers);
      assertThat(merchantBorne()).as("the merchant bears no more than what it is liable for, %s", told).isLessThanOrEqualTo(mostOfMerchant());
    }

    private long mostOfMerchant() {
      if (judged == null) {
        return 0;
      }
      var price = switch (judged.remedy()) {
        case "refund" -> judged.isRefundedByMerchant() ? judged.refund() : 0;
        case "return-refund" -> judged.refund();
        case "compensate", "dismiss" -> 0;
        default -> bought.paid(); // refunded where nothing can be sent
      };
      return price + (judged.isVoucherOfMerchant() ? judged.voucher() : 0) + freightOfMerchant();
    }

    /** 20.11, RP-19: of what was advanced and is within the tariff, what the merchant has to bear. */
    private long freightOfMerchant() {
      return earlierOfMerchant + lastFreightOfMerchant();
    }

    private long lastFreightOfMerchant() {
      var within = Math.min(advanced, tariff());
      if (quarrel.dispute() == Dispute.REPORT_DISPUTED || quarrel.dispute() == Dispute.UNASKED_IN_REPAIR || isRepairOrdered) {
        return within;
      }
      return switch (judged.liability()) {
        case "merchant", "carrier" -> within;
        case "both" -> within * judged.share() / 100;
        case "buyer" -> 0;
        default -> quarrel.reason().equals("quality") || bought.freightIncluded() ? within : 0;
      };
    }

    private long tariff() {
      return bought.isRemote() ? 4_000 : 2_000;
    }

    private long merchantBorne() {
      return bought.balance() + bought.deposit() - Cny.fen(ledger.balance(Account.balance(its.merchantId())))
          - Cny.fen(ledger.balance(Account.deposit(its.merchantId()))) - Cny.fen(ledger.balance(Account.receivable(its.merchantId())));
    }

    private long priceReceived() {
      return sum(refunds.of(its.caseId()).stream());
    }

    /** What was reimbursed without an agent's review. */
    private long tariffFreight() {
      return sum(refunds.freightOf(its.caseId()).stream().filter(freight -> !freight.clause().equals("VC-09")));
    }

    private long freight(Refund.Payer... payers) {
      return refunds.freightOf(its.caseId()).stream().filter(freight -> freight.state() != State.CANCELLED && List.of(payers).contains(freight.payer()))
          .mapToLong(freight -> Cny.fen(freight.amount())).sum();
    }

    private static long sum(Stream<Refund> refunds) {
      return refunds.filter(refund -> refund.state() == State.SUCCEEDED).mapToLong(refund -> Cny.fen(refund.amount())).sum();
    }

    private long vouchersReceived() {
      return database.sql("select coalesce(sum(amount_fen), 0) from voucher where buyer_id = ?").param(its.buyerId()).query(Long.class).single();
    }

    /** All that is kept of the case, but for files. */
    private Map<String, List<Map<String, Object>>> written() {
      var rows = new LinkedHashMap<String, List<Map<String, Object>>>();
      for (var table : List.of("after_sales_case", "case_step", "timeline_entry", "refund", "judgement", "intervention", "paused_case", "journal_entry",
          "evidence_round")) {
        rows.put(table, database.sql("select * from " + table + " where case_id = ?").param(its.caseId().value()).query().listOfRows());
      }
      rows.put("voucher", database.sql("select * from voucher where buyer_id = ?").param(its.buyerId()).query().listOfRows());
      rows.put("account", database.sql("select * from account where owner in (?, ?, ?)").params(its.merchantId(), its.buyerId(), order).query().listOfRows());
      for (var table : List.of("act_ru_task", "act_ru_job", "act_ru_variable", "act_ru_execution")) {
        rows.put(table, database.sql("select id_, rev_ from " + table + " where " + (table.equals("act_ru_job") ? "process_instance_id_" : "proc_inst_id_")
            + " in (select proc_inst_id_ from act_ru_execution where business_key_ = ?) order by id_").param(its.caseId().value()).query().listOfRows());
      }
      return rows;
    }

    private List<String> steps() {
      return market.openSteps(its).stream().map(Step::step).toList();
    }

    private static String text(long fen) {
      return Cny.text(Cny.fen(fen));
    }

    private void tells(String what) {
      told.append("; ").append(what);
    }
  }
}
