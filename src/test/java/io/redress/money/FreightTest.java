package io.redress.money;

import static io.redress.money.SimulatedGateway.Behaviour.DECLINE;
import static io.redress.money.SimulatedGateway.Behaviour.DECLINE_SLOWLY;
import static io.redress.money.SimulatedGateway.Behaviour.PAY;
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
import io.redress.money.Refund.Purpose;
import io.redress.money.Refund.State;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.IllegalTransactionStateException;

/** Return freight that a buyer advanced and gets back from the merchant (20.11). */
class FreightTest {

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
  void freight_is_decided_beside_the_price_and_counts_against_nothing_that_was_paid_RO_12() {
    priced("129.90");
    freight("12.00");
    assertThat(room.freight(caseId).key()).isEqualTo(caseId + ":freight:1");
    assertThat(room.freight(caseId).state()).isEqualTo(State.DECIDED);
    assertThat(refunds.refundable(order.orderId())).isEqualTo(Cny.ZERO);
    room.jobPays(caseId);
    room.jobPaysFreight(caseId);
    assertThat(refunds.refunded(caseId)).isEqualTo(Cny.parse("129.90"));
    assertThat(refunds.refunded(List.of(caseId))).isEqualTo(Map.of(caseId, Cny.parse("129.90")));
    assertThat(refunds.freightOf(caseId)).extracting(Refund::amount).containsExactly(Cny.parse("12.00"));
    assertThat(refunds.of(caseId)).extracting(Refund::purpose).containsExactly(Purpose.PRICE);
    buyerHas("141.90");
  }

  @Test
  void a_partial_refund_with_freight_leaves_all_of_the_rest_refundable_RO_12() {
    priced("29.90");
    freight("50.00");
    assertThat(refunds.refundable(order.orderId())).isEqualTo(Cny.parse("100.00"));
    refunds.decide(order.caseNumber(2), order.orderId(), Cny.parse("100.00"), "RR-10");
  }

  @Test
  void freight_comes_from_balance_then_deposit_then_receivable_20_24() {
    room.credit(order, Account.Kind.MERCHANT_BALANCE, "5.00");
    room.credit(order, Account.Kind.MERCHANT_DEPOSIT, "3.00");
    freight("12.00");
    room.jobPaysFreight(caseId);
    assertThat(room.balances(order.merchantId())).isEqualTo("0.00 0.00 4.00");
    var entries = room.accounts.statement(order.merchantId(), 0, 10).items();
    assertThat(entries).filteredOn(entry -> caseId.equals(entry.caseId())).extracting(Accounts.Movement::purpose).containsOnly("freight-funding");
    assertThat(room.ledger.find(caseId + ":freight:1").orElseThrow().occasion().purpose()).isEqualTo("freight");
    assertThat(room.ledger.find(caseId + ":freight-funding:1")).isPresent();
    paidExactlyOnce(1, "12.00");
  }

  @Test
  void a_job_pays_everything_that_is_decided_the_oldest_first_and_repeats_nothing() {
    freight("20.00");
    room.jobPaysFreight(caseId);
    room.jobPaysFreight(caseId);
    freight("7.00");
    freight("1.00");
    room.jobPaysFreight(caseId);
    room.jobPaysFreight(caseId);
    assertThat(refunds.freightOf(caseId)).extracting(Refund::number).containsExactly(1, 2, 3);
    assertThat(refunds.freightOf(caseId)).extracting(Refund::state).containsOnly(State.SUCCEEDED);
    paidExactlyOnce(1, "20.00");
    paidExactlyOnce(2, "7.00");
    paidExactlyOnce(3, "1.00");
    buyerHas("28.00");
  }

  @Test
  void a_job_without_anything_to_pay_does_nothing() {
    room.jobPaysFreight(caseId);
    assertThat(refunds.freightOf(caseId)).isEmpty();
  }

