package io.redress.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** All benchmarks in one run: {@code mvn -Pbench verify}. Prints its tables and writes them to the given file. */
final class Benchmarks {

  private static final int ROWS = 100_000;
  private static final int IMPORT_ROUNDS = 3;
  private static final int CASES = 150;
  private static final int CASE_ROUNDS = 5;
  private static final int REPORT_ROUNDS = 7;

  private Benchmarks() {}

  /** @param arguments the report's file; then, if not the usual numbers: rows, import rounds, cases per round, case rounds, report rounds */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    // a log line per batch or case would be measured too
    LoggingSystem.get(Benchmarks.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    var report = new Report();
    try {
      ImportBenchmark.run(report, number(arguments, 1, ROWS), number(arguments, 2, IMPORT_ROUNDS));
      ReportBenchmark.run(report, number(arguments, 5, REPORT_ROUNDS));
      CaseBenchmark.run(report, number(arguments, 3, CASES), number(arguments, 4, CASE_ROUNDS));
    } finally {
      report.write(Path.of(arguments[0]));
    }
  }

  private static int number(String[] arguments, int index, int usual) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : usual;
  }
}
