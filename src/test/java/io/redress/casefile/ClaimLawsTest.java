package io.redress.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.order.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What holds over any sequence of partial returns of an order, however they were asked for. */
class ClaimLawsTest {

  /** By an amount, by a percentage, or by an amount for some pieces. */
  record Ask(Long fen, Integer percent, Integer pieces) {}

  @Provide
  Arbitrary<Ask> asks() {
    var byAmount = Arbitraries.longs().between(1, 20_000).map(fen -> new Ask(fen, null, null));
    var byPercent = Arbitraries.integers().between(1, 100).map(percent -> new Ask(null, percent, null));
    var byPieces = Combinators.combine(Arbitraries.longs().between(1, 20_000), Arbitraries.integers().between(1, 7))
        .as((fen, pieces) -> new Ask(fen, null, pieces));
    return Arbitraries.oneOf(byAmount, byPercent, byPieces);
  }

  @Property
  void never_more_than_was_paid(@ForAll @LongRange(min = 1, max = 20_000) long paid, @ForAll @IntRange(min = 1, max = 7) int pieces,
      @ForAll @Size(max = 12) List<@From("asks") Ask> asks) {
    var shop = new Shop(paid, pieces);
    asks.forEach(shop::grants);
    assertThat(shop.refunded()).isLessThanOrEqualTo(paid);
    assertThat(shop.cases).allSatisfy(its -> assertThat(its.amount().isPositive()).isTrue());
  }

  @Property
  void piece_by_piece_the_last_one_takes_the_rounding(@ForAll @LongRange(min = 7, max = 20_000) long paid, @ForAll @IntRange(min = 1, max = 7) int pieces) {
    var shop = new Shop(paid, pieces);
    for (int n = 1; n < pieces; n++) {
      assertThat(shop.grants(new Ask(paid / pieces + 1, null, 1))).isFalse();
      assertThat(shop.grants(new Ask(paid / pieces, null, 1))).isTrue();
    }
    assertThat(shop.grants(new Ask(paid - shop.refunded() + 1, null, 1))).isFalse();
    assertThat(shop.grants(new Ask(paid - shop.refunded(), null, 1))).isTrue();
    assertThat(shop.refunded()).isEqualTo(paid);
  }

  @Property
  void percent_by_percent_the_last_one_takes_the_rounding(@ForAll @LongRange(min = 100, max = 20_000) long paid,
      @ForAll @IntRange(min = 1, max = 98) int first) {
    var shop = new Shop(paid, 1);
    assertThat(shop.grants(new Ask(null, first, null))).isTrue();
    assertThat(shop.grants(new Ask(null, 100 - first + 1, null))).isFalse();
    assertThat(shop.grants(new Ask(null, 99 - first, null))).isTrue();
    assertThat(shop.grants(new Ask(null, 1, null))).isTrue();
    assertThat(shop.refunded()).isEqualTo(paid);
  }

  @Property
  void a_repair_stands_for_all_that_is_left_of_the_order_and_takes_no_piece_from_it(@ForAll @LongRange(min = 7, max = 20_000) long paid,
      @ForAll @IntRange(min = 2, max = 7) int pieces, @ForAll @IntRange(min = 1, max = 7) int returned) {
    var shop = new Shop(paid, pieces);
    for (int n = 0; n < Math.min(returned, pieces - 1); n++) {
      assertThat(shop.grants(new Ask(paid / pieces, null, 1))).isTrue();
    }
    var left = Claim.piecesLeft(shop.order, shop.cases);
    var rest = Cny.fen(paid - shop.refunded());
    for (var asked : new Integer[] {1, left, null}) {
      assertThat(Claim.of(repair(asked), shop.order, shop.cases, rest).amount()).isEqualTo(rest);
    }
    assertThatThrownBy(() -> Claim.of(repair(left + 1), shop.order, shop.cases, rest)).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> Claim.of(repair(1), shop.order, shop.cases, Cny.ZERO)).isInstanceOf(Refused.class);
    shop.cases.add(shop.refunded(new Claim(1, Cny.fen(1)), CaseType.REPAIR, null));
    assertThat(Claim.piecesLeft(shop.order, shop.cases)).isEqualTo(left);
  }

  private static Application repair(Integer pieces) {
    return new Application("O-1", CaseType.REPAIR, Reason.QUALITY, null, null, pieces, null);
  }

  /** An order whose every granted claim is refunded. */
  private static final class Shop {
    private final Order order;
    private final List<AfterSalesCase> cases = new ArrayList<>();

    Shop(long paidFen, int pieces) {
      order = new Order("O-1", "m1", "b1", "clothing", "An item", pieces, Cny.fen(paidFen), Cny.ZERO, Instant.EPOCH, null, Instant.EPOCH, null, null,
          null, List.of(), false, false);
    }

    boolean grants(Ask ask) {
      var application = new Application("O-1", CaseType.RETURN_REFUND, Reason.QUALITY, ask.fen() == null ? null : Cny.fen(ask.fen()), ask.percent(),
          ask.pieces(), null);
      try {
        var claim = Claim.of(application, order, cases, Cny.fen(Cny.fen(order.paidAmount()) - refunded()));
        cases.add(refunded(claim, CaseType.RETURN_REFUND, ask.percent()));
        return true;
      } catch (Refused no) {
        return false;
      }
    }

    long refunded() {
      return cases.stream().map(AfterSalesCase::amount).mapToLong(Cny::fen).sum();
    }

    private AfterSalesCase refunded(Claim claim, CaseType type, Integer percent) {
      return new AfterSalesCase(CaseId.of("R260302-AAAAA-AAAAA"), "O-1", "m1", "b1", type, "PDD-15D", CaseStatus.REFUNDED,
          Reason.QUALITY, claim.amount(), claim.pieces(), percent, null, Actor.Kind.BUYER, Instant.EPOCH, Instant.EPOCH, null);
    }
  }
}
