package io.redress.model;

import java.util.ArrayList;
import java.util.List;

/** Collects what the rules find, so that one run names everything that is wrong. */
final class Findings {

  private final List<Finding> found = new ArrayList<>();

  void add(String file, String element, String sentence) {
    found.add(new Finding(file, element, sentence));
  }

  List<Finding> all() {
    return List.copyOf(found);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** One finding per line, for the failure of a test. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    found.forEach(finding -> text.append("\n  ").append(finding));
    return text.toString();
  }
}
