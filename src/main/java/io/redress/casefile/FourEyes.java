package io.redress.casefile;

import io.redress.CaseId;
import io.redress.Refused;

/** Who of the staff may not take a step because of what they did before in the case; another room knows. */
public interface FourEyes {

  /**
   * @param step the id of the user task
   * @param userId who wants to take it up
   * @throws Refused somebody else has to
   */
  void check(CaseId caseId, String step, String userId);
}
