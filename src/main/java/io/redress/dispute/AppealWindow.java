package io.redress.dispute;

import io.redress.casefile.Actor;
import io.redress.casefile.AfterSalesCase;

/** Whether a side may still appeal against the judgement of a closed case, and so bring new evidence. */
interface AppealWindow {

  boolean isOpenFor(AfterSalesCase its, Actor.Kind side);
}
