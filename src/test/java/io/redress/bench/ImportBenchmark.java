package io.redress.bench;

import static io.redress.bench.Report.median;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.zaxxer.hikari.HikariDataSource;
import io.redress.TestDatabase;
import io.redress.order.Exports;
import io.redress.order.ImportProgress;
import io.redress.order.OrderRoom;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.flywaydb.core.Flyway;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.FileSystemUtils;

/**
 * Measures the import of a big order export: seconds, rows per second and the heap that it needs on top, as CSV and as XLSX (with
 * shared texts, as Excel writes it), new and once more unchanged. Prints the median of the rounds.
 *
 * <p>{@code ImportBenchmark [rows] [rounds]}, 100,000 and 3 when not given; {@code -Dtest.database=postgres} measures PostgreSQL.
 * The database is a file, as in the embedded default. Extra heap is the highest use just after any garbage collection during the
 * import, less what was in use before: what the import holds, not what it throws away.
 */
final class ImportBenchmark {

  private static final int MOST_SECONDS = 60;
  private static final int MOST_MEGABYTES = 256;
  private static final int MEGABYTE = 1 << 20;
  private static final MemoryMXBean HEAP = ManagementFactory.getMemoryMXBean();

  private record Measured(double seconds, double rowsPerSecond, long extraHeap) {}

  private ImportBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    // without Spring Boot nothing else tells the log to be quiet, and a log line per batch would be measured too
    LoggingSystem.get(ImportBenchmark.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    run(new Report(), arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000,
        arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3);
  }

  static void run(Report report, int rows, int rounds) throws IOException {
    var directory = Files.createTempDirectory("redress-import-benchmark-");
    var files = List.of(csv(directory.resolve("orders.csv"), rows), xlsx(directory.resolve("orders.xlsx"), rows));
    try {
      report.heading("Import of an order export");
      report.text("%,d rows, %s, %d processors, medians of %d rounds. Limits: %d s and %d MB of extra heap.".formatted(rows,
          TestDatabase.isPostgres() ? "PostgreSQL" : "H2 in a file", Runtime.getRuntime().availableProcessors(), rounds, MOST_SECONDS,
          MOST_MEGABYTES));
      var table = new ArrayList<List<String>>();
      table.add(List.of("", "file", "seconds", "rows/s", "extra heap", "within limits"));
      for (var file : files) {
        var fresh = new ArrayList<Measured>();
        var again = new ArrayList<Measured>();
        for (int round = 0; round < rounds; round++) {
          round(file, rows, fresh, again);
        }
        table.add(line(file, "new", fresh));
        table.add(line(file, "unchanged", again));
      }
      report.table(table);
    } finally {
      FileSystemUtils.deleteRecursively(directory);
    }
  }

  private static void round(Path file, int rows, List<Measured> fresh, List<Measured> again) {
    var location = TestDatabase.isPostgres() ? TestDatabase.empty() : new TestDatabase.Location(
        "jdbc:h2:file:" + file.resolveSibling("database-" + fresh.size() + "-" + file.getFileName()), "sa", "");
    try (var pool = new HikariDataSource()) {
      pool.setJdbcUrl(location.url());
      pool.setUsername(location.user());
      pool.setPassword(location.password());
      Flyway.configure().dataSource(pool).load().migrate();
      var room = new OrderRoom(pool);
      fresh.add(measure(room, file, rows));
      again.add(measure(room, file, rows));
      if (room.count() != rows) {
        throw new IllegalStateException("expected " + rows + " orders, there are " + room.count());
      }
    }
  }

  private static Measured measure(OrderRoom room, Path file, int rows) {
    System.gc();
    long before = HEAP.getHeapMemoryUsage().getUsed();
    var peak = new AtomicLong(before);
    var listener = peakAfterCollections(peak);
    long start = System.nanoTime();
    var report = room.run(file, ImportProgress.NOBODY);
    double seconds = (System.nanoTime() - start) / 1e9;
    collectors().forEach(collector -> forget(collector, listener));
    if (report.added() + report.unchanged() != rows) {
      throw new IllegalStateException("not all rows were imported: " + report);
    }
    return new Measured(seconds, rows / seconds, peak.get() - before);
  }

