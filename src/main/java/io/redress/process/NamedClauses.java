package io.redress.process;

import java.util.regex.Pattern;

/** The rules that a diagram names in words, such as "RO-02: silence means agreed", or one item of a rule, such as "RP-20(4)". */
public final class NamedClauses {

  private static final Pattern CLAUSE = Pattern.compile("\\b[A-Z]{2}-\\d{2}b?\\b(?:\\(\\d\\))?");

  private NamedClauses() {}

  /** The clause that the text names first, or null. */
  public static String first(String text) {
    var clause = CLAUSE.matcher(text);
    return clause.find() ? clause.group() : null;
  }
}
