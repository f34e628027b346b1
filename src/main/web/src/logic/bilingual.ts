export type Language = 'en' | 'zh';

const HAN = /\p{Script=Han}/u;

/**
 * The half of a bilingual label ("Agree / 同意", "同意 / Agree") that is written in the language; any other text stays whole.
 * The two halves meet at the first " / " that has Chinese characters on one side only.
 */
export function inLanguage(label: string, language: Language): string {
  const parts = label.split(' / ');
  for (let at = 1; at < parts.length; at++) {
    const chineseFirst = HAN.test(parts[at - 1]);
    if (parts[at - 1].trim() && parts[at].trim() && chineseFirst !== HAN.test(parts[at])) {
      const half = (language === 'zh') === chineseFirst ? parts.slice(0, at) : parts.slice(at);
      return half.join(' / ').trim();
    }
  }
  return label;
}

/** A line of Markdown keeps its mark (heading, list, quotation), whichever half stays. */
function lineInLanguage(line: string, language: Language): string {
  const mark = /^\s*(?:#{1,6}|[-*>]|\d+\.)\s+/.exec(line)?.[0] ?? '';
  return mark + inLanguage(line.slice(mark.length), language);
}

const WORDS = new Set(['label', 'description', 'placeholder', 'text', 'prefixAdder', 'suffixAdder', 'alt', 'dateLabel', 'timeLabel']);

/** A copy of a form's schema whose labels, texts and options are in one language; keys, values and rules are untouched. */
export function schemaInLanguage<T>(schema: T, language: Language): T {
  const visit = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      // a text block may hold several paragraphs, each in both languages
      return WORDS.has(key) && !value.startsWith('=') ? value.split('\n').map((line) => lineInLanguage(line, language)).join('\n') : value;
    }
    if (Array.isArray(value)) {
      return value.map((each) => visit(each, ''));
    }
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, visit(each, name)]));
    }
    return value;
  };
  return visit(schema, '') as T;
}

/** Lists of choices that come with a step's facts, their labels in one language like those of the form. */
export function choicesInLanguage(facts: Record<string, unknown>, language: Language): Record<string, unknown> {
  const isChoice = (each: unknown): each is { label: string } => typeof each === 'object' && each !== null && 'value' in each && typeof (each as { label?: unknown }).label === 'string';
  return Object.fromEntries(Object.entries(facts).map(([key, value]) =>
    [key, Array.isArray(value) ? value.map((each: unknown) => (isChoice(each) ? { ...each, label: inLanguage(each.label, language) } : each)) : value]));
}
