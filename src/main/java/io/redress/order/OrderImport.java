package io.redress.order;

import io.redress.Refused;
import io.redress.order.ExportedRow.Unusable;
import io.redress.order.ImportReport.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Imports the merchant back-office's order export.
 *
 * <p>The file is read twice: once to be sure that it is whole, readable and an export, then to write. So a broken file changes
 * nothing, while a bad row only costs itself. Rows are written in batches; when the database refuses a batch, each of its rows
 * is tried alone.
 *
 * <p>An order has one item. Rows with the same order number and the same item are the same order exported twice: the later one
 * counts. Rows with the same order number and different items are all refused, because nothing in the export says whether their
 * amounts are shares or repeat the whole.
 */
@Service
public class OrderImport {

  private static final Logger log = LoggerFactory.getLogger(OrderImport.class);

  private static final int BATCH = 500;
  private static final int TELL_EVERY = 2_000;
  private static final int MOST_ROWS = 1_000_000;
  private static final int ROWS_BEFORE_HEADER = 10;

  private static final Map<String, Column> COLUMN_OF_FIELD = Map.ofEntries(
      Map.entry("orderId", Column.ORDER_ID),
      Map.entry("merchantId", Column.MERCHANT_ID),
      Map.entry("buyerId", Column.BUYER_ID),
      Map.entry("category", Column.LEVEL_1),
      Map.entry("itemName", Column.ITEM),
      Map.entry("quantity", Column.QUANTITY),
      Map.entry("paidAmount", Column.PAID),
      Map.entry("freight", Column.FREIGHT),
      Map.entry("promisedShipAt", Column.PROMISED_SHIP_AT),
      Map.entry("shippedAt", Column.SHIPPED_AT),
      Map.entry("receivedAt", Column.RECEIVED_AT));

  private final Orders orders;
  private final OrderRules rules;
  private final Categories categories;
  private final TransactionTemplate transaction;
  private final ZoneId zone;

  OrderImport(Orders orders, OrderRules rules, Categories categories, PlatformTransactionManager transactions,
      @Value("${redress.zone:Asia/Shanghai}") ZoneId zone) {
    this.orders = orders;
    this.rules = rules;
    this.categories = categories;
    this.transaction = new TransactionTemplate(transactions);
    this.zone = zone;
  }

  /**
   * @param merchantId whose orders these are, where the file has no 商家ID; may be null
   * @param buyerId whose orders these are, where the file has no 买家ID or a masked one; may be null
   * @throws ImportRefused when the file as a whole is unusable; nothing was written
   * @throws Refused 422 when merchantId or buyerId can be nobody's id
   */
  public ImportReport run(Path file, String merchantId, String buyerId, ImportProgress progress) {
    var violations = rules.violationsOfOwners(merchantId, buyerId);
    if (!violations.isEmpty()) {
      throw Refused.invalid(violations);
    }
    try (var export = ExportFile.open(file)) {
      var survey = new Survey(progress);
      export.read(survey);
      var writing = new Writing(survey.result(), merchantId, buyerId, progress);
      export.read(writing);
      return writing.finish();
    } catch (IOException e) {
      throw new UncheckedIOException("the uploaded file cannot be read", e);
    }
  }

  /** What the first reading has found; conflicts are hashes of order numbers with more than one item. */
  private record Surveyed(int rows, Set<Long> conflicts) {}

  /** The rows below the header, whichever reading it is. */
  private abstract static class Below implements ExportFile.Rows {

    HeaderRow header;
    private int above;

    @Override
    public boolean wants(int column) {
      return header == null || header.isKnown(column);
    }

    @Override
    public void row(int number, Cell[] cells) {
      if (header != null) {
        if (!header.isBlank(cells)) {
          below(number, cells);
        }
        return;
      }
      header = HeaderRow.in(cells).orElse(null);
      if (header == null && ++above >= ROWS_BEFORE_HEADER) {
        throw noHeader();
      }
    }

    abstract void below(int number, Cell[] cells);

    static ImportRefused noHeader() {
      return ImportRefused.notAnExport("No header row was found: one of the first " + ROWS_BEFORE_HEADER
          + " rows has to name 订单号 and other columns of the order export. A CSV file has to be UTF-8 or GB18030.");
    }
  }

  private static final class Survey extends Below {

    private final ImportProgress progress;
    private final Map<Long, Long> itemOfOrder = new HashMap<>();
    private final Set<Long> conflicts = new HashSet<>();
    private int rows;

    Survey(ImportProgress progress) {
      this.progress = progress;
    }

    @Override
    void below(int number, Cell[] cells) {
      if (++rows > MOST_ROWS) {
        throw ImportRefused.tooLarge("The file has more than " + MOST_ROWS + " rows. Export a shorter period.", null);
      }
      long order = hash(header.text(cells, Column.ORDER_ID));
      long item = hash(String.join("\n", header.text(cells, Column.ITEM_ID), header.text(cells, Column.STYLE_ID),
          header.text(cells, Column.SPECIFICATION), header.text(cells, Column.ITEM)));
      var before = itemOfOrder.putIfAbsent(order, item);
      if (before != null && before != item) {
        conflicts.add(order);
      }
      if (rows % TELL_EVERY == 0) {
        progress.checking(rows);
      }
    }

