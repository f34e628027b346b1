package io.redress.order;

import io.redress.Cny;
import io.redress.Page;
import io.redress.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The orders that are known here. The shop's records are the truth (GN-06): a later snapshot replaces an earlier one, but for what the
 * merchant promised, which stays (RP-05).
 */
@Repository
public class Orders {

  /** What a snapshot did to the order. */
  public enum Outcome { NEW, CHANGED, UNCHANGED }

  private static final String COLUMNS = """
      order_id, merchant_id, buyer_id, category, item_name, quantity, paid_fen, freight_fen, confirmed_at, promised_ship_at,
      shipped_at, received_at, merchant_promised_until, statutory_until, service_labels, remote_region, senior_buyer""";

  private static final String VALUES = """
      :orderId, :merchantId, :buyerId, :category, :itemName, :quantity, :paid, :freight, :confirmedAt, :promisedShipAt,
      :shippedAt, :receivedAt, :merchantPromisedUntil, :statutoryUntil, :serviceLabels, :remoteRegion, :seniorBuyer""";

  private static final String INSERT =
      "insert into shop_order (" + COLUMNS + ", updated_at) values (" + VALUES + ", :updatedAt)";

  private static final String UPDATE = """
      update shop_order set merchant_id = :merchantId, buyer_id = :buyerId, category = :category, item_name = :itemName,
        quantity = :quantity, paid_fen = :paid, freight_fen = :freight, confirmed_at = :confirmedAt,
        promised_ship_at = :promisedShipAt, shipped_at = :shippedAt, received_at = :receivedAt,
        merchant_promised_until = :merchantPromisedUntil, statutory_until = :statutoryUntil, service_labels = :serviceLabels,
        remote_region = :remoteRegion, senior_buyer = :seniorBuyer, updated_at = :updatedAt
      where order_id = :orderId""";

  // a concurrent first snapshot is no error: PostgreSQL could not go on in the same transaction after one
  private static final String INSERT_IF_ABSENT =
      "merge into shop_order o using (select cast(:orderId as varchar(64)) as id) s on o.order_id = s.id"
          + " when not matched then insert (" + COLUMNS + ", updated_at) values (" + VALUES + ", :updatedAt)";

  private static final RowMapper<Order> ORDER = (row, number) -> new Order(
      row.getString("order_id"),
      row.getString("merchant_id"),
      row.getString("buyer_id"),
      row.getString("category"),
      row.getString("item_name"),
      row.getInt("quantity"),
      Cny.fen(row.getLong("paid_fen")),
      Cny.fen(row.getLong("freight_fen")),
      instant(row, "confirmed_at"),
      instant(row, "promised_ship_at"),
      instant(row, "shipped_at"),
      instant(row, "received_at"),
      instant(row, "merchant_promised_until"),
      instant(row, "statutory_until"),
      labels(row.getString("service_labels")),
      row.getBoolean("remote_region"),
      row.getBoolean("senior_buyer"));

