package io.redress.dispute;

import io.redress.CaseId;
import io.redress.casefile.Actor;

/** Whether a side may still appeal against the judgement of a closed case, and so bring new evidence. */
interface AppealWindow {

  boolean isOpenFor(CaseId caseId, Actor.Kind side);
}