    Surveyed result() {
      if (header == null) {
        throw noHeader();
      }
      progress.checking(rows);
      return new Surveyed(rows, conflicts);
    }
  }

  /** 64 bits tell order numbers apart well enough; the worst that a collision can do is to refuse a row. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private final class Writing extends Below {

    private final Surveyed survey;
    private final ExportedRow.Defaults defaults;
    private final ImportProgress progress;
    private final List<ExportedRow> batch = new ArrayList<>(BATCH);
    private final List<Refusal> refusals = new ArrayList<>();
    private RowReader reader;
    private int read;
    private int added;
    private int changed;
    private int unchanged;
    private int refused;

    Writing(Surveyed survey, String merchantId, String buyerId, ImportProgress progress) {
      this.survey = survey;
      this.defaults = new ExportedRow.Defaults(blankToNull(merchantId), blankToNull(buyerId), categories.codeFor(List.of()));
      this.progress = progress;
    }

    @Override
    void below(int number, Cell[] cells) {
      if (reader == null) {
        reader = new RowReader(header, zone, categories);
      }
      read++;
      try {
        if (survey.conflicts().contains(hash(header.text(cells, Column.ORDER_ID)))) {
          throw new Unusable(number, Column.ORDER_ID, "occurs in several rows with different items; send this order with"
              + " PUT /api/orders/{orderId} as one item with the amount that was really paid");
        }
        batch.add(reader.read(number, cells));
      } catch (Unusable e) {
        refuse(e.refusal());
      }
      if (batch.size() >= BATCH) {
        write();
      }
      if (read % TELL_EVERY == 0) {
        progress.writing(read, report(List.of()), survey.rows());
      }
    }

    ImportReport finish() {
      write();
      refusals.sort(Comparator.comparingInt(Refusal::row));
      var report = report(List.copyOf(refusals));
      progress.writing(read, report, survey.rows());
      return report;
    }

    private ImportReport report(List<Refusal> refusals) {
      return new ImportReport(read, added, changed, unchanged, refused, refusals);
    }

    private void refuse(Refusal refusal) {
      refused++;
      if (refusals.size() < ImportReport.MOST_REFUSALS) {
        refusals.add(refusal);
      }
    }

    private void write() {
      if (batch.isEmpty()) {
        return;
      }
      try {
        count(transaction.execute(status -> store(batch)));
      } catch (DataAccessResourceFailureException e) {
        // the database is gone, not a row at fault
        throw e;
      } catch (DataAccessException e) {
        log.warn("RD-1001 batch of an import refused, trying its rows alone rows={}", batch.size());
        batch.forEach(this::writeAlone);
      }
      batch.clear();
    }

    private void writeAlone(ExportedRow row) {
      try {
        count(transaction.execute(status -> store(List.of(row))));
      } catch (DataAccessResourceFailureException e) {
        throw e;
      } catch (DataAccessException e) {
        log.warn("RD-1002 row of an import refused by the database order={} cause={}", row.orderId(), e.getClass().getSimpleName());
        refuse(new Refusal(row.number(), Column.ORDER_ID.header(), "could not be written; import the row again"));
      }
    }

    private void count(Stored stored) {
      stored.refusals().forEach(this::refuse);
      added += stored.added();
      changed += stored.changed();
      unchanged += stored.unchanged();
    }

    private Stored store(List<ExportedRow> rows) {
      var known = orders.findAllForUpdate(rows.stream().map(ExportedRow::orderId).distinct().sorted().toList());
      var after = new LinkedHashMap<String, Order>(known);
      var stored = new Stored();
      for (var row : rows) {
        try {
          var before = after.get(row.orderId());
          var order = valid(row, row.onTopOf(before, defaults));
          after.put(row.orderId(), order);
          stored.count(before, order);
        } catch (Unusable e) {
          stored.refusals().add(e.refusal());
        }
      }
      // sorted: two imports of the same file wait for each other instead of deadlocking
      var changes = after.values().stream().sorted(Comparator.comparing(Order::orderId)).toList();
      orders.insertAll(changes.stream().filter(order -> !known.containsKey(order.orderId())).toList());
      orders.updateAll(changes.stream()
          .filter(order -> known.containsKey(order.orderId()) && !order.equals(known.get(order.orderId()))).toList());
      return stored;
    }

    private Order valid(ExportedRow row, Order order) throws Unusable {
      var violations = rules.violations(order);
      if (violations.isEmpty()) {
        return order;
      }
      var first = violations.get(0);
      throw new Unusable(row.number(), first.field().equals("confirmedAt") ? row.confirmedAtColumn()
          : COLUMN_OF_FIELD.getOrDefault(first.field(), Column.ORDER_ID), first.message());
    }
  }

  /** What one transaction did; counted once it is committed. */
  private static final class Stored {

    private final List<Refusal> refusals = new ArrayList<>();
    private int added;
    private int changed;
    private int unchanged;

    void count(Order before, Order after) {
      if (before == null) {
        added++;
      } else if (before.equals(after)) {
        unchanged++;
      } else {
        changed++;
      }
    }

    List<Refusal> refusals() {
      return refusals;
    }

    int added() {
      return added;
    }

    int changed() {
      return changed;
    }

    int unchanged() {
      return unchanged;
    }
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
