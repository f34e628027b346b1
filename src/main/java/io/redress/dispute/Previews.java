package io.redress.dispute;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.redress.FileType;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Small pictures of large ones, so that nobody's browser has to decode what a stranger sent. New pixels, upright, on white, without anything else
 * of the file. Whatever goes wrong, there is no preview, and the file is taken all the same.
 */
@Component
class Previews {

  /** In pixels. */
  static final int LONGEST_SIDE = 1024;
  /** In bytes; noise, which nothing compresses, has fewer. */
  static final int LARGEST = 1024 * 1024;

  /** How long an upload waits for those before it. */
  private static final int PATIENCE_IN_SECONDS = 20;
  private static final double QUALITY = 0.82;
  /** So much more than the JDK's decoders the one of WebP takes for as many pixels. */
  private static final int WEBP_WEIGHS = 4;
  private static final int BITS_OF_FOUR_COLOURS = 32;

  private static final Logger log = LoggerFactory.getLogger(Previews.class);

  private final long mostPixels;
  /** One at a time on a node: the memory for a picture is then needed once, however many people send some. */
  private final Semaphore turn = new Semaphore(1, true);

  Previews(@Value("${redress.evidence.preview-most-pixels}") long mostPixels) {
    this.mostPixels = mostPixels;
    // no copy of somebody's picture in a temporary file
    ImageIO.setUseCache(false);
  }

  /**
   * A JPEG of at most {@link #LONGEST_SIDE} pixels on either side.
   *
   * @param evidenceId for the log
   * @param file of this type and without anything unknown
   */
  Optional<byte[]> of(String evidenceId, FileType type, BareFile file) {
    if (!isDecoded(type)) {
      return Optional.empty();
    }
    if (!file.isPredictable()) {
      return none(evidenceId, "unusually built");
    }
    boolean isMine = false;
    try {
      isMine = turn.tryAcquire(PATIENCE_IN_SECONDS, TimeUnit.SECONDS);
      if (!isMine) {
        return none(evidenceId, "too many pictures at once");
      }
      return made(evidenceId, type, file);
    } catch (IOException | RuntimeException e) {
      // what a decoder says may repeat what stands in the file
      return none(evidenceId, e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return none(evidenceId, "interrupted");
    } finally {
      if (isMine) {
        turn.release();
      }
    }
  }

  private Optional<byte[]> made(String evidenceId, FileType type, BareFile file) throws IOException {
    var reader = reader(type);
    try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file.bytes()))) {
      reader.setInput(input, false, true);
      // a frame of an animation has a size of its own
      long width = Math.max(file.width(), reader.getWidth(0));
      long height = Math.max(file.height(), reader.getHeight(0));
      if (width * (double) height * (type == FileType.WEBP ? WEBP_WEIGHS : 1) > mostPixels) {
        return none(evidenceId, "too large");
      }
      var jpeg = new ByteArrayOutputStream();
      var picture = onWhite(decoded(reader, (int) Math.max(width, height)));
      Thumbnails.of(picture).scale(Math.min(1, (double) LONGEST_SIDE / Math.max(picture.getWidth(), picture.getHeight())))
          .addFilter(ExifFilterUtils.getFilterForOrientation(Orientation.typeOf(file.orientation())))
          .outputFormat("jpg").outputQuality(QUALITY).toOutputStream(jpeg);
      return jpeg.size() > LARGEST ? none(evidenceId, "too many bytes") : Optional.of(jpeg.toByteArray());
    } finally {
      reader.dispose();
    }
  }

  /** Leaves out rows and columns while it reads, so that the pixels of a large picture are never all there. */
  private static BufferedImage decoded(ImageReader reader, int longestSide) throws IOException {
    var settings = reader.getDefaultReadParam();
    boolean isDeep = reader.getImageTypes(0).next().getColorModel().getPixelSize() > BITS_OF_FOUR_COLOURS;
    int step = Math.max(1, longestSide / (isDeep ? LONGEST_SIDE : 2 * LONGEST_SIDE));
    settings.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, settings);
  }

  /** In the colours that browsers expect, whatever the picture's own are. */
  private static BufferedImage onWhite(BufferedImage picture) {
    var white = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    var brush = white.createGraphics();
    try {
      brush.drawImage(picture, 0, 0, Color.WHITE, null);
    } finally {
      brush.dispose();
    }
    return white;
  }

  private static boolean isDecoded(FileType type) {
    return type == FileType.JPEG || type == FileType.PNG || type == FileType.WEBP;
  }

  /** The JDK's own and this one: not what else may have registered itself. */
  private static ImageReader reader(FileType type) {
    return type == FileType.WEBP ? new WebPImageReaderSpi().createReaderInstance(null)
        : ImageIO.getImageReadersByFormatName(type.extension()).next();
  }

  private static Optional<byte[]> none(String evidenceId, String why) {
    log.info("RD-3001 no preview evidence={} why={}", evidenceId, why);
    return Optional.empty();
  }
}
