package io.redress.money;

import static io.redress.money.SimulatedGateway.Behaviour.ANSWER_TWICE;
import static io.redress.money.SimulatedGateway.Behaviour.DECLINE;
import static io.redress.money.SimulatedGateway.Behaviour.DECLINE_SLOWLY;
import static io.redress.money.SimulatedGateway.Behaviour.PAY_AND_LOSE_THE_ANSWER;
import static io.redress.money.SimulatedGateway.Behaviour.PAY_SLOWLY;
import static io.redress.money.SimulatedGateway.Behaviour.TIME_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.money.MoneyRoom.Bought;
import io.redress.money.PaymentGateway.Declined;
import io.redress.money.PaymentGateway.Paid;
import io.redress.money.Refund.State;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.IllegalTransactionStateException;

class RefundsTest {

  private final MoneyRoom room = MoneyRoom.shared();
  private final Refunds refunds = room.refunds;
  private Bought order;
  private CaseId caseId;

  @BeforeEach
  void an_order_of_129_90() {
    order = room.bought("129.90");
    caseId = order.caseNumber(1);
  }

  @AfterEach
  void no_law_is_broken() {
    room.listener.forget();
    assertThat(room.brokenLaws()).isEmpty();
  }

  @Test
  void deciding_moves_no_money() {
    refunds.decide(caseId, order.orderId(), Cny.parse("129.90"), "RO-02");
    assertThat(room.refund(caseId).state()).isEqualTo(State.DECIDED);
    assertThat(room.refund(caseId).key()).isEqualTo(caseId + ":refund:1");
    assertThat(room.balances(order.merchantId())).isEqualTo("0.00 0.00 0.00");
    assertThat(refunds.refundable(order.orderId())).isEqualTo(Cny.ZERO);
    assertThat(refunds.refunded(caseId)).isEqualTo(Cny.ZERO);
  }

  @Test
  void a_job_pays_the_buyer_from_the_merchants_balance() {
    room.credit(order, Account.Kind.MERCHANT_BALANCE, "1000.00");
    decided("100.00");
    room.jobPays(caseId);
    assertThat(room.refund(caseId).state()).isEqualTo(State.SUCCEEDED);
    assertThat(refunds.refunded(caseId)).isEqualTo(Cny.parse("100"));
    assertThat(room.balances(order.merchantId())).isEqualTo("900.00 0.00 0.00");
    assertThat(room.ledger.balance(Account.refundsOf(order.buyerId()))).isEqualTo(Cny.parse("100"));
    assertThat(room.ledger.balance(Account.clearing(order.orderId()))).isEqualTo(Cny.ZERO);
    paidExactlyOnce("100.00");
  }

  @Test
  void balance_then_deposit_then_receivable_pay_20_24() {
    room.credit(order, Account.Kind.MERCHANT_BALANCE, "50.00");
    room.credit(order, Account.Kind.MERCHANT_DEPOSIT, "30.00");
    decided("129.90");
    room.jobPays(caseId);
    assertThat(room.balances(order.merchantId())).isEqualTo("0.00 0.00 49.90");
  }

  @Test
  void every_step_is_told_in_order() {
    decided("10.00");
    room.gateway.next(DECLINE);
    failsWith(PaymentDeclined.class, () -> room.jobPays(caseId));
    room.jobPays(caseId);
    assertThat(room.listener.heard).extracting(event -> event.getClass().getSimpleName())
        .containsExactly("RefundDecided", "RefundSent", "RefundFailed", "RefundSent", "RefundSucceeded");
  }

  @Test
  void a_repeated_job_pays_nothing_more() {
    decided("10.00");
    room.jobPays(caseId);
    room.jobPays(caseId);
    paidExactlyOnce("10.00");
  }

