package io.redress.shipment;

/** Which way a parcel goes. */
enum Direction {
  /** From the buyer to the merchant. */
  RETURN,
  /** From the merchant to the buyer. */
  REPLACEMENT;

  String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  static Direction of(String code) {
    return valueOf(code.toUpperCase(java.util.Locale.ROOT));
  }
}
