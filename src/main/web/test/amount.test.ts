import { describe, expect, it } from 'vitest';
import { amountFault, anythingLeft, fen, yuan } from '../src/logic/amount';

describe('amounts', () => {
  it('are read in whole fen', () => {
    expect(fen('129.90')).toBe(12990n);
    expect(fen('5.5')).toBe(550n);
    expect(fen('12')).toBe(1200n);
    expect(fen('999999999999.99')).toBe(99999999999999n);
  });
  it.each(['', ' 1', '1 ', '-1', '+1', '1e3', '1.234', '01', '.5', '1.', '1,000', '１２', '1234567890123'])('refuse %j', (text) => {
    expect(fen(text)).toBeNull();
  });
  it('name what is wrong with a wanted refund', () => {
    expect(amountFault('', '10.00')).toBe('amount-missing');
    expect(amountFault('1.999', '10.00')).toBe('amount-malformed');
    expect(amountFault('0.00', '10.00')).toBe('amount-zero');
    expect(amountFault('10.01', '10.00')).toBe('amount-too-high');
    expect(amountFault(' 10.00 ', '10.00')).toBeNull();
  });
  it('know when nothing is left to refund', () => {
    expect(anythingLeft('0.00')).toBe(false);
    expect(anythingLeft(undefined)).toBe(false);
    expect(anythingLeft('0.01')).toBe(true);
  });
  it('are shown with a sign, thousands and two decimals', () => {
    expect(yuan('1234567.5')).toBe('¥1,234,567.50');
    expect(yuan('-3')).toBe('−¥3.00');
    expect(yuan(null)).toBe('–');
    expect(yuan('n/a')).toBe('n/a');
  });
});
