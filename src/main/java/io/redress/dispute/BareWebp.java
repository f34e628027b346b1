package io.redress.dispute;

import io.redress.dispute.BareFile.Unreadable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** A WebP from its pixels, frames, colour profile and orientation; it ends where its picture ends. */
final class BareWebp {

  private static final Set<String> KEPT = Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ICCP");
  private static final int HEADER = 12;
  /** Before the parts of a frame. */
  private static final int FRAME_HEADER = 16;
  private static final int HAS_EXIF = 0x08;
  private static final int HAS_XMP = 0x04;

  private long width;
  private long height;
  private boolean hasPixels;
  /** What is lossless is built from tables and transformations, as many as a file may like to have. */
  private boolean isLossy = true;

  private BareWebp() {}

  static BareFile of(byte[] bytes) {
    return new BareWebp().read(bytes);
  }

  private BareFile read(byte[] bytes) {
    int end = Math.addExact(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4), 8);
    if (end < HEADER || end > bytes.length) {
      throw new Unreadable("size");
    }
    var parts = new ByteArrayOutputStream(bytes.length);
    int orientation = parts(bytes, HEADER, end, parts);
    if (!hasPixels || width == 0 || height == 0) {
      throw new Unreadable("no picture");
    }
    if (orientation != Orientation.UPRIGHT) {
      part("EXIF", Orientation.exif(orientation), parts);
    }
    var content = parts.toByteArray();
    // the first part says what else there is
    if (content[0] == 'V' && content[3] == 'X') {
      content[8] = (byte) (content[8] & ~(HAS_EXIF | HAS_XMP) | (orientation == Orientation.UPRIGHT ? 0 : HAS_EXIF));
    }
    var bare = ByteBuffer.allocate(HEADER + content.length).order(ByteOrder.LITTLE_ENDIAN);
    bare.put(ascii("RIFF")).putInt(4 + content.length).put(ascii("WEBP")).put(content);
    return new BareFile(width, height, orientation, isLossy, bare.array());
  }

  /** @return the orientation that one of the parts tells */
  private int parts(byte[] bytes, int from, int to, ByteArrayOutputStream kept) {
    var file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int orientation = Orientation.UPRIGHT;
    for (int at = from; at < to; ) {
      var type = new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
      int length = file.getInt(at + 4);
      if (length < 0 || length > to - at - 8) {
        throw new Unreadable("part");
      }
      var content = Arrays.copyOfRange(bytes, at + 8, at + 8 + length);
      at += 8 + length + (length & 1);
      if (type.equals("EXIF")) {
        orientation = Orientation.of(content.length > 6 && content[0] == 'E' ? Arrays.copyOfRange(content, 6, content.length) : content);
      } else if (type.equals("ANMF") && from == HEADER) {
        var frame = new ByteArrayOutputStream(length);
        frame.write(content, 0, FRAME_HEADER);
        parts(content, FRAME_HEADER, length, frame);
        part(type, frame.toByteArray(), kept);
      } else if (KEPT.contains(type)) {
        isLossy &= !type.equals("VP8L") && !type.equals("ALPH");
        measure(type, ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN));
        part(type, content, kept);
      }
    }
    return orientation;
  }

  private void measure(String type, ByteBuffer content) {
    switch (type) {
      case "VP8X" -> atLeast((content.getInt(4) & 0xffffff) + 1L, (content.getInt(6) >>> 8) + 1L);
      case "VP8L" -> {
        hasPixels = true;
        atLeast((content.getInt(1) & 0x3fff) + 1L, (content.getInt(1) >>> 14 & 0x3fff) + 1L);
      }
      case "VP8 " -> {
        hasPixels = true;
        atLeast(content.getShort(6) & 0x3fff, content.getShort(8) & 0x3fff);
      }
      default -> { }
    }
  }

  private void atLeast(long across, long down) {
    width = Math.max(width, across);
    height = Math.max(height, down);
  }

  private static void part(String type, byte[] content, ByteArrayOutputStream to) {
    to.writeBytes(ascii(type));
    to.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(content.length).array());
    to.writeBytes(content);
    if ((content.length & 1) == 1) {
      to.write(0);
    }
  }

  private static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.ISO_8859_1);
  }
}
