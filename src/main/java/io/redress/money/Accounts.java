package io.redress.money;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.joda.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What merchants have with the platform: balance, deposit, and what they owe (20.24). */
@Service
public class Accounts {

  private static final Pattern MERCHANT = Pattern.compile("[^:\\s]{1,64}");
  /** Its own, or that of the merchant whose shop it runs. */
  private static final Pattern PARTNER = Pattern.compile("(of:)?[^:\\s]{1,64}");
  private static final Pattern REFERENCE = Pattern.compile("\\S(.{0,62}\\S)?");

  private final Ledger ledger;
  private final JdbcClient database;
  private final Deduction deduction;

  Accounts(Ledger ledger, JdbcClient database, Deduction deduction) {
    this.ledger = ledger;
    this.database = database;
    this.deduction = deduction;
  }

  /** What a merchant has and owes, none of them negative, and one page of movements, newest first. */
  public record Statement(
      String merchantId, Money balance, Money deposit, Money receivable, List<Movement> items, int page, int size, long total) {}

  /**
   * One movement on one of the merchant's accounts.
   *
   * @param account {@code balance}, {@code deposit} or {@code receivable}
   * @param amount signed: what the account rose or fell by; a receivable rises when the merchant owes more
   * @param caseId null = not for a case
   */
  public record Movement(Instant at, String account, Money amount, String purpose, CaseId caseId, String reference, String clause) {}

  /** What a service partner has given as security and what it owes, neither negative (CD-05). */
  public record PartnerStatement(String servicePartnerId, Money deposit, Money receivable) {}

  /** A credit as it was booked the first time. */
  public record Credit(String merchantId, Account.Kind account, Money amount, String reference, Instant bookedAt) {}

  /**
   * Adds money that the shop passes on to a merchant, once per reference. Money for the balance pays first what the merchant
   * owes, as an entry of its own.
   *
   * @throws Refused a value breaks a rule; or the reference was used for something else before
   */
  @Transactional(noRollbackFor = Refused.class)
  public Credit credit(String merchantId, Account.Kind kind, Money amount, String reference) {
    if (!MERCHANT.matcher(merchantId).matches()) {
      throw Refused.invalid("merchantId", null, "1 to 64 characters without blanks and colons");
    }
    if (kind != Account.Kind.MERCHANT_BALANCE && kind != Account.Kind.MERCHANT_DEPOSIT) {
      throw Refused.invalid("account", null, "balance or deposit");
    }
    check(amount, reference);
    var credited = new Account(kind, merchantId);
    var entry = ledger.book(
        new Occasion(merchantId + ":credit:" + reference, "credit", null, reference, null),
        new Posting(credited, amount), new Posting(Account.shop(merchantId), amount.negated()));
    if (!entry.postings().contains(new Posting(credited, amount))) {
      throw used(reference, "this merchant");
    }
    if (kind == Account.Kind.MERCHANT_BALANCE) {
      settle(merchantId, reference);
    }
    return new Credit(merchantId, kind, amount, reference, entry.bookedAt());
  }

  /**
   * Adds to a service partner's deposit, once per reference; what it owes is paid first (CD-05).
   *
   * @throws Refused a value breaks a rule; or the reference was used for another amount before
   */
  @Transactional(noRollbackFor = Refused.class)
  public PartnerStatement creditPartner(String servicePartnerId, Money amount, String reference) {
    if (!PARTNER.matcher(servicePartnerId).matches()) {
      throw Refused.invalid("servicePartnerId", null, "1 to 64 characters without blanks and colons, or of: and a merchant");
    }
    check(amount, reference);
    var deposit = Account.partnerDeposit(servicePartnerId);
    var receivable = Account.partnerReceivable(servicePartnerId);
    var from = new Posting(Account.ofPartner(servicePartnerId), amount.negated());
    var entry = ledger.book(new Occasion(Account.ofPartner(servicePartnerId).owner() + ":credit:" + reference, "credit", null, reference, null),
        List.of(deposit, receivable, from.account()), held -> {
          var paid = least(amount, held.get(receivable).negated());
          var postings = new ArrayList<>(List.of(from));
          addUnlessZero(postings, receivable, paid);
          addUnlessZero(postings, deposit, amount.minus(paid));
          return postings;
        });
    if (!entry.postings().contains(from)) {
      throw used(reference, "this service partner");
    }
    return partner(servicePartnerId);
  }

