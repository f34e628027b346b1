package io.redress.shipment;

import io.redress.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A parcel as its carrier knows it: the carrier's code and a tracking number in that carrier's format, both in capital letters
 * (RR-05, RS-01).
 */
record Parcel(String carrier, String trackingNumber) {

  static final int LONGEST_NUMBER = 40;
  private static final Pattern CODE = Pattern.compile("[A-Z0-9-]{1,16}");

  /**
   * Reads what a person or a carrier wrote.
   *
   * @param clause the rule that asks for the number
   * @param wrong takes one entry for each value that breaks a rule
   * @return null when one of the two breaks a rule
   */
  static Parcel read(Carriers carriers, String carrier, String trackingNumber, String clause, List<Refused.Field> wrong) {
    var code = normal(carrier);
    var number = normal(trackingNumber);
    // an odd text never becomes a question to the table, whose answers are remembered
    var known = CODE.matcher(code).matches() ? carriers.find(code) : Optional.<Carrier>empty();
    if (known.isEmpty()) {
      wrong.add(new Refused.Field("carrier", "Choose the carrier by its code, such as SF, YTO, ZTO or EMS.",
          "请按代码选择快递公司，例如 SF、YTO、ZTO 或 EMS。", clause));
      return null;
    }
    if (number.length() > LONGEST_NUMBER || !known.get().numbers().matcher(number).matches()) {
      wrong.add(known.get().noNumber(clause));
      return null;
    }
    return new Parcel(code, number);
  }

  /** What a form says under this key; null when it was left empty. */
  static String text(Map<String, Object> answer, String key) {
    var value = answer.get(key);
    return value == null ? null : value.toString();
  }

  private static String normal(String text) {
    return text == null ? "" : text.strip().toUpperCase(Locale.ROOT);
  }
}
