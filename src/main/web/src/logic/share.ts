import { fen } from './amount';

/** What can still be asked for of an order: `paid` and `refundable` are amounts, `pieces` were bought, `left` may still be named. */
export interface Rest {
  paid: string;
  refundable: string;
  pieces: number;
  left: number;
}

const text = (value: bigint): string => `${value / 100n}.${(value % 100n).toString().padStart(2, '0')}`;
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/**
 * The refund for so many pieces, in whole fen: their part of what was paid, rounded down, and never more than is left. The last
 * pieces take all that is left, the fen lost by rounding too. Null when there are not so many pieces.
 */
export function ofPieces(rest: Rest, pieces: number): string | null {
  const [paid, refundable] = [fen(rest.paid), fen(rest.refundable)];
  if (paid === null || refundable === null || !Number.isInteger(pieces) || pieces < 1 || pieces > rest.left) {
    return null;
  }
  return text(pieces === rest.left ? refundable : least((paid * BigInt(pieces)) / BigInt(rest.pieces), refundable));
}

/**
 * The refund of so many percent of what was paid, rounded down to the fen; 100 percent are all that is left. It may be more than is
 * left after other refunds. Null for no whole percentage from 1 to 100.
 */
export function ofPercent(rest: Rest, percent: number): string | null {
  const paid = fen(rest.paid);
  if (paid === null || !Number.isInteger(percent) || percent < 1 || percent > 100) {
    return null;
  }
  return percent === 100 ? rest.refundable : text((paid * BigInt(percent)) / 100n);
}

/** "30" as 30; null for whatever is no whole number from 1 to 100. */
export function percentOf(typed: string): number | null {
  const trimmed = typed.trim();
  return /^([1-9]\d?|100)$/.test(trimmed) ? Number(trimmed) : null;
}
