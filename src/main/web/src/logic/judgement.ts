import type { TimelineItem } from '../api';

/** What the platform judged last in a case; `facts` are the members of the timeline's entry, and how it was explained. */
export interface Judgement {
  at: string;
  isFinal: boolean;
  facts: Record<string, unknown>;
  /** Who does not accept it, and why. */
  appeal: { at: string; side: string; explanation: string } | null;
}

/** Null where nothing has been judged. */
export function judgementOf(timeline: TimelineItem[]): Judgement | null {
  const judged = timeline.filter((entry) => entry.kind === 'judged').at(-1);
  if (!judged) {
    return null;
  }
  // the agent's answer stands just before what was made of it
  const said = timeline.slice(0, timeline.indexOf(judged)).filter((entry) => entry.kind === 'step-completed' && entry.step === 'agent-judges').at(-1);
  const { isFinal, ...facts } = judged.details ?? {};
  const appealed = timeline.slice(timeline.indexOf(judged)).find((entry) => entry.kind === 'appealed');
  return {
    at: judged.at, isFinal: isFinal === true, facts: { ...facts, explanation: said?.details?.explanation ?? '' },
    appeal: appealed ? { at: appealed.at, side: appealed.actor?.kind ?? '', explanation: String(appealed.details?.explanation ?? '') } : null,
  };
}
