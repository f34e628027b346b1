package io.redress.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redress.Cny;
import io.redress.Page;
import io.redress.Refused;
import io.redress.money.MoneyRoom.Bought;
import io.redress.money.Voucher.Kind;
import io.redress.money.Voucher.Payer;
import io.redress.money.Voucher.Status;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A voucher's life (rulebook 16). It is 10:00 on 20 November 2026 in Shanghai. */
class VouchersTest {

  private final MoneyRoom room = MoneyRoom.shared();
  private final Vouchers vouchers = room.vouchers;
  private Bought cause;
  private Bought order;

  @BeforeEach
  void an_order_that_went_wrong_and_a_later_one_of_the_same_buyer() {
    cause = room.bought("129.90");
    order = room.anotherOf(cause);
  }

  @AfterEach
  void no_law_is_broken() {
    assertThat(room.brokenLaws()).isEmpty();
  }

  @Test
  void a_merchant_pays_from_balance_then_deposit_then_receivable_20_24() {
    room.credit(cause, Account.Kind.MERCHANT_BALANCE, "20.00");
    room.credit(cause, Account.Kind.MERCHANT_DEPOSIT, "10.00");
    var voucher = room.voucher(cause, 1, Kind.CASH_COUPON, "38.97");
    assertThat(room.balances(cause.merchantId())).isEqualTo("0.00 0.00 8.97");
    outstanding("38.97");
    compensation("0.00");
    assertThat(voucher.payer()).isEqualTo(Payer.MERCHANT);
    assertThat(voucher.clause()).isEqualTo("RP-20");
    assertThat(voucher.kindClause()).isEqualTo("VC-01");
    assertThat(voucher.caseId()).isEqualTo(cause.caseNumber(1));
    var booked = room.accounts.statement(cause.merchantId(), 0, 1).items().get(0);
    assertThat(booked.purpose()).isEqualTo("voucher-issued");
    assertThat(booked.caseId()).isEqualTo(cause.caseNumber(1));
    assertThat(booked.clause()).isEqualTo("RP-20");
    assertThat(room.listener.issued).containsExactly(voucher);
  }

  @Test
  void the_platform_pays_from_its_compensation() {
    room.credit(cause, Account.Kind.MERCHANT_BALANCE, "20.00");
    room.voucher(cause, 1, Kind.CONSUMPTION_COUPON, "5.00");
    assertThat(room.balances(cause.merchantId())).isEqualTo("20.00 0.00 0.00");
    outstanding("5.00");
    compensation("-5.00");
  }

  @Test
  void whoever_grants_a_voucher_may_say_who_pays() {
    vouchers.issue(VoucherGrant.of(cause.caseNumber(1), "judged", 1, Kind.CONSUMPTION_COUPON, Cny.parse("7.00"), cause.buyerId(),
        cause.merchantId(), Payer.MERCHANT, "PI-04"));
    vouchers.issue(VoucherGrant.of(cause.caseNumber(1), "judged", 2, Kind.CASH_COUPON, Cny.parse("3.00"), cause.buyerId(), null,
        Payer.PLATFORM, "PI-04"));
    assertThat(room.balances(cause.merchantId())).isEqualTo("0.00 0.00 7.00");
    compensation("-3.00");
    outstanding("10.00");
  }

