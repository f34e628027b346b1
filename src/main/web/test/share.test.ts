import { describe, expect, it } from 'vitest';
import { fen } from '../src/logic/amount';
import { ofPercent, ofPieces, percentOf, type Rest } from '../src/logic/share';

const rest = (replaced: Partial<Rest> = {}): Rest => ({ paid: '100.00', refundable: '100.00', pieces: 3, left: 3, ...replaced });

describe('a return by pieces', () => {
  it('is the pieces’ part of what was paid, rounded down to the fen', () => {
    expect(ofPieces(rest(), 1)).toBe('33.33');
    expect(ofPieces(rest(), 2)).toBe('66.66');
  });
  it('gives the last pieces all that is left', () => {
    expect(ofPieces(rest(), 3)).toBe('100.00');
    expect(ofPieces(rest({ refundable: '33.34', left: 1 }), 1)).toBe('33.34');
  });
  it('is never more than what is left', () => {
    expect(ofPieces(rest({ refundable: '20.00' }), 1)).toBe('20.00');
  });
  it('adds up to what was paid, whatever the steps', () => {
    for (const paid of ['0.01', '0.02', '9.99', '129.90', '99999999.97']) {
      for (const pieces of [1, 2, 3, 7, 48]) {
        for (const step of [1, 2, 5]) {
          let left = pieces;
          let refundable = fen(paid)!;
          while (left > 0) {
            const amount = ofPieces({ paid, refundable: `${refundable / 100n}.${(refundable % 100n).toString().padStart(2, '0')}`, pieces, left }, Math.min(step, left))!;
            expect(fen(amount)).not.toBeNull();
            refundable -= fen(amount)!;
            expect(refundable >= 0n).toBe(true);
            left -= Math.min(step, left);
          }
          expect(refundable).toBe(0n);
        }
      }
    }
  });
  it.each([0, -1, 4, 1.5, Number.NaN])('knows no %j pieces', (pieces) => expect(ofPieces(rest(), pieces)).toBeNull());
});

describe('a return by percent', () => {
  it('is rounded down to the fen', () => {
    expect(ofPercent(rest({ paid: '129.90' }), 33)).toBe('42.86');
    expect(ofPercent(rest({ paid: '0.50', refundable: '0.50' }), 1)).toBe('0.00');
  });
  it('is all that is left at a hundred', () => {
    expect(ofPercent(rest({ paid: '99.99', refundable: '66.67' }), 100)).toBe('66.67');
  });
  it.each(['0', '101', '1.5', '-3', '', '1e1', '07', '五十', '50%'])('knows no %j', (typed) => expect(percentOf(typed)).toBeNull());
  it('is read with blanks around it', () => expect([percentOf(' 50 '), percentOf('1'), percentOf('100')]).toEqual([50, 1, 100]));
});
