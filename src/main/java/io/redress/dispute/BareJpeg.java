package io.redress.dispute;

import io.redress.dispute.BareFile.Unreadable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A JPEG from its pixels, tables, colour profile and orientation; it ends where its picture ends. */
final class BareJpeg {

  private static final int START = 0xd8;
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;
  private static final int JFIF = 0xe0;
  private static final int EXIF = 0xe1;
  private static final int PROFILE = 0xe2;
  private static final int ADOBE = 0xee;
  /** As far as a thumbnail in it. */
  private static final int JFIF_LENGTH = 14;

  /** A camera's progressive JPEG has about ten. Each makes a decoder go through all pixels, and may be a few bytes long. */
  private static final int MOST_SCANS = 32;

  private final ByteBuffer file;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private boolean hasExif;
  private int orientation = Orientation.UPRIGHT;
  private long width;
  private long height;

  private BareJpeg(byte[] file) {
    this.file = ByteBuffer.wrap(file);
  }

  static BareFile of(byte[] file) {
    return new BareJpeg(file).read();
  }

  private BareFile read() {
    if (marker() != START) {
      throw new Unreadable("no start");
    }
    int scans = 0;
    for (int marker; file.hasRemaining() && (marker = marker()) != END; ) {
      var content = new byte[(file.getShort() & 0xffff) - 2];
      file.get(content);
      segment(marker, content);
      if (marker == SCAN) {
        scan();
        scans++;
      }
    }
    if (scans == 0 || width == 0 || height == 0) {
      throw new Unreadable("no picture");
    }
    var bare = new ByteArrayOutputStream(head.size() + rest.size() + 64);
    bare.writeBytes(new byte[] {(byte) 0xff, (byte) START});
    bare.writeBytes(head.toByteArray());
    if (orientation != Orientation.UPRIGHT) {
      write(bare, EXIF, concat("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), Orientation.exif(orientation)));
    }
    bare.writeBytes(rest.toByteArray());
    bare.writeBytes(new byte[] {(byte) 0xff, (byte) END});
    return new BareFile(width, height, orientation, scans <= MOST_SCANS, bare.toByteArray());
  }

  private int marker() {
    if (file.get() != (byte) 0xff) {
      throw new Unreadable("no marker");
    }
    int marker;
    do {
      marker = file.get() & 0xff;
    } while (marker == 0xff);
    return marker;
  }

  private void segment(int marker, byte[] content) {
    if (marker == JFIF && begins(content, "JFIF\0") && content.length >= JFIF_LENGTH) {
      var plain = Arrays.copyOf(content, JFIF_LENGTH);
      plain[JFIF_LENGTH - 2] = 0;
      plain[JFIF_LENGTH - 1] = 0;
      write(head, marker, plain);
    } else if (marker == EXIF && begins(content, "Exif\0") && content.length > 6) {
      // of more than one, readers believe the first
      orientation = hasExif ? orientation : Orientation.of(Arrays.copyOfRange(content, 6, content.length));
      hasExif = true;
    } else if (marker == PROFILE && begins(content, "ICC_PROFILE\0") || marker == ADOBE && begins(content, "Adobe")) {
      write(rest, marker, content);
    } else if (marker >= 0xc0 && marker <= 0xcf || marker >= SCAN && marker <= 0xdd || marker == 0xdb) {
      if (marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
        height = Math.max(height, ByteBuffer.wrap(content).getShort(1) & 0xffff);
        width = Math.max(width, ByteBuffer.wrap(content).getShort(3) & 0xffff);
      }
      write(rest, marker, content);
    }
  }

  /** The pixels, up to the next marker that is none of theirs. */
  private void scan() {
    int from = file.position();
    int at = from;
    var bytes = file.array();
    while (at < bytes.length - 1 && !(bytes[at] == (byte) 0xff && bytes[at + 1] != 0 && (bytes[at + 1] & 0xf8) != 0xd0 && bytes[at + 1] != (byte) 0xff)) {
      at++;
    }
    // one that breaks off in the middle is shown as far as it goes
    int to = at < bytes.length - 1 ? at : bytes.length;
    rest.write(bytes, from, to - from);
    file.position(to);
  }

  private static void write(ByteArrayOutputStream to, int marker, byte[] content) {
    to.write(0xff);
    to.write(marker);
    to.write(content.length + 2 >> 8);
    to.write(content.length + 2);
    to.writeBytes(content);
  }

  private static boolean begins(byte[] content, String word) {
    return content.length >= word.length() && new String(content, 0, word.length(), StandardCharsets.ISO_8859_1).equals(word);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
