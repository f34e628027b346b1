package io.redress.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.CaseProcess;
import io.redress.casefile.Cases;
import io.redress.casefile.Steps;
import io.redress.casefile.Timeline;
import io.redress.dispute.Breach.Decision;
import io.redress.dispute.BreachRules.Terms;
import io.redress.money.Voucher;
import io.redress.money.VoucherGrant;
import io.redress.money.Vouchers;
import io.redress.order.Order;
import io.redress.order.Orders;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.joda.money.Money;
import org.springframework.context.ApplicationEventPublisher;

/** What holds for the penalties of an order, whatever was paid for it and whatever agents ask for (RP-20, 20.9). */
class PenaltyLawsTest {

  private static final Terms DELIVERED = new Terms(30, Cny.parse("50.00"), 100, "RP-20");

  @Property(tries = 500)
  void a_cap_is_the_smaller_of_the_two_rounded_down_to_the_fen(@ForAll @LongRange(max = 100_000_00) long paid) {
    var share = new BigDecimal(paid).movePointLeft(2).multiply(new BigDecimal("0.30")).setScale(2, RoundingMode.FLOOR);
    assertThat(DELIVERED.cap(Cny.fen(paid)).getAmount()).isEqualByComparingTo(share.min(new BigDecimal("50.00"))).isNotNegative();
  }

  @Property(tries = 500)
  void what_is_proposed_is_never_more_than_is_possible_nor_less_than_nothing(@ForAll @LongRange(max = 50_00) long possible,
      @ForAll @IntRange(max = 100) int percent) {
    assertThat(new Terms(30, Cny.parse("50.00"), percent, "RP-20").proposed(Cny.fen(possible))).isBetween(Cny.ZERO, Cny.fen(possible));
  }

  @Property(tries = 300)
  void all_penalties_of_an_order_together_stay_within_its_cap_and_the_coupons_are_exactly_they(@ForAll @LongRange(max = 300_00) long paid,
      @ForAll @Size(min = 1, max = 12) List<@LongRange(min = -10, max = 60_00) Long> asked) {
    var world = new World(Cny.fen(paid));
    var cap = DELIVERED.cap(Cny.fen(paid));
    var sum = Cny.ZERO;
    for (var fen : asked) {
      var possible = cap.minus(sum);
      var granted = world.decides(Cny.fen(fen));
      assertThat(granted).as("%s of %s, %s imposed", fen, cap, sum).isEqualTo(fen >= 0 && fen <= Cny.fen(possible));
      sum = granted ? sum.plus(Cny.fen(fen)) : sum;
      assertThat(world.imposed).isEqualTo(sum).isBetween(Cny.ZERO, cap);
      assertThat(world.coupons).isEqualTo(sum);
    }
  }

  /** One order and the breaches of its case, in memory. */
  private static final class World {

    private static final CaseId CASE = CaseId.of("c-1");
    private static final Actor AGENT = new Actor(Actor.Kind.AGENT, "agent1", null);

    Money imposed = Cny.ZERO;
    Money coupons = Cny.ZERO;
    private int number;
    private final BreachTable table = mock();
    private final Timeline timeline = mock();
    private final Breaches breaches;

    World(Money paid) {
      CaseFlow flow = mock();
      AfterSalesCase its = mock();
      when(its.orderId()).thenReturn("O-1");
      when(its.buyerId()).thenReturn("buyer-1");
      when(its.merchantId()).thenReturn("M1");
      when(flow.find(CASE)).thenReturn(its);
      Order order = mock();
      when(order.orderId()).thenReturn("O-1");
      when(order.paidAmount()).thenReturn(paid);
      Orders orders = mock();
      when(orders.findForUpdate("O-1")).thenReturn(Optional.of(order));
      when(table.penalties(any())).thenAnswer(call -> imposed.isZero() ? Map.of() : Map.of("O-1", imposed));
      doAnswer(call -> imposed = imposed.plus(call.<Decision>getArgument(2).penalty())).when(table).decided(any(), anyInt(), any(), any(), any());
      Vouchers vouchers = mock();
      when(vouchers.issue(any())).thenAnswer(call -> {
        coupons = coupons.plus(call.<VoucherGrant>getArgument(0).amount());
        return mock(Voucher.class);
      });
      breaches = new Breaches(table, clause -> DELIVERED, mock(Cases.class), flow, mock(CaseProcess.class), mock(Steps.class), timeline, orders, vouchers,
          mock(ApplicationEventPublisher.class), Clock.systemUTC());
    }

    /** Whether the agent may. */
    boolean decides(Money penalty) {
      number++;
      when(table.find(CASE, number)).thenReturn(Optional.of(new Breach(CASE, number, BreachClause.OVERDUE, null, AGENT, null, null)));
      when(timeline.answers(any(), any())).thenReturn(Map.of(CASE, List.of(
          Map.of("breachNumber", number, "upheld", true, "refundOrder", false, "penaltyAmount", penalty.getAmount().toPlainString()))));
      try {
        breaches.decide(CASE, number, AGENT);
        return true;
      } catch (Refused no) {
        assertThat(no.clause()).isEqualTo("RP-20");
        return false;
      }
    }
  }
}
