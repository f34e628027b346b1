package io.redress;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/** The kinds of files that people may send us, told by what is in them and never by their names. */
public enum FileType {
  JPEG("image/jpeg", "jpg"),
  PNG("image/png", "png"),
  WEBP("image/webp", "webp"),
  HEIC("image/heic", "heic"),
  MP4("video/mp4", "mp4"),
  /** MP4's ancestor, built in the same way: what iPhones film. */
  QUICKTIME("video/quicktime", "mov"),
  PDF("application/pdf", "pdf");

  /** How much of a file's beginning is enough to tell its kind; in bytes. */
  public static final int BEGINNING = 64 * 1024;

  private static final MimeTypes KNOWN = MimeTypes.getDefaultMimeTypes();
  /** MP4 as most phones and tools write it, which Tika does not tell from its ancestor. */
  private static final Pattern MP4_BRAND = Pattern.compile("(?s)....ftyp(iso[m2-9]|mp4[12]|avc1|MSNV|dash)");
  private static final Pattern QUICKTIME_BRAND = Pattern.compile("(?s)....ftypqt  ");
  /** AVIF that calls itself by the name of its family, as HEIC also may. */
  private static final Pattern AVIF_BRAND = Pattern.compile("(?s)....ftyp.{4,44}avi[fs]");
  private static final byte[] PDF_MARK = "%PDF-".getBytes(StandardCharsets.US_ASCII);

  private final String mediaType;
  private final String extension;

  FileType(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  public String mediaType() {
    return mediaType;
  }

  /** Without a dot. */
  public String extension() {
    return extension;
  }

  public boolean isPicture() {
    return this != MP4 && this != QUICKTIME && this != PDF;
  }

  /** @param mediaType one that {@link #mediaType} gave */
  public static FileType ofMediaType(String mediaType) {
    return Arrays.stream(values()).filter(type -> type.mediaType.equals(mediaType)).findFirst().orElseThrow();
  }

  /** @param beginning the file's first {@link #BEGINNING} bytes, or all of a shorter one */
  public static Optional<FileType> of(byte[] beginning) {
    try {
      var found = KNOWN.detect(new ByteArrayInputStream(beginning, 0, Math.min(beginning.length, BEGINNING)), new Metadata()).toString();
      var kind = new String(beginning, 0, Math.min(beginning.length, 64), StandardCharsets.ISO_8859_1);
      return Optional.ofNullable(switch (found) {
        case "image/jpeg" -> JPEG;
        case "image/png" -> PNG;
        case "image/webp" -> WEBP;
        case "image/heic" -> HEIC;
        case "image/heif" -> AVIF_BRAND.matcher(kind).lookingAt() ? null : HEIC;
        case "video/mp4", "application/mp4", "video/x-m4v" -> MP4;
        case "video/quicktime" -> MP4_BRAND.matcher(kind).lookingAt() ? MP4 : QUICKTIME_BRAND.matcher(kind).lookingAt() ? QUICKTIME : null;
        // readers find the mark further on, too, and so a program could be a report at the same time
        case "application/pdf" -> Arrays.equals(beginning, 0, Math.min(PDF_MARK.length, beginning.length), PDF_MARK, 0, PDF_MARK.length) ? PDF : null;
        default -> null;
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
