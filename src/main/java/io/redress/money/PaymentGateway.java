package io.redress.money;

import org.joda.money.Money;

/**
 * Whoever really pays. Adapters: {@link EmbeddedGateway} (default) and {@link SimulatedGateway}.
 *
 * <p>What an adapter promises: however often a key is asked for, the buyer is paid once; a repeat of a paid key answers
 * {@link Paid} again. A declined key may be asked for again. It may answer later, through {@link Refunds#answered}. An
 * exception means "no answer": whether money has moved is then unknown.
 */
public interface PaymentGateway {

  Answer pay(Payout payout);

  /**
   * Pay this to the buyer's original payment account (RO-13).
   *
   * @param key the gateway's idempotency key
   * @param attempt how often this key has been asked for, this time included; a later answer names it
   */
  record Payout(String key, int attempt, String orderId, String buyerId, Money amount) {}

  /** What a gateway says. */
  sealed interface Answer {}

  /** The buyer has the money. Final. */
  record Paid() implements Answer {}

  /** The gateway has taken the order and will answer later. */
  record Pending() implements Answer {}

  /** The gateway does not pay and no money has moved. */
  record Declined(String reason) implements Answer {}
}
