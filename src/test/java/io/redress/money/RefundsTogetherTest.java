package io.redress.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.money.MoneyRoom.Bought;
import io.redress.money.Refund.State;
import io.redress.money.SimulatedGateway.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same money wanted by several threads at once. */
@Timeout(120)
class RefundsTogetherTest {

  private final MoneyRoom room = MoneyRoom.shared();
  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  @AfterEach
  void no_law_is_broken() {
    threads.shutdownNow();
    assertThat(room.brokenLaws()).isEmpty();
  }

  @Test
  void a_withdrawal_that_comes_first_makes_the_job_pay_nothing() throws Exception {
    var order = room.bought("50.00");
    var caseId = decided(order, 1, "50.00");
    var cancelled = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    var withdrawal = threads.submit(() -> room.inTransaction(() -> {
      room.refunds.cancel(caseId);
      cancelled.countDown();
      await(mayCommit);
    }));
    await(cancelled);
    var job = threads.submit(() -> catchThrowable(() -> room.jobPays(caseId)));
    isWaiting(job);
    mayCommit.countDown();
    withdrawal.get(10, TimeUnit.SECONDS);
    assertThat(job.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
    assertThat(room.refund(caseId).state()).isEqualTo(State.CANCELLED);
    assertThat(room.gateway.payouts(caseId + ":refund:1")).isEmpty();
  }

  @Test
  void a_withdrawal_that_comes_while_the_gateway_is_asked_is_refused_at_once_though_the_job_is_not_done() throws Exception {
    var order = room.bought("50.00");
    var caseId = decided(order, 1, "50.00");
    var paid = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    room.listener.failsOn = event -> {
      if (event instanceof RefundEvent.RefundSucceeded && event.caseId().equals(caseId)) {
        paid.countDown();
      }
      return false;
    };
    var asked = new AtomicReference<Throwable>();
    room.gateway.whenAsked(payout -> asked.set(elsewhere(() -> room.refunds.cancel(caseId))));
    var job = threads.submit(() -> room.inTransaction(() -> {
      room.refunds.execute(caseId);
      await(mayCommit);
    }));
    await(paid);
    mayCommit.countDown();
    job.get(10, TimeUnit.SECONDS);
    assertThat(asked.get()).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.type()).isEqualTo("being-paid"));
    assertThat(room.refund(caseId).state()).isEqualTo(State.SUCCEEDED);
  }

  @Test
  void whoever_wins_between_job_and_withdrawal_never_do_both_happen() throws Exception {
    for (int round = 0; round < 40; round++) {
      var order = room.bought("20.00");
      var caseId = decided(order, 1, "20.00");
      var results = atOnce(List.of(() -> room.jobPays(caseId), () -> room.refunds.cancel(caseId)));
      var payouts = room.gateway.payouts(caseId + ":refund:1");
      if (room.refund(caseId).state() == State.CANCELLED) {
        assertThat(payouts).isEmpty();
        assertThat(results.get(1)).isNull();
      } else {
        assertThat(room.refund(caseId).state()).isEqualTo(State.SUCCEEDED);
        assertThat(payouts).hasSize(1);
        assertThat(results.get(1)).isInstanceOf(Refused.class);
      }
    }
  }

  @Test
  void whoever_wins_between_the_freight_job_and_withdrawal_never_do_both_happen() throws Exception {
    for (int round = 0; round < 40; round++) {
      var order = room.bought("20.00");
      var caseId = decided(order, 1, "20.00");
      room.refunds.decideFreight(caseId, order.orderId(), Cny.parse("12.00"), "20.11");
      room.refunds.decideFreight(caseId, order.orderId(), Cny.parse("3.00"), "20.11");
      atOnce(List.of(() -> room.jobPaysFreight(caseId), () -> room.refunds.cancel(caseId)));
      var cancelled = room.refund(caseId).state() == State.CANCELLED;
      for (var freight : room.refunds.freightOf(caseId)) {
        assertThat(room.gateway.payouts(freight.key())).hasSize(freight.state() == State.SUCCEEDED ? 1 : 0);
        assertThat(freight.state()).isIn(State.SUCCEEDED, State.CANCELLED);
        assertThat(cancelled || freight.state() == State.SUCCEEDED).isTrue();
      }
    }
  }

  @Test
  void freight_and_price_of_one_case_paid_at_once_are_both_paid_once() throws Exception {
    for (int round = 0; round < 20; round++) {
      var order = room.bought("20.00");
      room.credit(order, Account.Kind.MERCHANT_BALANCE, "100.00");
      var caseId = decided(order, 1, "20.00");
      room.refunds.decideFreight(caseId, order.orderId(), Cny.parse("12.00"), "20.11");
      var results = atOnce(List.of(() -> room.jobPays(caseId), () -> room.jobPaysFreight(caseId), () -> room.jobPaysFreight(caseId)));
      assertThat(results).containsOnlyNulls();
      assertThat(room.gateway.payouts(caseId + ":freight:1")).hasSize(1);
      assertThat(room.balances(order.merchantId())).isEqualTo("68.00 0.00 0.00");
    }
  }

  @Test
  void cases_of_one_order_decided_at_once_never_get_more_than_was_paid_RO_12() throws Exception {
    for (int round = 0; round < 10; round++) {
      var order = room.bought("100.00");
      var results = atOnce(IntStream.range(0, 6).<Action>mapToObj(n -> () ->
          room.refunds.decide(order.caseNumber(n), order.orderId(), Cny.parse("40.00"), "RO-02")).toList());
      assertThat(results.stream().filter(result -> result == null)).hasSize(2);
      assertThat(room.refunds.refundable(order.orderId())).isEqualTo(Cny.parse("20"));
    }
  }

  @Test
  void one_case_decided_twice_at_once_has_one_refund() throws Exception {
    for (int round = 0; round < 10; round++) {
      var order = room.bought("100.00");
      atOnce(IntStream.range(0, 4).<Action>mapToObj(n -> () ->
          room.refunds.decide(order.caseNumber(1), order.orderId(), Cny.parse("10.00"), "RO-02")).toList());
      assertThat(room.refunds.of(order.caseNumber(1))).hasSize(1);
    }
  }

  @Test
  void a_job_run_twice_at_once_pays_once() throws Exception {
    for (int round = 0; round < 20; round++) {
      var order = room.bought("20.00");
      room.credit(order, Account.Kind.MERCHANT_BALANCE, "100.00");
      var caseId = decided(order, 1, "20.00");
      atOnce(List.of(() -> room.jobPays(caseId), () -> room.jobPays(caseId), () -> room.jobPays(caseId)));
      room.jobPays(caseId);
      assertThat(room.gateway.payouts(caseId + ":refund:1")).hasSize(1);
      assertThat(room.balances(order.merchantId())).isEqualTo("80.00 0.00 0.00");
    }
  }

  @Test
  void a_late_answer_and_the_job_that_asks_again_book_once() throws Exception {
    for (int round = 0; round < 20; round++) {
      var order = room.bought("20.00");
      var caseId = decided(order, 1, "20.00");
      room.gateway.forKey(caseId + ":refund:1", Behaviour.PAY_SLOWLY);
      catchThrowable(() -> room.jobPays(caseId));
      var late = room.gateway.lateAnswers().get(0);
      atOnce(List.of(
          () -> room.jobPays(caseId),
          () -> room.refunds.answered(late.key(), late.attempt(), late.answer()),
          () -> room.refunds.answered(late.key(), late.attempt(), late.answer())));
      assertThat(room.refund(caseId).state()).isEqualTo(State.SUCCEEDED);
      assertThat(room.ledger.balance(Account.refundsOf(order.buyerId()))).isEqualTo(Cny.parse("20"));
    }
  }

  @Test
  void many_refunds_of_one_merchant_and_buyer_at_once_lose_no_update_and_wait_for_nobody_for_ever() throws Exception {
    var first = room.bought("10.00");
    room.credit(first, Account.Kind.MERCHANT_BALANCE, "300.00");
    room.credit(first, Account.Kind.MERCHANT_DEPOSIT, "100.00");
    var jobs = new ArrayList<Action>();
    for (int n = 0; n < 60; n++) {
      var order = room.bought(first.orderId() + "-" + n, first.merchantId(), first.buyerId(), "10.00");
      var caseId = decided(order, 1, "10.00");
      jobs.add(() -> room.jobPays(caseId));
      if (n % 6 == 0) {
        jobs.add(() -> room.credit(first, Account.Kind.MERCHANT_DEPOSIT, "1.00"));
      }
    }
    assertThat(inEightThreads(jobs)).containsOnlyNulls();
    assertThat(room.ledger.balance(Account.refundsOf(first.buyerId()))).isEqualTo(Cny.parse("600"));
    var statement = room.accounts.statement(first.merchantId(), 0, 1);
    assertThat(statement.balance().plus(statement.deposit()).minus(statement.receivable())).isEqualTo(Cny.parse("190").negated());
  }

  @Test
  void a_buyers_first_account_opened_by_several_at_once_is_one_account() throws Exception {
    for (int round = 0; round < 10; round++) {
      var first = room.bought("10.00");
      var jobs = new ArrayList<Action>();
      for (int n = 0; n < 6; n++) {
        var order = room.bought(first.orderId() + "-" + n, first.merchantId(), first.buyerId(), "10.00");
        var caseId = decided(order, 1, "10.00");
        jobs.add(() -> room.jobPays(caseId));
      }
      assertThat(atOnce(jobs)).containsOnlyNulls();
      assertThat(room.ledger.balance(Account.refundsOf(first.buyerId()))).isEqualTo(Cny.parse("60"));
    }
  }

  @Test
  void one_credit_sent_several_times_at_once_is_booked_once() throws Exception {
    for (int round = 0; round < 10; round++) {
      var order = room.bought("10.00");
      var results = atOnce(IntStream.range(0, 6).<Action>mapToObj(n -> () ->
          room.accounts.credit(order.merchantId(), Account.Kind.MERCHANT_BALANCE, Cny.parse("7.00"), "settled-1")).toList());
      assertThat(results).containsOnlyNulls();
      assertThat(room.balances(order.merchantId())).isEqualTo("7.00 0.00 0.00");
    }
  }

  @Test
  void a_paying_job_needs_two_connections_and_no_third() {
    var small = MoneyRoom.withConnections(2);
    try {
      var order = small.bought("10.00");
      var caseId = order.caseNumber(1);
      small.refunds.decide(caseId, order.orderId(), Cny.parse("10.00"), "RO-02");
      small.gateway.next(Behaviour.DECLINE);
      assertThat(catchThrowable(() -> small.jobPays(caseId))).isInstanceOf(PaymentDeclined.class);
      small.jobPays(caseId);
      assertThat(small.refund(caseId).state()).isEqualTo(State.SUCCEEDED);
    } finally {
      small.close();
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  private CaseId decided(Bought order, int number, String amount) {
    room.refunds.decide(order.caseNumber(number), order.orderId(), Cny.parse(amount), "RO-02");
    return order.caseNumber(number);
  }

  /** What it fails with on another thread, and so in a transaction of its own; null = nothing. */
  private Throwable elsewhere(Action action) {
    try {
      return threads.submit(() -> catchThrowable(action::run)).get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      return e;
    }
  }

  /** Starts all together; what each one failed with, or null. */
  private List<Throwable> atOnce(List<Action> actions) throws Exception {
    var barrier = new CyclicBarrier(actions.size());
    return inEightThreads(actions.stream().<Action>map(action -> () -> {
      barrier.await(10, TimeUnit.SECONDS);
      action.run();
    }).toList());
  }

  private List<Throwable> inEightThreads(List<Action> actions) throws Exception {
    var results = new ArrayList<Throwable>();
    var running = threads.invokeAll(actions.stream().<Callable<Throwable>>map(action -> () -> catchThrowable(action::run)).toList());
    for (var result : running) {
      results.add(result.get(60, TimeUnit.SECONDS));
    }
    return results;
  }

  /** The thread is held up by a row lock: it is not done although nothing else keeps it. */
  private static void isWaiting(Future<?> thread) {
    assertThat(catchThrowable(() -> thread.get(300, TimeUnit.MILLISECONDS))).isInstanceOf(TimeoutException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
