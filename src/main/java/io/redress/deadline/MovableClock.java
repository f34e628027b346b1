package io.redress.deadline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that really runs and can be moved forward, for demonstrations and tests; never back, since what has happened stays
 * happened. Safe for use by many threads; views in other zones move with it. Starts at the underlying clock's time.
 */
public final class MovableClock extends Clock {

  private final Clock running;
  private final AtomicReference<Duration> ahead;

  /** Runs ahead of the system's clock. */
  public MovableClock() {
    this(Clock.systemUTC());
  }

  /** Runs ahead of {@code running}; a fixed clock makes one that moves only when it is told to. */
  public MovableClock(Clock running) {
    this(running.withZone(ZoneOffset.UTC), new AtomicReference<>(Duration.ZERO));
  }

  private MovableClock(Clock running, AtomicReference<Duration> ahead) {
    this.running = running;
    this.ahead = ahead;
  }

  /**
   * From now on it is {@code instant}, and time runs on from there.
   *
   * @throws IllegalArgumentException if that is earlier than now; nothing has changed then
   */
  public void moveTo(Instant instant) {
    ahead.updateAndGet(before -> {
      var now = running.instant();
      if (instant.isBefore(now.plus(before))) {
        throw new IllegalArgumentException("the clock only moves forward: it is " + now.plus(before) + " already, not " + instant);
      }
      return Duration.between(now, instant);
    });
  }

  @Override
  public Instant instant() {
    return running.instant().plus(ahead.get());
  }

  @Override
  public ZoneId getZone() {
    return running.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return zone.equals(getZone()) ? this : new MovableClock(running.withZone(zone), ahead);
  }
}
