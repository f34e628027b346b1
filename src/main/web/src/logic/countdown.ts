/** How urgent a deadline is: plenty of time, under 12 h, or passed. */
export type Urgency = 'calm' | 'soon' | 'overdue';

export interface Countdown {
  urgency: Urgency;
  /** Whole minutes left; 0 once the deadline has passed. */
  minutes: number;
  /** What is left as `hh:mm`, hours not limited to two digits. */
  text: string;
}

const SOON_MINUTES = 12 * 60;

/** What is left until `dueAt` at the instant `now` (both epoch milliseconds); the last started minute counts as a minute. */
export function countdown(dueAt: number, now: number): Countdown {
  const left = dueAt - now;
  if (left <= 0) {
    return { urgency: 'overdue', minutes: 0, text: '00:00' };
  }
  const minutes = Math.ceil(left / 60_000);
  const text = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return { urgency: minutes < SOON_MINUTES ? 'soon' : 'calm', minutes, text };
}

/** Earliest deadline first; what has none comes last; equal deadlines keep their order. */
export function byDeadline<T extends { dueAt?: string | null }>(items: readonly T[]): T[] {
  const at = (item: T) => (item.dueAt ? Date.parse(item.dueAt) : Number.POSITIVE_INFINITY);
  return [...items].sort((a, b) => {
    const [left, right] = [at(a), at(b)];
    return left === right ? 0 : left - right;
  });
}
