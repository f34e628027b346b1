package io.redress.deadline;

import java.time.Instant;

/** Lets time pass at once, for demonstrations and tests. */
public interface FastForward {

  /**
   * Moves the clock forward to {@code target} and returns when every job that fell due on the way has run, in time order, each at
   * its own time, and those it created as well.
   */
  void to(Instant target);
}
