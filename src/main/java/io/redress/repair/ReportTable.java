package io.redress.repair;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redress.CaseId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads and writes reports and what cases have used; knows SQL and no rule. */
@Repository
class ReportTable {

  /** What no two cases may use. */
  enum Use {
    NUMBER, FILE;

    String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A finding as it is kept. */
  record Kept(String code, String en, String zh) {}

  private static final TypeReference<List<Kept>> FINDINGS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final TransactionTemplate savepoint;

  ReportTable(JdbcClient jdbc, ObjectMapper json, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.json = json;
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /** The case that uses this; when none does, this one does from now on. Two cases at the same moment wait for each other. */
  CaseId used(Use what, String key, CaseId by, Instant at) {
    return user(what, key).orElseGet(() -> {
      try {
        savepoint.executeWithoutResult(status -> jdbc.sql("insert into report_use (kind, use_key, case_id, used_at) values (?, ?, ?, ?)")
            .params(what.code(), key, by.value(), at.atOffset(ZoneOffset.UTC)).update());
        return by;
      } catch (DuplicateKeyException e) {
        return user(what, key).orElseThrow();
      }
    });
  }

  Optional<CaseId> user(Use what, String key) {
    return jdbc.sql("select case_id from report_use where kind = ? and use_key = ?").params(what.code(), key)
        .query((row, n) -> CaseId.of(row.getString("case_id"))).optional();
  }

  void freed(Use what, String key, CaseId by) {
    jdbc.sql("delete from report_use where kind = ? and use_key = ? and case_id = ?").params(what.code(), key, by.value()).update();
  }

  /** Whether another case has such a number from another issuer, in a report that was not refused. */
  boolean hasOfAnotherIssuer(String numberKey, String issuerId, CaseId not) {
    return jdbc.sql("""
        select count(*) from detection_report where number_key = ? and issuer_id <> ? and case_id <> ? and outcome <> ? and (holds is null or holds)""")
        .params(numberKey, issuerId, not.value(), ReportOutcome.INVALID.code()).query(Integer.class).single() > 0;
  }

  void insert(CaseId caseId, String evidenceId, ReportClaim claim, String sha256, CheckedReport checked, Instant at) {
    jdbc.sql("""
        insert into detection_report (case_id, evidence_id, issuer_id, report_number, number_key, report_date, product_serial, sha256, outcome,
            findings, checked_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(caseId.value(), evidenceId, claim.issuerId(), claim.reportNumber(), claim.numberKey(), claim.reportDate(), claim.productSerial(),
            sha256, checked.outcome().code(), written(checked.findings()), at.atOffset(ZoneOffset.UTC))
        .update();
  }

  void reviewed(long reportId, boolean holds, String by, Instant at) {
    jdbc.sql("update detection_report set holds = ?, reviewed_by = ?, reviewed_at = ? where report_id = ?")
        .params(holds, by, at.atOffset(ZoneOffset.UTC), reportId).update();
  }

  /** The last report of each of these cases that was checked. */
  Map<CaseId, DetectionReport> last(Collection<CaseId> cases) {
    return newest(cases, "");
  }

  /** The last report of each of these cases that the check found nothing against or an agent accepted, and no agent found false. */
  Map<CaseId, DetectionReport> counting(Collection<CaseId> cases) {
    return newest(cases, " and (holds or (holds is null and outcome = '" + ReportOutcome.VALID.code() + "'))");
  }

  private Map<CaseId, DetectionReport> newest(Collection<CaseId> cases, String condition) {
    return cases.isEmpty() ? Map.of() : jdbc.sql("select * from detection_report where report_id in"
        + " (select max(report_id) from detection_report where case_id in (:cases)" + condition + " group by case_id)")
        .param("cases", cases.stream().map(CaseId::value).distinct().toList()).query(this::read).list().stream()
        .collect(Collectors.toMap(DetectionReport::caseId, Function.identity()));
  }

  private DetectionReport read(ResultSet row, int n) throws SQLException {
    return new DetectionReport(row.getLong("report_id"), CaseId.of(row.getString("case_id")), row.getString("evidence_id"),
        new ReportClaim(row.getString("report_number"), row.getString("issuer_id"), row.getObject("report_date", LocalDate.class),
            row.getString("product_serial")),
        new CheckedReport(ReportOutcome.of(row.getString("outcome")), findings(row.getString("findings"))),
        row.getObject("checked_at", OffsetDateTime.class).toInstant(), row.getObject("holds", Boolean.class));
  }

  private String written(List<Finding> findings) {
    try {
      return json.writeValueAsString(findings.stream().map(finding -> new Kept(finding.code().code(), finding.en(), finding.zh())).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("findings cannot be written", e);
    }
  }

  private List<Finding> findings(String findings) {
    try {
      return json.readValue(findings, FINDINGS).stream().map(kept -> new Finding(Finding.Code.of(kept.code()), kept.en(), kept.zh())).toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("findings cannot be read", e);
    }
  }
}