  @Test
  void a_merchant_who_is_to_pay_must_be_named() {
    var nobody = VoucherGrant.of(cause.caseNumber(1), "judged", 1, Kind.CASH_COUPON, Cny.parse("7"), cause.buyerId(), null, null, "RP-20");
    assertThatThrownBy(() -> vouchers.issue(nobody)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no merchant");
    assertThat(mine()).isEmpty();
  }

  @Test
  void a_grant_has_a_cause_of_the_one_form_and_is_worth_something() {
    for (var cause : new String[] {null, "", "c1:refund:1", "c1:voucher:1", "c1:voucher:breach", "c 1:voucher:breach:1"}) {
      assertThatThrownBy(() -> new VoucherGrant(cause, Kind.CASH_COUPON, Cny.parse("1"), "b", "m", null, null, "RP-20"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (var amount : new Money[] {null, Cny.ZERO, Cny.parse("1").negated()}) {
      assertThatThrownBy(() -> new VoucherGrant("c:voucher:breach:1", Kind.CASH_COUPON, amount, "b", "m", null, null, "RP-20"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new VoucherGrant("c:voucher:breach:1", Kind.CASH_COUPON, Cny.parse("1"), "b", "m", null, null, " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void one_cause_is_one_voucher() {
    var first = room.voucher(cause, 1, Kind.CASH_COUPON, "10.00");
    room.clock.now = at("2027-01-01T00:00:00+08:00");
    assertThat(room.voucher(cause, 1, Kind.CASH_COUPON, "10.00")).isEqualTo(first);
    assertThat(room.balances(cause.merchantId())).isEqualTo("0.00 0.00 10.00");
    assertThat(mine()).containsExactly(first);
    assertThat(room.listener.issued).hasSize(1);
    assertThatThrownBy(() -> room.voucher(cause, 1, Kind.CASH_COUPON, "11.00")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> room.voucher(cause, 1, Kind.CONSUMPTION_COUPON, "10.00")).isInstanceOf(IllegalArgumentException.class);
    room.voucher(cause, 2, Kind.CASH_COUPON, "10.00");
    assertThat(mine()).hasSize(2);
  }

  @Test
  void what_is_issued_in_a_lost_transaction_was_never_issued() {
    room.inLostTransaction(() -> room.voucher(cause, 1, Kind.CASH_COUPON, "10.00"));
    assertThat(mine()).isEmpty();
    assertThat(room.balances(cause.merchantId())).isEqualTo("0.00 0.00 0.00");
    room.voucher(cause, 1, Kind.CASH_COUPON, "10.00");
    outstanding("10.00");
  }

  @Test
  void fifty_years_end_with_their_last_day_NW_07() {
    var voucher = room.voucher(cause, 1, Kind.PLATFORM_COUPON, "100.00");
    assertThat(voucher.validUntil()).isEqualTo(at("2076-11-20T23:59:59.999+08:00"));
    assertThat(room.timers.set).containsEntry(voucher.voucherId(), voucher.validUntil());
    room.clock.now = at("2076-11-20T23:59:59.998+08:00");
    redeem(voucher, "100.00", "k1");
    spent(order, "100.00");
  }

  @Test
  void the_last_day_is_Shanghais_20_6() {
    room.clock.now = at("2026-11-20T23:59:00+08:00");
    assertThat(room.voucher(cause, 1, Kind.CONSUMPTION_COUPON, "5").validUntil()).isEqualTo(at("2026-11-21T23:59:59.999+08:00"));
    room.clock.now = at("2026-11-21T00:01:00+08:00");
    assertThat(room.voucher(cause, 2, Kind.CONSUMPTION_COUPON, "5").validUntil()).isEqualTo(at("2026-11-22T23:59:59.999+08:00"));
  }

  @Test
  void a_buyers_list_is_paged_newest_first() {
    for (int n = 1; n <= 5; n++) {
      room.clock.now = MoneyRoom.NOW.plusSeconds(n);
      room.voucher(cause, n, Kind.CONSUMPTION_COUPON, n + ".00");
    }
    var page = vouchers.ofBuyer(cause.buyerId(), new Page.Request(1, 2));
    assertThat(page.total()).isEqualTo(5);
    assertThat(page.items()).extracting(Voucher::amount).containsExactly(Cny.parse("3"), Cny.parse("2"));
    assertThat(vouchers.ofBuyer("somebody-else", new Page.Request(0, 50)).items()).isEmpty();
  }

  @Test
  void a_voucher_pays_whole_when_no_amount_is_said() {
    var voucher = cashCoupon("30.00");
    var redemption = vouchers.redeem(voucher.voucherId(), order.orderId(), null, "k1");
    assertThat(redemption.amount()).isEqualTo(Cny.parse("30.00"));
    status(voucher, Status.REDEEMED);
    outstanding("0.00");
    spent(order, "30.00");
    refusal(() -> redeem(voucher, room.anotherOf(cause), "1.00", "k2"), "voucher-spent", "VC-01");
  }

  @Test
  void what_one_order_does_not_use_the_next_one_can() {
    var voucher = cashCoupon("30.00");
    redeem(voucher, "12.50", "k1");
    status(voucher, Status.ISSUED);
    var next = room.anotherOf(cause);
    var tooMuch = catchThrowableOfType(Refused.class, () -> redeem(voucher, next, "17.51", "k2"));
    assertThat(tooMuch.kind()).isEqualTo(Refused.Kind.INVALID);
    assertThat(tooMuch.clause()).isEqualTo("VC-01");
    assertThat(tooMuch.getMessage()).contains("17.50");
    redeem(voucher, next, "17.50", "k2");
    status(voucher, Status.REDEEMED);
    spent(order, "12.50");
    spent(next, "17.50");
  }

  @Test
  void nothing_is_no_redemption() {
    var voucher = cashCoupon("30.00");
    assertThat(catchThrowableOfType(Refused.class, () -> redeem(voucher, "0.00", "k1")).fields().get(0).field()).isEqualTo("amount");
    status(voucher, Status.ISSUED);
  }

  @Test
  void a_repeat_with_the_same_key_pays_once() {
    var voucher = cashCoupon("30.00");
    var first = redeem(voucher, "10.00", "k1");
    assertThat(redeem(voucher, "10.00", "k1")).isEqualTo(first);
    spent(order, "10.00");
    refusal(() -> redeem(voucher, "11.00", "k1"), "key-used", "VC-01");
    refusal(() -> redeem(voucher, room.anotherOf(cause), "10.00", "k1"), "key-used", "VC-01");
    var other = room.voucher(cause, 2, Kind.CASH_COUPON, "5.00");
    redeem(other, "5.00", "k1");
    spent(order, "15.00");
  }

  @Test
  void a_repeat_is_answered_even_when_the_time_is_up_meanwhile() {
    var voucher = cashCoupon("30.00");
    var first = redeem(voucher, "10.00", "k1");
    room.clock.now = voucher.validUntil();
    assertThat(redeem(voucher, "10.00", "k1")).isEqualTo(first);
  }

  @Test
  void an_order_holds_a_voucher_once_at_a_time() {
    var voucher = cashCoupon("30.00");
    redeem(voucher, "10.00", "k1");
    refusal(() -> redeem(voucher, "5.00", "k2"), "already-redeemed", "VC-01");
    vouchers.release(voucher.voucherId(), order.orderId(), null);
    redeem(voucher, "5.00", "k2");
    spent(order, "5.00");
  }

  @Test
  void nobody_pays_with_anothers_voucher() {
    var voucher = cashCoupon("30.00");
    var strangers = room.bought("50.00");
    assertThat(catchThrowableOfType(Refused.class, () -> redeem(voucher, strangers, "5.00", "k1")).kind()).isEqualTo(Refused.Kind.NOT_FOUND);
    spent(strangers, "0.00");
    status(voucher, Status.ISSUED);
  }

  @Test
  void an_unknown_voucher_order_or_key_is_refused() {
    var voucher = cashCoupon("30.00");
    assertThat(catchThrowableOfType(Refused.class, () -> vouchers.redeem("V0", order.orderId(), null, "k1")).kind()).isEqualTo(Refused.Kind.NOT_FOUND);
    assertThat(catchThrowableOfType(Refused.class, () -> vouchers.release("V0", null, null)).kind()).isEqualTo(Refused.Kind.NOT_FOUND);
    assertThat(catchThrowableOfType(Refused.class, () -> vouchers.find("V0")).kind()).isEqualTo(Refused.Kind.NOT_FOUND);
    for (var unknown : new String[] {null, " ", "o-nowhere"}) {
      assertThat(catchThrowableOfType(Refused.class, () -> vouchers.redeem(voucher.voucherId(), unknown, null, "k1")).fields().get(0).field())
          .isEqualTo("orderId");
    }
    for (var key : new String[] {null, "", " ", " k", "k".repeat(201)}) {
      assertThat(catchThrowableOfType(Refused.class, () -> vouchers.redeem(voucher.voucherId(), order.orderId(), null, key)).fields().get(0).field())
          .isEqualTo("Idempotency-Key");
    }
  }

  @Test
  void from_its_last_instant_on_a_voucher_reads_as_expired_and_pays_nothing_though_no_job_has_run() {
    var voucher = cashCoupon("30.00");
    redeem(voucher, "10.00", "k1");
    room.clock.now = voucher.validUntil().minusMillis(1);
    status(voucher, Status.ISSUED);
    room.clock.now = voucher.validUntil();
    status(voucher, Status.EXPIRED);
    assertThat(vouchers.find(voucher.voucherId()).usable(room.clock.now)).isEqualTo(Cny.ZERO);
    refusal(() -> redeem(voucher, room.anotherOf(cause), "1.00", "k2"), "voucher-expired", "VC-01");
  }

  @Test
  void what_a_merchant_paid_and_nobody_spent_goes_to_the_platforms_compensation_and_not_back() {
    room.credit(cause, Account.Kind.MERCHANT_BALANCE, "100.00");
    var voucher = cashCoupon("30.00");
    redeem(voucher, "10.00", "k1");
    expires(voucher);
    expires(voucher);
    assertThat(room.balances(cause.merchantId())).isEqualTo("70.00 0.00 0.00");
    compensation("20.00");
    outstanding("0.00");
    spent(order, "10.00");
    status(voucher, Status.EXPIRED);
    assertThat(vouchers.find(voucher.voucherId()).lapsed()).isEqualTo(Cny.parse("20.00"));
  }

  @Test
  void what_the_platform_paid_and_nobody_spent_is_its_own_again() {
    var voucher = room.voucher(cause, 1, Kind.CONSUMPTION_COUPON, "5.00");
    expires(voucher);
    compensation("0.00");
    outstanding("0.00");
  }

  @Test
  void a_spent_voucher_does_not_expire() {
    var voucher = cashCoupon("30.00");
    redeem(voucher, "30.00", "k1");
    expires(voucher);
    status(voucher, Status.REDEEMED);
    compensation("0.00");
  }

  @Test
  void called_too_early_it_asks_to_be_called_again() {
    var voucher = cashCoupon("30.00");
    room.timers.set.clear();
    vouchers.expire(voucher.voucherId());
    status(voucher, Status.ISSUED);
    outstanding("30.00");
    assertThat(room.timers.set).containsEntry(voucher.voucherId(), voucher.validUntil());
  }

  @Test
  void an_order_that_came_to_nothing_gives_the_voucher_back() {
    var voucher = cashCoupon("30.00");
    redeem(voucher, "10.00", "k1");
    var released = vouchers.release(voucher.voucherId(), order.orderId(), null);
    assertThat(released.isReleased()).isTrue();
    assertThat(vouchers.release(voucher.voucherId(), order.orderId(), null)).isEqualTo(released);
    assertThat(redeem(voucher, "10.00", "k1")).isEqualTo(released);
    spent(order, "0.00");
    outstanding("30.00");
    redeem(voucher, room.anotherOf(cause), "30.00", "k2");
  }

  @Test
  void without_an_order_the_only_one_is_released_and_never_a_guess() {
    var voucher = cashCoupon("30.00");
    assertThat(catchThrowableOfType(Refused.class, () -> vouchers.release(voucher.voucherId(), null, null)).kind()).isEqualTo(Refused.Kind.NOT_FOUND);
    redeem(voucher, "10.00", "k1");
    vouchers.release(voucher.voucherId(), null, null);
    spent(order, "0.00");
    var next = room.anotherOf(cause);
    redeem(voucher, next, "10.00", "k2");
    var which = catchThrowableOfType(Refused.class, () -> vouchers.release(voucher.voucherId(), null, null));
    assertThat(which.fields().get(0).field()).isEqualTo("orderId");
    spent(next, "10.00");
    assertThat(catchThrowableOfType(Refused.class, () -> vouchers.release(voucher.voucherId(), "o-nowhere", null)).kind())
        .isEqualTo(Refused.Kind.NOT_FOUND);
  }

  @Test
  void a_late_repeat_of_a_release_with_its_key_leaves_the_new_redemption_alone() {
    var voucher = cashCoupon("30.00");
    redeem(voucher, "10.00", "k1");
    var first = vouchers.release(voucher.voucherId(), order.orderId(), "r1");
    redeem(voucher, "10.00", "k2");
    assertThat(vouchers.release(voucher.voucherId(), order.orderId(), "r1")).isEqualTo(first);
    spent(order, "10.00");
    refusal(() -> vouchers.release(voucher.voucherId(), "o-other", "r1"), "key-used", "VC-01");
    vouchers.release(voucher.voucherId(), order.orderId(), "r2");
    spent(order, "0.00");
  }

  @Test
  void what_is_released_after_its_time_lapses_at_once_before_and_after_the_timer() {
    var voucher = cashCoupon("30.00");
    var next = room.anotherOf(cause);
    redeem(voucher, "10.00", "k1");
    redeem(voucher, next, "15.00", "k2");
    room.clock.now = voucher.validUntil();
    vouchers.release(voucher.voucherId(), order.orderId(), null);
    compensation("15.00");
    vouchers.expire(voucher.voucherId());
    compensation("15.00");
    vouchers.release(voucher.voucherId(), next.orderId(), null);
    compensation("30.00");
    outstanding("0.00");
    status(voucher, Status.EXPIRED);
  }

  @Test
  void a_refund_of_the_order_gives_no_voucher_back_RO_12() {
    var voucher = cashCoupon("30.00");
    redeem(voucher, "30.00", "k1");
    room.refunds.decide(order.caseNumber(1), order.orderId(), Cny.parse("500.00"), "RO-02");
    room.jobPays(order.caseNumber(1));
    status(voucher, Status.REDEEMED);
    spent(order, "30.00");
  }

  @Test
  void a_business_no_leaves_the_callers_transaction_usable() {
    var voucher = cashCoupon("30.00");
    room.inTransaction(() -> {
      assertThat(catchThrowableOfType(Refused.class, () -> redeem(voucher, "31.00", "k1"))).isNotNull();
      assertThat(catchThrowableOfType(Refused.class, () -> vouchers.release(voucher.voucherId(), null, null))).isNotNull();
      redeem(voucher, "30.00", "k1");
    });
    spent(order, "30.00");
  }

  private Voucher cashCoupon(String amount) {
    return room.voucher(cause, 1, Kind.CASH_COUPON, amount);
  }

  private Redemption redeem(Voucher voucher, String amount, String key) {
    return redeem(voucher, order, amount, key);
  }

  private Redemption redeem(Voucher voucher, Bought order, String amount, String key) {
    return vouchers.redeem(voucher.voucherId(), order.orderId(), Cny.parse(amount), key);
  }

  private void expires(Voucher voucher) {
    room.clock.now = room.timers.set.get(voucher.voucherId());
    vouchers.expire(voucher.voucherId());
  }

  private List<Voucher> mine() {
    return vouchers.ofBuyer(cause.buyerId(), new Page.Request(0, 50)).items();
  }

  private void status(Voucher voucher, Status status) {
    assertThat(vouchers.find(voucher.voucherId()).status(room.clock.now)).isEqualTo(status);
  }

  private void outstanding(String amount) {
    assertThat(Cny.text(room.ledger.balance(Account.vouchersOf(cause.buyerId())))).isEqualTo(amount);
  }

  private void compensation(String amount) {
    assertThat(Cny.text(room.ledger.balance(Account.compensation(cause.buyerId())))).isEqualTo(amount);
  }

  private void spent(Bought on, String amount) {
    assertThat(Cny.text(room.ledger.balance(Account.clearing(on.orderId())))).isEqualTo(amount);
  }

  private static void refusal(ThrowingCallable call, String type, String clause) {
    var refused = catchThrowableOfType(Refused.class, call);
    assertThat(refused.kind()).isEqualTo(Refused.Kind.CONFLICT);
    assertThat(refused.type()).isEqualTo(type);
    assertThat(refused.clause()).isEqualTo(clause);
  }

  private static Instant at(String time) {
    return OffsetDateTime.parse(time).toInstant();
  }
}
