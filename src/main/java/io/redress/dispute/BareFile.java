package io.redress.dispute;

import io.redress.FileType;
import java.nio.BufferUnderflowException;
import java.util.Optional;

/**
 * What is needed of a picture or a video to show it, and nothing that tells where it was taken, with which device, or when.
 *
 * <p>Nothing is decoded and so nothing gets worse: JPEG, PNG and WebP are written anew from the parts that are known to be pixels, colours
 * and shape; in HEIC, MP4 and QuickTime, whose parts point at each other by position, everything else is overwritten where it stands. What is
 * not known is left out, so a maker's own notes, further pictures behind the end and text that somebody added go as well. How the picture is to be
 * turned is kept.
 *
 * <p>Limits: samples of an MP4's further tracks, such as the positions of an action camera or subtitles, stay in the file, but no part of it says any
 * more that they are there; what an encoder wrote into the pictures' own stream stays. What can be seen in a picture can be seen.
 *
 * @param width in pixels, as the file declares it; 0 for a video
 * @param orientation how it is to be turned to be upright, 1 to 8 as EXIF counts
 * @param isPredictable whether what it costs to decode it follows from the number of its pixels
 */
record BareFile(long width, long height, int orientation, boolean isPredictable, byte[] bytes) {

  BareFile(long width, long height, byte[] bytes) {
    this(width, height, Orientation.UPRIGHT, true, bytes);
  }

  /** @return empty when the file is not built as its kind is: then nobody can say what is in it */
  static Optional<BareFile> of(FileType type, byte[] file) {
    try {
      return Optional.of(switch (type) {
        case JPEG -> BareJpeg.of(file);
        case PNG -> BarePng.of(file);
        case WEBP -> BareWebp.of(file);
        case HEIC -> new BareBoxes(file).picture();
        case MP4, QUICKTIME -> new BareBoxes(file).video();
        case PDF -> new BareFile(0, 0, file);
      });
    } catch (Unreadable | IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException | ArithmeticException
        | NegativeArraySizeException e) {
      return Optional.empty();
    }
  }

  /** A file is not built as its kind is. */
  static final class Unreadable extends RuntimeException {

    Unreadable(String what) {
      super(what, null, false, false);
    }
  }
}
