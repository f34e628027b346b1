package io.redress.dispute;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import io.redress.FileType;
import io.redress.Files;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether anything of a place is left is looked up by a library that knows nothing of ours. */
class BareFileTest {

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "WEBP", "HEIC"})
  void a_picture_tells_no_longer_where_it_was_taken(FileType type) throws Exception {
    var original = Snapshots.of(type);
    assertThat(FileType.of(original)).contains(type);
    var before = read(original);
    assertThat(before.getDirectoriesOfType(GpsDirectory.class)).as("what the test is about").anySatisfy(gps -> assertThat(gps.getGeoLocation()).isNotNull());
    var bare = BareFile.of(type, original).orElseThrow().bytes();
    assertThat(FileType.of(bare)).contains(type);
    var after = read(bare);
    assertThat(after.getDirectoriesOfType(GpsDirectory.class)).isEmpty();
    assertThat(after.getDirectoriesOfType(XmpDirectory.class)).allSatisfy(xmp -> assertThat(xmp.getXmpProperties()).isEmpty());
    nothingOfThePlace(bare);
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "WEBP"})
  void it_stays_the_right_way_up(FileType type) throws Exception {
    assertThat(orientation(Snapshots.of(type))).isEqualTo(6);
    assertThat(orientation(BareFile.of(type, Snapshots.of(type)).orElseThrow().bytes())).isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG"})
  void it_shows_the_same_pixels(FileType type) throws IOException {
    var original = ImageIO.read(new ByteArrayInputStream(Snapshots.of(type)));
    var bare = BareFile.of(type, Snapshots.of(type)).orElseThrow();
    var shown = ImageIO.read(new ByteArrayInputStream(bare.bytes()));
    assertThat(bare.width()).isEqualTo(original.getWidth());
    assertThat(bare.height()).isEqualTo(original.getHeight());
    assertThat(shown.getRGB(0, 0, 40, 24, null, 0, 40)).isEqualTo(original.getRGB(0, 0, 40, 24, null, 0, 40));
  }

  @Test
  void of_a_heic_every_position_stays_as_it_was_and_only_the_pixels_are_left() {
    var original = Snapshots.heic();
    var bare = BareFile.of(FileType.HEIC, original).orElseThrow();
    assertThat(bare.bytes()).hasSameSizeAs(original);
    assertThat(text(bare.bytes())).contains("what the picture is made of", "irot").doesNotContain("udes", "uuid", "mpvd");
    assertThat(text(bare.bytes()).indexOf("what the picture")).isEqualTo(text(original).indexOf("what the picture"));
    assertThat(bare.width()).isEqualTo(4032);
    assertThat(bare.height()).isEqualTo(3024);
  }

  @ParameterizedTest
  @EnumSource(names = {"MP4", "QUICKTIME"})
  void a_video_tells_no_longer_where_when_and_with_what_it_was_taken(FileType type) {
    var original = Snapshots.of(type);
    var moment = text(ByteBuffer.allocate(4).putInt(Snapshots.MOMENT).array());
    assertThat(text(original)).contains(Snapshots.PLACE, Snapshots.CAMERA, moment);
    var bare = BareFile.of(type, original).orElseThrow().bytes();
    assertThat(bare).hasSameSizeAs(original);
    assertThat(text(bare)).contains("the vide", "the soun", "frames", "mvhd", "stts").doesNotContain("ISO6709", "uuid", "xyz", Snapshots.CAMERA, moment);
    nothingOfThePlace(bare);
  }

  /** Drones write their positions so. */
  @Test
  void subtitles_and_data_beside_a_video_are_no_longer_told_of() {
    assertThat(text(BareFile.of(FileType.MP4, Snapshots.mp4()).orElseThrow().bytes())).doesNotContain("the text", "the meta");
  }

  @Test
  void a_video_without_anything_to_play_is_none() {
    assertThat(BareFile.of(FileType.MP4, Files.boxed("isom"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "WEBP", "HEIC", "MP4", "QUICKTIME"})
  void what_is_bare_stays_as_it_is(FileType type) {
    var bare = BareFile.of(type, Snapshots.of(type)).orElseThrow().bytes();
    assertThat(BareFile.of(type, bare).orElseThrow().bytes()).isEqualTo(bare);
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "WEBP", "HEIC"})
  void what_a_picture_declares_is_read_and_not_its_pixels(FileType type) {
    assertThat(BareFile.of(type, Snapshots.bomb(type, 50_000)).orElseThrow()).satisfies(bomb -> {
      assertThat(bomb.width()).isEqualTo(50_000);
      assertThat(bomb.height()).isEqualTo(50_000);
    });
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "WEBP", "HEIC", "MP4", "QUICKTIME"})
  void what_ends_too_early_is_not_shown(FileType type) {
    var original = Snapshots.of(type);
    assertThat(BareFile.of(type, Arrays.copyOf(original, original.length / 4))).isEmpty();
    assertThat(BareFile.of(type, new byte[0])).isEmpty();
  }

  /** Whatever somebody makes of a file: an answer, soon, and never more than was there. */
  @Property(tries = 3000)
  void damaged_files_are_refused_or_shown_without_a_place(@ForAll FileType type, @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int changes) {
    if (type == FileType.PDF) {
      return;
    }
    var chance = new Random(seed);
    var file = Snapshots.of(type);
    for (int change = 0; change < changes; change++) {
      file[chance.nextInt(file.length)] = (byte) chance.nextInt(256);
    }
    BareFile.of(type, file).ifPresent(bare -> assertThat(bare.bytes().length).isLessThanOrEqualTo(file.length + 64));
  }

  private static Metadata read(byte[] file) throws ImageProcessingException, IOException {
    return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file), file.length);
  }

  private static int orientation(byte[] file) throws ImageProcessingException, IOException, MetadataException {
    return read(file).getFirstDirectoryOfType(ExifIFD0Directory.class).getInt(ExifIFD0Directory.TAG_ORIENTATION);
  }

  private static void nothingOfThePlace(byte[] file) {
    assertThat(text(file)).doesNotContain(Snapshots.PLACE, "GPS", "31,13", "\0\0\0\u001f\0\0\0\u0001\0\0\0\r\0\0\0\u0001");
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1);
  }
}
