package io.redress.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.money.Refund.State;
import io.redress.money.SimulatedGateway.Behaviour;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.joda.money.Money;

/** CD-04, CD-05: what holds for the money of a complaint, whatever the gateway does and whatever is repeated. */
class CompensationLawsTest {

  @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
  void the_buyer_is_paid_once_the_liable_party_bears_it_and_the_platform_has_it_back(@ForAll @LongRange(min = 1, max = 20_000) long fen,
      @ForAll @LongRange(min = 0, max = 20_000) long deposit, @ForAll boolean isPartner, @ForAll boolean isLostOnce,
      @ForAll @Size(max = 5) List<Behaviour> gateway) {
    var room = MoneyRoom.emptied();
    var order = room.bought("1.00");
    var complaint = order.caseNumber(1);
    var amount = Cny.fen(fen);
    var account = isPartner ? Account.partnerDeposit("tp-1") : Account.deposit(order.merchantId());
    if (deposit > 0 && isPartner) {
      room.accounts.creditPartner("tp-1", Cny.fen(deposit), "deposit");
    } else if (deposit > 0) {
      room.credit(order, Account.Kind.MERCHANT_DEPOSIT, Cny.text(Cny.fen(deposit)));
    }
    var decided = room.refunds.decideCompensation(complaint, order.orderId(), amount, "CD-04");
    assertThat(room.refunds.decideCompensation(complaint, order.orderId(), amount.plusMinor(1), "CD-04").amount()).as("decided once").isEqualTo(amount);
    assertThat(room.refunds.refundable(order.orderId())).isEqualTo(order.paid());

    room.gateway.forKey(decided.key(), gateway.toArray(Behaviour[]::new));
    if (isLostOnce) {
      catchThrowable(() -> room.inLostTransaction(() -> room.refunds.executeCompensation(complaint)));
    }
    for (int n = 0; n <= gateway.size() + 1; n++) {
      catchThrowable(() -> room.inTransaction(() -> room.refunds.executeCompensation(complaint)));
      room.gateway.lateAnswers().forEach(late -> room.refunds.answered(late.key(), late.attempt(), late.answer()));
    }
    assertThat(room.gateway.payouts(decided.key())).containsExactly(amount);
    assertThat(room.refunds.compensations(List.of(complaint)).get(complaint).state()).isEqualTo(State.SUCCEEDED);
    assertThat(room.ledger.balance(Account.refundsOf(order.buyerId()))).isEqualTo(amount);
    assertThat(room.ledger.balance(Account.compensation(order.buyerId()))).isEqualTo(amount.negated());

    takenBack(room, complaint, account, amount, order.buyerId());
    takenBack(room, complaint, account, amount, order.buyerId());
    var taken = least(amount, Cny.fen(deposit));
    assertThat(room.ledger.balance(account)).isEqualTo(Cny.fen(deposit).minus(taken));
    assertThat(room.ledger.balance(account.owedBeyond())).isEqualTo(amount.minus(taken).negated());
    assertThat(room.ledger.balance(Account.compensation(order.buyerId()))).isEqualTo(Cny.ZERO);
    assertThat(room.ledger.balance(Account.clearing(order.orderId()))).isEqualTo(Cny.ZERO);
    assertThat(room.ledger.sum()).isEqualTo(Cny.ZERO);
  }

  @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
  void what_a_service_partner_pays_in_settles_first_what_it_owes_once_per_reference(
      @ForAll @LongRange(min = 1, max = 20_000) long owed, @ForAll @LongRange(min = 1, max = 40_000) long paidIn) {
    var room = MoneyRoom.emptied();
    var order = room.bought("1.00");
    takenBack(room, order.caseNumber(1), Account.partnerDeposit("tp-1"), Cny.fen(owed), order.buyerId());
    var after = room.accounts.creditPartner("tp-1", Cny.fen(paidIn), "ref-1");
    assertThat(room.accounts.creditPartner("tp-1", Cny.fen(paidIn), "ref-1")).isEqualTo(after);
    assertThat(catchThrowable(() -> room.accounts.creditPartner("tp-1", Cny.fen(paidIn + 1), "ref-1"))).isInstanceOf(Refused.class);
    assertThat(after.receivable()).isEqualTo(Cny.fen(Math.max(0, owed - paidIn)));
    assertThat(after.deposit()).isEqualTo(Cny.fen(Math.max(0, paidIn - owed)));
    assertThat(room.ledger.sum()).isEqualTo(Cny.ZERO);
  }

  private static void takenBack(MoneyRoom room, CaseId complaint, Account deposit, Money amount, String buyerId) {
    room.accounts.takeFromDeposit(Occasion.of(complaint, "complaint-recourse", 1, "CD-05"), deposit, amount, Account.compensation(buyerId));
  }

  private static Money least(Money one, Money other) {
    return one.isLessThan(other) ? one : other;
  }
}
