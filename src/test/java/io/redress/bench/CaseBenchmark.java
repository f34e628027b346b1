package io.redress.bench;

import static io.redress.bench.Report.median;

import io.redress.TestDatabase;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Measures refund-only cases per second, from the buyer's request to the paid refund, beside the same diagram on the bare engine.
 * Rounds alternate between the two, so that a busy machine slows both. Counts the SQL statements of a case, too.
 *
 * <p>{@code CaseBenchmark [cases per round] [rounds]}, 300 and 7 when not given; {@code -Dtest.database=postgres} measures PostgreSQL.
 */
final class CaseBenchmark {

  /** As application.yaml has it. */
  private static final int CONNECTIONS = 30;
  private static final int[] THREADS = {1, 4};
  private static final int COUNTED = 20;
  private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

  private record Side(String name, RefundCases cases, AtomicInteger next) {

    Side(String name, RefundCases cases) {
      this(name, cases, new AtomicInteger());
    }

    void handle() {
      var opened = cases.open(next.getAndIncrement());
      cases.agree(opened);
      cases.pay(opened);
    }
  }

  private CaseBenchmark() {}

  public static void main(String[] arguments) {
    LoggingSystem.get(CaseBenchmark.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    run(new Report(), arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300, arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7);
  }

  static void run(Report report, int cases, int rounds) {
    try (var application = new RedressCases(); var engine = new BareCases(application.deadlines(), CONNECTIONS)) {
      var redress = new Side("Redress", application);
      var bare = new Side("bare engine", engine);
      measure(redress, 2 * cases, 1);
      measure(bare, 2 * cases, 1);
      report.heading("Refund-only cases per second");
      report.text("From the request through the merchant's agreement to the paid refund, beside the same diagram with delegates that do "
          + "nothing on an engine without Spring and without our tables. %s, %d processors, medians of %d alternating rounds of %d cases."
          .formatted(TestDatabase.isPostgres() ? "PostgreSQL" : "H2 in memory", Runtime.getRuntime().availableProcessors(), rounds, cases));
      var table = new ArrayList<List<String>>();
      table.add(List.of("", "Redress", "bare engine", "ratio", "rounds", "Redress, CPU", "bare, CPU", "ratio"));
      for (int threads : THREADS) {
        table.add(compared(redress, bare, cases, rounds, threads));
      }
      report.table(table);
      application.check(redress.next().get());
      engine.check(bare.next().get());
      report.heading("SQL statements of one refund-only case");
      counted(report, redress, bare);
    }
  }

  private static List<String> compared(Side redress, Side bare, int cases, int rounds, int threads) {
    var ours = new ArrayList<Speed>();
    var theirs = new ArrayList<Speed>();
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        ours.add(measure(redress, cases, threads));
        theirs.add(measure(bare, cases, threads));
      } else {
        theirs.add(measure(bare, cases, threads));
        ours.add(measure(redress, cases, threads));
      }
    }
    var ratios = IntStream.range(0, rounds).mapToObj(round -> ours.get(round).perSecond() / theirs.get(round).perSecond()).toList();
    double milliseconds = median(ours.stream().map(Speed::milliseconds).toList());
    double bareMilliseconds = median(theirs.stream().map(Speed::milliseconds).toList());
    return List.of(threads == 1 ? "1 thread" : threads + " threads",
        "%.0f /s".formatted(median(ours.stream().map(Speed::perSecond).toList())),
        "%.0f /s".formatted(median(theirs.stream().map(Speed::perSecond).toList())),
        "%.2f".formatted(median(ratios)),
        "%.2f to %.2f".formatted(ratios.stream().min(Double::compare).orElseThrow(), ratios.stream().max(Double::compare).orElseThrow()),
        "%.1f ms".formatted(milliseconds), "%.1f ms".formatted(bareMilliseconds), "%.2f".formatted(bareMilliseconds / milliseconds));
  }

  /** @param milliseconds of processor time per case, in the thread that handles it: hardly changed by what else runs here */
  private record Speed(double perSecond, double milliseconds) {}

  private static Speed measure(Side side, int cases, int threads) {
    side.cases().prepare(cases);
    var left = new AtomicInteger(cases);
    var work = IntStream.range(0, threads).<Callable<Long>>mapToObj(thread -> () -> {
      long start = PROCESSOR.getCurrentThreadCpuTime();
      while (left.getAndDecrement() > 0) {
        side.handle();
      }
      return PROCESSOR.getCurrentThreadCpuTime() - start;
    }).toList();
    var workers = Executors.newFixedThreadPool(threads);
    try {
      long start = System.nanoTime();
      long used = 0;
      for (var done : workers.invokeAll(work, 5, TimeUnit.MINUTES)) {
        used += done.get();
      }
      return new Speed(cases / ((System.nanoTime() - start) / 1e9), used / 1e6 / cases);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a case of " + side.name() + " failed", e);
    } finally {
      workers.shutdownNow();
    }
  }

  private static void counted(Report report, Side redress, Side bare) {
    var ours = counted(redress);
    var theirs = counted(bare);
    var table = new ArrayList<List<String>>();
    table.add(List.of("", "Redress: open", "agree", "pay", "bare: open", "agree", "pay"));
    table.add(row("all statements", ours, theirs, ""));
    for (var verb : List.of("select", "insert", "update", "delete", "merge", "transaction")) {
      if (ours.stream().anyMatch(phase -> phase.keySet().stream().anyMatch(kind -> kind.startsWith(verb)))) {
        table.add(row(verb, ours, theirs, verb));
      }
    }
    var kinds = new TreeSet<String>();
    ours.forEach(phase -> kinds.addAll(phase.keySet()));
    theirs.forEach(phase -> kinds.addAll(phase.keySet()));
    kinds.forEach(kind -> table.add(row("· " + kind, ours, theirs, kind)));
    report.table(table);
  }

  private static List<String> row(String name, List<Map<String, Integer>> ours, List<Map<String, Integer>> theirs, String prefix) {
    var row = new ArrayList<String>();
    row.add(name);
    for (var side : List.of(ours, theirs)) {
      for (var phase : side) {
        int sum = phase.entrySet().stream()
            .filter(kind -> prefix.isEmpty() ? !kind.getKey().startsWith("transaction")
                : kind.getKey().equals(prefix) || !prefix.contains(" ") && kind.getKey().startsWith(prefix))
            .mapToInt(Map.Entry::getValue).sum();
        row.add(sum == 0 ? "" : "%.1f".formatted((double) sum / COUNTED).replace(".0", ""));
      }
    }
    return row;
  }

  /** Sums over some cases: opening, agreeing, paying. */
  private static List<Map<String, Integer>> counted(Side side) {
    var phases = List.<Map<String, Integer>>of(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    side.cases().prepare(COUNTED);
    for (int i = 0; i < COUNTED; i++) {
      var opened = new RefundCases.Opened[1];
      add(phases.get(0), side.cases().statements().during(() -> opened[0] = side.cases().open(side.next().getAndIncrement())));
      add(phases.get(1), side.cases().statements().during(() -> side.cases().agree(opened[0])));
      add(phases.get(2), side.cases().statements().during(() -> side.cases().pay(opened[0])));
    }
    return phases;
  }

  private static void add(Map<String, Integer> sum, Map<String, Integer> one) {
    one.forEach((kind, times) -> sum.merge(kind, times, Integer::sum));
  }
}
