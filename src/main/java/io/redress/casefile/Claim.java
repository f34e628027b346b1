package io.redress.casefile;

import io.redress.Cny;
import io.redress.Refused;
import io.redress.order.Order;
import java.math.RoundingMode;
import java.util.List;
import org.joda.money.Money;

/**
 * What an application is about, counted out: how many pieces, and how much money (RR-10; rulebook, section 21). A share of the
 * paid amount is rounded down to the fen; the last share takes what is left.
 *
 * @param pieces at least 1
 * @param amount CNY, above zero, never more than can still be refunded
 */
record Claim(int pieces, Money amount) {

  /**
   * @param earlier all cases of the order so far
   * @param refundable what is left of the paid amount (RO-12)
   * @throws Refused when it asks for more pieces or more money than there are
   */
  static Claim of(Application application, Order order, List<AfterSalesCase> earlier, Money refundable) {
    var returned = returned(earlier);
    var piecesLeft = piecesLeft(order, earlier);
    var pieces = pieces(application, order, piecesLeft);
    if (Application.paysMoney(application.type()) || !refundable.isZero()) {
      var share = application.type() == CaseType.REFUND_ONLY || application.quantity() == null ? refundable
          : share(order, pieces, piecesLeft, refundable);
      return new Claim(pieces, amount(application, order, returned, share, refundable));
    }
    throw Refused.conflict("nothing-left", "RO-12", "Order " + order.orderId() + " has been refunded as a whole. Complain to the service desk instead.");
  }

  /**
   * How many pieces have not been sent back one by one.
   *
   * @param earlier all cases of the order so far
   */
  static int piecesLeft(Order order, List<AfterSalesCase> earlier) {
    return order.quantity() - returned(earlier).stream().mapToInt(AfterSalesCase::quantity).filter(pieces -> pieces < order.quantity()).sum();
  }

  private static List<AfterSalesCase> returned(List<AfterSalesCase> earlier) {
    return earlier.stream().filter(its -> its.type() == CaseType.RETURN_REFUND && its.status() == CaseStatus.REFUNDED).toList();
  }

  private static int pieces(Application application, Order order, int piecesLeft) {
    if (application.quantity() == null) {
      return application.type() == CaseType.REFUND_ONLY ? 1 : order.quantity();
    }
    var most = application.type() == CaseType.RETURN_REFUND ? piecesLeft : order.quantity();
    if (application.quantity() > most) {
      throw Refused.invalid("quantity", "RR-10", most == order.quantity() ? "The order has " + most + " pieces."
          : "Of the order's " + order.quantity() + " pieces, " + most + " are left to return.");
    }
    return application.quantity();
  }

  private static Money share(Order order, int pieces, int piecesLeft, Money refundable) {
    var share = order.paidAmount().multipliedBy(pieces).dividedBy(order.quantity(), RoundingMode.DOWN);
    return pieces == piecesLeft || share.isGreaterThan(refundable) ? refundable : share;
  }

  private static Money amount(Application application, Order order, List<AfterSalesCase> returned, Money share, Money refundable) {
    var field = application.percent() == null ? "amount" : "percent";
    var amount = application.percent() == null ? application.amount() : percentage(application.percent(), order, returned, refundable);
    if (amount == null) {
      amount = share;
    }
    if (amount.isGreaterThan(refundable)) {
      throw Refused.invalid(field, "RO-12", "At most " + Cny.text(refundable) + " CNY of this order can still be refunded.");
    }
    if (application.amount() != null && amount.isGreaterThan(share)) {
      throw Refused.invalid(field, "RR-10", "For so many pieces at most " + Cny.text(share) + " CNY is refunded.");
    }
    if (!amount.isPositive()) {
      throw Refused.invalid(field, "RO-12", "That is less than one fen. Ask for more, or for nothing.");
    }
    return amount;
  }

  private static Money percentage(int percent, Order order, List<AfterSalesCase> returned, Money refundable) {
    var before = returned.stream().filter(its -> its.percent() != null).mapToInt(AfterSalesCase::percent).sum();
    if (before + percent > 100) {
      throw Refused.invalid("percent", "RR-10", "At most " + (100 - before) + " percent are left.");
    }
    return before + percent == 100 ? refundable : order.paidAmount().multipliedBy(percent).dividedBy(100, RoundingMode.DOWN);
  }
}
