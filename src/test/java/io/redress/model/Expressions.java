package io.redress.model;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The few expressions that a diagram may hold. */
final class Expressions {

  /** A deadline: how it is counted, how many, and the variable with the instant that it depends on. */
  record DeadlineCall(String counting, int number, Optional<String> variable) {

    /** The words that the timer's label must say after the number. */
    List<String> unit() {
      return switch (counting) {
        case "hours", "hoursOrAt" -> List.of("h", "hours", "hour");
        case "workingDays" -> List.of("working days", "working day");
        default -> List.of("days", "day");
      };
    }
  }

  private static final Pattern DEADLINE = Pattern.compile(
      "\\$\\{deadline\\.(?:(hours|days|workingDays)\\(([1-9]\\d{0,3})\\)|(daysIncluding|hoursOrAt)\\(([1-9]\\d{0,3}), ?([a-z]\\w*)\\))}");
  private static final Pattern REMINDER = Pattern.compile("PT([1-9]\\d?)H");
  private static final Pattern BEAN = Pattern.compile("\\$\\{([a-z]\\w*)}");
  private static final String OPERAND = "(?:[a-z]\\w*|'[^']*'|\\d+|true|false|null)";
  private static final String TERM = "!?[a-z]\\w*|" + OPERAND + " ?(?:==|!=|<|>|<=|>=) ?" + OPERAND;
  private static final Pattern CONDITION = Pattern.compile("\\$\\{(?:" + TERM + ")(?: (?:&&|\\|\\||and|or) (?:" + TERM + "))*}");
  private static final Pattern TEXT = Pattern.compile("'([^']*)'");
  private static final Pattern WORD = Pattern.compile("[a-zA-Z]\\w*");
  private static final Pattern COMPARISON = Pattern.compile("([a-z]\\w*) ?(?:==|!=) ?'([^']*)'");
  private static final Set<String> RESERVED = Set.of("and", "or", "not", "empty", "true", "false", "null", "eq", "ne", "lt", "gt", "le", "ge", "div", "mod");
  private static final Set<String> FIXED = Set.of("merchant-${merchantId}", "${buyerId}", "#{execution.processBusinessKey}");

  private Expressions() {}

  static Optional<DeadlineCall> deadline(String text) {
    var match = DEADLINE.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    return Optional.of(match.group(1) != null
        ? new DeadlineCall(match.group(1), Integer.parseInt(match.group(2)), Optional.empty())
        : new DeadlineCall(match.group(3), Integer.parseInt(match.group(4)), Optional.of(match.group(5))));
  }

  /** Hours before the deadline at which to remind. */
  static Optional<Integer> reminder(String text) {
    return Optional.of(REMINDER.matcher(text)).filter(Matcher::matches).map(match -> Integer.parseInt(match.group(1)));
  }

  static Optional<String> bean(String text) {
    return Optional.of(BEAN.matcher(text)).filter(Matcher::matches).map(match -> match.group(1));
  }

  /** Comparisons of variables with plain values, joined by and, or: no calls, no properties, no arithmetic. */
  static boolean isCondition(String text) {
    return CONDITION.matcher(text).matches();
  }

  static Set<String> variables(String condition) {
    var variables = new LinkedHashSet<String>();
    WORD.matcher(TEXT.matcher(condition).replaceAll(" ")).results().map(match -> match.group())
        .filter(word -> !RESERVED.contains(word)).forEach(variables::add);
    return variables;
  }

  /** Variable → the texts with which the condition compares it. */
  static Map<String, Set<String>> comparedTexts(String condition) {
    var texts = new LinkedHashMap<String, Set<String>>();
    COMPARISON.matcher(condition).results()
        .forEach(match -> texts.computeIfAbsent(match.group(1), variable -> new LinkedHashSet<>()).add(match.group(2)));
    return texts;
  }

  /** Whether a text without dollar or hash expression, or one of those that the engine may evaluate. */
  static boolean isAllowed(String text) {
    return !text.contains("${") && !text.contains("#{") || FIXED.contains(text) || bean(text).isPresent() || deadline(text).isPresent() || isCondition(text);
  }
}
