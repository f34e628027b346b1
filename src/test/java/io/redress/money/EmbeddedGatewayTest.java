package io.redress.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.Cny;
import io.redress.TestDatabase;
import io.redress.money.PaymentGateway.Paid;
import io.redress.money.PaymentGateway.Payout;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class EmbeddedGatewayTest {

  @Test
  void what_it_has_paid_it_remembers_though_the_callers_transaction_is_lost() {
    var source = TestDatabase.migrated();
    var database = JdbcClient.create(source);
    var transactions = new JdbcTransactionManager(source);
    var gateway = new EmbeddedGateway(database, Clock.systemUTC(), transactions);
    new TransactionTemplate(transactions).executeWithoutResult(status -> {
      assertThat(gateway.pay(payout("10.00"))).isEqualTo(new Paid());
      status.setRollbackOnly();
    });
    assertThat(gateway.pay(payout("10.00"))).isEqualTo(new Paid());
    assertThat(database.sql("select count(*) from embedded_payout").query(Integer.class).single()).isEqualTo(1);
    assertThatThrownBy(() -> gateway.pay(payout("11.00"))).isInstanceOf(IllegalArgumentException.class);
  }

  private static Payout payout(String amount) {
    return new Payout("c-1:refund:1", 1, "o-1", "b-1", Cny.parse(amount));
  }
}
