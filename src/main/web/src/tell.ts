import type { TimelineItem } from './api';
import { yuan } from './logic/amount';
import { inShanghai, isInstant } from './logic/time';
import { i18n, language, word, type Words } from './i18n';

/** The keys whose codes have words of their own; the same code may mean something else elsewhere (`damaged`, `refund`). */
const GROUPS: Record<string, Words> = {
  reason: 'reason', type: 'type', caseType: 'type', status: 'status', carrier: 'carrier', condition: 'condition', outcome: 'outcome',
  event: 'event', lastEvent: 'event', direction: 'direction', step: 'step', liability: 'code', voucherKind: 'voucherKind', findings: 'finding', breach: 'breach',
};
/** Whatever a person typed stays as it was typed. */
const TYPED = new Set([
  'description', 'explanation', 'statement', 'rejectExplanation', 'merchantExplanation', 'question', 'recallReason', 'reply', 'message', 'reportNumber', 'productSerial', 'itemName', 'note', 'street', 'receiver', 'phone', 'merchantPhone',
  'trackingNumber', 'failure', 'landline', 'mobile', 'subject',
]);
const MONEY = /amount$|^fromDeposit$|^owed$|freight|^penalty|^refundable$|^balance$|^limit$|^paid$|^open$|^reimbursed$|^over$|^asked$/i;
const AMOUNT = /^-?\d+(\.\d{1,2})?$/;
const HOURS = new Set(['hours', 'promisedHours', 'withinHours']);
/** Names inside the diagram, the ledger and the tables: of use to programs, not to readers. */
const TECHNICAL = new Set([
  'refund', 'key', 'freightId', 'returnAddressId', 'addressId', 'shipmentId', 'proposalId', 'commitmentId', 'negotiationId', 'eventId', 'instance', 'processInstanceId',
  'reimbursement', 'breachNumber', 'reportEvidenceId', 'evidenceId', 'evidenceIds',
]);

const say = (key: string, values: Record<string, unknown>): string => i18n.global.t(key, values);
const known = (group: Words, code: string): string | null => {
  const found = word(group, code);
  return found === code ? null : found;
};
const given = (value: unknown): boolean => value !== null && value !== undefined && value !== '';
const plain = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

/** An address on one line, for a person to read or copy. */
export function addressLine(address: Record<string, unknown>): string {
  return ['street', 'receiver', 'phone'].map((key) => address[key]).filter(plain).filter(given).join(language.value === 'zh' ? '，' : ', ');
}

/** A carrier and its number, such as "SF Express SF1234567890123". */
export function parcelLine(parcel: Record<string, unknown>): string {
  const line = [given(parcel.carrier) ? word('carrier', parcel.carrier) : '', plain(parcel.trackingNumber) ? String(parcel.trackingNumber) : ''].filter(given).join(' ');
  return given(parcel.etaDays) ? `${line} · ${say('timeline.eta', { count: parcel.etaDays })}` : line;
}

/** What a value of the API says to a person: codes as words, amounts and times written out, objects and lists as their parts. */
export function tell(value: unknown, key = ''): string {
  if (!given(value)) {
    return '';
  }
  if (Array.isArray(value)) {
    return value.map((each) => tell(each, key)).filter(given).join(language.value === 'zh' ? '、' : ', ');
  }
  if (typeof value === 'object') {
    const parts = value as Record<string, unknown>;
    if (given(parts.street)) {
      return addressLine(parts);
    }
    return Object.entries(parts).map(([name, each]) => ({ name, text: TECHNICAL.has(name) ? '' : tell(each, name) }))
      .filter((each) => each.text !== '').map((each) => `${word('fields', each.name)}${say('app.colon', {})}${each.text}`).join(' · ');
  }
  const text = String(value);
  if (TYPED.has(key)) {
    return text;
  }
  if (isInstant(value)) {
    return inShanghai(value, language.value);
  }
  if (MONEY.test(key) && AMOUNT.test(text)) {
    return yuan(text);
  }
  if (HOURS.has(key) && /^\d+$/.test(text)) {
    return say('timeline.hours', { count: text });
  }
  if (key === 'percent' && /^\d+$/.test(text)) {
    return say('timeline.percent', { count: text });
  }
  if (/Id$/.test(key)) {
    return text;
  }
  const own = Object.hasOwn(GROUPS, key) ? known(GROUPS[key], text) : null;
  return own ?? known('status', text) ?? known('complaintStatus', text) ?? known('code', text) ?? known('reason', text) ?? known('type', text) ?? text;
}

/** What an agent may offer, by the keys of the form `agent-judges`. */
const OFFERS: Record<string, string> = { offerExchange: 'exchange', offerRepair: 'repair', offerReturn: 'return-refund', offerExchangeWithVoucher: 'exchange-with-voucher' };

/** What became what; nothing where the details tell the same thing with its label. */
export function changeOf(item: TimelineItem): { before: string; after: string } {
  const repeated = given(item.after) && ['outcome', 'event', 'remedy'].some((key) => item.details?.[key] === item.after);
  const [before, after] = repeated ? ['', ''] : [tell(item.before), tell(item.after)];
  // another step of the same status
  return { before: before === after ? '' : before, after };
}

export interface Detail {
  key: string;
  label: string;
  text: string;
}

/** What an entry of the timeline tells besides its heading, each with its label; parts that belong together stand on one line. */
export function detailsOf(item: TimelineItem): Detail[] {
  const details: Record<string, unknown> = { ...item.details };
  const told: Detail[] = [];
  const line = (key: string, text: string, label = word('fields', key)) => {
    if (text !== '') {
      told.push({ key, label, text });
    }
  };
  // a timer's id in the diagram; what a carrier reports has the same name and is news
  if (item.kind !== 'shipment-event') {
    delete details.event;
  }
  const offers = Object.keys(OFFERS).filter((key) => details[key] === true).map((key) => OFFERS[key]);
  Object.keys(OFFERS).forEach((key) => delete details[key]);
  if (offers.length) {
    details.offers = offers;
  }
  // that nothing is final yet is no news
  if (details.isFinal === false) {
    delete details.isFinal;
  }
  // whoever takes the goods back says so before a refund and before an exchange alike
  if (item.step === 'merchant-checks-return' && details.decision === 'refund') {
    details.decision = 'goods-in-order';
  }
  // what was broken stands behind the number of its clause
  if (item.kind.startsWith('breach-') && item.clause) {
    line('breach', tell(item.clause, 'breach'));
  }
  if (given(details.event)) {
    line('event', tell(details.event, 'event'));
  }
  if (given(details.outcome)) {
    line('outcome', tell(details.outcome, 'outcome'));
  }
  if (given(details.carrier) || given(details.trackingNumber)) {
    line('parcel', parcelLine(details));
    for (const key of ['carrier', 'trackingNumber', 'etaDays']) {
      delete details[key];
    }
  }
  if (given(details.street)) {
    line('returnAddress', addressLine(details));
    for (const key of ['street', 'receiver', 'phone']) {
      delete details[key];
    }
  }
  if (given(details.from) && given(details.to)) {
    line('flow', say('timeline.handedOver', { from: tell(details.from), to: tell(details.to) }));
    delete details.from;
    delete details.to;
  }
  for (const [key, value] of Object.entries(details)) {
    if (!TECHNICAL.has(key) && key !== 'event' && key !== 'outcome') {
      line(key, tell(value, key), key === 'amount' ? say('timeline.amount', {}) : undefined);
    }
  }
  return told;
}
