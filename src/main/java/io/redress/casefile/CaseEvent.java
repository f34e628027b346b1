package io.redress.casefile;

import io.redress.CaseId;

/** What becomes of a case, told in the transaction that makes it true. */
public sealed interface CaseEvent {

  CaseId caseId();

  record Closed(CaseId caseId, CaseStatus status) implements CaseEvent {}

  /** The buyer no longer wants what was asked for; goods that the merchant has may still have to come back. */
  record Withdrawn(CaseId caseId) implements CaseEvent {}

  /** It goes on as another flow: what was agreed on, or what was judged. */
  record WentOn(CaseId caseId) implements CaseEvent {}

  /** The platform has ordered something in place of whatever was going on in it. */
  record TakenOver(CaseId caseId) implements CaseEvent {}
}
