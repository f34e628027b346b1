import { describe, expect, it } from 'vitest';
import { choicesInLanguage, inLanguage, schemaInLanguage } from '../src/logic/bilingual';
import { safeNext } from '../src/logic/next';
import { fromWallClock, inShanghai, isInstant, toWallClock } from '../src/logic/time';
import { newIdempotencyKey, withoutEmpty } from '../src/logic/values';
import { en } from '../src/locales/en';
import { zh } from '../src/locales/zh';

describe('bilingual labels', () => {
  it('are shown in one language', () => {
    expect(inLanguage('Agree / 同意', 'en')).toBe('Agree');
    expect(inLanguage('Agree / 同意', 'zh')).toBe('同意');
    expect(inLanguage('同意 / Agree', 'zh')).toBe('同意');
    expect(inLanguage('Yes / no / 是 / 否', 'en')).toBe('Yes / no');
    expect(inLanguage('Yes / no / 是 / 否', 'zh')).toBe('是 / 否');
  });
  it('and sentences about a field are shown in one language', () => {
    const message = 'At most 64.95 CNY, the merchant\'s 50 % of the 129.90 that are left. / 最多 64.95 元，即剩余 129.90 元中商家承担的 50%。';
    expect(inLanguage(message, 'zh')).toBe('最多 64.95 元，即剩余 129.90 元中商家承担的 50%。');
    expect(inLanguage(message, 'en')).toBe('At most 64.95 CNY, the merchant\'s 50 % of the 129.90 that are left.');
  });
  it('stay whole when they are in one language only', () => {
    expect(inLanguage('Decide on refund', 'zh')).toBe('Decide on refund');
    expect(inLanguage('A / B', 'zh')).toBe('A / B');
  });
  it('keep the marks of Markdown', () => {
    expect(schemaInLanguage({ text: '## Facts / 事实\n- Order {{orderId}} / 订单 {{orderId}}' }, 'zh').text).toBe('## 事实\n- 订单 {{orderId}}');
  });
  it('of a day are in one language too', () => {
    expect(schemaInLanguage({ type: 'datetime', label: 'Issued on / 出具日期', dateLabel: 'Issued on / 出具日期' }, 'zh')).toEqual({ type: 'datetime', label: '出具日期', dateLabel: '出具日期' });
  });
  it('of choices that come with a step are in one language', () => {
    const facts = { offers: [{ label: 'A return / 退货', value: 'a / 甲' }], names: ['A / 甲'], note: 'A / 甲' };
    expect(choicesInLanguage(facts, 'zh')).toEqual({ ...facts, offers: [{ label: '退货', value: 'a / 甲' }] });
  });
  it('leave keys, values, rules and expressions of a form alone', () => {
    const schema = { components: [{ key: 'a / 甲', label: 'A / 甲', text: '=x / 甲', values: [{ value: 'b / 乙', label: 'B / 乙' }] }] };
    expect(schemaInLanguage(schema, 'zh')).toEqual({
      components: [{ key: 'a / 甲', label: '甲', text: '=x / 甲', values: [{ value: 'b / 乙', label: '乙' }] }],
    });
  });
});

describe('the way back after signing in', () => {
  const origin = 'https://shop.example';
  it('is a path of this server', () => {
    expect(safeNext('/camunda/app/tasklist/?a=1#/x', origin)).toBe('/camunda/app/tasklist/?a=1#/x');
  });
  it.each(['', null, 'https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example', '/a\\b', 'javascript:alert(1)', 'a/b', '/a b'])(
    'is not %j', (wanted) => expect(safeNext(wanted, origin)).toBeNull());
});

describe('times', () => {
  it('are Shanghai’s wherever the reader sits', () => {
    expect(inShanghai('2026-11-22T15:50:00Z', 'zh')).toBe('2026/11/22 23:50');
    expect(inShanghai('2026-11-22T16:00:00Z', 'en')).toBe('23 Nov 2026, 00:00');
  });
  it('go to a field and back', () => {
    const at = Date.parse('2026-11-22T16:00:00Z');
    expect(toWallClock(at)).toBe('2026-11-23T00:00');
    expect(Date.parse(fromWallClock(toWallClock(at))!)).toBe(at);
    expect(fromWallClock('tomorrow')).toBeNull();
  });
  it('are told from other words', () => {
    expect(isInstant('2026-11-22T15:50:00.123+08:00')).toBe(true);
    expect(isInstant('2026-11-22')).toBe(false);
  });
});

describe('values', () => {
  it('leave out what is empty and keep false and zero', () => {
    expect(withoutEmpty({ a: null, b: '', c: [], d: false, e: 0, f: 'x', g: undefined })).toEqual({ d: false, e: 0, f: 'x' });
  });
  it('of a key never repeat', () => {
    expect(new Set(Array.from({ length: 200 }, newIdempotencyKey)).size).toBe(200);
  });
});

describe('the two languages', () => {
  const keys = (value: object, path = ''): string[] =>
    Object.entries(value).flatMap(([key, each]) => (typeof each === 'object' ? keys(each, `${path}${key}.`) : [`${path}${key}`]));
  const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  const at = (value: object, path: string) => path.split('.').reduce<unknown>((each, key) => (each as Record<string, unknown>)[key], value) as string;

  it('say the same things', () => expect(keys(zh).sort()).toEqual(keys(en).sort()));
  it('fill the same gaps', () => {
    for (const key of keys(en)) {
      expect([key, placeholders(at(zh, key))]).toEqual([key, placeholders(at(en, key))]);
    }
  });
});
