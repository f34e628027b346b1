package io.redress.dispute;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** How a camera was held: the one thing in a picture's EXIF data without which it lies on its side. */
final class Orientation {

  /** As it is; nothing needs to be said. */
  static final int UPRIGHT = 1;

  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY = 12;

  private Orientation() {}

  /** @param exif the EXIF data, from its byte order on */
  static int of(byte[] exif) {
    if (exif.length < 8) {
      return UPRIGHT;
    }
    var data = ByteBuffer.wrap(exif).order(exif[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int at = data.getInt(4);
    if (at < 8 || at > exif.length - 2) {
      return UPRIGHT;
    }
    int count = data.getShort(at) & 0xffff;
    for (int entry = at + 2; count > 0 && entry <= exif.length - ENTRY; entry += ENTRY, count--) {
      if ((data.getShort(entry) & 0xffff) == TAG && data.getShort(entry + 2) == SHORT) {
        int value = data.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** EXIF data, from its byte order on, that says nothing else. */
  static byte[] exif(int orientation) {
    return HexFormat.of().parseHex("4d4d002a00000008" + "0001" + "0112000300000001000" + orientation + "0000" + "00000000");
  }
}
