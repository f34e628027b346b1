package io.redress.money;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariDataSource;
import io.redress.CaseId;
import io.redress.Cny;
import io.redress.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.joda.money.Money;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** The money room on a real database with a gateway that misbehaves on demand, and without the rest of the application. */
class MoneyRoom {

  static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");

  /** One for all tests of this JVM: every test takes its own orders, merchants and cases. */
  private static MoneyRoom shared;

  private final AnnotationConfigApplicationContext context;
  final JdbcClient database;
  final Ledger ledger;
  final Accounts accounts;
  final Refunds refunds;
  final SimulatedGateway gateway;
  final Listener listener;
  final Vouchers vouchers;
  final StandingClock clock;
  final Timers timers;
  private final TransactionTemplate transaction;

  private MoneyRoom(int connections) {
    // no Spring Boot here to set the level
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    var where = TestDatabase.empty();
    context = new AnnotationConfigApplicationContext();
    context.registerBean(DataSource.class, () -> {
      var pool = new HikariDataSource();
      pool.setJdbcUrl(where.url());
      pool.setUsername(where.user());
      pool.setPassword(where.password());
      pool.setMaximumPoolSize(connections);
      pool.setConnectionTimeout(5_000);
      Flyway.configure().dataSource(pool).load().migrate();
      return pool;
    });
    context.register(Room.class, Ledger.class, Accounts.class, Refunds.class, Vouchers.class);
    context.refresh();
    database = context.getBean(JdbcClient.class);
    ledger = context.getBean(Ledger.class);
    accounts = context.getBean(Accounts.class);
    refunds = context.getBean(Refunds.class);
    gateway = context.getBean(SimulatedGateway.class);
    listener = context.getBean(Listener.class);
    vouchers = context.getBean(Vouchers.class);
    clock = context.getBean(StandingClock.class);
    timers = context.getBean(Timers.class);
    transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
  }

  static synchronized MoneyRoom shared() {
    if (shared == null) {
      shared = new MoneyRoom(24);
    }
    shared.gateway.forget();
    shared.listener.forget();
    shared.clock.now = NOW;
    return shared;
  }

  /** The shared room with nothing in it, so that looking at all of it stays quick. */
  static MoneyRoom emptied() {
    var room = shared();
    for (var table : List.of("voucher_redemption", "voucher", "posting", "journal_entry", "account", "refund", "shop_order")) {
      room.database.sql("delete from " + table).update();
    }
    return room;
  }

  static MoneyRoom withConnections(int connections) {
    return new MoneyRoom(connections);
  }

  void close() {
    context.close();
  }

  /** A paid order of a merchant and a buyer of its own. */
  Bought bought(String paid) {
    var id = UUID.randomUUID().toString().substring(0, 12);
    return bought("o-" + id, "m-" + id, "b-" + id, paid);
  }

  Bought bought(String orderId, String merchantId, String buyerId, String paid) {
    var at = OffsetDateTime.ofInstant(NOW, ZoneOffset.UTC);
    database.sql("""
            insert into shop_order (order_id, merchant_id, buyer_id, category, item_name, quantity, paid_fen, freight_fen,
              confirmed_at, service_labels, remote_region, senior_buyer, updated_at)
            values (?, ?, ?, 'phone', 'Phone', 1, ?, 0, ?, '', false, false, ?)""")
        .params(orderId, merchantId, buyerId, Cny.fen(Cny.parse(paid)), at, at)
        .update();
    return new Bought(orderId, merchantId, buyerId, Cny.parse(paid));
  }

  record Bought(String orderId, String merchantId, String buyerId, Money paid) {

    CaseId caseNumber(int n) {
      return CaseId.of(orderId + "-c" + n);
    }
  }

  /** A voucher of this order's buyer, as a case of this order would grant it. */
  Voucher voucher(Bought order, int number, Voucher.Kind kind, String amount) {
    return vouchers.issue(VoucherGrant.of(
        order.caseNumber(number), "test", 1, kind, Cny.parse(amount), order.buyerId(), order.merchantId(), null, "RP-20"));
  }

  /** Another order of the same buyer, at another merchant's. */
  Bought anotherOf(Bought order) {
    var id = UUID.randomUUID().toString().substring(0, 12);
    return bought("o-" + id, "m-" + id, order.buyerId(), "500.00");
  }

  /** What a job does: its own transaction around the payment. */
  void jobPays(CaseId caseId) {
    inTransaction(() -> refunds.execute(caseId));
  }

