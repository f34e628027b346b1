/** What of a case and its timeline decides whether it can be withdrawn. */
interface Standing {
  status: string;
  closedAt?: string | null;
}

/**
 * Whether a buyer can still withdraw (RO-07): not a closed case, and not one whose money is on its way. A refund that has failed may be
 * withdrawn, `kinds` are the timeline's, oldest first.
 */
export function mayBeWithdrawn(standing: Standing, kinds: readonly string[]): boolean {
  if (standing.closedAt) {
    return false;
  }
  if (standing.status !== 'refunding') {
    return true;
  }
  const last = [...kinds].reverse().find((kind) => kind.startsWith('refund-'));
  return last === 'refund-failed' || last === 'refund-stuck';
}
