package io.redress.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.redress.CaseId;
import io.redress.Refused;
import io.redress.TestDatabase;
import io.redress.rulebook.Clause;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What one case has used no other may use (RP-20(5)), and what agents say of reports. */
class DetectionReportsTest {

  private static final DataSource DATABASE = TestDatabase.migrated();
  private static final Instant NOW = Instant.parse("2026-11-20T04:00:00Z");
  private static final Instant ARRIVED = Instant.parse("2026-11-10T03:00:00Z");

  private final JdbcTransactionManager transactions = new JdbcTransactionManager(DATABASE);
  private final JdbcClient jdbc = JdbcClient.create(DATABASE);
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final ReportIssuers issuers = new ReportIssuers(jdbc, clock, transactions);
  private final DetectionReports reports =
      new DetectionReports(issuers, new ReportTable(jdbc, new ObjectMapper(), transactions), clock, ZoneId.of("Asia/Shanghai"));

  private final String unique = UUID.randomUUID().toString().substring(0, 8);
  private final String number = "WX-" + unique;
  private final CaseId mine = CaseId.of("c1-" + unique);
  private final CaseId other = CaseId.of("c2-" + unique);

  @BeforeEach
  void labs() {
    for (var id : List.of("lab", "brand")) {
      in(() -> issuers.replace(new ReportIssuer(id, "The " + id, ReportIssuer.Kind.INSTITUTION, LocalDate.parse("2025-01-01"), null, null), "agent1"));
    }
  }

  @Test
  @Clause("RP-12")
  void a_valid_report_is_kept_with_what_was_found() {
    assertThat(check(mine, number, Reports.report(number, "SN-1234")).outcome()).isEqualTo(ReportOutcome.VALID);
    var kept = reports.last(mine).orElseThrow();
    assertThat(kept.isValid()).isTrue();
    assertThat(kept.claim()).isEqualTo(claim(number, "lab"));
    assertThat(kept.evidenceId()).isEqualTo("e-1");
    assertThat(kept.checkedAt()).isEqualTo(NOW);
    assertThat(reports.last(List.of(mine, other))).containsOnlyKeys(mine);
  }

  @Test
  void an_invalid_report_tells_everything_that_is_wrong() {
    var checked = check(mine, number, Reports.report("WX-OTHER", "SN-9999"));
    assertThat(reports.last(mine).orElseThrow().checked()).isEqualTo(checked);
    assertThat(codes(checked)).containsExactly("number-not-in-text", "serial-not-in-text");
    assertThat(reports.last(mine).orElseThrow().isValid()).isFalse();
  }

  @Test
  @Clause("RP-20(5)")
  void a_number_and_a_file_serve_one_case_only() {
    var file = Reports.report(number, "SN-1234");
    check(mine, number, file);
    assertThat(codes(check(other, number, file))).containsExactly("number-used", "file-used");
    assertThat(codes(check(other, number.toLowerCase() + " ", Reports.report(number, "SN-1234 again")))).containsExactly("number-used");
    assertThat(check(mine, number, file).outcome()).as("the same case may bring it again").isEqualTo(ReportOutcome.VALID);
  }

  @Test
  void the_same_number_from_another_issuer_is_suspect() {
    check(mine, number, Reports.report(number, "SN-1234"));
    var checked = in(() -> reports.check(other, "e-2", Reports.report(number, "SN-1234 x"), claim(number, "brand"), ARRIVED));
    assertThat(codes(checked)).containsExactly("number-of-another-issuer");
    assertThat(checked.outcome()).isEqualTo(ReportOutcome.SUSPECT);
  }

  @Test
  void a_report_that_was_refused_has_used_nothing() {
    var file = Reports.report(number, "SN-1234");
    assertThat(check(other, "WX-TYPO", file).outcome()).isEqualTo(ReportOutcome.INVALID);
    assertThat(check(mine, number, file).outcome()).isEqualTo(ReportOutcome.VALID);
  }

  @Test
  void a_refused_file_leaves_its_number_free() {
    var file = Reports.of(1, "WX-A-" + unique, "WX-B-" + unique, "SN-1234");
    check(mine, "WX-A-" + unique, file);
    assertThat(codes(check(other, "WX-B-" + unique, file))).containsExactly("file-used");
    assertThat(check(CaseId.of("c3-" + unique), "WX-B-" + unique, Reports.report("WX-B-" + unique, "SN-1234")).outcome()).isEqualTo(ReportOutcome.VALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"same file", "same number", "same file under different numbers", "same number of different issuers"})
  @Clause("RP-20(5)")
  void of_several_cases_at_the_same_moment_one_has_the_report(String what) throws Exception {
    var file = Reports.of(1, number, number + "-0", number + "-1", number + "-2", number + "-3", "SN-1234");
    var threads = Executors.newFixedThreadPool(4);
    var together = new CyclicBarrier(4);
    try {
      var all = threads.invokeAll(IntStream.range(0, 4).<Callable<CheckedReport>>mapToObj(n -> () -> {
        var its = what.startsWith("same file") ? file : Reports.report(number, "SN-1234 " + n);
        var claim = claim(what.endsWith("numbers") ? number + "-" + n : number, what.endsWith("issuers") && n % 2 == 0 ? "brand" : "lab");
        return in(() -> {
          await(together);
          return reports.check(CaseId.of("c" + n + "-" + unique), "e", its, claim, ARRIVED);
        });
      }).toList());
      int valid = 0;
      for (var one : all) {
        valid += one.get().outcome() == ReportOutcome.VALID ? 1 : 0;
      }
      assertThat(valid).isEqualTo(1);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void an_agent_decides_about_a_suspect_report() {
    assertThat(check(mine, number, Reports.picture("png")).outcome()).isEqualTo(ReportOutcome.SUSPECT);
    assertThat(reports.last(mine).orElseThrow().isValid()).isFalse();
    assertThat(in(() -> reports.reviewed(mine, true, "agent1")).isValid()).isTrue();
  }

  @Test
  @Clause("RP-20(5)")
  void a_report_found_false_later_no_longer_holds_and_its_number_is_free_but_not_its_file() {
    var file = Reports.report(number, "SN-1234");
    check(mine, number, file);
    assertThat(in(() -> reports.reviewed(mine, false, "agent1")).isValid()).isFalse();
    assertThat(codes(check(other, number, file))).containsExactly("file-used");
    assertThat(check(other, number, Reports.report(number, "SN-1234 true")).outcome()).isEqualTo(ReportOutcome.VALID);
  }

  @Test
  void there_must_be_a_report_to_review() {
    assertThatThrownBy(() -> in(() -> reports.reviewed(mine, true, "agent1"))).isInstanceOf(Refused.class);
    check(mine, number, new byte[0]);
    assertThatThrownBy(() -> in(() -> reports.reviewed(mine, true, "agent1"))).isInstanceOf(Refused.class);
  }

  private CheckedReport check(CaseId caseId, String reportNumber, byte[] file) {
    return in(() -> reports.check(caseId, "e-1", file, claim(reportNumber, "lab"), ARRIVED));
  }

  private static ReportClaim claim(String reportNumber, String issuer) {
    return ReportClaim.of(reportNumber, issuer, "2026-11-15", "SN-1234");
  }

  private <T> T in(java.util.function.Supplier<T> work) {
    return new TransactionTemplate(transactions).execute(status -> work.get());
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> codes(CheckedReport checked) {
    return checked.findings().stream().map(finding -> finding.code().code()).toList();
  }
}
