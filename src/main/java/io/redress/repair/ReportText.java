package io.redress.repair;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A report's words, compared as a reader would: however they are spaced, in whatever case, width and dash. */
record ReportText(String normalised) {

  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cf}]+");
  private static final Pattern DASH = Pattern.compile("\\p{Pd}|\u2212");
  /** A number is not found inside a longer one. */
  private static final String NOT_WITHIN_A_WORD = "[A-Z0-9]";

  static ReportText of(CharSequence text) {
    return new ReportText(SPACE.matcher(common(text)).replaceAll(" "));
  }

  boolean isEmpty() {
    return lettersAndDigits(normalised) == 0;
  }

  boolean contains(String code) {
    var anySpacing = key(code).codePoints().mapToObj(point -> Pattern.quote(Character.toString(point))).collect(Collectors.joining(" ?"));
    return Pattern.compile("(?<!" + NOT_WITHIN_A_WORD + ")" + anySpacing + "(?!" + NOT_WITHIN_A_WORD + ")").matcher(normalised).find();
  }

  /** The code without spaces, in capitals. */
  static String key(String code) {
    return SPACE.matcher(common(code)).replaceAll("");
  }

  static long lettersAndDigits(String text) {
    return text.codePoints().filter(Character::isLetterOrDigit).count();
  }

  private static String common(CharSequence text) {
    return DASH.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT)).replaceAll("-");
  }
}
