package io.redress.shipment;

import java.util.regex.Pattern;

/**
 * A row of the table {@code carriers}.
 *
 * @param name in both languages, such as "SF Express / 顺丰速运"
 * @param numbers what its tracking numbers look like
 * @param format the same in words, for whoever mistyped one
 */
public record Carrier(String code, String name, Pattern numbers, String format) {}
