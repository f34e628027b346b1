import { describe, expect, it } from 'vitest';
import { fallbackKey, problemOf } from '../src/logic/problem';

describe('problems', () => {
  it('keep the sentence, the clause and the last word of the type', () => {
    const problem = problemOf(409, { type: '/problems/window-closed', status: 409, clause: 'RO-01', detail: 'Too late.' });
    expect(problem).toMatchObject({ status: 409, type: 'window-closed', clause: 'RO-01', detail: 'Too late.', fields: [] });
  });
  it('list one fault per field', () => {
    const problem = problemOf(422, { errors: [{ field: 'amount', message: 'At most 129.90.', clause: 'RO-12' }, 'noise', null] });
    expect(problem.fields).toEqual([{ field: 'amount', message: 'At most 129.90.', clause: 'RO-12' }]);
  });
  it('survive an answer that is no problem document', () => {
    for (const body of [null, undefined, '', 'oops', 7, [], { errors: 'x' }, { detail: 7 }]) {
      expect(problemOf(500, body)).toMatchObject({ detail: '', fields: [], clause: null, type: '' });
    }
  });
  it('say something when the server said nothing', () => {
    expect(fallbackKey(problemOf(0, null))).toBe('problem.unreachable');
    expect(fallbackKey(problemOf(404, null))).toBe('problem.404');
    expect(fallbackKey(problemOf(503, null))).toBe('problem.other');
  });
});