  @Test
  void what_was_paid_before_a_decline_stays_paid_and_is_not_paid_again() {
    freight("20.00");
    freight("7.00");
    room.gateway.next(PAY, DECLINE);
    failsWith(PaymentDeclined.class, () -> room.jobPaysFreight(caseId));
    assertThat(refunds.freightOf(caseId)).extracting(Refund::state).containsExactly(State.SUCCEEDED, State.FAILED);
    room.jobPaysFreight(caseId);
    paidExactlyOnce(1, "20.00");
    paidExactlyOnce(2, "7.00");
  }

  @Test
  void a_lost_job_or_a_lost_answer_pays_nothing_twice() {
    freight("12.00");
    room.gateway.next(PAY_AND_LOSE_THE_ANSWER);
    failsWith(PaymentNotAnswered.class, () -> room.jobPaysFreight(caseId));
    assertThat(room.freight(caseId).state()).isEqualTo(State.SENT);
    room.inLostTransaction(() -> refunds.executeFreight(caseId));
    room.jobPaysFreight(caseId);
    paidExactlyOnce(1, "12.00");
    buyerHas("12.00");
  }

  @Test
  void a_silent_gateway_takes_the_merchants_money_once() {
    room.credit(order, Account.Kind.MERCHANT_BALANCE, "100.00");
    freight("12.00");
    room.gateway.next(TIME_OUT, TIME_OUT);
    failsWith(PaymentNotAnswered.class, () -> room.jobPaysFreight(caseId));
    failsWith(PaymentNotAnswered.class, () -> room.jobPaysFreight(caseId));
    assertThat(room.freight(caseId).attempts()).isEqualTo(2);
    assertThat(room.balances(order.merchantId())).isEqualTo("88.00 0.00 0.00");
  }

  @Test
  void a_late_answer_books_freight_under_its_own_key() {
    priced("10.00");
    freight("12.00");
    room.gateway.next(PAY_SLOWLY);
    failsWith(PaymentNotAnswered.class, () -> room.jobPaysFreight(caseId));
    answersArrive();
    assertThat(room.freight(caseId).state()).isEqualTo(State.SUCCEEDED);
    assertThat(room.refund(caseId).state()).isEqualTo(State.DECIDED);
    room.jobPaysFreight(caseId);
    paidExactlyOnce(1, "12.00");
    buyerHas("12.00");
  }

  @Test
  void a_late_decline_fails_the_freight_and_the_next_job_pays_it() {
    freight("12.00");
    room.gateway.next(DECLINE_SLOWLY);
    failsWith(PaymentNotAnswered.class, () -> room.jobPaysFreight(caseId));
    answersArrive();
    assertThat(room.freight(caseId).state()).isEqualTo(State.FAILED);
    room.jobPaysFreight(caseId);
    paidExactlyOnce(1, "12.00");
  }

  @Test
  void every_step_is_told_as_being_about_freight() {
    freight("12.00");
    room.gateway.next(DECLINE);
    failsWith(PaymentDeclined.class, () -> room.jobPaysFreight(caseId));
    room.jobPaysFreight(caseId);
    assertThat(room.listener.heard).extracting(event -> event.purpose() + " " + event.getClass().getSimpleName())
        .containsExactly("FREIGHT RefundDecided", "FREIGHT RefundSent", "FREIGHT RefundFailed", "FREIGHT RefundSent",
            "FREIGHT RefundSucceeded");
  }

  @Test
  void a_withdrawal_leaves_no_decided_freight_behind_RO_07() {
    freight("12.00");
    freight("3.00");
    refunds.cancel(caseId);
    refunds.cancel(caseId);
    assertThat(refunds.freightOf(caseId)).extracting(Refund::state).containsOnly(State.CANCELLED);
    room.jobPaysFreight(caseId);
    assertThat(room.gateway.payouts(caseId + ":freight:1")).isEmpty();
    assertThat(room.gateway.payouts(caseId + ":freight:2")).isEmpty();
  }

