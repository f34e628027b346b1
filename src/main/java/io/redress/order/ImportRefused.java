package io.redress.order;

/** A file that cannot be imported at all; no order was written. The message says what to do instead. */
public class ImportRefused extends RuntimeException {

  public enum Kind {
    /** Broken: it cannot be read as what it claims to be. */
    MALFORMED,
    /** Readable, but not an order export. */
    NOT_AN_EXPORT,
    TOO_LARGE
  }

  private final Kind kind;

  ImportRefused(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  static ImportRefused malformed(String message, Throwable cause) {
    return new ImportRefused(Kind.MALFORMED, message, cause);
  }

  static ImportRefused notAnExport(String message) {
    return new ImportRefused(Kind.NOT_AN_EXPORT, message, null);
  }

  static ImportRefused tooLarge(String message, Throwable cause) {
    return new ImportRefused(Kind.TOO_LARGE, message, cause);
  }

  public Kind kind() {
    return kind;
  }
}
