package io.redress.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.redress.Cny;
import io.redress.Refused;
import io.redress.money.MoneyRoom.Bought;
import io.redress.money.MoneyRoom.Crash;
import io.redress.money.Refund.Payer;
import io.redress.money.Refund.Purpose;
import io.redress.money.Refund.State;
import io.redress.money.SimulatedGateway.Behaviour;
import io.redress.money.SimulatedGateway.LateAnswer;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** What holds for money whatever happens, in whatever order, and whatever is lost on the way. */
class MoneyLawsTest {

  private static final int CASES = 3;

  @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
  void whatever_gateways_callbacks_and_crashes_do_money_moves_exactly_once(@ForAll("histories") List<Happening> history) {
    var world = new World();
    for (var happening : history) {
      world.live(happening);
      assertThat(world.room.brokenLaws()).as("after %s", happening).isEmpty();
      world.nobodyIsPaidWithoutRightOrTwice();
    }
    world.everythingSettles();
  }

  @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
  void over_any_sequence_of_partial_cases_an_order_gets_never_more_than_was_paid_and_the_last_takes_what_is_left(
      @ForAll("fen") long paid, @ForAll("parts") List<Part> parts) {
    var room = MoneyRoom.emptied();
    var order = room.bought(Cny.text(Cny.fen(paid + 1)));
    var decided = Cny.ZERO;
    int number = 0;
    for (var part : parts) {
      var caseId = order.caseNumber(++number);
      // a part of what was paid, rounded down to the fen, as percent and pieces are
      var amount = order.paid().multipliedBy(part.percent(), RoundingMode.DOWN).dividedBy(100, RoundingMode.DOWN);
      var left = order.paid().minus(decided);
      var failure = catchThrowable(() -> room.refunds.decide(caseId, order.orderId(), amount, "RR-10"));
      assertThat(failure == null).isEqualTo(amount.isPositive() && !amount.isGreaterThan(left));
      if (part.freight() > 0) {
        room.refunds.decideFreight(caseId, order.orderId(), Cny.fen(part.freight()), "20.11");
      }
      if (part.withdrawn()) {
        room.refunds.cancel(caseId);
      } else if (failure == null) {
        decided = decided.plus(amount);
        room.jobPays(caseId);
      }
      assertThat(room.refunds.refundable(order.orderId())).isEqualTo(order.paid().minus(decided));
    }
    var rest = room.refunds.refundable(order.orderId());
    if (rest.isPositive()) {
      var last = order.caseNumber(++number);
      assertThat(catchThrowable(() -> room.refunds.decide(last, order.orderId(), rest.plusMinor(1), "RR-10"))).isInstanceOf(Refused.class);
      room.refunds.decide(last, order.orderId(), rest, "RR-10");
    }
    assertThat(room.refunds.refundable(order.orderId())).isEqualTo(Cny.ZERO);
    assertThat(room.brokenLaws()).isEmpty();
  }

