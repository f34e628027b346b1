package io.redress.bench;

import static io.redress.bench.Report.median;

import io.redress.repair.ReportsForTests;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the check of a detection report as large as is taken: 20 MB, a hundred pages with words and pictures, signed. The first check in a
 * JVM, which loads everything that reads PDFs, is shown and not judged. {@code ReportBenchmark [rounds]}, 7 when not given.
 *
 * <p>Extra heap is measured in checks of their own.
 */
final class ReportBenchmark {

  private static final double MOST_SECONDS = 2;
  private static final int MOST_MEGABYTES = 200;
  private static final int MEGABYTE = 1 << 20;
  private static final int ROUNDS = 7;
  private static final int CHECKS_FOR_HEAP = 10;
  private static final Duration BETWEEN_COLLECTIONS = Duration.ofMillis(20);
  private static final MemoryMXBean HEAP = ManagementFactory.getMemoryMXBean();

  private ReportBenchmark() {}

  public static void main(String[] arguments) throws InterruptedException {
    run(new Report(), arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS);
  }

  static void run(Report report, int rounds) throws InterruptedException {
    var file = ReportsForTests.largeAndSigned();
    report.heading("Check of a detection report");
    report.text("%d MB, 100 pages, signed; %d processors, %d rounds. Limits: %.0f s and %d MB of extra heap.".formatted(file.length / MEGABYTE,
        Runtime.getRuntime().availableProcessors(), rounds, MOST_SECONDS, MOST_MEGABYTES));
    double first = seconds(file);
    var others = new ArrayList<Double>();
    for (int round = 0; round < rounds; round++) {
      others.add(seconds(file));
    }
    double worst = others.stream().max(Double::compare).orElseThrow();
    long heap = heap(file);
    report.table(List.of(
        List.of("", "first", "median", "slowest other", "extra heap", "within limits"),
        List.of("check", "%.2f s".formatted(first), "%.2f s".formatted(median(others)), "%.2f s".formatted(worst), "%d MB".formatted(heap / MEGABYTE),
            worst <= MOST_SECONDS && heap <= (long) MOST_MEGABYTES * MEGABYTE ? "yes" : "NO")));
  }

  private static double seconds(byte[] file) {
    System.gc();
    long start = System.nanoTime();
    ReportsForTests.checkedAsValid(file);
    return (System.nanoTime() - start) / 1e9;
  }

  /** The highest use of the heap just after a collection, which come one after the other meanwhile, less what was in use before. */
  private static long heap(byte[] file) throws InterruptedException {
    System.gc();
    long before = HEAP.getHeapMemoryUsage().getUsed();
    var peak = new AtomicLong();
    var done = new AtomicBoolean();
    var collecting = new Thread(() -> {
      while (!done.get()) {
        System.gc();
        peak.accumulateAndGet(HEAP.getHeapMemoryUsage().getUsed(), Math::max);
        LockSupport.parkNanos(BETWEEN_COLLECTIONS.toNanos());
      }
    });
    collecting.setDaemon(true);
    collecting.start();
    for (int i = 0; i < CHECKS_FOR_HEAP; i++) {
      ReportsForTests.checkedAsValid(file);
    }
    done.set(true);
    collecting.join();
    return peak.get() - before;
  }
}
