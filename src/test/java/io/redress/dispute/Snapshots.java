package io.redress.dispute;

import io.redress.FileType;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures and a video that tell where they were taken, in every way that their kind knows, and in which a text stands as well. */
public final class Snapshots {

  /** Somewhere in Shanghai, as every file here says it besides its EXIF data. */
  public static final String PLACE = "+31.2304+121.4737/";

  /** What filmed and coded the videos. */
  static final String CAMERA = "Kmra";

  /** When they were filmed, in seconds since 1904. */
  static final int MOMENT = 0xe7654321;

  private static final byte[] XMP = ascii("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description"
      + " xmlns:exif=\"http://ns.adobe.com/exif/1.0/\" exif:GPSLatitude=\"31,13.8N\" exif:GPSLongitude=\"121,28.4E\">" + PLACE + "</rdf:Description></rdf:RDF></x:xmpmeta>");

  private Snapshots() {}

  public static byte[] of(FileType type) {
    return switch (type) {
      case JPEG -> jpeg();
      case PNG -> png();
      case WEBP -> webp();
      case HEIC -> heic();
      case MP4 -> mp4();
      case QUICKTIME -> quicktime();
      case PDF -> throw new IllegalArgumentException();
    };
  }

  /** What a phone writes: EXIF, once more without how it was held, XMP, IPTC, a maker's segment, a comment, and a second picture behind the end. */
  static byte[] jpeg() {
    var plain = drawn("jpg");
    var second = concat(new byte[] {(byte) 0xff, (byte) 0xd8}, segment(0xe1, concat(ascii("Exif\0\0"), exif())), ascii(PLACE));
    return concat(Arrays.copyOf(plain, 2), segment(0xe1, concat(ascii("Exif\0\0"), exif())),
        segment(0xe1, concat(ascii("Exif\0\0"), HexFormat.of().parseHex("4d4d002a00000008000000000000"))), segment(0xe1, concat(ascii("http://ns.adobe.com/xap/1.0/\0"), XMP)),
        segment(0xed, concat(ascii("Photoshop 3.0\0"), ascii(PLACE))), segment(0xe2, concat(ascii("MPF\0"), ascii(PLACE))), segment(0xe5, ascii(PLACE)),
        segment(0xfe, ascii(PLACE)), Arrays.copyOfRange(plain, 2, plain.length), second);
  }

  static byte[] png() {
    var plain = drawn("png");
    int afterHeader = 8 + 25;
    return concat(Arrays.copyOf(plain, afterHeader), chunk("eXIf", exif()), chunk("tEXt", ascii("Comment\0" + PLACE)),
        chunk("iTXt", concat(ascii("XML:com.adobe.xmp\0\0\0\0\0"), XMP)), chunk("plAc", ascii(PLACE)), Arrays.copyOfRange(plain, afterHeader, plain.length), ascii(PLACE));
  }

  static byte[] webp() {
    var pixels = HexFormat.of().parseHex("2f00000010071011118888fe07");
    var parts = concat(part("VP8X", HexFormat.of().parseHex("0c000000" + "000000" + "000000")), part("VP8L", pixels), part("EXIF", exif()), part("XMP ", XMP),
        part("PLAC", ascii(PLACE)));
    return concat(ascii("RIFF"), little(parts.length + 4), ascii("WEBP"), parts, ascii(PLACE));
  }

  /** Three items: the pixels, EXIF and XMP. */
  static byte[] heic() {
    var pixels = ascii("what the picture is made of");
    var exif = concat(big(0), exif());
    var type = box("ftyp", ascii("heic"), big(0), ascii("mif1heic"));
    byte[] meta = meta(0, pixels.length, exif.length);
    meta = meta(type.length + meta.length + 8, pixels.length, exif.length);
    return concat(type, meta, box("mdat", pixels, exif, XMP, ascii(PLACE)), box("uuid", ascii("0123456789abcdef"), ascii(PLACE)), box("mpvd", ascii(PLACE)));
  }

  private static byte[] meta(int data, int pixels, int exif) {
    var items = box("iinf", big(0), new byte[] {0, 3}, box("infe", big(0x02000000), new byte[] {0, 1, 0, 0}, ascii("hvc1\0")),
        box("infe", big(0x02000000), new byte[] {0, 2, 0, 0}, ascii("Exif\0")),
        box("infe", big(0x02000000), new byte[] {0, 3, 0, 0}, ascii("mime\0application/rdf+xml\0")));
    var places = box("iloc", big(0), new byte[] {0x44, 0, 0, 3}, place(1, data, pixels), place(2, data + pixels, exif), place(3, data + pixels + exif, XMP.length));
    var properties = box("iprp", box("ipco", box("ispe", big(0), big(4032), big(3024)), box("irot", new byte[] {1}), box("udes", big(0), ascii(PLACE))),
        box("ipma", big(0), big(1), new byte[] {0, 1, 2, 1, 2}));
    return box("meta", big(0), box("hdlr", big(0), big(0), ascii("pict"), new byte[13]), box("pitm", big(0), new byte[] {0, 1}), items, properties, places);
  }

