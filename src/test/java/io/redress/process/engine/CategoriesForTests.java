package io.redress.process.engine;

import io.redress.order.Categories;

/** Lets tests of other rooms ask the real tables without starting Spring. */
public final class CategoriesForTests {

  private CategoriesForTests() {}

  public static Categories create(DecisionTables tables) {
    return new TabledCategories(tables);
  }
}
