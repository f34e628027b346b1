package io.redress.model;

/** One breach of a rule: the file, the id of the element (or the file's own), and a sentence that says what to do. */
record Finding(String file, String element, String sentence) {

  @Override
  public String toString() {
    return file + " · " + element + " · " + sentence;
  }
}