  @Test
  void a_lost_job_leaves_the_refund_sent_and_the_next_one_pays_nothing_more() {
    decided("10.00");
    room.jobPaysAndIsLost(caseId);
    assertThat(room.refund(caseId).state()).isEqualTo(State.SENT);
    room.jobPays(caseId);
    assertThat(room.refund(caseId).state()).isEqualTo(State.SUCCEEDED);
    paidExactlyOnce("10.00");
  }

  @Test
  void a_gateway_that_pays_but_whose_answer_is_lost_is_asked_again_under_the_same_key() {
    decided("10.00");
    room.gateway.next(PAY_AND_LOSE_THE_ANSWER);
    failsWith(PaymentNotAnswered.class, () -> room.jobPays(caseId));
    assertThat(room.refund(caseId).state()).isEqualTo(State.SENT);
    room.jobPays(caseId);
    paidExactlyOnce("10.00");
  }

  @Test
  void a_silent_gateway_leaves_the_refund_sent_and_takes_the_merchants_money_once() {
    room.credit(order, Account.Kind.MERCHANT_BALANCE, "100.00");
    decided("10.00");
    room.gateway.next(TIME_OUT, TIME_OUT, TIME_OUT);
    for (int i = 0; i < 3; i++) {
      failsWith(PaymentNotAnswered.class, () -> room.jobPays(caseId));
    }
    assertThat(room.refund(caseId).state()).isEqualTo(State.SENT);
    assertThat(room.refund(caseId).attempts()).isEqualTo(3);
    assertThat(room.balances(order.merchantId())).isEqualTo("90.00 0.00 0.00");
    assertThat(room.gateway.payouts(caseId + ":refund:1")).isEmpty();
  }

  @Test
  void a_declined_refund_has_failed_and_is_sent_again_with_the_same_key_and_funded_once() {
    room.credit(order, Account.Kind.MERCHANT_BALANCE, "100.00");
    decided("10.00");
    room.gateway.next(DECLINE, DECLINE);
    failsWith(PaymentDeclined.class, () -> room.jobPays(caseId));
    assertThat(room.refund(caseId).state()).isEqualTo(State.FAILED);
    assertThat(room.refund(caseId).failure()).isEqualTo("simulated");
    failsWith(PaymentDeclined.class, () -> room.jobPays(caseId));
    room.jobPays(caseId);
    assertThat(room.balances(order.merchantId())).isEqualTo("90.00 0.00 0.00");
    paidExactlyOnce("10.00");
  }

  @Test
  void a_late_answer_books_at_once_and_its_repeat_changes_nothing() {
    decided("10.00");
    room.gateway.next(PAY_SLOWLY);
    failsWith(PaymentNotAnswered.class, () -> room.jobPays(caseId));
    answersArrive();
    assertThat(room.refund(caseId).state()).isEqualTo(State.SUCCEEDED);
    refunds.answered(caseId + ":refund:1", 1, new Paid());
    refunds.answered(caseId + ":refund:1", 1, new Declined("after all"));
    room.jobPays(caseId);
    assertThat(room.refund(caseId).state()).isEqualTo(State.SUCCEEDED);
    paidExactlyOnce("10.00");
  }

  @Test
  void a_gateway_that_answers_three_times_pays_once() {
    decided("10.00");
    room.gateway.next(ANSWER_TWICE);
    room.jobPays(caseId);
    answersArrive();
    paidExactlyOnce("10.00");
  }

  @Test
  void an_old_decline_does_not_free_a_refund_that_is_being_asked_for_again() {
    decided("10.00");
    room.gateway.next(DECLINE_SLOWLY, TIME_OUT);
    failsWith(PaymentNotAnswered.class, () -> room.jobPays(caseId));
    failsWith(PaymentNotAnswered.class, () -> room.jobPays(caseId));
    answersArrive();
    assertThat(room.refund(caseId).state()).isEqualTo(State.SENT);
    assertThatThrownBy(() -> refunds.cancel(caseId)).isInstanceOf(Refused.class);
  }