  /** As {@link #jobPays}, for return freight. */
  void jobPaysFreight(CaseId caseId) {
    inTransaction(() -> refunds.executeFreight(caseId));
  }

  /** A job whose transaction is lost after it has done everything, as when the engine's flush fails. */
  void jobPaysAndIsLost(CaseId caseId) {
    transaction.executeWithoutResult(status -> {
      refunds.execute(caseId);
      status.setRollbackOnly();
    });
  }

  void inTransaction(Runnable work) {
    transaction.executeWithoutResult(status -> work.run());
  }

  /** As {@link #inTransaction}, but the commit never comes. */
  void inLostTransaction(Runnable work) {
    transaction.executeWithoutResult(status -> {
      work.run();
      status.setRollbackOnly();
    });
  }

  Refund refund(CaseId caseId) {
    var all = refunds.of(caseId);
    return all.get(all.size() - 1);
  }

  /** The case's last return freight. */
  Refund freight(CaseId caseId) {
    var all = refunds.freightOf(caseId);
    return all.get(all.size() - 1);
  }

  void credit(Bought order, Account.Kind kind, String amount) {
    accounts.credit(order.merchantId(), kind, Cny.parse(amount), UUID.randomUUID().toString());
  }

  String balances(String merchantId) {
    var statement = accounts.statement(merchantId, 0, 1);
    return Cny.text(statement.balance()) + " " + Cny.text(statement.deposit()) + " " + Cny.text(statement.receivable());
  }

  /** Violations of the laws that hold for the whole database at any moment; empty when there are none. */
  List<String> brokenLaws() {
    return database.sql("""
            select 'the ledger sums to ' || coalesce(sum(fen), 0) from posting having coalesce(sum(fen), 0) <> 0
            union all
            select 'entry ' || entry_id || ' sums to ' || sum(fen) from posting group by entry_id having sum(fen) <> 0
            union all
            select 'entry ' || e.entry_id || ' is empty' from journal_entry e
              where not exists (select 1 from posting p where p.entry_id = e.entry_id)
            union all
            select a.kind || ' of ' || a.owner || ' holds ' || a.balance_fen || ' but was booked ' || coalesce(s.fen, 0)
              from account a left join (select account_kind, account_owner, sum(fen) as fen from posting group by account_kind, account_owner) s
                on s.account_kind = a.kind and s.account_owner = a.owner
              where a.balance_fen <> coalesce(s.fen, 0)
            union all
            select a.kind || ' of ' || a.owner || ' is ' || a.balance_fen from account a
              where a.kind in ('merchant-balance', 'merchant-deposit', 'buyer-refunds') and a.balance_fen < 0
                or a.kind = 'merchant-receivable' and a.balance_fen > 0
            union all
            select 'order ' || o.order_id || ' was paid ' || o.paid_fen || ' and refunded ' || r.fen
              from shop_order o join (select order_id, sum(amount_fen) as fen from refund where purpose = 'refund' and state <> 'CANCELLED' group by order_id) r
                on r.order_id = o.order_id
              where r.fen > o.paid_fen
            union all
            select 'buyer ' || b.buyer_id || ' has not what was refunded' from
              (select buyer_id, sum(case when state = 'SUCCEEDED' then amount_fen else 0 end) as fen from refund group by buyer_id) b
              left join account a on a.kind = 'buyer-refunds' and a.owner = b.buyer_id
              where coalesce(a.balance_fen, 0) <> b.fen
            union all
            select 'clearing of ' || o.order_id || ' is not what is on its way' from
              (select order_id, sum(fen) as fen from
                (select order_id, case when state in ('SENT', 'FAILED') then amount_fen else 0 end as fen from refund
                 union all select order_id, case when released_at is null then amount_fen else 0 end from voucher_redemption) way
                group by order_id) o
              left join account a on a.kind = 'payment-clearing' and a.owner = o.order_id
              where coalesce(a.balance_fen, 0) <> o.fen
            union all
            select 'entry ' || e.entry_key || ' takes from a merchant what the platform pays' from refund r
              join journal_entry e on e.case_id = r.case_id
                and e.entry_key like r.case_id || ':' || case when r.purpose = 'freight' then 'freight-' else '' end || 'funding%:' || r.number
              join posting p on p.entry_id = e.entry_id
              where r.payer = 'platform' and p.account_kind like 'merchant-%'
            union all
            select 'voucher ' || v.voucher_id || ' is not what is left, lapsed and redeemed' from voucher v
              where v.amount_fen <> v.left_fen + v.lapsed_fen
                + (select coalesce(sum(r.amount_fen), 0) from voucher_redemption r where r.voucher_id = v.voucher_id and r.released_at is null)
            union all
            select 'voucher ' || v.voucher_id || ' pays for the order of somebody else' from voucher v
              join voucher_redemption r on r.voucher_id = v.voucher_id join shop_order o on o.order_id = r.order_id
              where o.buyer_id <> v.buyer_id
            union all
            select 'vouchers of ' || v.buyer_id || ' are not what is left of them' from
              (select buyer_id, sum(left_fen) as fen from voucher group by buyer_id) v
              left join account a on a.kind = 'vouchers-outstanding' and a.owner = v.buyer_id
              where coalesce(a.balance_fen, 0) <> v.fen
            union all
            select 'compensation of ' || v.buyer_id || ' is not what was given and has lapsed' from
              (select buyer_id, sum(fen) as fen from
                (select buyer_id, lapsed_fen - case when payer = 'platform' then amount_fen else 0 end as fen from voucher
                 union all select buyer_id, case when payer = 'platform' and state in ('SENT', 'SUCCEEDED', 'FAILED') then -amount_fen
                   else 0 end from refund) given group by buyer_id) v
              left join account a on a.kind = 'platform-compensation' and a.owner = v.buyer_id
              where coalesce(a.balance_fen, 0) <> v.fen""")
        .query(String.class).list();
  }

