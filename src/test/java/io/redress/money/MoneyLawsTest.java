package io.redress.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.money.MoneyRoom.Bought;
import io.redress.money.MoneyRoom.Crash;
import io.redress.money.Refund.State;
import io.redress.money.SimulatedGateway.Behaviour;
import io.redress.money.SimulatedGateway.LateAnswer;
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

  /** Where something is lost. */
  enum Loss { NOTHING, AT_COMMIT, WHEN_DECIDED, WHEN_SENT, WHEN_SUCCEEDED, WHEN_FAILED, WHEN_CANCELLED }

  enum What { DECIDE, PAY, ANSWER, ANSWER_TWICE, WITHDRAW, CREDIT }

  record Happening(What what, int order, int number, long fen, Behaviour gateway, Loss loss) {}

  @Provide
  Arbitrary<List<Happening>> histories() {
    return Combinators.combine(
            Arbitraries.frequency(Tuple.of(3, What.DECIDE), Tuple.of(6, What.PAY),
                Tuple.of(3, What.ANSWER), Tuple.of(1, What.ANSWER_TWICE),
                Tuple.of(2, What.WITHDRAW), Tuple.of(1, What.CREDIT)),
            // most of it happens to one case, so that much happens to it
            Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(1, 1)),
            Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(1, 1), Tuple.of(1, 2)),
            Arbitraries.longs().between(1, 7000),
            Arbitraries.of(Behaviour.class),
            Arbitraries.frequency(Tuple.of(8, Loss.NOTHING), Tuple.of(3, Loss.AT_COMMIT),
                Tuple.of(1, Loss.WHEN_DECIDED), Tuple.of(1, Loss.WHEN_SENT),
                Tuple.of(2, Loss.WHEN_SUCCEEDED), Tuple.of(1, Loss.WHEN_FAILED),
                Tuple.of(1, Loss.WHEN_CANCELLED)))
        .as(Happening::new).list().ofMinSize(10).ofMaxSize(40);
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
        case DECIDE -> () -> room.refunds.decide(caseId, order.orderId(), Cny.fen(happening.fen()), "RO-02");
        case PAY -> () -> room.refunds.execute(caseId);
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
        if (refund.isOpen()) {
          room.jobPays(refund.caseId());
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
          refunds.addAll(room.refunds.of(CaseId.of(order.caseNumber(n).value())));
        }
      }
      return refunds;
    }
  }
}