  @Test
  void a_late_decline_of_the_last_attempt_fails_the_refund() {
    decided("10.00");
    room.gateway.next(DECLINE_SLOWLY);
    failsWith(PaymentNotAnswered.class, () -> room.jobPays(caseId));
    answersArrive();
    assertThat(room.refund(caseId).state()).isEqualTo(State.FAILED);
  }

  @Test
  void an_answer_for_a_refund_that_was_never_sent_is_refused() {
    decided("10.00");
    assertThat(refused(() -> refunds.answered(caseId + ":refund:1", 1, new Paid())).type()).isEqualTo("not-sent");
    assertThat(refused(() -> refunds.answered("nobody:refund:1", 1, new Paid())).kind()).isEqualTo(Refused.Kind.NOT_FOUND);
    assertThat(room.refund(caseId).state()).isEqualTo(State.DECIDED);
  }

  @Test
  void a_decided_refund_can_be_withdrawn_RO_07() {
    decided("10.00");
    refunds.cancel(caseId);
    refunds.cancel(caseId);
    assertThat(room.refund(caseId).state()).isEqualTo(State.CANCELLED);
    assertThat(refunds.refundable(order.orderId())).isEqualTo(order.paid());
    assertThatThrownBy(() -> room.jobPays(caseId)).isInstanceOf(IllegalStateException.class);
    assertThat(room.gateway.payouts(caseId + ":refund:1")).isEmpty();
  }

  @Test
  void a_sent_refund_cannot_be_withdrawn_RO_07() {
    decided("10.00");
    room.gateway.next(TIME_OUT);
    failsWith(PaymentNotAnswered.class, () -> room.jobPays(caseId));
    var refused = refused(() -> refunds.cancel(caseId));
    assertThat(refused.type()).isEqualTo("being-paid");
    assertThat(refused.clause()).isEqualTo("RO-07");
    assertThat(refused.kind()).isEqualTo(Refused.Kind.CONFLICT);
  }

  @Test
  void a_paid_refund_cannot_be_withdrawn_RO_07() {
    decided("10.00");
    room.jobPays(caseId);
    assertThat(refused(() -> refunds.cancel(caseId)).type()).isEqualTo("already-refunded");
  }

  @Test
  void a_failed_refund_can_be_withdrawn_and_the_merchant_gets_everything_back() {
    room.credit(order, Account.Kind.MERCHANT_BALANCE, "50.00");
    room.credit(order, Account.Kind.MERCHANT_DEPOSIT, "30.00");
    decided("129.90");
    room.gateway.next(DECLINE);
    failsWith(PaymentDeclined.class, () -> room.jobPays(caseId));
    refunds.cancel(caseId);
    assertThat(room.balances(order.merchantId())).isEqualTo("50.00 30.00 0.00");
  }

  @Test
  void a_receivable_that_was_paid_meanwhile_is_given_back_to_the_balance() {
    decided("100.00");
    room.gateway.next(DECLINE);
    failsWith(PaymentDeclined.class, () -> room.jobPays(caseId));
    room.credit(order, Account.Kind.MERCHANT_BALANCE, "60.00");
    assertThat(room.balances(order.merchantId())).isEqualTo("0.00 0.00 40.00");
    refunds.cancel(caseId);
    assertThat(room.balances(order.merchantId())).isEqualTo("60.00 0.00 0.00");
  }

  @Test
  void withdrawing_without_a_refund_does_nothing() {
    refunds.cancel(caseId);
    assertThat(refunds.of(caseId)).isEmpty();
  }

  @Test
  void after_a_withdrawal_the_case_may_get_another_refund_with_the_next_number() {
    decided("10.00");
    refunds.cancel(caseId);
    decided("20.00");
    room.jobPays(caseId);
    assertThat(room.refund(caseId).key()).isEqualTo(caseId + ":refund:2");
    assertThat(refunds.refunded(caseId)).isEqualTo(Cny.parse("20"));
  }

