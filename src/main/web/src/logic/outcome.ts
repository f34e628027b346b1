import { amountFault, type AmountFault } from './amount';

/** Whether a kind of request is about a sum of money: goods that are exchanged, sent after or repaired have none. */
export function paysMoney(type: string | undefined): boolean {
  return type !== 'exchange' && type !== 'reship' && type !== 'repair';
}

/** What a merchant can propose and both sides can agree on (NG-09), in the order in which it costs more. */
export const OUTCOMES = ['small-payment', 'refund-only', 'return-refund', 'exchange', 'reship'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Whether an outcome is about an amount. */
export function hasAmount(outcome: string): boolean {
  return outcome === 'small-payment' || outcome === 'refund-only' || outcome === 'return-refund';
}

/** What is wrong with a proposal's amount; a refund without one is as much as was asked for, or as is left. */
export function proposalAmountFault(outcome: string, amount: string, refundable?: string | null): AmountFault | null {
  if (!hasAmount(outcome) || (amount.trim() === '' && outcome !== 'small-payment')) {
    return null;
  }
  return amountFault(amount, refundable);
}

/** What a refund of this order waits for: the merchant's 48 hours, those and the promised shipping time, or nothing, because that has passed (RO-04). */
export function shippingPromise(order: { shippedAt?: string | null; promisedShipAt?: string | null } | null, now: number): 'none' | 'open' | 'broken' {
  return !order || order.shippedAt || !order.promisedShipAt ? 'none' : Date.parse(order.promisedShipAt) > now ? 'open' : 'broken';
}

/** What can be asked for or proposed about an order: before it has been shipped, only money can go back. */
export function offered<T extends string>(all: readonly T[], shipped: boolean): T[] {
  return all.filter((each) => shipped || each === 'refund-only' || each === 'small-payment');
}
