/** Deadlines are counted in this zone, so times are shown in it, wherever the reader sits. */
export const ZONE = 'Asia/Shanghai';

const formats: Record<'en' | 'zh', Intl.DateTimeFormat> = {
  en: new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE, day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }),
  zh: new Intl.DateTimeFormat('zh-CN', {
    timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }),
};

/** The instant in Shanghai's local time; what is no instant stays as it is. */
export function inShanghai(instant: string | number | null | undefined, language: 'en' | 'zh'): string {
  if (instant === null || instant === undefined || instant === '') {
    return '–';
  }
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? String(instant) : formats[language].format(at);
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

export function isInstant(value: unknown): value is string {
  return typeof value === 'string' && INSTANT.test(value);
}

const wall = new Intl.DateTimeFormat('sv-SE', {
  timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});

/** What a `datetime-local` field shows for an instant, in Shanghai's local time. */
export function toWallClock(instant: number): string {
  return wall.format(new Date(instant)).replace(' ', 'T');
}

/** The instant that a `datetime-local` value names in Shanghai (which keeps UTC+8 all year). */
export function fromWallClock(value: string): string | null {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) ? `${value}:00+08:00` : null;
}
