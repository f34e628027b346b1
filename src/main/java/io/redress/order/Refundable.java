package io.redress.order;

import org.joda.money.Money;

/** How much of an order may still be refunded, all its cases together; answered where the refunds are kept. */
@FunctionalInterface
public interface Refundable {

  Money of(Order order);
}
