package io.redress.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.redress.Cny;
import io.redress.Refused;
import io.redress.money.MoneyRoom.Bought;
import io.redress.money.Voucher.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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

/** What holds for vouchers whatever happens to them, in whatever order, and whatever is lost or sent twice on the way. */
class VoucherLawsTest {

  /** Some that the platform pays for a day or two, some that the merchant pays for a year. */
  private static final List<Kind> KINDS = List.of(Kind.CONSUMPTION_COUPON, Kind.CASH_COUPON, Kind.CONSUMPTION_COUPON);

  @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED)
  void whatever_happens_nothing_is_paid_beyond_what_was_issued_nor_after_its_time_nor_for_somebody_else(
      @ForAll("histories") List<Happening> history) {
    var world = new World();
    for (var happening : history) {
      world.live(happening);
      assertThat(world.room.brokenLaws()).as("after %s", happening).isEmpty();
      world.everyVoucherIsAsTheModelSays(happening);
    }
    world.allTimersRing();
  }

  enum What { ISSUE, REDEEM, REDEEM_ALL, REPEAT, RELEASE, TIME_PASSES, EXPIRE }

  /** @param order 0 and 1 are the buyer's, 2 is a stranger's */
  record Happening(What what, int voucher, int order, long fen, boolean lost) {}

  @Provide
  Arbitrary<List<Happening>> histories() {
    return Combinators.combine(
            Arbitraries.frequency(Tuple.of(2, What.ISSUE), Tuple.of(5, What.REDEEM), Tuple.of(2, What.REDEEM_ALL), Tuple.of(2, What.REPEAT),
                Tuple.of(4, What.RELEASE), Tuple.of(2, What.TIME_PASSES), Tuple.of(2, What.EXPIRE)),
            Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(2, 1), Tuple.of(1, 2)),
            Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(3, 1), Tuple.of(1, 2)),
            Arbitraries.longs().between(1, 2500),
            Arbitraries.frequency(Tuple.of(6, false), Tuple.of(1, true)))
        .as(Happening::new).list().ofMinSize(10).ofMaxSize(40);
  }

  /** What a voucher should be, kept without any database. */
  private static final class Model {

    final Voucher issued;
    long left;
    long lapsed;
    final Map<Integer, Long> held = new HashMap<>();

    Model(Voucher issued) {
      this.issued = issued;
      this.left = Cny.fen(issued.amount());
    }

    long spent() {
      return held.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private static final class World {

    final MoneyRoom room = MoneyRoom.emptied();
    final Bought cause = room.bought("100.00");
    final List<Bought> orders = List.of(room.anotherOf(cause), room.anotherOf(cause), room.bought("500.00"));
    final Map<Integer, Model> vouchers = new HashMap<>();
    final List<Runnable> answered = new ArrayList<>();
    int keys;

    void live(Happening happening) {
      var model = vouchers.get(happening.voucher());
      if (happening.what() == What.TIME_PASSES) {
        // mostly around the end of the short ones, now and then beyond the year of the others
        room.clock.now = room.clock.now.plus(happening.fen() % 5 == 0 ? Duration.ofDays(366) : Duration.ofHours(happening.fen() / 40));
      } else if (happening.what() == What.ISSUE) {
        issue(happening, model);
      } else if (model != null) {
        switch (happening.what()) {
          case REDEEM -> redeem(happening, model, happening.fen());
          case REDEEM_ALL -> redeem(happening, model, null);
          case RELEASE -> release(happening, model);
          case EXPIRE -> expire(happening, model);
          default -> repeat(happening);
        }
      }
    }

    private void issue(Happening happening, Model before) {
      var kind = KINDS.get(happening.voucher());
      var amount = before == null ? happening.fen() : Cny.fen(before.issued.amount());
      Runnable deed = () -> {
        var voucher = room.voucher(cause, happening.voucher(), kind, Cny.text(Cny.fen(amount)));
        if (!happening.lost()) {
          vouchers.putIfAbsent(happening.voucher(), new Model(voucher));
        }
      };
      assertThat(does(happening, deed)).isNull();
    }

    private void redeem(Happening happening, Model model, Long fen) {
      var order = orders.get(happening.order());
      var key = "k" + ++keys;
      Runnable deed = () -> room.vouchers.redeem(model.issued.voucherId(), order.orderId(), fen == null ? null : Cny.fen(fen), key);
      var failure = does(happening, deed);
      var wanted = fen == null ? model.left : fen;
      var allowed = happening.order() < 2 && !isOver(model) && !model.held.containsKey(happening.order()) && model.left > 0 && wanted <= model.left;
      assertThat(failure == null).as("%s", happening).isEqualTo(allowed);
      if (failure != null) {
        assertThat(failure).isInstanceOf(Refused.class);
      } else if (!happening.lost()) {
        model.left -= wanted;
        model.held.put(happening.order(), wanted);
        answered.add(deed);
      }
    }

    private void release(Happening happening, Model model) {
      var order = orders.get(happening.order());
      var key = happening.fen() % 2 == 0 ? null : "r" + ++keys;
      Runnable deed = () -> room.vouchers.release(model.issued.voucherId(), order.orderId(), key);
      var failure = does(happening, deed);
      if (failure != null) {
        assertThat(failure).isInstanceOf(Refused.class);
        assertThat(model.held).doesNotContainKey(happening.order());
      } else if (!happening.lost()) {
        var back = model.held.remove(happening.order());
        model.left += back == null ? 0 : back;
        if (back != null && isOver(model)) {
          lapse(model);
        }
        if (key != null && back != null) {
          answered.add(deed);
        }
      }
    }

    private void expire(Happening happening, Model model) {
      assertThat(does(happening, () -> room.vouchers.expire(model.issued.voucherId()))).isNull();
      if (!happening.lost() && isOver(model)) {
        lapse(model);
      }
    }

    /** Anything that was once answered is sent again, with its key; nothing may come of it. */
    private void repeat(Happening happening) {
      if (!answered.isEmpty()) {
        assertThat(does(happening, answered.get((int) (happening.fen() % answered.size())))).isNull();
      }
    }

    private Throwable does(Happening happening, Runnable deed) {
      return catchThrowable(() -> {
        if (happening.lost()) {
          room.inLostTransaction(deed);
        } else {
          room.inTransaction(deed);
        }
      });
    }

    private boolean isOver(Model model) {
      return !room.clock.now.isBefore(model.issued.validUntil());
    }

    private static void lapse(Model model) {
      model.lapsed += model.left;
      model.left = 0;
    }

    void everyVoucherIsAsTheModelSays(Happening happening) {
      for (var model : vouchers.values()) {
        var voucher = room.vouchers.find(model.issued.voucherId());
        assertThat(Cny.fen(voucher.left())).as("left after %s", happening).isEqualTo(model.left);
        assertThat(Cny.fen(voucher.lapsed())).as("lapsed after %s", happening).isEqualTo(model.lapsed);
        assertThat(model.spent()).as("spent after %s", happening).isLessThanOrEqualTo(Cny.fen(voucher.amount()));
        assertThat(voucher.usable(room.clock.now).isZero() || !isOver(model)).isTrue();
      }
      for (int n = 0; n < orders.size(); n++) {
        int order = n;
        var paid = vouchers.values().stream().mapToLong(model -> model.held.getOrDefault(order, 0L)).sum();
        assertThat(Cny.fen(room.ledger.balance(Account.clearing(orders.get(n).orderId())))).isEqualTo(paid);
      }
      assertThat(room.ledger.sum()).isEqualTo(Cny.ZERO);
    }

    /** In the end nobody is owed anything: what was not spent has lapsed. */
    void allTimersRing() {
      for (var model : vouchers.values()) {
        room.clock.now = room.clock.now.isAfter(model.issued.validUntil()) ? room.clock.now : room.timers.set.get(model.issued.voucherId());
        room.vouchers.expire(model.issued.voucherId());
        var voucher = room.vouchers.find(model.issued.voucherId());
        assertThat(Cny.fen(voucher.lapsed())).isEqualTo(Cny.fen(voucher.amount()) - model.spent());
      }
      assertThat(room.ledger.balance(Account.vouchersOf(cause.buyerId()))).isEqualTo(Cny.ZERO);
      assertThat(room.brokenLaws()).isEmpty();
    }
  }
}
