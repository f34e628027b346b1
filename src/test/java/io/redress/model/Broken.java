package io.redress.model;

import java.util.List;

/**
 * A sample that breaks a rule: the sound sample with some text replaced.
 *
 * @param rule the rule's name
 * @param replacements pairs of a text of the sound sample and its replacement
 * @param element the element that the finding must name
 */
record Broken(String rule, String element, List<String> replacements) {

  static Broken broken(String rule, String element, String... replacements) {
    return new Broken(rule, element, List.of(replacements));
  }

  String in(String sound) {
    var text = sound;
    for (int i = 0; i < replacements.size(); i += 2) {
      if (!text.contains(replacements.get(i))) {
        throw new IllegalStateException("the sample has no such text to replace: " + replacements.get(i));
      }
      text = text.replace(replacements.get(i), replacements.get(i + 1));
    }
    return text;
  }

  @Override
  public String toString() {
    return rule + " ← " + String.join(" → ", replacements).replaceAll("\\s+", " ");
  }
}
