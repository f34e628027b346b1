package io.redress.order;

/**
 * One cell of an export as it stands in the file.
 *
 * @param text stripped of blanks, tabs and byte-order marks at both ends; a {@code TIME} is written yyyy-MM-ddTHH:mm:ss
 */
record Cell(Kind kind, String text) {

  enum Kind { TEXT, NUMBER, TIME, FORMULA, ERROR }

  Cell {
    text = strip(text);
  }

  static Cell text(String text) {
    return new Cell(Kind.TEXT, text);
  }

  boolean isBlank() {
    return kind != Kind.FORMULA && text.isEmpty();
  }

  /** What a spreadsheet would evaluate: a real formula, or a text that turns into one when the file is opened. */
  boolean looksLikeFormula() {
    return kind == Kind.FORMULA
        || kind == Kind.TEXT && !text.isEmpty() && (text.charAt(0) == '=' || text.charAt(0) == '+' || text.charAt(0) == '@');
  }

  static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
  }
}
