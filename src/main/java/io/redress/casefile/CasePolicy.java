package io.redress.casefile;

import io.redress.Cny;
import io.redress.Refused;
import io.redress.order.Order;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.joda.money.Money;
import org.springframework.stereotype.Component;

/** Whether an application may become a case. */
@Component
class CasePolicy {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final CaseRules rules;
  private final ZoneId zone;

  CasePolicy(CaseRules rules, ZoneId zone) {
    this.rules = rules;
    this.zone = zone;
  }

  /**
   * @throws Refused when this kind is not offered for such an order at all, or only once it is shipped; whatever the day
   */
  void checkOffered(CaseType type, String ruleset, Reason reason, Order order) {
    var window = window(type, ruleset, reason, order);
    if (window.opens() == ApplicationWindow.Opens.ORDER_SHIPPED && !order.isShipped()) {
      throw notOpen(window, order);
    }
  }

  /**
   * @param earlier all cases of the order so far
   * @throws Refused with the clause and what to do instead
   */
  void check(Application application, String ruleset, Order order, List<AfterSalesCase> earlier, Instant now) {
    earlier.stream().filter(AfterSalesCase::isOpen).findFirst().ifPresent(open -> {
      throw Refused.conflict("case-open", "RO-06", "Case " + open.caseId() + " about order " + order.orderId()
          + " is still open. Go on with it, or withdraw it first.");
    });
    var window = window(application.type(), ruleset, application.reason(), order);
    if (!window.hasNotClosed(order, now)) {
      throw Refused.conflict("window-closed", window.clause(), "Requests for order " + order.orderId() + " could be made until "
          + TIME.format(window.closesAt(order).atZone(zone)) + ". Ask the merchant, or complain to the service desk.");
    }
    if (!window.hasOpened(order, now)) {
      throw notOpen(window, order);
    }
    var again = earlier.stream().filter(closed -> closed.status() == CaseStatus.CLOSED_BY_PLATFORM)
        .filter(closed -> closed.reason() == application.reason()).findFirst();
    if (again.isPresent()) {
      throw Refused.conflict("judged-already", "PI-01", "The platform judged this reason for order " + order.orderId() + " in case "
          + again.get().caseId() + ". Complain to the service desk instead.");
    }
    if (window.maxApplications() != null && earlier.size() >= window.maxApplications()) {
      throw Refused.conflict("too-many-applications", "RO-06", "Order " + order.orderId() + " has had its " + window.maxApplications()
          + " requests. Complain to the service desk instead.");
    }
  }

  /** The row of the table for such an order. */
  ApplicationWindow window(CaseType type, String ruleset, Reason reason, Order order) {
    return rules.window(type, ruleset, reason, order).orElseThrow(() -> Refused.conflict("not-offered", type.offeredBy(),
        "A " + type.code() + " request is not offered for order " + order.orderId() + ". Ask for a refund-only instead."));
  }

  private static Refused notOpen(ApplicationWindow window, Order order) {
    return Refused.conflict("window-not-open", window.opensClause(), "Such a request for order " + order.orderId() + " can be made once it is "
        + (window.opens() == ApplicationWindow.Opens.ORDER_CONFIRMED ? "confirmed." : "shipped. Until then ask for a refund-only instead."));
  }

  /** Never more than what was paid and is not yet refunded (RO-12). */
  void checkAmount(String field, Money amount, Money refundable) {
    if (amount.isGreaterThan(refundable)) {
      throw Refused.invalid(field, "RO-12", "At most " + Cny.text(refundable) + " CNY of this order can still be refunded.",
          "该订单最多还可退 " + Cny.text(refundable) + " 元。");
    }
  }
}
