package io.redress.process;

import java.util.regex.Pattern;

/** The rules that a diagram names in words, such as "RO-02: silence means agreed". */
public final class NamedClauses {

  private static final Pattern CLAUSE = Pattern.compile("\\b[A-Z]{2}-\\d{2}b?\\b");

  private NamedClauses() {}

  /** The clause that the text names first, or null. */
  public static String first(String text) {
    var clause = CLAUSE.matcher(text);
    return clause.find() ? clause.group() : null;
  }
}
