package io.redress.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.redress.Cny;
import io.redress.Page;
import io.redress.Refused;
import io.redress.money.Voucher.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same voucher wanted by several threads at once. */
@Timeout(120)
class VouchersTogetherTest {

  private static final int ROUNDS = 15;

  private final MoneyRoom room = MoneyRoom.shared();
  private final ExecutorService threads = Executors.newFixedThreadPool(6);

  @AfterEach
  void no_law_is_broken() {
    threads.shutdownNow();
    assertThat(room.brokenLaws()).isEmpty();
  }

  @Test
  void two_orders_that_want_all_of_a_voucher_at_once_never_both_get_it() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var cause = room.bought("100.00");
      var voucher = room.voucher(cause, 1, Kind.CASH_COUPON, "30.00");
      var orders = List.of(room.anotherOf(cause), room.anotherOf(cause));
      var results = atOnce(IntStream.range(0, 2).<Action>mapToObj(n -> () ->
          room.vouchers.redeem(voucher.voucherId(), orders.get(n).orderId(), null, "k" + n)).toList());
      assertThat(results).filteredOn(result -> result == null).hasSize(1);
      assertThat(results).filteredOn(result -> result != null).singleElement()
          .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.type()).isEqualTo("voucher-spent"));
    }
  }

  @Test
  void parts_taken_at_once_never_add_up_to_more_than_the_voucher() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var cause = room.bought("100.00");
      var voucher = room.voucher(cause, 1, Kind.CASH_COUPON, "30.00");
      var orders = IntStream.range(0, 6).mapToObj(n -> room.anotherOf(cause)).toList();
      var results = atOnce(IntStream.range(0, 6).<Action>mapToObj(n -> () ->
          room.vouchers.redeem(voucher.voucherId(), orders.get(n).orderId(), Cny.parse("8.00"), "k" + n)).toList());
      assertThat(results).filteredOn(result -> result == null).hasSize(3);
      assertThat(room.vouchers.find(voucher.voucherId()).left()).isEqualTo(Cny.parse("6.00"));
    }
  }

  @Test
  void one_request_sent_several_times_at_once_pays_once_and_all_get_the_same_answer() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var cause = room.bought("100.00");
      var order = room.anotherOf(cause);
      var voucher = room.voucher(cause, 1, Kind.CASH_COUPON, "30.00");
      var results = atOnce(IntStream.range(0, 4).<Action>mapToObj(n -> () ->
          assertThat(room.vouchers.redeem(voucher.voucherId(), order.orderId(), Cny.parse("8.00"), "k").number()).isEqualTo(1)).toList());
      assertThat(results).containsOnlyNulls();
      assertThat(room.ledger.balance(Account.clearing(order.orderId()))).isEqualTo(Cny.parse("8.00"));
    }
  }

  @Test
  void a_release_sent_several_times_at_once_gives_back_once() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var cause = room.bought("100.00");
      var order = room.anotherOf(cause);
      var voucher = room.voucher(cause, 1, Kind.CASH_COUPON, "30.00");
      room.vouchers.redeem(voucher.voucherId(), order.orderId(), Cny.parse("8.00"), "k");
      var results = atOnce(IntStream.range(0, 4).<Action>mapToObj(n -> () ->
          room.vouchers.release(voucher.voucherId(), order.orderId(), n % 2 == 0 ? "r" : null)).toList());
      assertThat(results).containsOnlyNulls();
      assertThat(room.vouchers.find(voucher.voucherId()).left()).isEqualTo(Cny.parse("30.00"));
    }
  }

  @Test
  void nodes_that_expire_a_voucher_at_once_while_an_order_gives_it_back_book_it_out_once() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      room.clock.now = MoneyRoom.NOW;
      var cause = room.bought("100.00");
      var order = room.anotherOf(cause);
      var voucher = room.voucher(cause, 1, Kind.CASH_COUPON, "30.00");
      room.vouchers.redeem(voucher.voucherId(), order.orderId(), Cny.parse("8.00"), "k");
      room.clock.now = voucher.validUntil();
      var results = atOnce(List.of(() -> room.vouchers.expire(voucher.voucherId()), () -> room.vouchers.expire(voucher.voucherId()),
          () -> room.vouchers.release(voucher.voucherId(), order.orderId(), null)));
      assertThat(results).containsOnlyNulls();
      assertThat(room.ledger.balance(Account.compensation(cause.buyerId()))).isEqualTo(Cny.parse("30.00"));
    }
  }

  @Test
  void one_cause_reported_several_times_at_once_is_one_voucher() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var cause = room.bought("100.00");
      var results = atOnce(IntStream.range(0, 4).<Action>mapToObj(n -> () -> room.voucher(cause, 1, Kind.CASH_COUPON, "30.00")).toList());
      assertThat(results).containsOnlyNulls();
      assertThat(room.balances(cause.merchantId())).isEqualTo("0.00 0.00 30.00");
      assertThat(room.vouchers.ofBuyer(cause.buyerId(), new Page.Request(0, 50)).total()).isEqualTo(1);
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  /** Starts all together; what each one failed with, or null. */
  private List<Throwable> atOnce(List<Action> actions) throws Exception {
    var barrier = new CyclicBarrier(actions.size());
    var results = new ArrayList<Throwable>();
    for (var result : threads.invokeAll(actions.stream().<Callable<Throwable>>map(action -> () -> catchThrowable(() -> {
      barrier.await(10, TimeUnit.SECONDS);
      action.run();
    })).toList())) {
      results.add(result.get(60, TimeUnit.SECONDS));
    }
    return results;
  }
}
