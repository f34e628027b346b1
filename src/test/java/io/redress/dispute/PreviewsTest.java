package io.redress.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.drew.imaging.ImageMetadataReader;
import io.redress.FileType;
import io.redress.Files;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PreviewsTest {

  /** Left red, right blue; 16 by 8 pixels. */
  private static final byte[] WEBP = hex("524946463e0000005745425056503820320000009001009d012a1000080002804225a00274ba00039800fef27ffffad57fff856bfeec17607feab3ffbd8121ff"
      + "bd80f7000000");
  private static final int RED = 0xff0000;
  private static final int BLUE = 0x0000ff;
  private static final int WHITE = 0xffffff;

  private final Previews previews = new Previews(50_000_000);

  @ParameterizedTest
  @CsvSource({"1, left, top", "2, right, top", "3, right, bottom", "4, left, bottom", "5, left, top", "6, right, top", "7, right, bottom", "8, left, bottom"})
  void a_picture_stands_upright_however_the_camera_was_held(int orientation, String side, String end) throws IOException {
    var marked = picture(320, 160, BufferedImage.TYPE_INT_RGB, Color.BLUE);
    fill(marked, 0, 0, 160, 80, Color.RED);
    var preview = shown(previews.of("e-1", FileType.JPEG, bare(FileType.JPEG, turned(Snapshots.file(marked, "jpg"), orientation))));
    boolean lies = orientation >= 5;
    assertThat(preview.getWidth()).isEqualTo(lies ? 160 : 320);
    assertThat(preview.getHeight()).isEqualTo(lies ? 320 : 160);
    for (var x : List.of("left", "right")) {
      for (var y : List.of("top", "bottom")) {
        is(preview, preview.getWidth() * (x.equals("left") ? 1 : 3) / 4, preview.getHeight() * (y.equals("top") ? 1 : 3) / 4,
            x.equals(side) && y.equals(end) ? RED : BLUE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG"})
  void every_kind_tells_how_it_is_turned_and_nothing_of_it_is_left(FileType type) throws Exception {
    var preview = previews.of("e-1", type, bare(type, Snapshots.of(type))).orElseThrow();
    assertThat(FileType.of(preview)).contains(FileType.JPEG);
    assertThat(shown(Optional.of(preview))).extracting(BufferedImage::getWidth, BufferedImage::getHeight).containsExactly(24, 40);
    assertThat(new String(preview, StandardCharsets.ISO_8859_1)).doesNotContain(Snapshots.PLACE, "Exif", "ICC_PROFILE", "xmp");
    assertThat(ImageMetadataReader.readMetadata(new ByteArrayInputStream(preview)).getDirectories()).extracting(each -> each.getName())
        .containsOnly("JPEG", "JFIF", "Huffman", "File Type");
  }

  @ParameterizedTest
  @CsvSource({"1024, 1024, 1024, 1024", "1025, 300, 1024, 300", "300, 5000, 61, 1024", "4032, 3024, 1024, 768", "2999, 17, 1024, 6", "9000, 1, 1024, 1", "40, 24, 40, 24"})
  void the_longest_side_has_at_most_1024_pixels_and_nothing_grows(int width, int height, int across, int down) throws IOException {
    var preview = shown(previews.of("e-1", FileType.PNG, bare(FileType.PNG, Snapshots.file(picture(width, height, BufferedImage.TYPE_BYTE_BINARY, Color.WHITE), "png"))));
    assertThat(preview.getWidth()).isEqualTo(across);
    assertThat(preview.getHeight()).isCloseTo(down, within(1)).isPositive();
  }

  @Test
  void what_is_transparent_is_white() throws IOException {
    var half = picture(64, 32, BufferedImage.TYPE_INT_ARGB, new Color(0, true));
    fill(half, 32, 0, 32, 32, Color.BLUE);
    var preview = shown(previews.of("e-1", FileType.PNG, bare(FileType.PNG, Snapshots.file(half, "png"))));
    is(preview, 8, 16, WHITE);
    is(preview, 56, 16, BLUE);
  }

  @Test
  void lossy_webp_is_shown_and_turned() throws IOException {
    var preview = shown(previews.of("e-1", FileType.WEBP, bare(FileType.WEBP, WEBP)));
    assertThat(preview).extracting(BufferedImage::getWidth, BufferedImage::getHeight).containsExactly(16, 8);
    is(preview, 3, 4, RED);
    is(preview, 12, 4, BLUE);
    var turned = shown(previews.of("e-1", FileType.WEBP, bare(FileType.WEBP, webp(hex("565038580a000000" + "08000000" + "0f0000" + "070000"),
        Arrays.copyOfRange(WEBP, 12, WEBP.length), hex("45584946" + "1a000000"), Orientation.exif(8)))));
    assertThat(turned).extracting(BufferedImage::getWidth, BufferedImage::getHeight).containsExactly(8, 16);
    is(turned, 4, 12, RED);
    is(turned, 4, 3, BLUE);
  }

  /** Its decoder keeps as many tables and transformations as a file asks for, and goes on for minutes behind the end of a broken one. */
  @Test
  void lossless_webp_has_none() {
    assertThat(previews.of("e-1", FileType.WEBP, bare(FileType.WEBP, Files.webp()))).isEmpty();
    assertThat(previews.of("e-1", FileType.WEBP, bare(FileType.WEBP, Snapshots.of(FileType.WEBP)))).isEmpty();
    assertThat(previews.of("e-1", FileType.WEBP, bare(FileType.WEBP, webp(hex("565038580a000000" + "10000000" + "0f0000" + "070000"),
        hex("414c504802000000" + "0100"), Arrays.copyOfRange(WEBP, 12, WEBP.length))))).as("with a lossless transparency").isEmpty();
  }

  @Test
  void a_broken_picture_has_none() {
    assertThat(previews.of("e-1", FileType.JPEG, bare(FileType.JPEG, Files.jpeg()))).as("no tables").isEmpty();
    assertThat(previews.of("e-1", FileType.PNG, bare(FileType.PNG, Snapshots.bomb(FileType.PNG, 40)))).as("too few pixels").isEmpty();
    var later = WEBP.clone();
    later[20] |= 1;
    assertThat(previews.of("e-1", FileType.WEBP, bare(FileType.WEBP, later))).as("a frame of a film").isEmpty();
    var random = new Random(11);
    for (int n = 0; n < 300; n++) {
      var type = List.of(FileType.JPEG, FileType.PNG, FileType.WEBP).get(n % 3);
      var file = (type == FileType.WEBP ? WEBP : Snapshots.of(type)).clone();
      for (int hit = 0; hit < 4; hit++) {
        file[random.nextInt(12, file.length)] = (byte) random.nextInt();
      }
      BareFile.of(type, file).ifPresent(bare -> previews.of("e-1", type, bare));
    }
  }

  @Test
  void what_is_no_picture_or_not_decoded_here_has_none() {
    for (var type : List.of(FileType.HEIC, FileType.MP4)) {
      assertThat(previews.of("e-1", type, bare(type, Snapshots.of(type)))).isEmpty();
    }
    assertThat(previews.of("e-1", FileType.PDF, bare(FileType.PDF, Files.pdf()))).isEmpty();
  }

  @Test
  void too_many_pixels_have_none_and_webp_weighs_four_times() {
    var strict = new Previews(16 * 8 * 4);
    assertThat(strict.of("e-1", FileType.PNG, bare(FileType.PNG, Snapshots.file(picture(32, 16, BufferedImage.TYPE_INT_RGB, Color.RED), "png")))).isPresent();
    assertThat(strict.of("e-1", FileType.PNG, bare(FileType.PNG, Snapshots.file(picture(33, 16, BufferedImage.TYPE_INT_RGB, Color.RED), "png")))).isEmpty();
    assertThat(strict.of("e-1", FileType.WEBP, bare(FileType.WEBP, WEBP))).isPresent();
    assertThat(new Previews(16 * 8 * 4 - 1).of("e-1", FileType.WEBP, bare(FileType.WEBP, WEBP))).isEmpty();
  }

  /** Each scan makes a decoder go through all pixels, and takes a few bytes only. */
  @Test
  void a_picture_that_begins_again_and_again_has_none() {
    assertThat(previews.of("e-1", FileType.JPEG, repeated(4))).isPresent();
    assertThat(previews.of("e-1", FileType.JPEG, repeated(400))).isEmpty();
  }

  @Test
  void a_frame_that_is_larger_than_its_picture_counts() {
    var bare = bare(FileType.WEBP, webp(hex("565038580a000000" + "02000000" + "0f0000" + "070000"), hex("414e494d06000000" + "ffffffff0000"),
        hex("414e4d46" + "4a000000" + "000000" + "000000" + "ff3f00" + "ff3f00" + "640000" + "00"), Arrays.copyOfRange(WEBP, 12, WEBP.length)));
    assertThat(bare.width()).isEqualTo(16);
    assertThat(allocated(() -> assertThat(previews.of("e-1", FileType.WEBP, bare)).isEmpty())).isLessThan(10_000_000);
  }

  @Test
  void the_pixels_of_a_large_picture_are_never_all_there() {
    var huge = bare(FileType.PNG, Snapshots.file(picture(7_000, 7_000, BufferedImage.TYPE_BYTE_BINARY, Color.WHITE), "png"));
    assertThat(huge.bytes().length).isLessThan(100_000);
    assertThat(allocated(() -> assertThat(previews.of("e-1", FileType.PNG, huge)).isPresent())).isLessThan(7_000L * 7_000 * 2);
  }

  @Test
  void what_nothing_compresses_still_fits() {
    var noise = new BufferedImage(1024, 1024, BufferedImage.TYPE_INT_RGB);
    var random = new Random(7);
    noise.setRGB(0, 0, 1024, 1024, random.ints(1024 * 1024).toArray(), 0, 1024);
    assertThat(previews.of("e-1", FileType.PNG, bare(FileType.PNG, Snapshots.file(noise, "png")))).isPresent();
    noise.setRGB(0, 0, 1024, 1024, random.ints(1024 * 1024, 0, 2).map(bit -> -bit).toArray(), 0, 1024);
    assertThat(previews.of("e-1", FileType.PNG, bare(FileType.PNG, Snapshots.file(noise, "png")))).isPresent();
  }

  @Test
  void whoever_is_told_to_stop_waits_no_longer() {
    Thread.currentThread().interrupt();
    assertThat(previews.of("e-1", FileType.WEBP, bare(FileType.WEBP, WEBP))).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(previews.of("e-1", FileType.WEBP, bare(FileType.WEBP, WEBP))).isPresent();
  }

  // -----------------------------------------------------------------------------------------------------------------------------

  private static BareFile bare(FileType type, byte[] file) {
    return BareFile.of(type, file).orElseThrow();
  }

  private static byte[] webp(byte[]... parts) {
    var content = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(content::writeBytes);
    var file = new ByteArrayOutputStream();
    file.writeBytes(hex("52494646"));
    file.writeBytes(new byte[] {(byte) (content.size() + 4), 0, 0, 0});
    file.writeBytes(hex("57454250"));
    file.writeBytes(content.toByteArray());
    return file.toByteArray();
  }

  private static BareFile repeated(int scans) {
    var plain = progressive(picture(64, 64, BufferedImage.TYPE_INT_RGB, Color.RED));
    int scan = new String(plain, StandardCharsets.ISO_8859_1).lastIndexOf("\u00ff\u00da");
    var file = new ByteArrayOutputStream();
    file.write(plain, 0, scan);
    for (int n = 0; n < scans; n++) {
      file.write(plain, scan, plain.length - 2 - scan);
    }
    file.write(plain, plain.length - 2, 2);
    return bare(FileType.JPEG, file.toByteArray());
  }

  private static byte[] progressive(BufferedImage picture) {
    var writer = ImageIO.getImageWritersByFormatName("jpg").next();
    var file = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(file)) {
      var settings = writer.getDefaultWriteParam();
      settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  private static BufferedImage picture(int width, int height, int kind, Color colour) {
    var picture = new BufferedImage(width, height, kind);
    fill(picture, 0, 0, width, height, colour);
    return picture;
  }

  private static void fill(BufferedImage picture, int x, int y, int width, int height, Color colour) {
    var brush = picture.createGraphics();
    brush.setColor(colour);
    brush.fillRect(x, y, width, height);
    brush.dispose();
  }

  private static byte[] turned(byte[] jpeg, int orientation) {
    var exif = Orientation.exif(orientation);
    var turned = new ByteArrayOutputStream();
    turned.write(jpeg, 0, 2);
    turned.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (exif.length + 8), 'E', 'x', 'i', 'f', 0, 0});
    turned.writeBytes(exif);
    turned.write(jpeg, 2, jpeg.length - 2);
    return turned.toByteArray();
  }

  private static BufferedImage shown(Optional<byte[]> preview) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(preview.orElseThrow()));
  }

  /** As nearly as JPEG keeps it. */
  private static void is(BufferedImage picture, int x, int y, int colour) {
    var seen = new Color(picture.getRGB(x, y));
    var meant = new Color(colour);
    assertThat(List.of(seen.getRed(), seen.getGreen(), seen.getBlue())).as("%d, %d", x, y).zipSatisfy(
        List.of(meant.getRed(), meant.getGreen(), meant.getBlue()), (is, should) -> assertThat(is).isCloseTo(should, within(40)));
  }

  /** In bytes, by this thread. */
  private static long allocated(Runnable work) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
