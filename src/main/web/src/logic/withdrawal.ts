/** What of a case and its timeline decides whether it can be withdrawn. */
interface Standing {
  type?: string;
  status: string;
  closedAt?: string | null;
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
  if (standing.status !== 'refunding') {
    return true;
  }
  const last = [...kinds].reverse().find((kind) => kind.startsWith('refund-'));
  return last === 'refund-failed' || last === 'refund-stuck';
}
