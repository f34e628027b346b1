package io.redress.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redress.Refused;
import io.redress.TestDatabase;
import io.redress.repair.Reports.Signer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ReportIssuersTest {

  private static final DataSource DATABASE = TestDatabase.migrated();
  private static final LocalDate FROM = LocalDate.parse("2026-01-01");

  private final JdbcTransactionManager transactions = new JdbcTransactionManager(DATABASE);
  private final ReportIssuers issuers = new ReportIssuers(JdbcClient.create(DATABASE), Clock.systemUTC(), transactions);

  @Test
  void an_issuer_is_kept_as_given_and_replaced_as_a_whole() {
    var signer = Signer.named("Lab", Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    var lab = new ReportIssuer("lab-1", "上海检测中心", ReportIssuer.Kind.INSTITUTION, FROM, LocalDate.parse("2026-12-31"), signer.pem());
    replace(lab);
    assertThat(issuers.find("lab-1")).contains(lab);
    var brand = new ReportIssuer("lab-1", "A brand", ReportIssuer.Kind.BRAND, FROM, null, null);
    replace(brand);
    assertThat(issuers.find("lab-1")).contains(brand);
    assertThat(issuers.all()).contains(brand).doesNotContain(lab);
    assertThat(issuers.find("lab-2")).isEmpty();
  }

  @Test
  void every_value_that_breaks_a_rule_is_named() {
    assertThat(refused(new ReportIssuer("Lab 1", " ", null, null, null, "no certificate"))).isEqualTo("issuerId, name, kind, accreditedFrom, certificate");
    assertThat(refused(new ReportIssuer("lab", "x".repeat(201), ReportIssuer.Kind.BRAND, FROM, FROM.minusDays(1), null))).isEqualTo("name, accreditedUntil");
    for (var certificate : new String[] {"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "-----BEGIN CERTIFICATE-----", "x".repeat(40_000)}) {
      assertThat(refused(new ReportIssuer("lab", "Lab", ReportIssuer.Kind.BRAND, FROM, FROM, certificate))).isEqualTo("certificate");
    }
    assertThat(issuers.find("lab")).isEmpty();
  }

  @Test
  void several_at_once_leave_one_whole_issuer() throws Exception {
    var threads = Executors.newFixedThreadPool(4);
    try {
      var all = threads.invokeAll(IntStream.range(0, 4).<Callable<ReportIssuer>>mapToObj(n -> () ->
          replace(new ReportIssuer("busy", "Lab " + n, ReportIssuer.Kind.BRAND, FROM, null, null))).toList());
      for (var one : all) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(issuers.find("busy").orElseThrow().name()).startsWith("Lab ");
  }

  private ReportIssuer replace(ReportIssuer issuer) {
    return new TransactionTemplate(transactions).execute(status -> issuers.replace(issuer, "agent1"));
  }

  private String refused(ReportIssuer issuer) {
    return String.join(", ", catchThrowableOfType(Refused.class, () -> replace(issuer)).fields().stream().map(Refused.Field::field).toList());
  }
}
