package io.redress.process.engine;

import io.redress.casefile.CaseRules;

/** Lets tests of other rooms ask the real tables without starting Spring. */
public final class CaseRulesForTests {

  private CaseRulesForTests() {}

  public static CaseRules create(DecisionTables tables) {
    return new CaseTables(tables, new TabledCategories(tables));
  }
}