  /** Hears every event, and fails on demand: then the transaction that published it is lost. */
  static class Listener {

    final List<RefundEvent> heard = new CopyOnWriteArrayList<>();
    final List<Voucher> issued = new CopyOnWriteArrayList<>();
    volatile Predicate<RefundEvent> failsOn = event -> false;

    @EventListener
    void on(RefundEvent event) {
      if (failsOn.test(event)) {
        throw new Crash();
      }
      heard.add(event);
    }

    @EventListener
    void on(VoucherIssued event) {
      issued.add(event.voucher());
    }

    void forget() {
      heard.clear();
      issued.clear();
      failsOn = event -> false;
    }
  }

  /** A clock that only a test moves; it may also start anew. */
  static class StandingClock extends Clock {

    volatile Instant now = NOW;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      var standing = this;
      return new StandingClock() {
        @Override
        public Instant instant() {
          return standing.instant();
        }

        @Override
        public ZoneId getZone() {
          return zone;
        }
      };
    }
  }

  /** Notes who is to be called when. */
  static class Timers implements VoucherTimer {

    final Map<String, Instant> set = new ConcurrentHashMap<>();

    @Override
    public void set(String voucherId, Instant validUntil) {
      set.put(voucherId, validUntil);
    }
  }

  static class Crash extends RuntimeException {}

  /** A test's own, or every test of the whole application would find it by scanning, with its standing clock. */
  @TestConfiguration(proxyBeanMethods = false)
  @EnableTransactionManagement(proxyTargetClass = true)
  static class Room {

    @Bean
    JdbcClient jdbcClient(DataSource dataSource) {
      return JdbcClient.create(dataSource);
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
      return new JdbcTransactionManager(dataSource);
    }

    @Bean
    StandingClock clock() {
      return new StandingClock();
    }

    @Bean
    ZoneId zone() {
      return ZoneId.of("Asia/Shanghai");
    }

    /** As the delivered table is, but for one kind that is valid to the end of the next day only. */
    @Bean
    VoucherRules voucherRules() {
      return kind -> switch (kind) {
        case CASH_COUPON -> new VoucherRules.Terms(Voucher.Payer.MERCHANT, Period.ofYears(1), "VC-01");
        case PLATFORM_COUPON -> new VoucherRules.Terms(Voucher.Payer.MERCHANT, Period.ofYears(50), "VC-03");
        default -> new VoucherRules.Terms(Voucher.Payer.PLATFORM, Period.ofDays(1), "VC-06");
      };
    }

    @Bean
    Timers timers() {
      return new Timers();
    }

    @Bean
    SimulatedGateway gateway() {
      return new SimulatedGateway();
    }

    @Bean
    Deduction deduction() {
      return new Deduction(List.of(Account.Kind.MERCHANT_BALANCE, Account.Kind.MERCHANT_DEPOSIT));
    }

    @Bean
    Listener listener() {
      return new Listener();
    }
  }
}