  /** What a service partner has given and owes; zeros for one without any movement. */
  @Transactional(readOnly = true)
  public PartnerStatement partner(String servicePartnerId) {
    return new PartnerStatement(servicePartnerId, ledger.balance(Account.partnerDeposit(servicePartnerId)),
        ledger.balance(Account.partnerReceivable(servicePartnerId)).negated());
  }

  private static void check(Money amount, String reference) {
    if (!amount.isPositive()) {
      throw Refused.invalid("amount", null, "more than 0.00");
    }
    if (reference == null || !REFERENCE.matcher(reference).matches()) {
      throw Refused.invalid("reference", null, "1 to 64 characters, no blank at either end");
    }
  }

  private static Refused used(String reference, String whose) {
    return Refused.conflict("reference-used", null, "Reference " + reference
        + " was already used for another credit of " + whose + ". Send the same content again, or a new reference.");
  }

  private void settle(String merchantId, String reference) {
    if (ledger.balance(Account.receivable(merchantId)).isZero()) {
      return;
    }
    var balance = Account.balance(merchantId);
    var receivable = Account.receivable(merchantId);
    ledger.bookIfAny(
        new Occasion(merchantId + ":settlement:" + reference, "settlement", null, reference, "20.24"),
        List.of(balance, receivable), held -> {
          var paid = least(held.get(balance), held.get(receivable).negated());
          return paid.isZero() ? List.of() : List.of(new Posting(balance, paid.negated()), new Posting(receivable, paid));
        });
  }

  /** Takes an amount from a merchant in the order of {@link Deduction}, the rest as a receivable, and puts it on {@code to} (20.24). */
  @Transactional
  public Entry take(Occasion occasion, String merchantId, Money amount, Account to) {
    return take(occasion, deduction.deductFrom().stream().map(kind -> new Account(kind, merchantId)).toList(), Account.receivable(merchantId), amount, to);
  }

  /** Takes an amount from a deposit alone, what it lacks as a receivable of whoever gave it, and puts it on {@code to} (CD-05). */
  @Transactional
  public Entry takeFromDeposit(Occasion occasion, Account deposit, Money amount, Account to) {
    return take(occasion, List.of(deposit), deposit.owedBeyond(), amount, to);
  }

  private Entry take(Occasion occasion, List<Account> from, Account receivable, Money amount, Account to) {
    var accounts = new ArrayList<>(from);
    accounts.add(receivable);
    accounts.add(to);
    return ledger.book(occasion, accounts, held -> {
      var postings = new ArrayList<Posting>();
      var missing = amount;
      for (var account : from) {
        var taken = least(held.get(account), missing);
        missing = missing.minus(taken);
        addUnlessZero(postings, account, taken.negated());
      }
      addUnlessZero(postings, receivable, missing.negated());
      addUnlessZero(postings, to, amount);
      return postings;
    });
  }

  /** Gives a merchant back what it has borne without having to: first what it still owes, the rest to its balance. */
  @Transactional
  public Entry makeGood(Occasion occasion, String merchantId, Money amount, Account from) {
    var balance = Account.balance(merchantId);
    var receivable = Account.receivable(merchantId);
    return ledger.book(occasion, List.of(balance, receivable, from), held -> {
      var owed = least(held.get(receivable).negated(), amount);
      var postings = new ArrayList<Posting>();
      addUnlessZero(postings, receivable, owed);
      addUnlessZero(postings, balance, amount.minus(owed));
      addUnlessZero(postings, from, amount.negated());
      return postings;
    });
  }

