package io.redress.deadline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Objects;

/** The instant at which somebody's time is up, in whole milliseconds: the finest that the engine's timers keep. */
public record Deadline(Instant at) implements Comparable<Deadline> {

  public Deadline {
    at = Objects.requireNonNull(at, "a deadline needs an instant").truncatedTo(ChronoUnit.MILLIS);
  }

  /** Rolling: {@code duration} after {@code start}, whatever the calendar says. */
  public static Deadline after(Duration duration, Instant start) {
    return new Deadline(start.plus(duration));
  }

  /** 含当日: 23:59:59.999 of the last of {@code days} calendar days, of which {@code firstDay} is the first (20.6). */
  public static Deadline endOfDay(int days, LocalDate firstDay, ZoneId zone) {
    if (days < 1) {
      throw new IllegalArgumentException("a deadline needs at least 1 day, not " + days);
    }
    return endOf(firstDay.plusDays(days - 1L), zone);
  }

  /** 23:59:59.999 of that day: the last millisecond before the next day starts, also where clocks change at midnight. */
  static Deadline endOf(LocalDate day, ZoneId zone) {
    return new Deadline(day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1));
  }

  /** A deadline is past from its very instant on. */
  public boolean isPast(Clock clock) {
    return !clock.instant().isBefore(at);
  }

  public Deadline orEarlier(Deadline other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public Deadline orLater(Deadline other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** As the engine's timers take it. */
  public Date toDate() {
    return Date.from(at);
  }

  @Override
  public int compareTo(Deadline other) {
    return at.compareTo(other.at);
  }
}
