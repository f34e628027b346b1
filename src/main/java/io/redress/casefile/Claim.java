package io.redress.casefile;

import io.redress.Cny;
import io.redress.Refused;
import io.redress.order.Order;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;
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
    var pieces = pieces(application, order, piecesLeft(order, earlier));
    if (Application.paysMoney(application.type()) || !refundable.isZero()) {
      return new Claim(pieces, amount(application, order, earlier, most(application.type(), pieces, order, earlier, refundable), refundable));
    }
    throw Refused.conflict("nothing-left", "RO-12", "Order " + order.orderId() + " has been refunded as a whole. Complain to the service desk instead.");
  }

  /**
   * How many pieces have not been refunded one by one.
   *
   * @param earlier all cases of the order so far
   */
  static int piecesLeft(Order order, List<AfterSalesCase> earlier) {
    return Math.max(0, order.quantity() - refundedByPieces(order, earlier).mapToInt(AfterSalesCase::quantity).sum());
  }

  /**
   * The most that so many pieces are refunded with: their share, rounded down, and for the last ones what the shares of the others
   * have left of the paid amount; where all pieces are meant, or none are counted, what is left to refund. A repair that is owed and not
   * done refunds the order (RP-20), so nothing is counted there either.
   */
  static Money most(CaseType type, int pieces, Order order, List<AfterSalesCase> earlier, Money refundable) {
    if (!refundsByPieces(type) || pieces >= order.quantity()) {
      return refundable;
    }
    var share = share(order, pieces);
    if (pieces == piecesLeft(order, earlier)) {
      share = refundedByPieces(order, earlier).map(its -> share(order, its.quantity())).reduce(order.paidAmount(), Money::minus);
    }
    return share.isGreaterThan(refundable) ? refundable : share;
  }

  /** @throws Refused when it is more than so many pieces cost (RR-10) */
  static void checkShare(String field, Money amount, Money most) {
    if (amount.isGreaterThan(most)) {
      throw Refused.invalid(field, "RR-10", "For so many pieces at most " + Cny.text(most) + " CNY is refunded.",
          "按该件数最多可退 " + Cny.text(most) + " 元。");
    }
  }

  private static Stream<AfterSalesCase> refundedByPieces(Order order, List<AfterSalesCase> earlier) {
    return earlier.stream().filter(its -> refundsByPieces(its.type()) && its.status() == CaseStatus.REFUNDED)
        .filter(its -> its.quantity() < order.quantity());
  }

  /** Whether so many pieces come back to the merchant for good where money is paid. */
  private static boolean refundsByPieces(CaseType type) {
    return type != CaseType.REFUND_ONLY && type != CaseType.REPAIR;
  }

  private static Money share(Order order, int pieces) {
    return order.paidAmount().multipliedBy(pieces).dividedBy(order.quantity(), RoundingMode.DOWN);
  }

  private static int pieces(Application application, Order order, int piecesLeft) {
    if (application.quantity() == null) {
      return order.quantity();
    }
    var most = application.type() == CaseType.REFUND_ONLY ? order.quantity() : piecesLeft;
    if (application.quantity() > most) {
      throw Refused.invalid("quantity", "RR-10", most == order.quantity() ? "The order has " + most + " pieces."
          : "Of the order's " + order.quantity() + " pieces, " + most + " are left to return.",
          "该订单共 " + order.quantity() + " 件，最多还可退 " + most + " 件。");
    }
    return application.quantity();
  }

  private static Money amount(Application application, Order order, List<AfterSalesCase> earlier, Money most, Money refundable) {
    var field = application.percent() == null ? "amount" : "percent";
    var amount = application.percent() == null ? application.amount() : percentage(application.percent(), order, earlier, refundable);
    if (amount == null) {
      amount = most;
    }
    if (amount.isGreaterThan(refundable)) {
      throw Refused.invalid(field, "RO-12", "At most " + Cny.text(refundable) + " CNY of this order can still be refunded.",
          "该订单最多还可退 " + Cny.text(refundable) + " 元。");
    }
    if (application.amount() != null) {
      checkShare(field, amount, most);
    }
    if (!amount.isPositive()) {
      throw Refused.invalid(field, "RO-12", "That is less than one fen. Ask for more, or for nothing.",
          "金额不足一分，请填写更高的金额，或不申请退款。");
    }
    return amount;
  }

  private static Money percentage(int percent, Order order, List<AfterSalesCase> earlier, Money refundable) {
    var before = earlier.stream().filter(its -> its.percent() != null && its.type() == CaseType.RETURN_REFUND && its.status() == CaseStatus.REFUNDED)
        .map(AfterSalesCase::percent).toList();
    var sum = before.stream().mapToInt(Integer::intValue).sum();
    if (sum + percent > 100) {
      throw Refused.invalid("percent", "RR-10", "At most " + (100 - sum) + " percent are left.", "最多还可申请 " + (100 - sum) + "%。");
    }
    if (sum + percent < 100) {
      return percentage(percent, order);
    }
    var rest = before.stream().map(each -> percentage(each, order)).reduce(order.paidAmount(), Money::minus);
    return rest.isGreaterThan(refundable) ? refundable : rest;
  }

  private static Money percentage(int percent, Order order) {
    return order.paidAmount().multipliedBy(percent).dividedBy(100, RoundingMode.DOWN);
  }
}
