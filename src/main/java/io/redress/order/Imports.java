package io.redress.order;

import io.redress.Refused;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far each import is, readable on every node while it runs, and afterwards how it ended. */
@Repository
public class Imports {

  public enum State { CHECKING, WRITING, DONE, FAILED }

  /** @param rowsTotal null until the file has been checked */
  public record Running(String importId, State state, Integer rowsTotal, int rowsDone, int added, int changed, int unchanged,
      int refused, String failure, Instant startedAt, Instant updatedAt) {}

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");
  private static final int LONGEST_FAILURE = 500;

  private final JdbcClient database;
  private final Clock clock;

  Imports(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** @throws Refused 422 when this can be no import's id, 409 when it is another import's */
  public void start(String importId, String startedBy) {
    if (!ID.matcher(importId).matches()) {
      throw Refused.invalid("importId", null, "has 8 to 64 ASCII letters, digits and hyphens");
    }
    try {
      database.sql("""
              insert into order_import (import_id, started_by, state, rows_done, rows_new, rows_changed, rows_unchanged,
                rows_refused, started_at, updated_at) values (:id, :by, 'CHECKING', 0, 0, 0, 0, 0, :now, :now)""")
          .param("id", importId).param("by", startedBy).param("now", now()).update();
    } catch (DuplicateKeyException e) {
      throw Refused.conflict("import-known", null, "There is already an import " + importId + ". Choose another id.");
    }
  }

  /** Writes down what it is told; not in the transactions of the import, or nobody would see it in time. */
  public ImportProgress recorder(String importId) {
    return new ImportProgress() {
      @Override
      public void checking(int rows) {
        database.sql("update order_import set rows_done = :done, updated_at = :now where import_id = :id")
            .param("done", rows).param("now", now()).param("id", importId).update();
      }

      @Override
      public void writing(int rows, ImportReport soFar, int total) {
        record(importId, State.WRITING, soFar, total, rows);
      }
    };
  }

  public void done(String importId, ImportReport report) {
    record(importId, State.DONE, report, report.total(), report.total());
  }

  public void failed(String importId, String why) {
    database.sql("update order_import set state = 'FAILED', failure = :why, updated_at = :now where import_id = :id")
        .param("why", why.length() > LONGEST_FAILURE ? why.substring(0, LONGEST_FAILURE) : why)
        .param("now", now()).param("id", importId).update();
  }

  public Optional<Running> find(String importId) {
    return database.sql("select * from order_import where import_id = :id").param("id", importId)
        .query((row, number) -> new Running(
            row.getString("import_id"),
            State.valueOf(row.getString("state")),
            row.getObject("rows_total", Integer.class),
            row.getInt("rows_done"),
            row.getInt("rows_new"),
            row.getInt("rows_changed"),
            row.getInt("rows_unchanged"),
            row.getInt("rows_refused"),
            row.getString("failure"),
            row.getObject("started_at", OffsetDateTime.class).toInstant(),
            row.getObject("updated_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  private void record(String importId, State state, ImportReport report, int total, int done) {
    database.sql("""
            update order_import set state = :state, rows_total = :total, rows_done = :done, rows_new = :added,
              rows_changed = :changed, rows_unchanged = :unchanged, rows_refused = :refused, updated_at = :now
            where import_id = :id""")
        .param("state", state.name()).param("total", total).param("done", done).param("added", report.added())
        .param("changed", report.changed()).param("unchanged", report.unchanged()).param("refused", report.refused())
        .param("now", now()).param("id", importId).update();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
