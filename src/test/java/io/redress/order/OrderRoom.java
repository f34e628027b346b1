package io.redress.order;

import io.redress.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The order room on a database of its own, without Spring. */
public class OrderRoom {

  public static final Instant NOW = Instant.parse("2026-11-20T04:00:00Z");

  public final Categories categories = io.redress.process.engine.CategoriesForTests.create(io.redress.process.engine.TablesOnDisk.decisionTables());
  public final OrderRules rules = new OrderRules(categories);
  public final Promises promises;
  public final Orders orders;
  public final OrderImport imports;
  public final Imports running;
  public final JdbcClient database;
  public final TransactionTemplate transaction;

  public OrderRoom() {
    this(TestDatabase.migrated());
  }

  public OrderRoom(DataSource dataSource) {
    var clock = Clock.fixed(NOW, ZoneOffset.UTC);
    var transactions = new JdbcTransactionManager(dataSource);
    database = JdbcClient.create(dataSource);
    transaction = new TransactionTemplate(transactions);
    promises = new Promises(database, clock);
    orders = new Orders(database, new NamedParameterJdbcTemplate(dataSource), promises, transactions, clock);
    imports = new OrderImport(orders, rules, categories, transactions, ZoneId.of("Asia/Shanghai"));
    running = new Imports(database, clock);
  }

  public ImportReport run(Path file) {
    return run(file, ImportProgress.NOBODY);
  }

  public ImportReport run(Path file, ImportProgress progress) {
    return imports.run(file, "4711", "buyer1", progress);
  }

  public Order get(String orderId) {
    return orders.find(orderId).orElseThrow();
  }

  public int count() {
    return database.sql("select count(*) from shop_order").query(Integer.class).single();
  }
}
