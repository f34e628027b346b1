package io.redress.process.engine;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The few expressions that a diagram may hold. The engine's expression language calls any method of anything it can reach, so each
 * place has a grammar of its own, and what does not match it whole is refused.
 */
final class Expressions {

  private static final String NAME = "[a-zA-Z_][a-zA-Z0-9_]*";
  private static final Pattern BEAN = Pattern.compile("\\$\\{(" + NAME + ")}");
  private static final Pattern DEADLINE = Pattern.compile(
      "\\$\\{\\s*deadline\\.(?:(?:hours|days|workingDays)\\(\\s*\\d{1,5}\\s*\\)"
          + "|(?:daysIncluding|hoursOrAt)\\(\\s*\\d{1,5}\\s*,\\s*" + NAME + "\\s*\\))\\s*}");
  private static final Pattern PEOPLE = Pattern.compile("[\\p{Alnum}_.@-]*(?:\\$\\{" + NAME + "})?");
  private static final Pattern TOKEN = Pattern.compile(
      "\\s+|(?<word>" + NAME + ")|\\d{1,15}(?:\\.\\d{1,6})?|'[^'\\\\]*'|\"[^\"\\\\]*\"|==|!=|<=|>=|<|>|&&|\\|\\||!|(?<open>\\()|\\)");
  private static final Set<String> OPERATORS = Set.of("not", "and", "or", "empty", "eq", "ne", "lt", "gt", "le", "ge");

  private Expressions() {}

  /** Whether the engine would evaluate anything in this text. */
  static boolean isIn(String text) {
    return text.contains("${") || text.contains("#{");
  }

  /** The name in {@code ${name}}, or null. */
  static String bean(String text) {
    var matcher = BEAN.matcher(text);
    return matcher.matches() ? matcher.group(1) : null;
  }

  /** One call of the five methods with a literal number and at most one plain variable. */
  static boolean isDeadline(String text) {
    return DEADLINE.matcher(text).matches();
  }

  /** A list of ids, each ending in at most one plain variable: {@code agent,merchant-${merchantId}}. */
  static boolean isPeople(String text) {
    for (var id : text.split(",", -1)) {
      if (!PEOPLE.matcher(id.strip()).matches()) {
        return false;
      }
    }
    return true;
  }

  /** Plain variables and literals, compared and combined: no dots, no brackets, no calls. */
  static boolean isCondition(String text) {
    if (!text.startsWith("${") || !text.endsWith("}")) {
      return false;
    }
    var inner = text.substring(2, text.length() - 1);
    var token = TOKEN.matcher(inner);
    var afterName = false;
    var at = 0;
    while (at < inner.length()) {
      if (!token.region(at, inner.length()).lookingAt()) {
        return false;
      }
      if (token.group("open") != null && afterName) {
        return false;
      }
      if (!token.group().isBlank()) {
        afterName = token.group("word") != null && !OPERATORS.contains(token.group("word"));
      }
      at = token.end();
    }
    return !inner.isBlank();
  }
}
