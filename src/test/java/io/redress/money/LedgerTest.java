package io.redress.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redress.Cny;
import io.redress.Refused;
import io.redress.money.MoneyRoom.Bought;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class LedgerTest {

  private final MoneyRoom room = MoneyRoom.shared();
  private final Bought order = room.bought("100.00");

  @AfterEach
  void no_law_is_broken() {
    assertThat(room.brokenLaws()).isEmpty();
  }

  @Test
  void booking_twice_under_one_key_returns_the_first_entry() {
    var occasion = new Occasion(order.orderId() + ":any:1", "any", null, null, null);
    var first = room.ledger.book(occasion, move("5.00"));
    var second = room.ledger.book(occasion, move("7.00"));
    assertThat(second).isEqualTo(first);
    assertThat(room.ledger.balance(Account.refundsOf(order.merchantId()))).isEqualTo(Cny.ZERO);
    assertThat(room.ledger.balance(vouchers())).isEqualTo(Cny.parse("5"));
  }

  @Test
  void a_balance_never_falls_below_zero() {
    var occasion = new Occasion(order.orderId() + ":any:2", "any", null, null, null);
    assertThatThrownBy(() -> room.ledger.book(occasion,
        new Posting(Account.balance(order.merchantId()), Cny.parse("1").negated()), new Posting(vouchers(), Cny.parse("1"))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(room.ledger.find(occasion.key())).isEmpty();
  }

  @Test
  void the_database_refuses_a_negative_balance_too() {
    room.credit(order, Account.Kind.MERCHANT_BALANCE, "1.00");
    assertThatThrownBy(() -> room.database.sql("update account set balance_fen = -1 where kind = 'merchant-balance' and owner = ?")
        .param(order.merchantId()).update()).isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void an_account_that_was_not_locked_is_not_booked() {
    var occasion = new Occasion(order.orderId() + ":any:3", "any", null, null, null);
    assertThatThrownBy(() -> room.ledger.book(occasion, List.of(vouchers()), held -> List.of(move("1.00"))))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("did not lock");
  }

  @Test
  void the_order_of_deduction_is_a_setting_20_24() {
    var accounts = new Accounts(room.ledger, room.database,
        new Deduction(List.of(Account.Kind.MERCHANT_DEPOSIT, Account.Kind.MERCHANT_BALANCE)));
    room.credit(order, Account.Kind.MERCHANT_BALANCE, "10.00");
    room.credit(order, Account.Kind.MERCHANT_DEPOSIT, "10.00");
    room.inTransaction(() ->
        accounts.take(Occasion.of(order.caseNumber(1), "any", 4, null), order.merchantId(), Cny.parse("15.00"), vouchers()));
    assertThat(room.balances(order.merchantId())).isEqualTo("5.00 0.00 0.00");
    assertThatThrownBy(() -> new Deduction(List.of(Account.Kind.BUYER_REFUNDS))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_credit_is_booked_once_per_reference() {
    var first = room.accounts.credit(order.merchantId(), Account.Kind.MERCHANT_BALANCE, Cny.parse("5"), "s-1");
    assertThat(room.accounts.credit(order.merchantId(), Account.Kind.MERCHANT_BALANCE, Cny.parse("5"), "s-1")).isEqualTo(first);
    assertThat(conflict(Account.Kind.MERCHANT_BALANCE, "6").type()).isEqualTo("reference-used");
    assertThat(conflict(Account.Kind.MERCHANT_DEPOSIT, "5").kind()).isEqualTo(Refused.Kind.CONFLICT);
    assertThat(room.balances(order.merchantId())).isEqualTo("5.00 0.00 0.00");
  }

  @Test
  void money_for_the_balance_pays_first_what_the_merchant_owes() {
    room.inTransaction(() -> room.accounts.take(
        Occasion.of(order.caseNumber(1), "any", 5, null), order.merchantId(), Cny.parse("30.00"), vouchers()));
    assertThat(room.balances(order.merchantId())).isEqualTo("0.00 0.00 30.00");
    room.credit(order, Account.Kind.MERCHANT_DEPOSIT, "3.00");
    assertThat(room.balances(order.merchantId())).isEqualTo("0.00 3.00 30.00");
    room.credit(order, Account.Kind.MERCHANT_BALANCE, "50.00");
    assertThat(room.balances(order.merchantId())).isEqualTo("20.00 3.00 0.00");
  }

  @Test
  void a_statement_is_paged_newest_first() {
    for (int n = 1; n <= 5; n++) {
      room.accounts.credit(order.merchantId(), Account.Kind.MERCHANT_BALANCE, Cny.parse(n + ".00"), "s-" + n);
    }
    var page = room.accounts.statement(order.merchantId(), 1, 2);
    assertThat(page.total()).isEqualTo(5);
    assertThat(page.items()).extracting(Accounts.Movement::reference).containsExactly("s-3", "s-2");
    assertThat(page.items().get(0).account()).isEqualTo("balance");
    assertThat(page.items().get(0).at()).isEqualTo(MoneyRoom.NOW);
  }

  private Refused conflict(Account.Kind kind, String amount) {
    return catchThrowableOfType(Refused.class, () -> room.accounts.credit(order.merchantId(), kind, Cny.parse(amount), "s-1"));
  }

  private Account vouchers() {
    return new Account(Account.Kind.VOUCHERS_OUTSTANDING, order.buyerId());
  }

  private Posting[] move(String amount) {
    return new Posting[] {
      new Posting(Account.clearing(order.orderId() + "-x"), Cny.parse(amount).negated()), new Posting(vouchers(), Cny.parse(amount))
    };
  }
}
