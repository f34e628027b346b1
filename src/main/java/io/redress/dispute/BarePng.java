package io.redress.dispute;

import io.redress.dispute.BareFile.Unreadable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/** A PNG from its pixels, frames, palette, colours and orientation; it ends where its picture ends. */
final class BarePng {

  private static final int SIGNATURE = 8;
  private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "hIST", "pHYs",
      "cICP", "mDCV", "cLLI", "acTL", "fcTL", "fdAT");

  private BarePng() {}

  static BareFile of(byte[] bytes) {
    var file = ByteBuffer.wrap(bytes);
    var bare = new ByteArrayOutputStream(bytes.length);
    bare.write(bytes, 0, SIGNATURE);
    file.position(SIGNATURE);
    long width = 0;
    long height = 0;
    int orientation = Orientation.UPRIGHT;
    boolean hasPixels = false;
    for (String type = ""; !type.equals("IEND"); ) {
      int length = file.getInt();
      if (length < 0) {
        throw new Unreadable("chunk");
      }
      type = new String(bytes, file.position(), 4, StandardCharsets.ISO_8859_1);
      int from = file.position() - 4;
      file.position(Math.addExact(from, Math.addExact(length, 8)));
      file.getInt();
      if (width == 0) {
        if (!type.equals("IHDR") || length != 13) {
          throw new Unreadable("no header");
        }
        width = file.getInt(from + 8) & 0xffffffffL;
        height = file.getInt(from + 12) & 0xffffffffL;
      }
      hasPixels |= type.equals("IDAT");
      if (KEPT.contains(type)) {
        bare.write(bytes, from, length + 12);
      } else if (type.equals("eXIf")) {
        orientation = Orientation.of(java.util.Arrays.copyOfRange(bytes, from + 8, from + 8 + length));
        if (orientation != Orientation.UPRIGHT) {
          bare.writeBytes(chunk("eXIf", Orientation.exif(orientation)));
        }
      }
    }
    if (!hasPixels || width == 0 || height == 0) {
      throw new Unreadable("no picture");
    }
    return new BareFile(width, height, orientation, true, bare.toByteArray());
  }

  private static byte[] chunk(String type, byte[] content) {
    var chunk = ByteBuffer.allocate(content.length + 12).putInt(content.length).put(type.getBytes(StandardCharsets.ISO_8859_1)).put(content);
    var sum = new CRC32();
    sum.update(chunk.array(), 4, content.length + 4);
    return chunk.putInt((int) sum.getValue()).array();
  }
}