  private static byte[] place(int item, int offset, int length) {
    return concat(new byte[] {0, (byte) item, 0, 0, 0, 1}, big(offset), big(length));
  }

  static byte[] mp4() {
    return concat(box("ftyp", ascii("isom"), big(0), ascii("isommp42")), movie(0),
        box("mdat", ascii("frames")), box("uuid", ascii("0123456789abcdef"), ascii(PLACE)));
  }

  /** As an iPhone builds it: what was filmed first, then the rest, with moments in twice as many bytes. */
  static byte[] quicktime() {
    return concat(box("ftyp", ascii("qt  "), big(0), ascii("qt  ")), box("wide"), box("mdat", ascii("frames")), movie(1));
  }

  private static byte[] movie(int version) {
    return box("moov", dated("mvhd", version, 80), box("udta", box("\u00a9xyz", new byte[] {0, 18, 0x15, (byte) 0xc7}, ascii(PLACE))),
        box("meta", big(0), box("keys", ascii("com.apple.quicktime.location.ISO6709")), box("ilst", ascii(PLACE))), track("vide", version), track("soun", version),
        track("meta", version), track("text", version));
  }

  private static byte[] track(String handler, int version) {
    var format = box("form", new byte[8], concat(big(0), ascii(CAMERA), new byte[26]),
        Arrays.copyOf(ascii(handler.equals("vide") ? "\12" + CAMERA + " coder" : ""), 32), new byte[4], box("coded", ascii("the " + handler)));
    return box("trak", dated("tkhd", version, 60), box("udta", ascii(PLACE)),
        box("mdia", dated("mdhd", version, 8), box("hdlr", big(0), ascii("mhlr"), ascii(handler), ascii(CAMERA), new byte[8], ascii("\13" + CAMERA + " handler\0")),
            box("minf", box("plac", ascii(PLACE)), box("stbl", box("stsd", big(0), big(1), format), box("stts", big(0), big(0)), box("plac", ascii(PLACE))))));
  }

  /** Begins with when it was made and changed. */
  private static byte[] dated(String type, int version, int rest) {
    var moment = version == 1 ? concat(big(0), big(MOMENT)) : big(MOMENT);
    return box(type, big(version << 24), moment, moment, big(1), new byte[rest]);
  }

  /** Turned by a quarter, in Shanghai. */
  private static byte[] exif() {
    return HexFormat.of().parseHex("4d4d002a00000008" + "0002" + "0112000300000001" + "00060000" + "8825000400000001" + "00000026" + "00000000"
        + "0004" + "0001000200000002" + "4e000000" + "0002000500000003" + "0000005c" + "0003000200000002" + "45000000" + "0004000500000003" + "00000074" + "00000000"
        + "0000001f00000001" + "0000000d00000001" + "0000003100000001" + "0000007900000001" + "0000001c00000001" + "0000001900000001");
  }

  /** Says that it is so many pixels wide and high, and has hardly any. */
  public static byte[] bomb(FileType type, int side) {
    switch (type) {
      case JPEG -> {
        var file = io.redress.Files.jpeg();
        ByteBuffer.wrap(file).putShort(25, (short) side).putShort(27, (short) side);
        return file;
      }
      case PNG -> {
        var file = io.redress.Files.png();
        ByteBuffer.wrap(file).putInt(16, side).putInt(20, side);
        return file;
      }
      case WEBP -> {
        // three bytes each for one less than the width and the height
        var file = webp();
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putShort(24, (short) (side - 1)).putShort(27, (short) (side - 1));
        return file;
      }
      case HEIC -> {
        var file = heic();
        int at = new String(file, StandardCharsets.ISO_8859_1).indexOf("ispe") + 8;
        ByteBuffer.wrap(file).putInt(at, side).putInt(at + 4, side);
        return file;
      }
      default -> throw new IllegalArgumentException();
    }
  }

  private static byte[] drawn(String format) {
    var picture = new BufferedImage(40, 24, BufferedImage.TYPE_INT_RGB);
    var brush = picture.createGraphics();
    brush.setColor(Color.ORANGE);
    brush.fillOval(4, 2, 30, 18);
    brush.dispose();
    return file(picture, format);
  }

  static byte[] file(BufferedImage picture, String format) {
    var file = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, format, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  private static byte[] segment(int marker, byte[] content) {
    return concat(new byte[] {(byte) 0xff, (byte) marker, (byte) (content.length + 2 >> 8), (byte) (content.length + 2)}, content);
  }

  private static byte[] chunk(String type, byte[] content) {
    var sum = new CRC32();
    sum.update(concat(ascii(type), content));
    return concat(big(content.length), ascii(type), content, big((int) sum.getValue()));
  }

  private static byte[] part(String type, byte[] content) {
    return concat(ascii(type), little(content.length), content, new byte[content.length & 1]);
  }

  private static byte[] box(String type, byte[]... contents) {
    var content = concat(contents);
    return concat(big(content.length + 8), ascii(type), content);
  }

  private static byte[] big(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  private static byte[] little(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] concat(byte[]... all) {
    var together = new ByteArrayOutputStream();
    Arrays.stream(all).forEach(together::writeBytes);
    return together.toByteArray();
  }
}
