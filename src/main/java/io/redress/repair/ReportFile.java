package io.redress.repair;

import io.redress.FileType;
import io.redress.repair.Effort.TooMuch;
import io.redress.repair.Finding.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * What a report's file is and says.
 *
 * @param findings what is wrong with the file itself
 * @param text its words; empty where there are none, or none could be read
 * @param readable whether the words were read; without, nothing can be said about what stands in it
 */
record ReportFile(List<Finding> findings, ReportText text, boolean readable) {

  static final int LARGEST = 20 * 1024 * 1024;

  private static final int MEGABYTE = 1024 * 1024;
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final long MEMORY_A_STEP = 256L * MEGABYTE;
  /** Beyond the first, what PDFBox keeps goes to a temporary file; beyond the second, it stops. */
  private static final long KEPT_IN_MEMORY = 32L * MEGABYTE;
  private static final long KEPT_AT_ALL = 256L * MEGABYTE;
  /** Readers look for the end mark in so many last bytes. */
  private static final int END = 1024;
  private static final int LONGEST_FILTERS = 400;

  /**
   * @param issuers the certificates with which the report may be signed
   * @param now by which an undated signature is judged
   */
  static ReportFile open(byte[] bytes, List<X509Certificate> issuers, Instant now) {
    if (bytes.length == 0) {
      return broken(Code.FILE_EMPTY);
    }
    if (bytes.length > LARGEST) {
      return broken(Code.FILE_TOO_LARGE);
    }
    var type = FileType.of(bytes);
    if (type.filter(FileType::isPicture).isPresent()) {
      return picture(bytes, type.get());
    }
    if (type.isEmpty() || type.get() != FileType.PDF) {
      return broken(Code.FILE_TYPE);
    }
    try {
      return pdf(bytes, issuers, now);
    } catch (InvalidPasswordException e) {
      return broken(Code.FILE_ENCRYPTED);
    } catch (TooMuch e) {
      return broken(Code.FILE_TOO_COMPLEX);
    } catch (StackOverflowError | OutOfMemoryError e) {
      // nested too deeply, or one thing in it larger than all the memory there is: both are gone with this file
      return broken(Code.FILE_TOO_COMPLEX);
    } catch (IOException | RuntimeException e) {
      return broken(Code.FILE_BROKEN);
    }
  }

  private static ReportFile pdf(byte[] bytes, List<X509Certificate> issuers, Instant now) throws IOException {
    if (!isWhole(bytes)) {
      return broken(Code.FILE_BROKEN);
    }
    isPackedOnce(bytes);
    var effort = new Effort(LONGEST, MEMORY_A_STEP);
    var memory = MemoryUsageSetting.setupMixed(KEPT_IN_MEMORY, KEPT_AT_ALL).streamCache;
    try (var document = Loader.loadPDF(new LimitedBytes(bytes, effort), memory)) {
      if (document.isEncrypted()) {
        return broken(Code.FILE_ENCRYPTED);
      }
      if (document.getNumberOfPages() < 1) {
        return broken(Code.FILE_BROKEN);
      }
      return read(document, bytes, issuers, now, effort);
    }
  }

  private static ReportFile read(PDDocument document, byte[] bytes, List<X509Certificate> issuers, Instant now, Effort effort)
      throws IOException {
    var findings = new ArrayList<Finding>();
    effort.nextStep();
    ActiveContent.in(document.getDocument(), effort)
        .ifPresent(kind -> findings.add(Finding.of(Code.FILE_ACTIVE, kind.en(), kind.zh())));
    var text = PdfText.of(document, effort);
    if (text.isEmpty()) {
      findings.add(Finding.of(Code.NO_TEXT));
    }
    findings.addAll(PdfSignatures.check(document, bytes, issuers, now));
    return new ReportFile(findings, text, !text.isEmpty());
  }

  /** Whether a file of this kind can be a report at all. */
  static boolean mayBe(FileType type) {
    return type == FileType.PDF || type.isPicture();
  }

  /** A reader repairs a file whose end is missing, as well as it can; a report must not need that. */
  private static boolean isWhole(byte[] bytes) {
    int from = Math.max(0, bytes.length - END);
    return new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1).contains("%%EOF");
  }

  /** What a PDF's own index is packed with is unpacked while it is opened, so every list of names is looked at before. */
  private static void isPackedOnce(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '[') {
        int end = i + 1;
        while (end < bytes.length && end - i < LONGEST_FILTERS && "<>()[]".indexOf(bytes[end]) < 0) {
          end++;
        }
        if (end < bytes.length && bytes[end] == ']') {
          ActiveContent.isPackedOnce(List.of(unescaped(new String(bytes, i + 1, end - i - 1, StandardCharsets.ISO_8859_1)).split("[\\s/]+")));
        }
      }
    }
  }

  private static String unescaped(String names) {
    var plain = new StringBuilder();
    for (int i = 0; i < names.length(); i++) {
      boolean escaped = names.charAt(i) == '#' && i + 2 < names.length() && Character.digit(names.charAt(i + 1), 16) >= 0
          && Character.digit(names.charAt(i + 2), 16) >= 0;
      plain.append(escaped ? (char) Integer.parseInt(names.substring(i + 1, i + 3), 16) : names.charAt(i));
      i += escaped ? 2 : 0;
    }
    return plain.toString();
  }

  /** Only a picture's head is read, never its dots: those could fill any memory. */
  private static ReportFile picture(byte[] bytes, FileType type) {
    if ((type == FileType.JPEG || type == FileType.PNG) && !hasHead(bytes)) {
      return broken(Code.FILE_BROKEN);
    }
    return new ReportFile(List.of(Finding.of(Code.NO_TEXT)), ReportText.of(""), false);
  }

  private static boolean hasHead(byte[] bytes) {
    try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      var readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        return false;
      }
      var reader = readers.next();
      try {
        reader.setInput(input, true, true);
        return reader.getWidth(0) > 0 && reader.getHeight(0) > 0;
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static ReportFile broken(Code code) {
    return new ReportFile(List.of(Finding.of(code)), ReportText.of(""), false);
  }
}