  private static List<String> line(Path file, String what, List<Measured> measured) {
    double seconds = median(measured.stream().map(Measured::seconds).toList());
    double megabytes = median(measured.stream().map(m -> (double) m.extraHeap() / MEGABYTE).toList());
    return List.of(file.getFileName() + ", " + what, "%d MB".formatted(file.toFile().length() / MEGABYTE), "%.1f".formatted(seconds),
        "%,.0f".formatted(median(measured.stream().map(Measured::rowsPerSecond).toList())), "%.0f MB".formatted(megabytes),
        seconds <= MOST_SECONDS && megabytes <= MOST_MEGABYTES ? "yes" : "NO");
  }

  private static NotificationListener peakAfterCollections(AtomicLong peak) {
    NotificationListener listener = (notification, ignored) -> {
      if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
        var collection = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
        var heap = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(pool -> pool.getName()).toList();
        long used = collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
            .filter(pool -> heap.contains(pool.getKey())).mapToLong(pool -> pool.getValue().getUsed()).sum();
        peak.accumulateAndGet(used, Math::max);
      }
    };
    collectors().forEach(collector -> collector.addNotificationListener(listener, null, null));
    return listener;
  }

  private static List<NotificationEmitter> collectors() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream().map(NotificationEmitter.class::cast).toList();
  }

  private static void forget(NotificationEmitter collector, NotificationListener listener) {
    try {
      collector.removeNotificationListener(listener);
    } catch (ListenerNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> row(int i) {
    return Exports.row("261101-" + (100_000_000_000L + i),
        "商品", "【官方正品】无线蓝牙耳机 降噪运动入耳式 超长续航 第" + i % 3000 + "款",
        "买家ID", "buyer" + i % 5000,
        "支付时间", "2026-11-%02d 09:%02d:%02d".formatted(1 + i % 2, i / 60 % 60, i % 60),
        "发货时间", "2026-11-03 10:%02d:%02d".formatted(i / 60 % 60, i % 60),
        "确认收货时间", i % 3 == 0 ? "" : "2026-11-06 12:%02d:%02d".formatted(i / 60 % 60, i % 60),
        "承诺发货时间", "2026-11-%02d 09:%02d:%02d".formatted(3 + i % 2, i / 60 % 60, i % 60),
        "用户实付金额(元)", "%d.%02d".formatted(20 + i % 500, i % 100),
        "商品一级类目", List.of("手机", "大家电", "水果生鲜", "女装/女士精品", "3C数码配件").get(i % 5),
        "商品二级类目", "二级" + i % 40,
        "快递单号", "SF" + (1_000_000_000_000L + i),
        "买家留言", i % 7 == 0 ? "请尽快发货，\"谢谢\"，不要放快递柜" : "",
        "省", "浙江省", "市", "杭州市", "区", "余杭区", "街道/镇", "仓前街道", "支付方式", "微信", "订单来源", "APP");
  }

  private static Path csv(Path file, int rows) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (int i = 0; i < rows; i++) {
        var lines = Exports.csv(row(i));
        out.write(i == 0 ? lines : lines.substring(lines.indexOf('\n') + 1));
      }
    }
    return file;
  }

  private static Path xlsx(Path file, int rows) throws IOException {
    try (var workbook = new SXSSFWorkbook(null, 100, true, true); var out = Files.newOutputStream(file)) {
      var sheet = workbook.createSheet();
      var headers = List.copyOf(row(0).keySet());
      for (int i = -1; i < rows; i++) {
        var line = sheet.createRow(i + 1);
        var values = i < 0 ? headers : List.copyOf(row(i).values());
        for (int column = 0; column < values.size(); column++) {
          if (!values.get(column).isEmpty()) {
            line.createCell(column).setCellValue(values.get(column));
          }
        }
      }
      workbook.write(out);
      workbook.dispose();
    }
    return file;
  }
}
