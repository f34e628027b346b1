package io.redress;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The beginnings of files, enough to tell what they are. */
public final class Files {

  private Files() {}

  /** One grey pixel, as far as whoever only looks at the parts can tell. */
  public static byte[] jpeg() {
    return bytes("ffd8ffe000104a46494600010100000100010000ffc0000b080001000101011100ffda0008010100003f00d2ffd9", "");
  }

  /** One pixel. */
  public static byte[] png() {
    return bytes("89504e470d0a1a0a0000000d4948445200000001000000010806000000" + "1f15c489"
        + "0000000d4944415478da63fccff0bf1e000584027f" + "c2dda1cd" + "0000000049454e44ae426082", "");
  }

  /** One pixel, lossless. */
  public static byte[] webp() {
    return bytes("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700", "");
  }

  /** What phones write; {@code brand} such as heic, mif1, isom, mp42, qt and two spaces. */
  public static byte[] boxed(String brand) {
    return bytes("00000018", "ftyp" + brand + "\0\0\0\0" + brand + "mif1\0\0\0\10mdat");
  }

  public static byte[] pdf() {
    return bytes("", "%PDF-1.7\n%%EOF");
  }

  public static byte[] program() {
    return bytes("4d5a90000300000004000000ffff0000b800000000000000400000000000000000000000000000000000000000000000", "This program cannot be run in DOS mode.");
  }

  public static byte[] text(String text) {
    return bytes("", text);
  }

  private static byte[] bytes(String hex, String text) {
    var head = HexFormat.of().parseHex(hex);
    var tail = text.getBytes(StandardCharsets.UTF_8);
    var all = java.util.Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }
}
