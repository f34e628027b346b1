import { describe, expect, it } from 'vitest';
import { withChoices } from '../src/logic/choices';
import { hasAmount, offered, OUTCOMES, proposalAmountFault, shippingPromise } from '../src/logic/outcome';
import { hoursOf, settingsFaults, type Draft } from '../src/logic/settings';
import { isPaid, mayBeWithdrawn } from '../src/logic/withdrawal';

describe('a field whose values are known', () => {
  const schema = { components: [{ type: 'textfield', key: 'returnAddressId', label: 'Return address', description: 'Empty: default', validate: { maxLength: 64 }, conditional: { hide: '=decision != "agree"' } }, { type: 'group', components: [{ type: 'textfield', key: 'note' }] }] };
  const addresses = [{ value: 'a', label: '=1+1 {{x}} / 甲' }, { value: 'b', label: 'B', preferred: true }];
  it('becomes a choice with the same key and condition', () => {
    expect(withChoices(schema, { returnAddressId: addresses }).components[0]).toEqual({
      type: 'radio', key: 'returnAddressId', label: 'Return address', conditional: { hide: '=decision != "agree"' }, defaultValue: 'b',
      values: [{ value: 'a', label: '=1+1 {{x}} / 甲' }, { value: 'b', label: 'B' }],
    });
  });
  it('becomes a list when there are many', () => {
    const many = Array.from({ length: 6 }, (_, n) => ({ value: `${n}`, label: `${n}` }));
    expect(withChoices(schema, { returnAddressId: many }).components[0].type).toBe('select');
  });
  it('stays a text while nothing is known', () => {
    expect(withChoices(schema, {})).toEqual(schema);
    expect(withChoices(schema, { returnAddressId: [] })).toEqual(schema);
  });
});

describe('proposals', () => {
  it('need an amount for a small payment only', () => {
    expect(proposalAmountFault('small-payment', '')).toBe('amount-missing');
    expect(proposalAmountFault('refund-only', ' ', '10.00')).toBeNull();
    expect(proposalAmountFault('refund-only', '10.01', '10.00')).toBe('amount-too-high');
    expect(proposalAmountFault('exchange', 'nonsense')).toBeNull();
    expect(OUTCOMES.filter(hasAmount)).toEqual(['small-payment', 'refund-only', 'return-refund']);
  });
  it('before shipping are about money only', () => {
    expect(offered(OUTCOMES, false)).toEqual(['small-payment', 'refund-only']);
    expect(offered(['refund-only', 'exchange'], true)).toEqual(['refund-only', 'exchange']);
  });
});

describe('a refund of an unshipped order', () => {
  const now = Date.parse('2026-11-22T00:00:00Z');
  it('waits until the promised shipping time, and no longer', () => {
    expect(shippingPromise({ promisedShipAt: '2026-11-22T00:00:01Z' }, now)).toBe('open');
    expect(shippingPromise({ promisedShipAt: '2026-11-22T00:00:00Z' }, now)).toBe('broken');
  });
  it('of a shipped order, or one without a promise, does not', () => {
    expect(shippingPromise({ shippedAt: '2026-11-21T00:00:00Z', promisedShipAt: '2026-11-21T00:00:00Z' }, now)).toBe('none');
    expect([shippingPromise({}, now), shippingPromise(null, now)]).toEqual(['none', 'none']);
  });
});

describe('settings', () => {
  const address = { addressId: 'main', street: '杭州市示范路1号', receiver: '退货组', phone: '021-5555 0101', default: true };
  const draft = (replaced: Partial<Draft> = {}): Draft => ({ landline: '', mobile: '13800004711', hours: '', addresses: [address], ...replaced });
  it('are in order with one phone and one default address', () => expect(settingsFaults(draft())).toEqual({}));
  it('need a phone', () => expect(settingsFaults(draft({ mobile: ' ' }))).toEqual({ phones: 'phone-missing' }));
  it('name each fault by its field', () => {
    expect(settingsFaults(draft({ mobile: '12', hours: '169', addresses: [address, { street: ' ', receiver: 'x'.repeat(101), phone: '', default: false }] }))).toEqual({
      'phones.mobile': 'phone-malformed', promisedHours: 'hours-wrong', 'returnAddresses[1].street': 'text-missing', 'returnAddresses[1].receiver': 'text-long', 'returnAddresses[1].phone': 'text-missing',
    });
  });
  it('have exactly one default', () => {
    expect(settingsFaults(draft({ addresses: [] }))).toEqual({ returnAddresses: 'addresses-missing' });
    expect(settingsFaults(draft({ addresses: [{ ...address, default: false }] }))).toEqual({ returnAddresses: 'default-missing' });
    expect(settingsFaults(draft({ addresses: [address, address] }))).toEqual({ returnAddresses: 'default-missing' });
  });
  it('promise whole hours up to a week, or nothing', () => {
    expect(['', '1', ' 168 '].map(hoursOf)).toEqual([null, 1, 168]);
    expect(['0', '169', '1.5', '-1', 'x', '1e2'].every((typed) => Number.isNaN(hoursOf(typed)))).toBe(true);
  });
});

describe('withdrawing', () => {
  it('is over with the case', () => expect(mayBeWithdrawn({ status: 'refunded', closedAt: '2026-11-22T00:00:00Z' }, [])).toBe(false));
  it('goes on until the money does', () => {
    expect(mayBeWithdrawn({ status: 'merchant-to-check' }, ['opened'])).toBe(true);
    expect(mayBeWithdrawn({ status: 'refunding' }, ['refund-decided', 'refund-sent', 'status-changed'])).toBe(false);
    expect(mayBeWithdrawn({ status: 'refunding' }, ['refund-sent', 'refund-failed', 'status-changed'])).toBe(true);
    expect(mayBeWithdrawn({ status: 'refunding' }, ['refund-failed', 'refund-sent'])).toBe(false);
  });
  it('is over with what a judgement has paid, whoever appeals against it', () => {
    expect(mayBeWithdrawn({ status: 'platform-reviewing' }, ['judged', 'refund-succeeded', 'appealed'])).toBe(false);
    expect(mayBeWithdrawn({ status: 'platform-reviewing' }, ['judged', 'refund-cancelled'])).toBe(true);
  });
  it('and agreeing on something else end with the money', () => {
    expect([isPaid([]), isPaid(['refund-decided']), isPaid(['refund-succeeded', 'appealed']), isPaid(['refund-decided', 'refund-cancelled'])]).toEqual([false, true, true, false]);
  });
});
