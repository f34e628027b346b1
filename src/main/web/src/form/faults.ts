type Say = (key: string, values?: Record<string, unknown>) => string;

/** The sentences of form-js 1.8.7's validator, and ours for each of them. */
const SENTENCES: [RegExp, string][] = [
  [/^Field is required\.$/, 'form.required'],
  [/^Field must match pattern (.*)\.$/s, 'form.pattern'],
  [/^Field must have minimum length of (.*)\.$/, 'form.minLength'],
  [/^Field must have maximum length of (.*)\.$/, 'form.maxLength'],
  [/^Field must have minimum value of (.*)\.$/, 'form.min'],
  [/^Field must have maximum value of (.*)\.$/, 'form.max'],
  [/^Value is not a number\.$/, 'form.number'],
];

/** What a person reads instead of a fault that form-js found; a sentence we do not know is shown as it is. */
export function sayFault(fault: string, say: Say): string {
  for (const [sentence, key] of SENTENCES) {
    const found = sentence.exec(fault);
    if (found) {
      // a pattern with a digit group and two decimals is an amount's
      const amount = key === 'form.pattern' && /\\d\{1,2\}|\[0-9\]\{1,2\}/.test(found[1]) && found[1].includes('.');
      return say(amount ? 'form.amount' : key, { limit: found[1] });
    }
  }
  return fault;
}
