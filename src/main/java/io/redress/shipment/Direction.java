package io.redress.shipment;

/** Which way a parcel goes. */
enum Direction {
  /** From the buyer to the merchant. */
  RETURN,
  /** From the merchant to the buyer, instead of goods that were wrong or missing. */
  REPLACEMENT,
  /** From the merchant to the buyer, whose goods they are: repaired, or as they were. */
  GOODS_BACK;

  String code() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  static Direction of(String code) {
    return valueOf(code.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
  }
}
