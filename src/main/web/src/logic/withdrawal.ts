/** What of a case and its timeline decides whether it can be withdrawn. */
interface Standing {
  type?: string;
  status: string;
  closedAt?: string | null;
}

const lastRefund = (kinds: readonly string[]) => [...kinds].reverse().find((kind) => kind.startsWith('refund-'));

/** Whether money is decided or paid, so that nothing else can be agreed on (NG-09). */
export function isPaid(kinds: readonly string[]): boolean {
  const last = lastRefund(kinds);
  return last !== undefined && last !== 'refund-cancelled';
}

/**
 * Whether a buyer can still withdraw (RO-07): not a closed case, and not one whose money is on its way. A refund that has failed may be
 * withdrawn. A repair ends with the goods on their way back (RP-17), and one that was withdrawn goes on until the buyer has them.
 * `kinds` are the timeline's, oldest first.
 */
export function mayBeWithdrawn(standing: Standing, kinds: readonly string[]): boolean {
  if (standing.closedAt) {
    return false;
  }
  if (standing.type === 'repair' && (standing.status === 'buyer-to-confirm' || kinds.includes('withdrawn'))) {
    return false;
  }
  const last = lastRefund(kinds);
  // a judgement that has paid may be appealed against; what was paid stays paid
  if (last === 'refund-succeeded') {
    return false;
  }
  if (standing.status !== 'refunding') {
    return true;
  }
  return last === 'refund-failed' || last === 'refund-stuck';
}
