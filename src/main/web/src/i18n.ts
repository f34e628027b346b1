import { computed } from 'vue';
import { createI18n } from 'vue-i18n';
import { en } from './locales/en';
import { refusals } from './locales/refusals';
import { zh } from './locales/zh';
import { inLanguage, type Language } from './logic/bilingual';
import type { Problem } from './logic/problem';

const KEPT = 'redress-language';

function remembered(): Language {
  try {
    const kept = localStorage.getItem(KEPT);
    if (kept === 'en' || kept === 'zh') {
      return kept;
    }
  } catch {
    // a browser that keeps nothing: its own language decides each time
  }
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export const i18n = createI18n({ legacy: false, locale: remembered(), fallbackLocale: 'en', messages: { en, zh }, missingWarn: false, fallbackWarn: false });

export const language = computed<Language>(() => (i18n.global.locale.value === 'zh' ? 'zh' : 'en'));

/** Changes the language; `keep` remembers it for the next visit. */
export function speak(wanted: Language, keep: boolean): void {
  i18n.global.locale.value = wanted;
  document.documentElement.lang = wanted === 'zh' ? 'zh-CN' : 'en';
  try {
    if (keep) {
      localStorage.setItem(KEPT, wanted);
    }
  } catch {
    // not remembered, but spoken
  }
}

/** The groups of words for codes of the API. */
export type Words =
  | 'status' | 'type' | 'reason' | 'step' | 'whose' | 'actor' | 'code' | 'kind' | 'fields' | 'role' | 'outcome' | 'carrier' | 'condition' | 'event' | 'direction' | 'voucherKind' | 'voucherStatus' | 'complaintStatus' | 'finding' | 'breach' | 'fileType' | 'source';

/** The word for a code of the API in the reader's language; a code that we do not know is shown as it is. */
export function word(group: Words, code: unknown): string {
  if (code === null || code === undefined || code === '') {
    return '–';
  }
  const text = String(code);
  const words = (language.value === 'zh' ? zh : en)[group] as Record<string, string>;
  return Object.hasOwn(words, text) ? words[text] : text;
}

/** What a "no" of the server means, in the reader's language where we have it; empty when neither the server nor we say anything. */
export function refusal(problem: Problem): string {
  const ours = language.value === 'zh' && Object.hasOwn(refusals, problem.type) ? refusals[problem.type] : '';
  return ours || inLanguage(problem.detail, language.value);
}
