package io.redress.repair;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What one check may cost: processor time in all, and memory for each step of it. For the thread that made it; how busy the machine is does not count.
 *
 * <p>What a step has allocated is at least what it holds, so a file that unpacks without end is stopped, however it is nested.
 */
final class Effort {

  /** The file costs more than a report may. */
  static final class TooMuch extends RuntimeException {}

  private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long until;
  private final long bytesAStep;
  private long stepEnds;

  /** @param bytesAStep how many bytes may be allocated from one {@link #nextStep} to the next */
  Effort(Duration time, long bytesAStep) {
    this.until = THREADS.getCurrentThreadCpuTime() + time.toNanos();
    this.bytesAStep = bytesAStep;
    nextStep();
  }

  void nextStep() {
    stepEnds = THREADS.getCurrentThreadAllocatedBytes() + bytesAStep;
    check();
  }

  /** @throws TooMuch */
  void check() {
    if (THREADS.getCurrentThreadCpuTime() > until || THREADS.getCurrentThreadAllocatedBytes() > stepEnds) {
      throw new TooMuch();
    }
  }
}
