package io.redress.dispute;

import io.redress.CaseId;

/** What becomes of a breach, told in the transaction that makes it true. {@code by} is a user's id, or {@code automatic}. */
public sealed interface BreachEvent {

  CaseId caseId();

  /** RP-20(1) … RP-20(5) or RP-21. */
  String clause();

  String by();

  /** Somebody says that the merchant has broken the clause, or a deadline does. */
  record Opened(CaseId caseId, String clause, String by) implements BreachEvent {}

  /** An agent has found that it is so. */
  record Upheld(CaseId caseId, String clause, String by) implements BreachEvent {}
}
