package io.redress.order;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The merchants' promises about after-sales, for good: they are added and never changed (RP-05). */
@Repository
public class Promises {

  private final JdbcClient database;
  private final Clock clock;

  Promises(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Of each of these orders, in the order in which they were made; an order without any is not in the answer. */
  public Map<String, List<Promise>> of(Collection<String> orderIds) {
    var found = new LinkedHashMap<String, List<Promise>>();
    if (!orderIds.isEmpty()) {
      database.sql("""
          select order_id, source, made_at, promised_until, note from order_promise where order_id in (:ids)
          order by order_id, made_at, promise_id""").param("ids", orderIds)
          .query(row -> {
            found.computeIfAbsent(row.getString("order_id"), none -> new ArrayList<>()).add(new Promise(
                Promise.Source.stored(row.getString("source")),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getObject("promised_until", OffsetDateTime.class).toInstant(),
                row.getString("note")));
          });
    }
    return found;
  }

  /**
   * Adds those that are not known yet; the order's row is locked by the caller, so that nobody else adds the same.
   *
   * @param recordedBy the user who told of them, or null
   * @return whether any was new
   */
  boolean add(String orderId, List<Promise> told, String recordedBy) {
    if (told.isEmpty()) {
      return false;
    }
    var known = new ArrayList<>(of(List.of(orderId)).getOrDefault(orderId, List.of()));
    var before = known.size();
    for (var each : told) {
      var promise = each.withStoredPrecision();
      if (known.stream().noneMatch(promise::isSameAs)) {
        insert(orderId, promise, recordedBy);
        known.add(promise);
      }
    }
    return known.size() > before;
  }

  private void insert(String orderId, Promise promise, String recordedBy) {
    database.sql("""
        insert into order_promise (order_id, source, made_at, promised_until, note, recorded_at, recorded_by)
        values (?, ?, ?, ?, ?, ?, ?)""")
        .params(orderId, promise.source().code(), promise.madeAt().atOffset(ZoneOffset.UTC), promise.until().atOffset(ZoneOffset.UTC),
            promise.note(), clock.instant().atOffset(ZoneOffset.UTC), recordedBy)
        .update();
  }
}
