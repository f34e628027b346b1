package io.redress.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How names are written (house style). */
final class Names {

  static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  static final Pattern LOWER_CAMEL_CASE = Pattern.compile("[a-z][a-zA-Z0-9]*");
  private static final Pattern CLAUSE_ID = Pattern.compile("\\b[A-Z]{2}-\\d{2}[a-z]?\\b");
  private static final Pattern BILINGUAL = Pattern.compile("[^/]*\\p{IsLatin}[^/]* / .*\\p{IsHan}.*", Pattern.DOTALL);

  private Names() {}

  /** "Refund buyer" → refundBuyer. */
  static String camelCase(String label) {
    var words = words(label);
    var name = new StringBuilder(words.isEmpty() ? "" : words.get(0));
    words.stream().skip(1).forEach(word -> name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1)));
    return name.toString();
  }

  /** "Refund buyer" → refund-buyer. */
  static String kebabCase(String label) {
    return String.join("-", words(label));
  }

  static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")).filter(word -> !word.isEmpty()).toList();
  }

  /** Whether a label says the word, endings aside: "wants" is said by "What does the buyer want?". */
  static boolean says(String label, String word) {
    return words(label).stream().anyMatch(said -> said.equals(word) || stem(said).equals(stem(word)));
  }

  private static String stem(String word) {
    return word.length() > 3 ? word.replaceAll("(es|ed|ing|s|e)$", "") : word;
  }

  static List<String> clauseIds(String text) {
    return CLAUSE_ID.matcher(text).results().map(match -> match.group()).toList();
  }

  /** "English / 中文". */
  static boolean isBilingual(String label) {
    return BILINGUAL.matcher(label).matches();
  }
}
