package io.redress.shipment;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a carrier reports about a parcel.
 *
 * @param at when it happened, to the microsecond, as both databases keep it
 */
record TrackingEvent(Kind kind, Instant at) {

  /** In the order in which they happen to a parcel; {@code RETURNED} is the other way to end: the parcel goes back to its sender. */
  enum Kind {
    COLLECTED(1), DELIVERED(2), SIGNED(3), RETURNED(3);

    private final int stage;

    Kind(int stage) {
      this.stage = stage;
    }

    String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Optional<Kind> of(String code) {
      return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
  }

  /** Whether this tells that the parcel is where it was sent to. */
  boolean isArrival() {
    return kind == Kind.DELIVERED || kind == Kind.SIGNED;
  }

  /**
   * Whether the parcel is seen here now, having been seen there before: a later stage counts, and of two events of one stage the later
   * one. So a report that comes late, or from a scanner with a wrong clock, never takes a parcel back.
   */
  boolean supersedes(TrackingEvent shown) {
    if (shown == null || kind.stage != shown.kind.stage) {
      return shown == null || kind.stage > shown.kind.stage;
    }
    return at.isAfter(shown.at) || at.equals(shown.at) && kind.compareTo(shown.kind) > 0;
  }
}
