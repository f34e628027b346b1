package io.redress.money;

import io.redress.Cny;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pays at once, in our own ledger only. Like a gateway elsewhere it remembers what it has paid, whatever becomes of the caller's
 * transaction.
 */
@Component
@ConditionalOnProperty(name = "redress.payment.gateway", havingValue = "embedded", matchIfMissing = true)
class EmbeddedGateway implements PaymentGateway {

  private final JdbcClient database;
  private final Clock clock;
  private final TransactionTemplate ownTransaction;

  EmbeddedGateway(JdbcClient database, Clock clock, PlatformTransactionManager transactions) {
    this.database = database;
    this.clock = clock;
    this.ownTransaction = new TransactionTemplate(transactions);
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Override
  public Answer pay(Payout payout) {
    try {
      ownTransaction.executeWithoutResult(status ->
          database.sql("insert into embedded_payout (payout_key, buyer_id, amount_fen, paid_at) values (?, ?, ?, ?)")
              .params(payout.key(), payout.buyerId(), Cny.fen(payout.amount()),
                  OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
              .update());
    } catch (DuplicateKeyException e) {
      // a repeat, which pays nothing
      if (paidUnder(payout.key()) != Cny.fen(payout.amount())) {
        throw new IllegalArgumentException("key " + payout.key() + " was used for another amount");
      }
    }
    return new Paid();
  }

  private long paidUnder(String key) {
    return ownTransaction.execute(status -> database.sql("select amount_fen from embedded_payout where payout_key = ?")
        .param(key).query(Long.class).single());
  }
}
