import { describe, expect, it } from 'vitest';
import { byDeadline, countdown } from '../src/logic/countdown';

const now = Date.parse('2026-11-22T23:50:00+08:00');
const due = (text: string) => countdown(Date.parse(text), now);

describe('countdown', () => {
  it('counts two days as 48:00', () => {
    expect(due('2026-11-24T23:50:00+08:00')).toEqual({ urgency: 'calm', minutes: 2880, text: '48:00' });
  });
  it('turns urgent below twelve hours, not at twelve', () => {
    expect(due('2026-11-23T11:50:00+08:00').urgency).toBe('calm');
    expect(due('2026-11-23T11:49:00+08:00')).toMatchObject({ urgency: 'soon', text: '11:59' });
  });
  it('shows a started minute as a minute and never 00:00 while time is left', () => {
    expect(due('2026-11-22T23:50:01+08:00')).toMatchObject({ urgency: 'soon', text: '00:01' });
  });
  it('is overdue from the instant itself on', () => {
    expect(due('2026-11-22T23:50:00+08:00')).toMatchObject({ urgency: 'overdue', text: '00:00' });
    expect(due('2026-11-20T00:00:00Z').urgency).toBe('overdue');
  });
  it('does not cut hours above 99', () => {
    expect(due('2026-11-29T23:50:00+08:00').text).toBe('168:00');
  });
});

describe('byDeadline', () => {
  it('puts the earliest instant first across offsets, and no deadline last', () => {
    const tasks = [{ dueAt: null }, { dueAt: '2026-11-23T08:00:00+08:00' }, { dueAt: '2026-11-22T23:00:00Z' }];
    expect(byDeadline(tasks).map((task) => task.dueAt)).toEqual(['2026-11-22T23:00:00Z', '2026-11-23T08:00:00+08:00', null]);
  });
});