  @Test
  void a_withdrawal_gives_the_merchant_back_what_declined_freight_took_RO_07() {
    room.credit(order, Account.Kind.MERCHANT_BALANCE, "5.00");
    room.credit(order, Account.Kind.MERCHANT_DEPOSIT, "30.00");
    freight("12.00");
    room.gateway.next(DECLINE);
    failsWith(PaymentDeclined.class, () -> room.jobPaysFreight(caseId));
    assertThat(room.balances(order.merchantId())).isEqualTo("0.00 23.00 0.00");
    refunds.cancel(caseId);
    assertThat(room.balances(order.merchantId())).isEqualTo("5.00 30.00 0.00");
    assertThat(room.ledger.find(caseId + ":freight-funding-reversed:1")).isPresent();
  }

  @Test
  void a_withdrawal_while_freight_is_being_paid_is_refused_and_cancels_nothing_RO_07() {
    priced("10.00");
    freight("12.00");
    room.gateway.next(TIME_OUT);
    failsWith(PaymentNotAnswered.class, () -> room.jobPaysFreight(caseId));
    freight("3.00");
    room.inTransaction(() -> {
      var refused = catchThrowableOfType(Refused.class, () -> refunds.cancel(caseId));
      assertThat(refused.type()).isEqualTo("being-paid");
      assertThat(refused.clause()).isEqualTo("RO-07");
    });
    assertThat(room.refund(caseId).state()).isEqualTo(State.DECIDED);
    assertThat(refunds.freightOf(caseId)).extracting(Refund::state).containsExactly(State.SENT, State.DECIDED);
  }

  @Test
  void freight_that_was_paid_stays_paid_when_the_buyer_withdraws_RO_07() {
    freight("12.00");
    room.jobPaysFreight(caseId);
    priced("10.00");
    refunds.cancel(caseId);
    assertThat(room.freight(caseId).state()).isEqualTo(State.SUCCEEDED);
    assertThat(room.refund(caseId).state()).isEqualTo(State.CANCELLED);
    buyerHas("12.00");
  }

  @Test
  void after_a_withdrawal_freight_gets_the_next_number() {
    freight("12.00");
    refunds.cancel(caseId);
    freight("8.00");
    room.jobPaysFreight(caseId);
    paidExactlyOnce(2, "8.00");
    buyerHas("8.00");
  }

  @Test
  void no_freight_and_an_unknown_order_are_refused() {
    assertThat(catchThrowableOfType(Refused.class, () -> freight("0.00")).clause()).isEqualTo("20.11");
    assertThat(catchThrowableOfType(Refused.class, () -> refunds.decideFreight(caseId, "nowhere", Cny.parse("1"), "20.11")).kind())
        .isEqualTo(Refused.Kind.NOT_FOUND);
  }

  @Test
  void freight_is_executed_inside_a_transaction_that_has_booked_nothing() {
    freight("12.00");
    failsWith(IllegalTransactionStateException.class, () -> refunds.executeFreight(caseId));
    assertThatThrownBy(() -> room.inTransaction(() -> {
      room.credit(order, Account.Kind.MERCHANT_BALANCE, "5.00");
      refunds.executeFreight(caseId);
    })).isInstanceOf(IllegalStateException.class).hasMessageContaining("booked nothing");
    assertThat(room.freight(caseId).state()).isEqualTo(State.DECIDED);
  }

  private void priced(String amount) {
    refunds.decide(caseId, order.orderId(), Cny.parse(amount), "RO-08");
  }

  private void freight(String amount) {
    refunds.decideFreight(caseId, order.orderId(), Cny.parse(amount), "20.11");
  }

  private void answersArrive() {
    room.gateway.lateAnswers().forEach(late -> refunds.answered(late.key(), late.attempt(), late.answer()));
  }

  private void paidExactlyOnce(int number, String amount) {
    assertThat(room.gateway.payouts(caseId + ":freight:" + number)).containsExactly(Cny.parse(amount));
  }

  private void buyerHas(String amount) {
    assertThat(room.ledger.balance(Account.refundsOf(order.buyerId()))).isEqualTo(Cny.parse(amount));
  }

  private static void failsWith(Class<? extends Throwable> type, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(type);
  }
}
