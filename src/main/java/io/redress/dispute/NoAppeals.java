package io.redress.dispute;

import io.redress.CaseId;
import io.redress.casefile.Actor;
import org.springframework.stereotype.Component;

/** What was judged stays as it is: no closed case takes evidence. */
@Component
class NoAppeals implements AppealWindow {

  @Override
  public boolean isOpenFor(CaseId caseId, Actor.Kind side) {
    return false;
  }
}
