package io.redress.money;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Page;
import io.redress.Refused;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Vouchers: issued once per cause, spent on the buyer's own orders in as many parts as it takes, never after their time and never
 * beyond their amount (rulebook 16). Each change locks the voucher's row first and accounts after it, so whoever comes second sees
 * what the first has done.
 *
 * <p>In the ledger an issued voucher is a debt to its buyer, taken from the merchant in the order of {@link Deduction} or from the
 * platform's compensation. Redeemed, it is on its way to whoever sold the order, and released it is the buyer's again. A refund
 * releases nothing: what was spent on a refunded order is not given back (RO-12).
 *
 * <p>What expires goes to the platform's compensation, whoever had paid. The platform has its own money back. A merchant's was taken
 * for what it did to the buyer: that the buyer let the voucher lapse makes nothing undone, and a merchant who got it back would gain
 * by vouchers that nobody manages to spend. It stays what it was taken for, compensation of buyers.
 *
 * <p>Expiry needs no job to be true: from {@code validUntil} on a voucher reads as expired and pays for nothing. Only what is left in
 * the ledger has to be booked out. A {@link VoucherTimer}, set in the transaction of the issue, calls {@link #expire} once for each
 * voucher. Nobody looks through all vouchers again and again, no node does what another one does at the same time, and a clock that
 * is moved passes every expiry in its order. What is released after that is booked out at once.
 */
@Service
public class Vouchers {

  private static final Logger log = LoggerFactory.getLogger(Vouchers.class);
  private static final Pattern KEY = Pattern.compile("\\S(.{0,198}\\S)?");
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd");

  private final JdbcClient database;
  private final Ledger ledger;
  private final Accounts accounts;
  private final VoucherRules rules;
  private final VoucherTimer timer;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final ZoneId zone;
  private final TransactionTemplate savepoint;
  private final SecureRandom random = new SecureRandom();

  Vouchers(JdbcClient database, Ledger ledger, Accounts accounts, VoucherRules rules, VoucherTimer timer,
      ApplicationEventPublisher events, Clock clock, ZoneId zone, PlatformTransactionManager transactions) {
    this.database = database;
    this.ledger = ledger;
    this.accounts = accounts;
    this.rules = rules;
    this.timer = timer;
    this.events = events;
    this.clock = clock;
    this.zone = zone;
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /**
   * Issues a voucher, in the caller's transaction; a repeat under the same cause changes nothing and returns the first one, even if
   * the terms of its kind have changed meanwhile.
   *
   * @throws IllegalArgumentException the cause was used for something else; or a merchant is to pay and none is named
   */
  @Transactional
  public Voucher issue(VoucherGrant grant) {
    var before = ofCause(grant.cause());
    if (before.isPresent()) {
      return same(before.get(), grant);
    }
    var terms = rules.of(grant.kind());
    var payer = grant.payer() == null ? terms.payer() : grant.payer();
    if (payer == Voucher.Payer.MERCHANT && grant.merchantId() == null) {
      throw new IllegalArgumentException("no merchant is named to pay the voucher " + grant.cause());
    }
    var now = now();
    // to the end of the last day, as a person reads a date (20.6)
    var validUntil = now.atZone(zone).toLocalDate().plus(terms.validFor()).plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
    var voucher = new Voucher(newId(now), grant.cause(), grant.kind(), grant.buyerId(), payer, grant.merchantId(), grant.amount(),
        grant.amount(), Cny.ZERO, grant.caseId(), grant.clause(), terms.clause(), now, validUntil);
    try {
      savepoint.executeWithoutResult(status -> insert(voucher));
    } catch (DuplicateKeyException e) {
      return same(ofCause(grant.cause()).orElseThrow(() -> e), grant);
    }
    var debt = Account.vouchersOf(voucher.buyerId());
    var occasion = occasion(voucher, "voucher-issued", 0, null, voucher.clause());
    if (payer == Voucher.Payer.MERCHANT) {
      accounts.take(occasion, voucher.merchantId(), voucher.amount(), debt);
    } else {
      ledger.book(occasion, new Posting(Account.compensation(voucher.buyerId()), voucher.amount().negated()),
          new Posting(debt, voucher.amount()));
    }
    timer.set(voucher.voucherId(), validUntil);
    log.info("RD-2101 voucher issued case={} voucher={} kind={} amount={} payer={} clause={}", voucher.caseId(), voucher.voucherId(),
        voucher.kind().code(), voucher.amount(), payer.code(), voucher.clause());
    events.publishEvent(new VoucherIssued(voucher));
    return voucher;
  }

  /** The buyer's vouchers, newest first. */
  @Transactional(readOnly = true)
  public Page<Voucher> ofBuyer(String buyerId, Page.Request page) {
    var total = database.sql("select count(*) from voucher where buyer_id = ?").param(buyerId).query(Long.class).single();
    var items = database.sql("""
            select * from voucher where buyer_id = ? order by issued_at desc, voucher_id desc
            offset ? rows fetch next ? rows only""")
        .params(buyerId, page.offset(), page.size()).query(Vouchers::voucher).list();
    return new Page<>(items, page.page(), page.size(), total);
  }

  /** @throws Refused there is none with this number */
  @Transactional(readOnly = true)
  public Voucher find(String voucherId) {
    return database.sql("select * from voucher where voucher_id = ?").param(voucherId).query(Vouchers::voucher).optional()
        .orElseThrow(() -> Refused.notFound("voucher", voucherId));
  }

  /** The voucher's redemptions, oldest first. */
  @Transactional(readOnly = true)
  public List<Redemption> redemptions(String voucherId) {
    return database.sql("select * from voucher_redemption where voucher_id = ? order by number").param(voucherId)
        .query(Vouchers::redemption).list();
  }

  /**
   * Pays for an order of the voucher's buyer. A repeat with the same key answers the first redemption, as it stands now. An order
   * takes each voucher at most once at a time; what is not used stays usable.
   *
   * @param amount null = all that is left
   * @throws Refused there is no such voucher of the order's buyer; it is expired or spent; more is asked for than is left; the order
   *     holds it already; or the key was used for something else. The caller's transaction goes on unharmed
   */
  @Transactional(noRollbackFor = Refused.class)
  public Redemption redeem(String voucherId, String orderId, Money amount, String key) {
    demandKey(key);
    var voucher = lock(voucherId);
    var clause = voucher.kindClause();
    var all = redemptions(voucherId);
    var first = all.stream().filter(each -> each.key().equals(key)).findFirst();
    if (first.isPresent()) {
      return repeated(first.get(), orderId, amount, clause);
    }
    var buyer = buyerOf(orderId);
    if (!buyer.equals(voucher.buyerId())) {
      throw Refused.notFound("voucher", voucherId);
    }
    var now = now();
    if (voucher.isExpired(now)) {
      throw Refused.conflict("voucher-expired", clause, "Voucher " + voucherId + " could be used until "
          + voucher.validUntil().atZone(zone).toOffsetDateTime() + ". Let the buyer pay in another way.");
    }
    if (all.stream().anyMatch(each -> !each.isReleased() && each.orderId().equals(orderId))) {
      throw Refused.conflict("already-redeemed", clause, "Order " + orderId + " is paid with voucher " + voucherId
          + " already. Release that first if the amount is to change.");
    }
    if (voucher.left().isZero()) {
      throw Refused.conflict("voucher-spent", clause, "Nothing is left of voucher " + voucherId + ". Let the buyer pay in another way.");
    }
    var paid = amount == null ? voucher.left() : amount;
    if (!paid.isPositive() || paid.isGreaterThan(voucher.left())) {
      throw Refused.invalid("amount", clause, "more than 0.00 and at most the " + Cny.text(voucher.left()) + " that are left of the voucher");
    }
    var redemption = new Redemption(voucherId, all.size() + 1, orderId, paid, key, now, null);
    database.sql("""
            insert into voucher_redemption (voucher_id, number, order_id, amount_fen, redemption_key, redeemed_at)
            values (?, ?, ?, ?, ?, ?)""")
        .params(voucherId, redemption.number(), orderId, Cny.fen(paid), key, utc(now)).update();
    keep(voucherId, voucher.left().minus(paid), voucher.lapsed());
    ledger.book(occasion(voucher, "voucher-redeemed", redemption.number(), orderId, clause),
        new Posting(Account.vouchersOf(voucher.buyerId()), paid.negated()), new Posting(Account.clearing(orderId), paid));
    log.info("RD-2102 voucher redeemed voucher={} order={} amount={}", voucherId, orderId, paid);
    return redemption;
  }

  /**
   * Gives the voucher back what it paid for an order that came to nothing; after its time that lapses at once. An order whose
   * redemption is released already: nothing happens.
   *
   * @param orderId null = the one order that this voucher was ever used for
   * @param key null = none; with one, a repeat changes nothing even if the order has been paid with the voucher once more since
   * @throws Refused there is no such voucher or no such redemption; it must be said which of several orders is meant; or the key was
   *     used for another order. The caller's transaction goes on unharmed
   */
  @Transactional(noRollbackFor = Refused.class)
  public Redemption release(String voucherId, String orderId, String key) {
    if (key != null) {
      demandKey(key);
    }
    var voucher = lock(voucherId);
    var all = redemptions(voucherId);
    var released = key == null ? Optional.<Integer>empty() : releasedUnder(voucherId, key);
    if (released.isPresent()) {
      var first = all.get(released.get() - 1);
      return repeated(first, orderId == null ? first.orderId() : orderId, null, voucher.kindClause());
    }
    var order = orderId == null ? onlyOrder(voucher, all) : orderId;
    // the last one: an order holds a voucher once at a time
    var redemption = all.stream().filter(each -> each.orderId().equals(order)).reduce((earlier, later) -> later)
        .orElseThrow(() -> Refused.notFound("redemption of voucher", voucherId));
    if (redemption.isReleased()) {
      return redemption;
    }
    var now = now();
    database.sql("update voucher_redemption set released_at = ?, release_key = ? where voucher_id = ? and number = ?")
        .params(utc(now), key, voucherId, redemption.number()).update();
    var left = voucher.left().plus(redemption.amount());
    keep(voucherId, left, voucher.lapsed());
    ledger.book(occasion(voucher, "voucher-released", redemption.number(), order, voucher.kindClause()),
        new Posting(Account.clearing(order), redemption.amount().negated()),
        new Posting(Account.vouchersOf(voucher.buyerId()), redemption.amount()));
    log.info("RD-2103 voucher released voucher={} order={} amount={}", voucherId, order, redemption.amount());
    if (voucher.isExpired(now)) {
      lapse(voucher, left, redemption.number());
    }
    return new Redemption(voucherId, redemption.number(), order, redemption.amount(), redemption.key(), redemption.redeemedAt(), now);
  }

  /** Books out what is left of a voucher whose time is up; a repeat does nothing. Called too early, it sets the timer anew. */
  @Transactional
  public void expire(String voucherId) {
    var voucher = lock(voucherId);
    if (!voucher.isExpired(clock.instant())) {
      timer.set(voucherId, voucher.validUntil());
    } else if (voucher.left().isPositive()) {
      lapse(voucher, voucher.left(), 0);
    }
  }

  private void lapse(Voucher voucher, Money left, int number) {
    keep(voucher.voucherId(), Cny.ZERO, voucher.lapsed().plus(left));
    ledger.book(occasion(voucher, "voucher-expired", number, null, voucher.kindClause()),
        new Posting(Account.vouchersOf(voucher.buyerId()), left.negated()), new Posting(Account.compensation(voucher.buyerId()), left));
    log.info("RD-2104 voucher expired voucher={} amount={}", voucher.voucherId(), left);
  }

  private static Redemption repeated(Redemption first, String orderId, Money amount, String clause) {
    if (!first.orderId().equals(orderId) || amount != null && !amount.isEqual(first.amount())) {
      throw Refused.conflict("key-used", clause, "This Idempotency-Key was already used for order " + first.orderId() + " and "
          + Cny.text(first.amount()) + ". Send the same content again, or a new key.");
    }
    return first;
  }

  private static String onlyOrder(Voucher voucher, List<Redemption> all) {
    var orders = all.stream().map(Redemption::orderId).distinct().toList();
    if (orders.isEmpty()) {
      throw Refused.notFound("redemption of voucher", voucher.voucherId());
    }
    if (orders.size() > 1) {
      // "the last one" would release another order when an answer was lost and the request is repeated
      throw Refused.invalid("orderId", voucher.kindClause(), "say which order gives the voucher back: it was used for " + orders.size());
    }
    return orders.get(0);
  }

  private static void demandKey(String key) {
    if (key == null || !KEY.matcher(key).matches()) {
      throw Refused.invalid("Idempotency-Key", null, "A key has 1 to 200 characters and no blank at either end.");
    }
  }

  private String buyerOf(String orderId) {
    if (orderId == null || orderId.isBlank()) {
      throw Refused.invalid("orderId", null, "the order that the voucher pays for");
    }
    return database.sql("select buyer_id from shop_order where order_id = ?").param(orderId).query(String.class).optional()
        .orElseThrow(() -> Refused.invalid("orderId", null, "there is no order " + orderId + "; send it first"));
  }

  private Optional<Integer> releasedUnder(String voucherId, String key) {
    return database.sql("select number from voucher_redemption where voucher_id = ? and release_key = ?").params(voucherId, key)
        .query(Integer.class).optional();
  }

  private Optional<Voucher> ofCause(String cause) {
    return database.sql("select * from voucher where cause = ?").param(cause).query(Vouchers::voucher).optional();
  }

  private static Voucher same(Voucher first, VoucherGrant grant) {
    if (first.kind() != grant.kind() || !first.amount().isEqual(grant.amount()) || !first.buyerId().equals(grant.buyerId())) {
      throw new IllegalArgumentException("the cause " + grant.cause() + " was used for another voucher: " + first.voucherId());
    }
    return first;
  }

  private Voucher lock(String voucherId) {
    return database.sql("select * from voucher where voucher_id = ? for update").param(voucherId).query(Vouchers::voucher).optional()
        .orElseThrow(() -> Refused.notFound("voucher", voucherId));
  }

  private void keep(String voucherId, Money left, Money lapsed) {
    database.sql("update voucher set left_fen = ?, lapsed_fen = ? where voucher_id = ?")
        .params(Cny.fen(left), Cny.fen(lapsed), voucherId).update();
  }

  private void insert(Voucher voucher) {
    database.sql("""
            insert into voucher (voucher_id, cause, kind, buyer_id, payer, merchant_id, amount_fen, left_fen, lapsed_fen, case_id, clause,
              kind_clause, issued_at, valid_until)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(voucher.voucherId(), voucher.cause(), voucher.kind().code(), voucher.buyerId(), voucher.payer().code(),
            voucher.merchantId(), Cny.fen(voucher.amount()), Cny.fen(voucher.left()), Cny.fen(voucher.lapsed()),
            voucher.caseId() == null ? null : voucher.caseId().value(), voucher.clause(), voucher.kindClause(), utc(voucher.issuedAt()),
            utc(voucher.validUntil()))
        .update();
  }

  /** Under {@code voucherId:purpose:n}; the redemption's number where there is one. */
  private static Occasion occasion(Voucher voucher, String purpose, int number, String orderId, String clause) {
    return new Occasion(voucher.voucherId() + ":" + purpose + ":" + number, purpose, voucher.caseId(),
        orderId == null ? voucher.voucherId() : orderId, clause);
  }

  /** As case numbers are made, with another letter in front. */
  private String newId(Instant now) {
    var id = new StringBuilder("V").append(DAY.format(now.atZone(zone)));
    for (int i = 0; i < 10; i++) {
      if (i % 5 == 0) {
        id.append('-');
      }
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  private static Voucher voucher(ResultSet row, int n) throws SQLException {
    var caseId = row.getString("case_id");
    return new Voucher(row.getString("voucher_id"), row.getString("cause"), Voucher.Kind.of(row.getString("kind")),
        row.getString("buyer_id"), Voucher.Payer.of(row.getString("payer")), row.getString("merchant_id"),
        Cny.fen(row.getLong("amount_fen")), Cny.fen(row.getLong("left_fen")), Cny.fen(row.getLong("lapsed_fen")),
        caseId == null ? null : CaseId.of(caseId), row.getString("clause"), row.getString("kind_clause"),
        Ledger.instant(row, "issued_at"), Ledger.instant(row, "valid_until"));
  }

  private static Redemption redemption(ResultSet row, int n) throws SQLException {
    return new Redemption(row.getString("voucher_id"), row.getInt("number"), row.getString("order_id"),
        Cny.fen(row.getLong("amount_fen")), row.getString("redemption_key"), Ledger.instant(row, "redeemed_at"),
        Ledger.instant(row, "released_at"));
  }

  /** As fine as both databases and the engine's timers keep it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
