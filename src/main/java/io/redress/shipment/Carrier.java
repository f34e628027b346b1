package io.redress.shipment;

import io.redress.Refused;
import java.util.regex.Pattern;

/**
 * A row of the table {@code carriers}.
 *
 * @param name in both languages, such as "SF Express / 顺丰速运"
 * @param numbers what its tracking numbers look like
 * @param format the same in words and in both languages, for whoever mistyped one
 */
public record Carrier(String code, String name, Pattern numbers, String format) {

  /** What whoever mistyped a number of this carrier is told. */
  Refused.Field noNumber(String clause) {
    var names = name.split(" / ");
    var formats = format.split(" / ");
    return new Refused.Field("trackingNumber", "This is no tracking number of " + names[0] + ". Theirs have " + formats[0] + ".",
        "这不是" + names[names.length - 1] + "的运单号，其格式为：" + formats[formats.length - 1] + "。", clause);
  }
}