  /**
   * Gives back what the entry {@code takenUnder} took, each account what it gave; of a receivable that the merchant has paid
   * meanwhile, the paid part goes to the balance. Nothing was taken: nothing happens.
   */
  @Transactional
  public void giveBack(Occasion occasion, String takenUnder) {
    ledger.find(takenUnder).ifPresent(taken -> {
      var accounts = new ArrayList<Account>();
      for (var posting : taken.postings()) {
        accounts.add(posting.account());
        if (posting.account().kind() == Account.Kind.MERCHANT_RECEIVABLE) {
          accounts.add(Account.balance(posting.account().owner()));
        }
      }
      ledger.book(occasion, accounts, held -> reversed(taken.postings(), held));
    });
  }

  private static List<Posting> reversed(List<Posting> taken, Map<Account, Money> held) {
    var postings = new ArrayList<Posting>();
    for (var posting : taken) {
      var account = posting.account();
      var back = posting.amount().negated();
      if (account.kind() == Account.Kind.MERCHANT_RECEIVABLE) {
        var stillOwed = least(held.get(account).negated(), back);
        addUnlessZero(postings, account, stillOwed);
        addUnlessZero(postings, Account.balance(account.owner()), back.minus(stillOwed));
      } else {
        addUnlessZero(postings, account, back);
      }
    }
    return postings;
  }

  /** Whether anything is known of this merchant: an account or an order. */
  public boolean isKnown(String merchantId) {
    return database.sql("""
            select case when exists (select 1 from account where owner = ? and kind like 'merchant-%')
                          or exists (select 1 from shop_order where merchant_id = ?) then 1 else 0 end""")
        .params(merchantId, merchantId).query(Integer.class).single() == 1;
  }

  /** The merchant's account; {@code page} counts from 0. Zeros for a merchant without any movement. */
  @Transactional(readOnly = true)
  public Statement statement(String merchantId, int page, int size) {
    var movements = """
        from posting p join journal_entry e on e.entry_id = p.entry_id
        where p.account_owner = ? and p.account_kind in ('merchant-balance', 'merchant-deposit', 'merchant-receivable')
        """;
    var total = database.sql("select count(*) " + movements).param(merchantId).query(Long.class).single();
    var items = database.sql("select e.booked_at, e.purpose, e.case_id, e.reference, e.clause, p.account_kind, p.fen " + movements
            + "order by p.entry_id desc, p.line offset ? rows fetch next ? rows only")
        .params(merchantId, (long) page * size, size)
        .query((row, n) -> {
          var kind = Account.Kind.of(row.getString("account_kind"));
          var amount = Cny.fen(row.getLong("fen"));
          var caseId = row.getString("case_id");
          return new Movement(Ledger.instant(row, "booked_at"), shortName(kind),
              kind == Account.Kind.MERCHANT_RECEIVABLE ? amount.negated() : amount, row.getString("purpose"),
              caseId == null ? null : CaseId.of(caseId), row.getString("reference"), row.getString("clause"));
        })
        .list();
    return new Statement(merchantId, ledger.balance(Account.balance(merchantId)), ledger.balance(Account.deposit(merchantId)),
        ledger.balance(Account.receivable(merchantId)).negated(), items, page, size, total);
  }

  /** {@code balance}, {@code deposit}, {@code receivable}. */
  public static String shortName(Account.Kind merchantAccount) {
    return merchantAccount.code().substring("merchant-".length());
  }

  private static void addUnlessZero(List<Posting> postings, Account account, Money amount) {
    if (!amount.isZero()) {
      postings.add(new Posting(account, amount));
    }
  }

  private static Money least(Money one, Money other) {
    return one.isLessThan(other) ? one : other;
  }
}
