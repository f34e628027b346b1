package io.redress.repair;

import io.redress.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The operator's list of those whose detection reports count. Nobody is deleted: an accreditation ends on a day. */
@Service
public class ReportIssuers {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final TransactionTemplate savepoint;

  ReportIssuers(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  public Optional<ReportIssuer> find(String issuerId) {
    return jdbc.sql("select * from report_issuer where issuer_id = ?").param(issuerId).query(ReportIssuers::read).optional();
  }

  /** By name. */
  public List<ReportIssuer> all() {
    return jdbc.sql("select * from report_issuer order by name, issuer_id").query(ReportIssuers::read).list();
  }

  /**
   * Puts an issuer on the list, or replaces what is said of it there.
   *
   * @throws Refused a value breaks a rule; nothing is changed
   */
  @Transactional
  public ReportIssuer replace(ReportIssuer issuer, String by) {
    issuer.check();
    if (!update(issuer, by)) {
      try {
        savepoint.executeWithoutResult(status -> jdbc.sql("""
            insert into report_issuer (issuer_id, name, kind, accredited_from, accredited_until, certificate, updated_by, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)""")
            .params(issuer.issuerId(), issuer.name(), issuer.kind().code(), issuer.accreditedFrom(), issuer.accreditedUntil(),
                issuer.certificate(), by, clock.instant().atOffset(ZoneOffset.UTC))
            .update());
      } catch (DuplicateKeyException e) {
        update(issuer, by);
      }
    }
    return issuer;
  }

  private boolean update(ReportIssuer issuer, String by) {
    return jdbc.sql("""
        update report_issuer set name = ?, kind = ?, accredited_from = ?, accredited_until = ?, certificate = ?, updated_by = ?, updated_at = ?
        where issuer_id = ?""")
        .params(issuer.name(), issuer.kind().code(), issuer.accreditedFrom(), issuer.accreditedUntil(), issuer.certificate(), by,
            clock.instant().atOffset(ZoneOffset.UTC), issuer.issuerId())
        .update() > 0;
  }

  private static ReportIssuer read(ResultSet row, int n) throws SQLException {
    return new ReportIssuer(row.getString("issuer_id"), row.getString("name"), ReportIssuer.Kind.of(row.getString("kind")).orElseThrow(),
        row.getObject("accredited_from", LocalDate.class), row.getObject("accredited_until", LocalDate.class), row.getString("certificate"));
  }
}
