package io.redress.money;

import io.redress.order.Order;
import io.redress.order.Refundable;
import org.joda.money.Money;
import org.springframework.stereotype.Component;

/** What was paid less what was decided (RO-12). */
@Component
class WhatIsLeft implements Refundable {

  private final Refunds refunds;

  WhatIsLeft(Refunds refunds) {
    this.refunds = refunds;
  }

  @Override
  public Money of(Order order) {
    return refunds.refundable(order.orderId());
  }
}