  @Test
  void all_cases_of_an_order_together_never_get_more_than_was_paid_RO_12() {
    decided("100.00");
    var refused = refused(() -> refunds.decide(order.caseNumber(2), order.orderId(), Cny.parse("29.91"), "RO-02"));
    assertThat(refused.kind()).isEqualTo(Refused.Kind.INVALID);
    assertThat(refused.clause()).isEqualTo("RO-12");
    assertThat(refused).hasMessageContaining("29.90");
    refunds.decide(order.caseNumber(2), order.orderId(), Cny.parse("29.90"), "RO-02");
  }

  @Test
  void a_refund_of_nothing_or_of_an_unknown_order_is_refused() {
    assertThat(refused(() -> decided("0.00")).clause()).isEqualTo("RO-12");
    assertThat(refused(() -> refunds.decide(caseId, "nowhere", Cny.parse("1"), "RO-02")).kind()).isEqualTo(Refused.Kind.NOT_FOUND);
  }

  @Test
  void a_case_has_one_open_refund_at_a_time() {
    decided("10.00");
    assertThat(refused(() -> decided("10.00")).type()).isEqualTo("refund-open");
  }

  @Test
  void a_business_no_leaves_the_callers_transaction_usable() {
    room.inTransaction(() -> {
      assertThat(refused(() -> decided("129.91"))).isNotNull();
      decided("129.90");
    });
    room.gateway.next(TIME_OUT);
    failsWith(PaymentNotAnswered.class, () -> room.jobPays(caseId));
    room.inTransaction(() -> {
      assertThat(refused(() -> refunds.cancel(caseId))).isNotNull();
      room.credit(order, Account.Kind.MERCHANT_DEPOSIT, "5.00");
    });
    assertThat(room.balances(order.merchantId())).startsWith("0.00 5.00");
  }

  @Test
  void what_a_listener_cannot_write_down_does_not_happen() {
    room.listener.failsOn = event -> event instanceof RefundEvent.RefundDecided;
    failsWith(MoneyRoom.Crash.class, () -> decided("10.00"));
    assertThat(refunds.of(caseId)).isEmpty();
    room.listener.failsOn = event -> event instanceof RefundEvent.RefundSent;
    decided("10.00");
    failsWith(MoneyRoom.Crash.class, () -> room.jobPays(caseId));
    assertThat(room.refund(caseId).state()).isEqualTo(State.DECIDED);
    assertThat(room.gateway.payouts(caseId + ":refund:1")).isEmpty();
  }

  @Test
  void a_refund_is_executed_inside_a_transaction_that_has_booked_nothing() {
    decided("10.00");
    failsWith(IllegalTransactionStateException.class, () -> refunds.execute(caseId));
    assertThatThrownBy(() -> room.inTransaction(() -> {
      room.credit(order, Account.Kind.MERCHANT_BALANCE, "5.00");
      refunds.execute(caseId);
    })).isInstanceOf(IllegalStateException.class).hasMessageContaining("booked nothing");
    assertThat(room.refund(caseId).state()).isEqualTo(State.DECIDED);
  }

  private void decided(String amount) {
    refunds.decide(caseId, order.orderId(), Cny.parse(amount), "RO-02");
  }

  private void answersArrive() {
    room.gateway.lateAnswers().forEach(late -> refunds.answered(late.key(), late.attempt(), late.answer()));
  }

  private void paidExactlyOnce(String amount) {
    assertThat(room.gateway.payouts(room.refund(caseId).key())).containsExactly(Cny.parse(amount));
    assertThat(room.ledger.balance(Account.refundsOf(order.buyerId()))).isEqualTo(Cny.parse(amount));
  }

  private static Refused refused(ThrowingCallable call) {
    return catchThrowableOfType(Refused.class, call);
  }

  private static void failsWith(Class<? extends Throwable> type, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(type);
  }
}