  @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
  void an_entry_that_does_not_sum_to_zero_is_never_booked(@ForAll("amounts") List<Long> amounts) {
    var room = MoneyRoom.emptied();
    var order = room.bought("1.00");
    var postings = new ArrayList<Posting>();
    for (int i = 0; i < amounts.size(); i++) {
      postings.add(new Posting(new Account(Account.Kind.VOUCHERS_OUTSTANDING, order.buyerId() + i), Cny.fen(amounts.get(i))));
    }
    var occasion = new Occasion(order.orderId() + ":any:1", "any", null, null, null);
    var zero = amounts.stream().mapToLong(Long::longValue).sum() == 0;
    var failure = catchThrowable(() -> room.ledger.book(occasion, postings.toArray(Posting[]::new)));
    if (zero) {
      assertThat(failure).isNull();
    } else {
      assertThat(failure).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(room.ledger.find(occasion.key()).isPresent()).isEqualTo(zero);
    assertThat(room.ledger.sum()).isEqualTo(Cny.ZERO);
  }

  @Property(tries = 50, shrinking = ShrinkingMode.BOUNDED)
  void what_is_taken_comes_from_balance_then_deposit_and_is_given_back_in_full(
      @ForAll("fen") long balance, @ForAll("fen") long deposit, @ForAll("fen") long amount, @ForAll("fen") long paidLater) {
    var room = MoneyRoom.emptied();
    var order = room.bought("1.00");
    if (balance > 0) {
      room.credit(order, Account.Kind.MERCHANT_BALANCE, Cny.text(Cny.fen(balance)));
    }
    if (deposit > 0) {
      room.credit(order, Account.Kind.MERCHANT_DEPOSIT, Cny.text(Cny.fen(deposit)));
    }
    if (amount == 0) {
      return;
    }
    var taking = Occasion.of(order.caseNumber(1), "taking", 1, "20.24");
    room.accounts.take(taking, order.merchantId(), Cny.fen(amount), new Account(Account.Kind.PLATFORM_COMPENSATION, order.orderId()));
    long fromBalance = Math.min(balance, amount);
    long fromDeposit = Math.min(deposit, amount - fromBalance);
    var after = room.accounts.statement(order.merchantId(), 0, 1);
    assertThat(Cny.fen(after.balance())).isEqualTo(balance - fromBalance);
    assertThat(Cny.fen(after.deposit())).isEqualTo(deposit - fromDeposit);
    assertThat(Cny.fen(after.receivable())).isEqualTo(amount - fromBalance - fromDeposit);
    if (paidLater > 0) {
      room.credit(order, Account.Kind.MERCHANT_BALANCE, Cny.text(Cny.fen(paidLater)));
    }
    room.accounts.giveBack(Occasion.of(order.caseNumber(1), "giving-back", 1, "RO-07"), taking.key());
    var end = room.accounts.statement(order.merchantId(), 0, 1);
    assertThat(end.receivable()).isEqualTo(Cny.ZERO);
    assertThat(Cny.fen(end.deposit())).isEqualTo(deposit);
    assertThat(Cny.fen(end.balance())).isEqualTo(balance + paidLater);
    assertThat(room.brokenLaws()).isEmpty();
  }

  @Property(tries = 50, shrinking = ShrinkingMode.BOUNDED)
  void what_the_platform_pays_leaves_the_merchant_untouched_and_comes_from_its_compensation_until_it_is_cancelled(
      @ForAll("fen") long balance, @ForAll("fen") long price, @ForAll("fen") long freight, @ForAll boolean declinedAndWithdrawn) {
    var room = MoneyRoom.emptied();
    var order = room.bought("500.00");
    room.credit(order, Account.Kind.MERCHANT_BALANCE, Cny.text(Cny.fen(balance + 1)));
    var before = room.balances(order.merchantId());
    var caseId = order.caseNumber(1);
    room.refunds.decide(caseId, order.orderId(), Cny.fen(price + 1), "DS-03", Payer.PLATFORM);
    room.refunds.decideFreight(caseId, order.orderId(), Cny.fen(freight + 1), "VC-09", Payer.PLATFORM);
    room.gateway.otherwise(declinedAndWithdrawn ? Behaviour.DECLINE : Behaviour.PAY);
    var failures = List.of(catchThrowable(() -> room.jobPays(caseId)) != null, catchThrowable(() -> room.jobPaysFreight(caseId)) != null);
    assertThat(failures).containsOnly(declinedAndWithdrawn);
    var given = Cny.fen(price + freight + 2).negated();
    assertThat(room.ledger.balance(Account.compensation(order.buyerId()))).isEqualTo(given);
    assertThat(room.balances(order.merchantId())).isEqualTo(before);
    if (declinedAndWithdrawn) {
      room.refunds.cancel(caseId);
      assertThat(room.ledger.balance(Account.compensation(order.buyerId()))).isEqualTo(Cny.ZERO);
    }
    assertThat(room.accounts.statement(order.merchantId(), 0, 10).total()).as("the credit and nothing else").isEqualTo(1);
    assertThat(room.listener.heard).extracting(RefundEvent::payer).containsOnly(Payer.PLATFORM);
    assertThat(room.brokenLaws()).isEmpty();
  }

  /** Where something is lost. */
  enum Loss { NOTHING, AT_COMMIT, WHEN_DECIDED, WHEN_SENT, WHEN_SUCCEEDED, WHEN_FAILED, WHEN_CANCELLED }

  enum What { DECIDE, PAY, DECIDE_FREIGHT, PAY_FREIGHT, ANSWER, ANSWER_TWICE, WITHDRAW, CREDIT }

  record Happening(What what, int order, int number, long fen, Payer payer, Behaviour gateway, Loss loss) {}

  @Provide
  Arbitrary<List<Happening>> histories() {
    return Combinators.combine(
            Arbitraries.frequency(Tuple.of(3, What.DECIDE), Tuple.of(6, What.PAY),
                Tuple.of(2, What.DECIDE_FREIGHT), Tuple.of(4, What.PAY_FREIGHT),
                Tuple.of(3, What.ANSWER), Tuple.of(1, What.ANSWER_TWICE),
                Tuple.of(2, What.WITHDRAW), Tuple.of(1, What.CREDIT)),
            // most of it happens to one case, so that much happens to it
            Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(1, 1)),
            Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(1, 1), Tuple.of(1, 2)),
            Arbitraries.longs().between(1, 7000),
            Arbitraries.of(Payer.class),
            Arbitraries.of(Behaviour.class),
            Arbitraries.frequency(Tuple.of(8, Loss.NOTHING), Tuple.of(3, Loss.AT_COMMIT),
                Tuple.of(1, Loss.WHEN_DECIDED), Tuple.of(1, Loss.WHEN_SENT),
                Tuple.of(2, Loss.WHEN_SUCCEEDED), Tuple.of(1, Loss.WHEN_FAILED),
                Tuple.of(1, Loss.WHEN_CANCELLED)))
        .as(Happening::new).list().ofMinSize(10).ofMaxSize(40);
  }

  /** One partial case of an order: how many percent of what was paid, the freight it comes with, and whether it is withdrawn. */
  record Part(int percent, long freight, boolean withdrawn) {}

  @Provide
  Arbitrary<List<Part>> parts() {
    return Combinators.combine(Arbitraries.integers().between(0, 100), Arbitraries.longs().between(0, 30_000),
        Arbitraries.frequency(Tuple.of(3, false), Tuple.of(1, true))).as(Part::new).list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<Long>> amounts() {
    var any = Arbitraries.longs().between(-1000, 1000).filter(fen -> fen != 0).list().ofMinSize(1).ofMaxSize(5);
    var balanced = any.filter(list -> list.stream().mapToLong(Long::longValue).sum() != 0).map(list -> {
      var closed = new ArrayList<>(list);
      closed.add(-list.stream().mapToLong(Long::longValue).sum());
      return (List<Long>) closed;
    });
    return Arbitraries.oneOf(any, balanced);
  }

  @Provide
  Arbitrary<Long> fen() {
    return Arbitraries.longs().between(0, 20_000);
  }

  /** Two orders of one merchant, three cases each, and a gateway that does what it is told. */
  private static final class World {

    final MoneyRoom room = MoneyRoom.emptied();
    final List<Bought> orders = new ArrayList<>();
    final List<LateAnswer> underway = new ArrayList<>();

    World() {
      var first = room.bought("100.00");
      orders.add(first);
      orders.add(room.bought(first.orderId() + "-2", first.merchantId(), first.buyerId() + "-2", "60.00"));
    }

    void live(Happening happening) {
      var order = orders.get(happening.order());
      var caseId = order.caseNumber(happening.number());
      room.gateway.otherwise(happening.gateway());
      room.listener.failsOn = event -> event.getClass().getSimpleName().toUpperCase(Locale.ROOT)
          .equals("REFUND" + happening.loss().name().replace("WHEN_", ""));
      Runnable deed = switch (happening.what()) {
        case DECIDE -> () -> room.refunds.decide(caseId, order.orderId(), Cny.fen(happening.fen()), "RO-02", happening.payer());
        case PAY -> () -> room.refunds.execute(caseId);
        case DECIDE_FREIGHT -> () -> room.refunds.decideFreight(caseId, order.orderId(), Cny.fen(happening.fen() % 4000 + 1), "20.11",
            happening.payer());
        case PAY_FREIGHT -> () -> room.refunds.executeFreight(caseId);
        case ANSWER, ANSWER_TWICE -> () -> answer(happening);
        case WITHDRAW -> () -> room.refunds.cancel(caseId);
        case CREDIT -> () -> room.accounts.credit(order.merchantId(), Account.Kind.MERCHANT_BALANCE,
            Cny.fen(happening.fen() % 3 + 1), "ref-" + happening.fen() % 3);
      };
      var failure = catchThrowable(() -> {
        if (happening.loss() == Loss.AT_COMMIT) {
          room.inLostTransaction(deed);
        } else {
          room.inTransaction(deed);
        }
      });
      if (failure != null && !(failure instanceof PaymentDeclined)) {
        // nothing else may go wrong; "nothing to pay" is the one illegal state
        assertThat(failure).isInstanceOfAny(Refused.class, PaymentNotAnswered.class, Crash.class, IllegalStateException.class);
        if (failure.getClass() == IllegalStateException.class) {
          assertThat(failure).hasMessageMatching("no refund was decided.*|the refund .* was cancelled");
        }
      }
      underway.addAll(room.gateway.lateAnswers());
    }

    private void answer(Happening happening) {
      if (underway.isEmpty()) {
        return;
      }
      // any of them, not the oldest first; it stays underway unless it arrives once and for all
      var index = (int) (happening.fen() % underway.size());
      var late = happening.what() == What.ANSWER ? underway.remove(index) : underway.get(index);
      room.refunds.answered(late.key(), late.attempt(), late.answer());
    }

    void nobodyIsPaidWithoutRightOrTwice() {
      for (var refund : all()) {
        var payouts = room.gateway.payouts(refund.key());
        switch (refund.state()) {
          case SUCCEEDED -> assertThat(payouts).as(refund.toString()).containsExactly(refund.amount());
          case DECIDED, CANCELLED, FAILED -> assertThat(payouts).as(refund.toString()).isEmpty();
          case SENT -> assertThat(payouts.size()).as(refund.toString()).isLessThanOrEqualTo(1);
        }
      }
    }

    /** Once the gateway answers again and nothing is lost any more, each open refund is paid, once. */
    void everythingSettles() {
      room.listener.forget();
      room.gateway.otherwise(Behaviour.PAY);
      for (var refund : all()) {
        if (refund.isOpen() && refund.purpose() == Purpose.PRICE) {
          room.jobPays(refund.caseId());
        } else if (refund.isOpen()) {
          room.jobPaysFreight(refund.caseId());
        }
      }
      underway.forEach(late -> catchThrowable(() -> room.refunds.answered(late.key(), late.attempt(), late.answer())));
      assertThat(all()).allMatch(refund -> refund.state() == State.SUCCEEDED || refund.state() == State.CANCELLED);
      nobodyIsPaidWithoutRightOrTwice();
      assertThat(room.brokenLaws()).isEmpty();
    }

    private List<Refund> all() {
      var refunds = new ArrayList<Refund>();
      for (var order : orders) {
        for (int n = 0; n < CASES; n++) {
          refunds.addAll(room.refunds.of(order.caseNumber(n)));
          refunds.addAll(room.refunds.freightOf(order.caseNumber(n)));
        }
      }
      return refunds;
    }
  }
}
