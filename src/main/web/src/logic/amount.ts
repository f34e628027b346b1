/** Amounts are CNY strings such as "129.90"; they are compared as whole fen, never as floating point. */
const AMOUNT = /^(0|[1-9]\d{0,11})(\.\d{1,2})?$/;

export type AmountFault = 'amount-missing' | 'amount-malformed' | 'amount-zero' | 'amount-too-high';

/** The amount in fen, or null when the text is no amount. */
export function fen(text: string): bigint | null {
  if (!AMOUNT.test(text)) {
    return null;
  }
  const [yuan, cents = ''] = text.split('.');
  return BigInt(yuan) * 100n + BigInt(cents.padEnd(2, '0'));
}

/** What is wrong with an amount that somebody wants refunded out of `refundable`; null when nothing is. */
export function amountFault(text: string, refundable?: string | null): AmountFault | null {
  const trimmed = text.trim();
  if (trimmed === '') {
    return 'amount-missing';
  }
  const wanted = fen(trimmed);
  if (wanted === null) {
    return 'amount-malformed';
  }
  if (wanted === 0n) {
    return 'amount-zero';
  }
  const limit = refundable ? fen(refundable) : null;
  return limit !== null && wanted > limit ? 'amount-too-high' : null;
}

/** Whether anything is left to refund. */
export function anythingLeft(refundable: string | null | undefined): boolean {
  return refundable ? (fen(refundable) ?? 0n) > 0n : false;
}

/** "1234567.5" as "¥1,234,567.50"; whatever is no amount stays as it is; a leading minus is kept. */
export function yuan(text: string | null | undefined): string {
  if (text === null || text === undefined || text === '') {
    return '–';
  }
  const negative = text.startsWith('-');
  const value = fen(negative ? text.slice(1) : text);
  if (value === null) {
    return text;
  }
  const whole = (value / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  return `${negative ? '−' : ''}¥${whole}.${(value % 100n).toString().padStart(2, '0')}`;
}
