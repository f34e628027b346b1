package io.redress.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a merchant promised about after-sales for one order (RP-05). Once made it stays; of all of them the latest date counts.
 *
 * @param madeAt when the merchant said so
 * @param until until when the merchant stands by it
 * @param note where it was found or how it read; both sides see it; at most 500 characters, or null
 */
public record Promise(Source source, Instant madeAt, Instant until, String note) {

  /** Where it was made. */
  public enum Source {
    /** The order's own snapshot: its {@code merchantPromisedUntil}. Nobody adds such a promise by hand. */
    ORDER("order"),
    SHOP_PAGE("shop-page"),
    DETAIL_PAGE("detail-page"),
    PROMOTION_PAGE("promotion-page"),
    CHAT("chat"),
    LIVESTREAM("livestream"),
    AFTER_SALES_TICKET("after-sales-ticket"),
    WARRANTY_CARD("warranty-card"),
    AFTER_SALES_CERTIFICATE("after-sales-certificate");

    private final String code;

    Source(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }

    /** One that a promise can be added from; empty for any other word. */
    public static Optional<Source> of(String code) {
      return Arrays.stream(values()).filter(source -> source != ORDER && source.code.equals(code)).findFirst();
    }

    /** All that a promise can be added from. */
    public static String codes() {
      return Arrays.stream(values()).filter(source -> source != ORDER).map(Source::code).collect(Collectors.joining(", "));
    }

    static Source stored(String code) {
      return Arrays.stream(values()).filter(source -> source.code.equals(code)).findFirst()
          .orElseThrow(() -> new IllegalStateException("a promise is stored with the unknown source " + code));
    }
  }

  /** Whether the other one says the same, whatever is noted about it. What a snapshot says again is the same promise. */
  boolean isSameAs(Promise other) {
    return source == other.source && until.equals(other.until) && (source == Source.ORDER || madeAt.equals(other.madeAt));
  }

  /** Databases keep microseconds. */
  Promise withStoredPrecision() {
    return new Promise(source, madeAt.truncatedTo(ChronoUnit.MICROS), until.truncatedTo(ChronoUnit.MICROS), note);
  }
}
