package io.redress.order;

/** Is told now and then how far an import is. */
public interface ImportProgress {

  ImportProgress NOBODY = new ImportProgress() {};

  /** The file is read through once before anything is written. */
  default void checking(int rows) {}

  default void writing(int rows, ImportReport soFar, int total) {}
}
