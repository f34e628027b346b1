package io.redress.dispute;

import io.redress.CaseId;
import java.util.Set;

/** Which files the rules of another room give the buyer to read, although the buyer did not put them forward. */
public interface EvidenceSharing {

  /** @return the ids of evidence in this case */
  Set<String> withBuyer(CaseId caseId);
}
