import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TimelineItem } from '../src/api';
import { i18n } from '../src/i18n';
import { judgementOf } from '../src/logic/judgement';
import { addressLine, changeOf, detailsOf, tell } from '../src/tell';

// the language is chosen when the words are loaded, and Node 20 has no browser to ask
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

const item = (kind: string, details: Record<string, unknown>): TimelineItem => ({ at: '2026-11-22T00:00:00Z', kind, actor: null, details });
const lines = (kind: string, details: Record<string, unknown>) => detailsOf(item(kind, details)).map((each) => `${each.label}: ${each.text}`);
const speak = (language: 'en' | 'zh') => (i18n.global.locale.value = language);

describe('what has happened', () => {
  beforeEach(() => void speak('en'));

  it('tells of a parcel on one line', () => {
    expect(lines('shipment-registered', { carrier: 'SF', trackingNumber: 'SF1234567890123', etaDays: 3, freightPaid: '12' })).toEqual(['Parcel: SF Express SF1234567890123 · about 3 days', 'Freight the buyer paid: ¥12.00']);
    speak('zh');
    expect(lines('shipment-registered', { carrier: 'SF', trackingNumber: 'SF1234567890123', etaDays: 3 })).toEqual(['包裹: 顺丰速运 SF1234567890123 · 预计 3 天送达']);
  });
  it('tells news of a carrier, but no timer of a diagram', () => {
    expect(lines('shipment-event', { event: 'signed', carrier: 'YTO', trackingNumber: 'YT1' })).toEqual(['News: Signed for', 'Parcel: YTO Express YT1']);
    expect(lines('deadline-passed', { event: 'merchant-silent' })).toEqual([]);
  });
  it('tells of a proposal with its amount and its message as typed', () => {
    expect(lines('proposed', { outcome: 'small-payment', amount: '20.5', message: 'damaged' })).toEqual(['Proposal: Small payment', 'Amount: ¥20.50', 'Message: damaged']);
  });
  it('says nothing twice', () => {
    expect(changeOf({ ...item('proposed', { outcome: 'exchange' }), after: 'exchange' })).toEqual({ before: '', after: '' });
    expect(changeOf({ ...item('judged', { remedy: 'refund' }), after: 'refund' })).toEqual({ before: '', after: '' });
    expect([lines('judged', { isFinal: false }), lines('judged', { isFinal: true })]).toEqual([[], ['Final: Yes']]);
    expect(changeOf({ ...item('status-changed', {}), before: 'merchant-to-inspect', after: 'merchant-to-inspect' })).toEqual({ before: '', after: 'Merchant to inspect' });
    expect(changeOf({ ...item('handed-over', {}), before: 'refund-only', after: 'exchange' })).toEqual({ before: 'Refund only', after: 'Exchange' });
  });
  it('tells who agreed on another way', () => {
    expect(lines('handed-over', { amount: '129.90', agreedBy: 'merchant' })).toEqual(['Amount: ¥129.90', 'Agreed by: Merchant']);
    expect([tell('refund-only'), tell('small-payment')]).toEqual(['Refund only', 'Small payment']);
  });
  it('tells an address, whether it stands alone or among others', () => {
    const address = { street: 'Demo Road 1', receiver: 'Returns', phone: '13800004711' };
    expect(lines('return-address-given', address)).toEqual(['Return address: Demo Road 1, Returns, 13800004711']);
    expect(lines('return-address-given', { returnAddress: address })).toEqual(['Return address: Demo Road 1, Returns, 13800004711']);
    expect(addressLine({ street: 'Demo Road 1' })).toBe('Demo Road 1');
  });
  it('tells of a promise in hours', () => {
    expect(lines('commitment-made', { hours: 24, until: '2026-11-23T00:00:00Z' })[0]).toBe('Promised within: 24 hours');
  });
  it('tells what was found in a report and what was broken', () => {
    expect(lines('report-checked', { reportNumber: 'agree', reportEvidenceId: 'e1', findings: ['no-text', 'not-signed'] })).toEqual(['Report number: agree', 'Found by the check: A picture without text, Not signed']);
    expect(detailsOf({ ...item('breach-opened', { breachNumber: 1, explanation: 'refund' }), clause: 'RP-20(4)' }).map((each) => each.text)).toEqual(['Does not agree to repair', 'refund']);
  });
  it('says of checked goods that they are in order, whatever follows', () => {
    const answer = (step: string) => detailsOf({ ...item('step-completed', { decision: 'refund' }), step })[0].text;
    expect([answer('merchant-checks-return'), answer('agent-judges')]).toEqual(['The goods are in order', 'Refund']);
  });
  it('gives a code the word of its field', () => {
    expect([tell('damaged', 'condition'), tell('damaged', 'reason'), tell('short', 'condition'), tell(true, 'received')]).toEqual(['Damaged', 'Arrived damaged', 'Something is missing', 'Yes']);
  });
  it('keeps what people type, and ids', () => {
    expect([tell('other', 'message'), tell('refunded', 'explanation'), tell('signed', 'caseId')]).toEqual(['other', 'refunded', 'signed']);
    expect(lines('step-completed', { returnAddressId: '7f3a', decision: 'agree' })).toEqual(['Decision: Agreed']);
  });
  it('tells what was offered in one line', () => {
    const answer = { next: 'offer', offerExchange: false, offerReturn: true, offerExchangeWithVoucher: true, offerVoucherAmount: '20' };
    expect(lines('step-completed', answer)).toEqual(['What next: Offers solutions', 'Voucher offered: ¥20.00', 'Solutions offered: Return and refund, Exchange with a voucher']);
  });
  it('tells the newest judgement with its explanation', () => {
    const said = (explanation: string): TimelineItem => ({ ...item('step-completed', { explanation }), step: 'agent-judges' });
    const first = [said('a'), item('judged', { remedy: 'dismiss', isFinal: false })];
    expect(judgementOf([])).toBeNull();
    expect(judgementOf(first)).toMatchObject({ isFinal: false, facts: { remedy: 'dismiss', explanation: 'a' } });
    expect(judgementOf([...first, said('b'), item('judged', { remedy: 'refund', refundAmount: '9.00', isFinal: true }), item('refund-sent', {})]))
      .toMatchObject({ isFinal: true, facts: { remedy: 'refund', refundAmount: '9.00', explanation: 'b' }, appeal: null });
  });
  it('tells of an appeal until that is judged', () => {
    const appealed: TimelineItem = { ...item('appealed', { explanation: 'It was whole.' }), actor: { kind: 'merchant' } };
    const before = [item('judged', { isFinal: false }), item('refund-succeeded', {}), appealed];
    expect(judgementOf(before)?.appeal).toEqual({ at: appealed.at, side: 'merchant', explanation: 'It was whole.' });
    expect(judgementOf([...before, item('judged', { isFinal: true })])?.appeal).toBeNull();
  });
});
