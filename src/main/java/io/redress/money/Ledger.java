package io.redress.money;

import io.redress.CaseId;
import io.redress.Cny;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.joda.money.Money;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The double-entry journal. Every entry sums to zero and is booked once per key, in the caller's transaction; entries are never
 * changed, only reversed by further ones.
 */
@Service
public class Ledger {

  private final JdbcClient database;
  private final Clock clock;
  private final TransactionTemplate savepoint;

  Ledger(JdbcClient database, Clock clock, PlatformTransactionManager transactions) {
    this.database = database;
    this.clock = clock;
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /** Books an entry; a repeat of its key books nothing and returns the first one. */
  @Transactional
  public Entry book(Occasion occasion, Posting... postings) {
    var lines = List.of(postings);
    return book(occasion, lines.stream().map(Posting::account).toList(), balances -> lines);
  }

  /**
   * Books an entry that depends on what the accounts hold: their rows are locked until the transaction ends, then
   * {@code postings} is asked, with the balances of exactly these accounts.
   *
   * @throws IllegalArgumentException when the postings do not sum to zero, are none, or touch another account
   * @throws IllegalStateException when an account would hold what it must not; nothing is booked in either case
   */
  @Transactional
  public Entry book(Occasion occasion, Collection<Account> accounts, Function<Map<Account, Money>, List<Posting>> postings) {
    return bookIfAny(occasion, accounts, postings)
        .orElseThrow(() -> new IllegalArgumentException("the entry " + occasion.key() + " moves nothing"));
  }

  /** As {@link #book(Occasion, Collection, Function)}, but no postings mean that nothing is booked. */
  @Transactional
  public Optional<Entry> bookIfAny(
      Occasion occasion, Collection<Account> accounts, Function<Map<Account, Money>, List<Posting>> postings) {
    noteThatThisTransactionHoldsAccounts();
    var balances = new TreeMap<Account, Money>();
    for (var account : new TreeSet<>(accounts)) {
      balances.put(account, lock(account));
    }
    // only now: whoever booked the same key meanwhile held the same accounts
    var first = find(occasion.key());
    if (first.isPresent()) {
      return first;
    }
    var lines = List.copyOf(postings.apply(Map.copyOf(balances)));
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    var after = checked(occasion, balances, lines);
    var bookedAt = clock.instant();
    Long id;
    try {
      id = savepoint.execute(status -> insert(occasion, bookedAt));
    } catch (DuplicateKeyException e) {
      return Optional.of(find(occasion.key()).orElseThrow(() -> e));
    }
    insert(id, lines);
    after.forEach((account, balance) ->
        database.sql("update account set balance_fen = ? where kind = ? and owner = ?")
            .params(Cny.fen(balance), account.kind().code(), account.owner())
            .update());
    return Optional.of(new Entry(id, occasion, bookedAt, lines));
  }

  /** The entry under this key, if it was booked. */
  public Optional<Entry> find(String key) {
    return database.sql("select entry_id, entry_key, purpose, case_id, reference, clause, booked_at from journal_entry where entry_key = ?")
        .param(key)
        .query((row, n) -> new Entry(row.getLong("entry_id"), occasion(row), instant(row, "booked_at"), List.of()))
        .optional()
        .map(entry -> new Entry(entry.id(), entry.occasion(), entry.bookedAt(), postingsOf(entry.id())));
  }

  /** What an account holds; zero when nothing was ever booked on it. */
  public Money balance(Account account) {
    return database.sql("select balance_fen from account where kind = ? and owner = ?")
        .params(account.kind().code(), account.owner())
        .query(Long.class).optional().map(Cny::fen).orElse(Cny.ZERO);
  }

  /** The sum of everything ever booked. Anything but zero means that the ledger is broken. */
  public Money sum() {
    return Cny.fen(database.sql("select coalesce(sum(fen), 0) from posting").query(Long.class).single());
  }

  /** Whether the caller's transaction has booked something and therefore holds accounts until it ends. */
  static boolean isHeldByThisTransaction() {
    return TransactionSynchronizationManager.isSynchronizationActive()
        && TransactionSynchronizationManager.getSynchronizations().stream().anyMatch(Booked.class::isInstance);
  }

  private static void noteThatThisTransactionHoldsAccounts() {
    if (!isHeldByThisTransaction()) {
      TransactionSynchronizationManager.registerSynchronization(new Booked());
    }
  }

  private Money lock(Account account) {
    return held(account).orElseGet(() -> {
      try {
        // neither database merges safely against a concurrent insert of the same key; and PostgreSQL gives up a whole
        // transaction over a duplicate key, hence the savepoint
        savepoint.executeWithoutResult(status ->
            database.sql("insert into account (kind, owner, balance_fen) values (?, ?, 0)")
                .params(account.kind().code(), account.owner())
                .update());
        return Cny.ZERO;
      } catch (DuplicateKeyException e) {
        return held(account).orElseThrow(() -> e);
      }
    });
  }

  private Optional<Money> held(Account account) {
    return database.sql("select balance_fen from account where kind = ? and owner = ? for update")
        .params(account.kind().code(), account.owner())
        .query(Long.class).optional().map(Cny::fen);
  }

  private static Map<Account, Money> checked(Occasion occasion, Map<Account, Money> before, List<Posting> lines) {
    if (!Money.total(lines.stream().map(Posting::amount).toList()).isZero()) {
      throw new IllegalArgumentException("the entry " + occasion.key() + " does not sum to zero: " + lines);
    }
    var after = new TreeMap<Account, Money>();
    for (var posting : lines) {
      var account = posting.account();
      if (!before.containsKey(account)) {
        throw new IllegalArgumentException("the entry " + occasion.key() + " did not lock " + account);
      }
      after.put(account, after.getOrDefault(account, before.get(account)).plus(posting.amount()));
    }
    after.forEach((account, balance) -> {
      var impossible = switch (account.kind()) {
        case MERCHANT_BALANCE, MERCHANT_DEPOSIT, PARTNER_DEPOSIT -> balance.isNegative();
        case MERCHANT_RECEIVABLE, PARTNER_RECEIVABLE -> balance.isPositive();
        case PLATFORM_COMPENSATION, BUYER_REFUNDS, VOUCHERS_OUTSTANDING, PAYMENT_CLEARING -> false;
      };
      if (impossible) {
        throw new IllegalStateException("the entry " + occasion.key() + " would leave " + account + " at " + balance);
      }
    });
    return after;
  }

  private long insert(Occasion occasion, Instant bookedAt) {
    var key = new GeneratedKeyHolder();
    database.sql("insert into journal_entry (entry_key, purpose, case_id, reference, clause, booked_at) values (?, ?, ?, ?, ?, ?)")
        .params(occasion.key(), occasion.purpose(), occasion.caseId() == null ? null : occasion.caseId().value(),
            occasion.reference(), occasion.clause(), OffsetDateTime.ofInstant(bookedAt, ZoneOffset.UTC))
        .update(key, "entry_id");
    return key.getKeyAs(Long.class);
  }

  private void insert(long entryId, List<Posting> lines) {
    var values = new ArrayList<Object>();
    for (var posting : lines) {
      values.addAll(List.of(entryId, values.size() / 5 + 1, posting.account().kind().code(), posting.account().owner(),
          Cny.fen(posting.amount())));
    }
    database.sql("insert into posting (entry_id, line, account_kind, account_owner, fen) values "
            + String.join(", ", Collections.nCopies(lines.size(), "(?, ?, ?, ?, ?)")))
        .params(values).update();
  }

  private List<Posting> postingsOf(long entryId) {
    return database.sql("select account_kind, account_owner, fen from posting where entry_id = ? order by line")
        .param(entryId)
        .query((row, n) -> new Posting(
            new Account(Account.Kind.of(row.getString("account_kind")), row.getString("account_owner")), Cny.fen(row.getLong("fen"))))
        .list();
  }

  private static Occasion occasion(ResultSet row) throws SQLException {
    var caseId = row.getString("case_id");
    return new Occasion(row.getString("entry_key"), row.getString("purpose"), caseId == null ? null : CaseId.of(caseId),
        row.getString("reference"), row.getString("clause"));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static final class Booked implements TransactionSynchronization {}
}
