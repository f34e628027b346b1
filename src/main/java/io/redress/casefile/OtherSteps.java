package io.redress.casefile;

import io.redress.CaseId;
import java.util.Collection;
import java.util.Map;

/** Open steps that belong to no case: the room to which they belong says what they are about. */
public interface OtherSteps {

  /** @param caseId the case that it is about all the same; null = none */
  record About(CaseId caseId, Map<String, Object> facts) {}

  /**
   * By task id; a step of another room is left out. Asked once for a whole page of steps.
   *
   * @param steps not empty
   */
  Map<String, About> of(Collection<Step> steps);
}