  private final JdbcClient database;
  private final NamedParameterJdbcTemplate batches;
  private final Promises promises;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Orders(JdbcClient database, NamedParameterJdbcTemplate batches, Promises promises, PlatformTransactionManager transactions, Clock clock) {
    this.database = database;
    this.batches = batches;
    this.promises = promises;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /**
   * Stores one snapshot, whole. An order never moves to another merchant.
   *
   * @throws Refused 409 when the order is known as another merchant's
   */
  public Outcome put(Order snapshot) {
    return put(snapshot, List.of(), null);
  }

  /**
   * Stores one snapshot, whole, with what else the merchant promised. An order never moves to another merchant, and a promise that was
   * made is never taken back: the stored {@code merchantPromisedUntil} is the latest of all (RP-05).
   *
   * @param promised may repeat what is known
   * @param toldBy the user who sends it, or null
   * @throws Refused 409 when the order is known as another merchant's
   */
  public Outcome put(Order snapshot, List<Promise> promised, String toldBy) {
    try {
      return transaction.execute(status -> store(snapshot, promised, toldBy));
    } catch (DuplicateKeyException e) {
      // two first snapshots at the same instant: the other one is stored by now
      return transaction.execute(status -> store(snapshot, promised, toldBy));
    }
  }

  /**
   * Adds a promise that was found later, in a chat, say; it stays for good (RP-05).
   *
   * @param toldBy the user who found it
   * @return whether it was not known yet
   * @throws Refused 404 when there is no such order
   */
  public boolean promised(String orderId, Promise promise, String toldBy) {
    return Boolean.TRUE.equals(transaction.execute(status -> {
      var before = findForUpdate(orderId).orElseThrow(() -> Refused.notFound("order", orderId));
      if (!promises.add(orderId, List.of(promise), toldBy)) {
        return false;
      }
      var after = promisedAtLeast(before, promise.withStoredPrecision().until());
      if (!after.equals(before)) {
        database.sql(UPDATE).paramSource(parameters(after)).update();
      }
      return true;
    }));
  }

  private Outcome store(Order snapshot, List<Promise> promised, String toldBy) {
    var told = new ArrayList<>(promised);
    if (snapshot.merchantPromisedUntil() != null) {
      told.add(new Promise(Promise.Source.ORDER, clock.instant(), snapshot.merchantPromisedUntil(), null));
    }
    var order = withStoredPrecision(snapshot);
    for (var promise : told) {
      order = promisedAtLeast(order, promise.withStoredPrecision().until());
    }
    var known = findForUpdate(order.orderId());
    if (known.isEmpty()) {
      if (database.sql(INSERT_IF_ABSENT).paramSource(parameters(order)).update() == 1) {
        promises.add(order.orderId(), told, toldBy);
        return Outcome.NEW;
      }
      known = findForUpdate(order.orderId());
    }
    var before = known.orElseThrow();
    if (!before.merchantId().equals(order.merchantId())) {
      throw Refused.conflict("order-of-another-merchant", "GN-06",
          "Order " + order.orderId() + " is known as an order of another merchant. Check merchantId; an order never changes it.");
    }
    var isNewPromise = promises.add(order.orderId(), told, toldBy);
    var after = promisedAtLeast(order, before.merchantPromisedUntil());
    if (before.equals(after)) {
      return isNewPromise ? Outcome.CHANGED : Outcome.UNCHANGED;
    }
    database.sql(UPDATE).paramSource(parameters(after)).update();
    return Outcome.CHANGED;
  }

  /** The order, promised until then or longer; null = nothing more was promised. */
  private static Order promisedAtLeast(Order order, Instant until) {
    return until == null || order.merchantPromisedUntil() != null && !until.isAfter(order.merchantPromisedUntil()) ? order : order.promisedUntil(until);
  }

  public Optional<Order> find(String orderId) {
    return database.sql("select " + COLUMNS + " from shop_order where order_id = :id").param("id", orderId)
        .query(ORDER).optional();
  }

  /** The known ones among these orders. */
  public List<Order> findAll(Collection<String> orderIds) {
    return orderIds.isEmpty() ? List.of() : database
        .sql("select " + COLUMNS + " from shop_order where order_id in (:ids)").param("ids", orderIds).query(ORDER).list();
  }

  /** Finds the order and holds its row until the caller's transaction ends: whoever decides about its money comes one by one. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Order> findForUpdate(String orderId) {
    return database.sql("select " + COLUMNS + " from shop_order where order_id = :id for update").param("id", orderId)
        .query(ORDER).optional();
  }

  /** Newest first. */
  public Page<Order> ofBuyer(String buyerId, Page.Request page) {
    return page("where buyer_id = :owner", buyerId, page);
  }

  /** Newest first. */
  public Page<Order> ofMerchant(String merchantId, Page.Request page) {
    return page("where merchant_id = :owner", merchantId, page);
  }

  /** Newest first. */
  public Page<Order> all(Page.Request page) {
    return page("", "", page);
  }

  private Page<Order> page(String where, String owner, Page.Request page) {
    long total = database.sql("select count(*) from shop_order " + where).param("owner", owner).query(Long.class).single();
    var items = page.offset() >= total ? List.<Order>of() : database
        .sql("select " + COLUMNS + " from shop_order " + where
            + " order by confirmed_at desc, order_id desc offset :offset rows fetch next :size rows only")
        .param("owner", owner).param("offset", page.offset()).param("size", page.size())
        .query(ORDER).list();
    return new Page<>(items, page.page(), page.size(), total);
  }

  /** The known ones among these orders, their rows held until the transaction ends; always locked in the same order. */
  Map<String, Order> findAllForUpdate(Collection<String> orderIds) {
    var found = new HashMap<String, Order>();
    database.sql("select " + COLUMNS + " from shop_order where order_id in (:ids) order by order_id for update")
        .param("ids", orderIds).query(ORDER).list().forEach(order -> found.put(order.orderId(), order));
    return found;
  }

  void insertAll(List<Order> orders) {
    batch(INSERT, orders);
  }

  void updateAll(List<Order> orders) {
    batch(UPDATE, orders);
  }

  private void batch(String sql, List<Order> orders) {
    if (!orders.isEmpty()) {
      batches.batchUpdate(sql, orders.stream().map(this::parameters).toArray(MapSqlParameterSource[]::new));
    }
  }

  /** Databases keep microseconds; a snapshot with nanoseconds would differ from itself for ever. */
  static Order withStoredPrecision(Order order) {
    return new Order(order.orderId(), order.merchantId(), order.buyerId(), order.category(), order.itemName(), order.quantity(),
        order.paidAmount(), order.freight(), micros(order.confirmedAt()), micros(order.promisedShipAt()), micros(order.shippedAt()),
        micros(order.receivedAt()), micros(order.merchantPromisedUntil()), micros(order.statutoryUntil()),
        List.copyOf(order.serviceLabels()), order.remoteRegion(), order.seniorBuyer());
  }

  private static Instant micros(Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
  }

  private MapSqlParameterSource parameters(Order order) {
    return new MapSqlParameterSource()
        .addValue("orderId", order.orderId())
        .addValue("merchantId", order.merchantId())
        .addValue("buyerId", order.buyerId())
        .addValue("category", order.category())
        .addValue("itemName", order.itemName())
        .addValue("quantity", order.quantity())
        .addValue("paid", Cny.fen(order.paidAmount()))
        .addValue("freight", Cny.fen(order.freight()))
        .addValue("confirmedAt", time(order.confirmedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .addValue("promisedShipAt", time(order.promisedShipAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .addValue("shippedAt", time(order.shippedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .addValue("receivedAt", time(order.receivedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .addValue("merchantPromisedUntil", time(order.merchantPromisedUntil()), Types.TIMESTAMP_WITH_TIMEZONE)
        .addValue("statutoryUntil", time(order.statutoryUntil()), Types.TIMESTAMP_WITH_TIMEZONE)
        .addValue("serviceLabels", String.join(",", order.serviceLabels()))
        .addValue("remoteRegion", order.remoteRegion())
        .addValue("seniorBuyer", order.seniorBuyer())
        .addValue("updatedAt", time(clock.instant()), Types.TIMESTAMP_WITH_TIMEZONE);
  }

  private static OffsetDateTime time(Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static List<String> labels(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(","));
  }
}
