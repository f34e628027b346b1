package io.redress.money;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.money.PaymentGateway.Answer;
import io.redress.money.PaymentGateway.Declined;
import io.redress.money.PaymentGateway.Paid;
import io.redress.money.PaymentGateway.Payout;
import io.redress.money.PaymentGateway.Pending;
import io.redress.money.Refund.Payer;
import io.redress.money.Refund.Purpose;
import io.redress.money.Refund.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refunds: decided in a step's transaction, executed by a later job, paid exactly once (design, section 3). Each change locks the
 * refund's row, so a withdrawal and a payment never both happen (RO-07).
 *
 * <p>What goes back is the price, or the freight that the buyer advanced for a return (20.11). Both run through the same states and come
 * from the merchant, or from the platform's own compensation where that was decided (VC-09); a case has one open refund of the price at
 * a time, only the price counts against what was paid for the order, and freight is asked for by its own methods. So is what the platform
 * pays, from its own account, for an upheld complaint (CD-04).
 *
 * <p>{@link #execute} and {@link #executeFreight} hold the job's connection and need a second one while they commit that a refund is
 * sent: the pool needs at least two connections per thread that runs jobs, or all threads wait for each other.
 */
@Service
public class Refunds {

  private static final Logger log = LoggerFactory.getLogger(Refunds.class);

  private final JdbcClient database;
  private final Ledger ledger;
  private final Accounts accounts;
  private final PaymentGateway gateway;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final TransactionTemplate ownTransaction;

  Refunds(JdbcClient database, Ledger ledger, Accounts accounts, PaymentGateway gateway, ApplicationEventPublisher events,
      Clock clock, PlatformTransactionManager transactions) {
    this.database = database;
    this.ledger = ledger;
    this.accounts = accounts;
    this.gateway = gateway;
    this.events = events;
    this.clock = clock;
    this.ownTransaction = new TransactionTemplate(transactions);
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * Decides that the case's buyer gets this much back from the merchant; no money moves yet. All cases of an order together never
   * get more than was paid (RO-12).
   *
   * @param clause the rule that grants it
   * @throws Refused the amount is not positive or too much, there is no such order, or the case's last refund is still open;
   *     the caller's transaction goes on unharmed
   */
  @Transactional(noRollbackFor = Refused.class)
  public Refund decide(CaseId caseId, String orderId, Money amount, String clause) {
    return decide(caseId, orderId, amount, clause, Payer.MERCHANT);
  }

  /** As {@link #decide(CaseId, String, Money, String)}; the platform's part comes from its compensation, never from the merchant. */
  @Transactional(noRollbackFor = Refused.class)
  public Refund decide(CaseId caseId, String orderId, Money amount, String clause, Payer payer) {
    if (!amount.isPositive()) {
      throw Refused.invalid("amount", "RO-12", "more than 0.00", "必须大于 0.00 元");
    }
    var order = lockOrder(orderId);
    var left = order.paid().minus(decidedFor(orderId));
    if (amount.isGreaterThan(left)) {
      throw Refused.invalid("amount", "RO-12", "at most " + Cny.text(left.isNegative() ? Cny.ZERO : left)
          + " of the " + Cny.text(order.paid()) + " paid for order " + orderId + " can still be refunded",
          "订单 " + orderId + " 实付 " + Cny.text(order.paid()) + " 元，最多还可退 " + Cny.text(left.isNegative() ? Cny.ZERO : left) + " 元");
    }
    var last = last(caseId, Purpose.PRICE);
    if (last.filter(Refund::isOpen).isPresent()) {
      throw Refused.conflict("refund-open", "RO-12", "The refund that was decided for case " + caseId + " is not finished yet.");
    }
    return decide(caseId, Purpose.PRICE, order, amount, clause, payer);
  }

  /**
   * Decides that the case's buyer gets freight back from the merchant that was advanced for a return (20.11); no money moves yet. It
   * does not count against what was paid for the order.
   *
   * @param clause the rule that grants it
   * @throws Refused the amount is not positive, or there is no such order; the caller's transaction goes on unharmed
   */
  @Transactional(noRollbackFor = Refused.class)
  public Refund decideFreight(CaseId caseId, String orderId, Money amount, String clause) {
    return decideFreight(caseId, orderId, amount, clause, Payer.MERCHANT);
  }

  /** As {@link #decideFreight(CaseId, String, Money, String)}; what the platform reimburses comes from its compensation (VC-09). */
  @Transactional(noRollbackFor = Refused.class)
  public Refund decideFreight(CaseId caseId, String orderId, Money amount, String clause, Payer payer) {
    if (!amount.isPositive()) {
      throw Refused.invalid("amount", "20.11", "more than 0.00", "必须大于 0.00 元");
    }
    return decide(caseId, Purpose.FREIGHT, lockOrder(orderId), amount, clause, payer);
  }

  /**
   * Decides that the platform pays a complaint's buyer this much from its own account (CD-04); no money moves yet. It does not count
   * against what was paid for the order. A repeat answers what was decided first.
   *
   * @param complaintId the complaint's number
   * @param clause the rule that grants it
   * @throws Refused the amount is not positive, or there is no such order; the caller's transaction goes on unharmed
   */
  @Transactional(noRollbackFor = Refused.class)
  public Refund decideCompensation(CaseId complaintId, String orderId, Money amount, String clause) {
    if (!amount.isPositive()) {
      throw Refused.invalid("amount", clause, "more than 0.00", "必须大于 0.00 元");
    }
    var order = lockOrder(orderId);
    return last(complaintId, Purpose.COMPENSATION).orElseGet(() -> decide(complaintId, Purpose.COMPENSATION, order, amount, clause, Payer.PLATFORM));
  }

  private Refund decide(CaseId caseId, Purpose purpose, Paying order, Money amount, String clause, Payer payer) {
    var number = last(caseId, purpose).map(Refund::number).orElse(0) + 1;
    var refund = new Refund(caseId + ":" + purpose.code() + ":" + number, caseId, purpose, number, order.orderId(),
        order.merchantId(), order.buyerId(), amount, payer, clause, State.DECIDED, 0, clock.instant(), null, null, null);
    database.sql("""
            insert into refund (refund_key, case_id, purpose, number, order_id, merchant_id, buyer_id, amount_fen, payer, clause, state,
              attempts, decided_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(refund.key(), caseId.value(), purpose.code(), number, refund.orderId(), refund.merchantId(), refund.buyerId(),
            Cny.fen(amount), payer.code(), clause, refund.state().name(), 0, utc(refund.decidedAt()))
        .update();
    log.info("RD-2001 refund decided case={} refund={} amount={} payer={} clause={}", caseId, refund.key(), amount, payer.code(), clause);
    events.publishEvent(new RefundEvent.RefundDecided(caseId, purpose, refund.key(), amount, payer, refund.decidedAt(), clause));
    return refund;
  }

  /**
   * Pays the case's last refund, in the transaction of a job that has booked nothing before. That it is sent is committed before
   * the gateway is asked; that it succeeded is booked in the caller's transaction, and a repeat after its loss asks the gateway
   * again under the same key. Already paid: nothing happens.
   *
   * @throws PaymentNotAnswered the gateway has not said yes or no; run the job again
   * @throws PaymentDeclined the gateway said no; run the job again
   * @throws IllegalStateException nothing is to be paid for this case
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void execute(CaseId caseId) {
    execute(caseId, Purpose.PRICE);
  }

  /** As {@link #execute}, for what the platform pays for a complaint. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void executeCompensation(CaseId complaintId) {
    execute(complaintId, Purpose.COMPENSATION);
  }

  private void execute(CaseId caseId, Purpose purpose) {
    demandNothingBooked(caseId);
    var key = last(caseId, purpose)
        .orElseThrow(() -> new IllegalStateException("no refund was decided for case " + caseId)).key();
    var sent = ownTransaction.execute(status -> send(key));
    if (sent.state() == State.SUCCEEDED) {
      return;
    }
    ask(sent);
    succeed(sent.key());
  }

  /**
   * Pays all freight that was decided for the case and is not paid yet, oldest first, in the transaction of a job that has booked
   * nothing before. As {@link #execute}, but each success is committed at once: sending the next one waits for the same accounts.
   * Nothing to pay: nothing happens.
   *
   * @throws PaymentNotAnswered the gateway has not said yes or no; run the job again
   * @throws PaymentDeclined the gateway said no; run the job again
   * @throws IllegalStateException it was withdrawn in this moment
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void executeFreight(CaseId caseId) {
    demandNothingBooked(caseId);
    for (var freight : freightOf(caseId)) {
      if (!freight.isOpen()) {
        continue;
      }
      var sent = ownTransaction.execute(status -> send(freight.key()));
      if (sent.state() != State.SUCCEEDED) {
        ask(sent);
        ownTransaction.executeWithoutResult(status -> succeed(sent.key()));
      }
    }
  }

  private static void demandNothingBooked(CaseId caseId) {
    if (Ledger.isHeldByThisTransaction()) {
      // the transaction that commits "sent" would wait for this one's accounts, and this one for it
      throw new IllegalStateException("a refund is executed in a transaction that has booked nothing before: " + caseId);
    }
  }

  /** Returns only when the gateway says that it has paid. */
  private void ask(Refund sent) {
    Answer answer;
    try {
      answer = gateway.pay(new Payout(sent.key(), sent.attempts(), sent.orderId(), sent.buyerId(), sent.amount()));
    } catch (RuntimeException e) {
      throw new PaymentNotAnswered(sent.key(), e);
    }
    if (answer instanceof Declined declined) {
      ownTransaction.executeWithoutResult(status -> fail(sent.key(), sent.attempts(), declined.reason()));
      throw new PaymentDeclined(sent.key(), declined.reason());
    }
    if (!(answer instanceof Paid)) {
      throw new PaymentNotAnswered(sent.key(), null);
    }
  }

  /**
   * Takes the gateway's later answer; a repeat changes nothing. Paid is final. A "declined" counts only for the attempt that it
   * names, while that is the last one: an old one must not free a refund for withdrawal while the gateway is being asked again.
   *
   * @param attempt of the {@link Payout} that is answered
   * @throws Refused there is no such refund, or it was never sent
   */
  @Transactional(noRollbackFor = Refused.class)
  public void answered(String key, int attempt, Answer answer) {
    if (answer instanceof Paid) {
      succeed(key);
    } else if (answer instanceof Declined declined) {
      fail(key, attempt, declined.reason());
    } else if (answer instanceof Pending) {
      log.info("RD-2006 gateway still pending refund={}", key);
    }
  }

  /**
   * The buyer withdraws (RO-07): what was decided or has failed, price or freight, is cancelled, and whoever paid has the money
   * back. Freight that was paid stays paid: those goods were sent back. Nothing decided, or cancelled already: nothing happens.
   *
   * @throws Refused something is being paid, or the price was paid; nothing is cancelled, the caller's transaction goes on unharmed
   */
  @Transactional(noRollbackFor = Refused.class)
  public void cancel(CaseId caseId) {
    var refunds = Stream.concat(last(caseId, Purpose.PRICE).stream(), freightOf(caseId).stream())
        .map(refund -> lock(refund.key())).toList();
    for (var refund : refunds) {
      if (refund.state() == State.SENT) {
        throw Refused.conflict("being-paid", "RO-07", refund.purpose() == Purpose.PRICE
            ? "The refund of " + Cny.text(refund.amount()) + " is being paid. It can no longer be withdrawn."
            : "The return freight of " + Cny.text(refund.amount()) + " is being paid. Withdraw as soon as it has arrived.");
      }
      if (refund.state() == State.SUCCEEDED && refund.purpose() == Purpose.PRICE) {
        throw Refused.conflict("already-refunded", "RO-07",
            "The refund of " + Cny.text(refund.amount()) + " has been paid. There is nothing left to withdraw.");
      }
    }
    refunds.stream().filter(Refund::isOpen).forEach(this::cancel);
  }

  private void cancel(Refund refund) {
    var at = clock.instant();
    var funding = funding(refund);
    accounts.giveBack(Occasion.of(refund.caseId(), funding.purpose() + "-reversed", refund.number(), "RO-07"), funding.key());
    database.sql("update refund set state = 'CANCELLED', closed_at = ? where refund_key = ?")
        .params(utc(at), refund.key()).update();
    log.info("RD-2005 refund cancelled case={} refund={} amount={}", refund.caseId(), refund.key(), refund.amount());
    events.publishEvent(new RefundEvent.RefundCancelled(refund.caseId(), refund.purpose(), refund.key(), refund.amount(), refund.payer(), at));
  }

  /** Whether something of the case, price or freight, is decided and neither paid nor cancelled. */
  public boolean hasOpen(CaseId caseId) {
    return database.sql("select count(*) from refund where case_id = ? and state not in ('SUCCEEDED', 'CANCELLED')")
        .param(caseId.value()).query(Long.class).single() > 0;
  }

  /** What may still be refunded for an order: what was paid less all of the price that its cases decided and did not cancel. */
  @Transactional(readOnly = true)
  public Money refundable(String orderId) {
    var paid = database.sql("select paid_fen from shop_order where order_id = ?").param(orderId)
        .query(Long.class).optional().map(Cny::fen).orElseThrow(() -> Refused.notFound("order", orderId));
    return refundable(orderId, paid);
  }

  /** As {@link #refundable(String)}, for a caller who has read what was paid for the order. */
  @Transactional(readOnly = true)
  public Money refundable(String orderId, Money paid) {
    var left = paid.minus(decidedFor(orderId));
    return left.isNegative() ? Cny.ZERO : left;
  }

  /** As {@link #refundable(String)}, for many orders at once, by the order's id; an order that is not known is not in the answer. */
  @Transactional(readOnly = true)
  public Map<String, Money> refundable(Collection<String> orders) {
    var left = new HashMap<String, Money>();
    if (!orders.isEmpty()) {
      database.sql("""
              select o.order_id, o.paid_fen - coalesce((select sum(r.amount_fen) from refund r
                where r.order_id = o.order_id and r.purpose = 'refund' and r.state <> 'CANCELLED'), 0) as left_fen
              from shop_order o where o.order_id in (:orders)""")
          .param("orders", orders).query(row -> {
            left.put(row.getString("order_id"), Cny.fen(Math.max(0, row.getLong("left_fen"))));
          });
    }
    return left;
  }

  /** What the buyer has got back of the price in this case. */
  public Money refunded(CaseId caseId) {
    return Cny.fen(database.sql("""
            select coalesce(sum(amount_fen), 0) from refund where case_id = ? and purpose = 'refund' and state = 'SUCCEEDED'""")
        .param(caseId.value()).query(Long.class).single());
  }

  /** What the buyers have got back of the price in each of these cases; a case without a paid refund is not in the answer. */
  public Map<CaseId, Money> refunded(Collection<CaseId> cases) {
    if (cases.isEmpty()) {
      return Map.of();
    }
    var sums = new HashMap<CaseId, Money>();
    database.sql("select case_id, sum(amount_fen) as fen from refund where case_id in (:cases) and purpose = 'refund' and state = 'SUCCEEDED' group by case_id")
        .param("cases", cases.stream().map(CaseId::value).toList())
        .query(row -> {
          sums.put(CaseId.of(row.getString("case_id")), Cny.fen(row.getLong("fen")));
        });
    return sums;
  }

  /** The case's refunds of the price, oldest first. */
  public List<Refund> of(CaseId caseId) {
    return of(caseId, Purpose.PRICE);
  }

  /** The case's refunds of return freight, oldest first. */
  public List<Refund> freightOf(CaseId caseId) {
    return of(caseId, Purpose.FREIGHT);
  }

  /** What the platform pays for each of these complaints; one for which nothing was decided is not in the answer. */
  public Map<CaseId, Refund> compensations(Collection<CaseId> complaints) {
    var found = new HashMap<CaseId, Refund>();
    if (!complaints.isEmpty()) {
      database.sql("select * from refund where case_id in (:complaints) and purpose = :purpose")
          .param("complaints", complaints.stream().map(CaseId::value).toList()).param("purpose", Purpose.COMPENSATION.code())
          .query(Refunds::refund).list().forEach(refund -> found.put(refund.caseId(), refund));
    }
    return found;
  }

  private List<Refund> of(CaseId caseId, Purpose purpose) {
    return database.sql("select * from refund where case_id = ? and purpose = ? order by number")
        .params(caseId.value(), purpose.code()).query(Refunds::refund).list();
  }

  private record Paying(String orderId, String merchantId, String buyerId, Money paid) {}

  /** Whoever decides about the same order waits here. */
  private Paying lockOrder(String orderId) {
    return database.sql("select merchant_id, buyer_id, paid_fen from shop_order where order_id = ? for update")
        .param(orderId)
        .query((row, n) ->
            new Paying(orderId, row.getString("merchant_id"), row.getString("buyer_id"), Cny.fen(row.getLong("paid_fen"))))
        .optional()
        .orElseThrow(() -> Refused.notFound("order", orderId));
  }

  private Refund send(String key) {
    var refund = lock(key);
    return switch (refund.state()) {
      case SUCCEEDED -> refund;
      case CANCELLED -> throw new IllegalStateException("the refund " + key + " was cancelled");
      case SENT -> {
        database.sql("update refund set attempts = attempts + 1 where refund_key = ?").param(key).update();
        yield refund.sent(refund.sentAt());
      }
      case DECIDED, FAILED -> {
        var at = clock.instant();
        fund(refund);
        database.sql("update refund set state = 'SENT', attempts = attempts + 1, sent_at = ? where refund_key = ?")
            .params(utc(at), key).update();
        log.info("RD-2002 refund sent case={} refund={} amount={}", refund.caseId(), key, refund.amount());
        events.publishEvent(new RefundEvent.RefundSent(refund.caseId(), refund.purpose(), key, refund.amount(), refund.payer(), at));
        yield refund.sent(at);
      }
    };
  }

  private void succeed(String key) {
    var refund = lock(key);
    if (refund.state() == State.SUCCEEDED) {
      return;
    }
    if (!EnumSet.of(State.SENT, State.FAILED).contains(refund.state())) {
      log.error("RD-2090 gateway paid a refund that is {} refund={} amount={}", refund.state(), key, refund.amount());
      throw Refused.conflict("not-sent", null, "Refund " + key + " is " + refund.state() + " and was not to be paid.");
    }
    var at = clock.instant();
    ledger.book(new Occasion(key, refund.purpose().code(), refund.caseId(), null, refund.clause()),
        new Posting(Account.clearing(refund.orderId()), refund.amount().negated()),
        new Posting(Account.refundsOf(refund.buyerId()), refund.amount()));
    database.sql("update refund set state = 'SUCCEEDED', closed_at = ? where refund_key = ?").params(utc(at), key).update();
    log.info("RD-2003 refund paid case={} refund={} amount={}", refund.caseId(), key, refund.amount());
    events.publishEvent(new RefundEvent.RefundSucceeded(refund.caseId(), refund.purpose(), key, refund.amount(), refund.payer(), at));
  }

  private void fail(String key, int attempt, String reason) {
    var refund = lock(key);
    if (refund.state() == State.DECIDED) {
      throw Refused.conflict("not-sent", null, "Refund " + key + " was not sent yet.");
    }
    if (refund.state() != State.SENT || refund.attempts() != attempt) {
      return;
    }
    var at = clock.instant();
    var why = reason == null ? "" : reason.substring(0, Math.min(reason.length(), 500));
    database.sql("update refund set state = 'FAILED', failure = ? where refund_key = ?").params(why, key).update();
    log.warn("RD-2004 refund declined case={} refund={} attempt={}", refund.caseId(), key, attempt);
    events.publishEvent(new RefundEvent.RefundFailed(refund.caseId(), refund.purpose(), key, refund.amount(), refund.payer(), at, why));
  }

  private void fund(Refund refund) {
    var onItsWay = Account.clearing(refund.orderId());
    if (refund.payer() == Payer.MERCHANT) {
      accounts.take(funding(refund), refund.merchantId(), refund.amount(), onItsWay);
    } else {
      ledger.book(funding(refund), new Posting(Account.compensation(refund.buyerId()), refund.amount().negated()),
          new Posting(onItsWay, refund.amount()));
    }
  }

  /** Booked once however often the refund is sent, and reversed only by its cancellation. */
  private static Occasion funding(Refund refund) {
    var purpose = switch (refund.purpose()) {
      case PRICE -> "funding";
      case FREIGHT -> "freight-funding";
      case COMPENSATION -> "compensation-funding";
    };
    return Occasion.of(refund.caseId(), purpose, refund.number(), refund.payer() == Payer.MERCHANT ? "20.24" : refund.clause());
  }

  private Money decidedFor(String orderId) {
    return Cny.fen(database.sql("""
            select coalesce(sum(amount_fen), 0) from refund where order_id = ? and purpose = 'refund' and state <> 'CANCELLED'""")
        .param(orderId).query(Long.class).single());
  }

  private Optional<Refund> last(CaseId caseId, Purpose purpose) {
    return database.sql("select * from refund where case_id = ? and purpose = ? order by number desc fetch first 1 row only")
        .params(caseId.value(), purpose.code()).query(Refunds::refund).optional();
  }

  private Refund lock(String key) {
    return database.sql("select * from refund where refund_key = ? for update").param(key).query(Refunds::refund).optional()
        .orElseThrow(() -> Refused.notFound("refund", key));
  }

  private static Refund refund(ResultSet row, int n) throws SQLException {
    return new Refund(row.getString("refund_key"), CaseId.of(row.getString("case_id")), Purpose.of(row.getString("purpose")),
        row.getInt("number"), row.getString("order_id"), row.getString("merchant_id"), row.getString("buyer_id"),
        Cny.fen(row.getLong("amount_fen")), Payer.of(row.getString("payer")), row.getString("clause"),
        State.valueOf(row.getString("state")), row.getInt("attempts"), Ledger.instant(row, "decided_at"), Ledger.instant(row, "sent_at"),
        Ledger.instant(row, "closed_at"), row.getString("failure"));
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
