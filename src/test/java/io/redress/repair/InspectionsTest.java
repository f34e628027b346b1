package io.redress.repair;

import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.merchant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redress.FileType;
import io.redress.Files;
import io.redress.Refused;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Step;
import io.redress.casefile.StepFacts;
import io.redress.casefile.Timeline;
import io.redress.casefile.Timeline.Kind;
import io.redress.casefile.Viewer;
import io.redress.dispute.BreachEvent;
import io.redress.dispute.CaseEvidence;
import io.redress.dispute.Evidence;
import io.redress.dispute.Snapshots;
import io.redress.order.Orders;
import io.redress.rulebook.Clause;
import io.redress.rulebook.Marketplace;
import io.redress.rulebook.Scenario;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** From a merchant's form to what the check and the agents say of its report, with the rooms that hold files, parcels and history. */
@Scenario
class InspectionsTest {

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final String FALSE_REPORT = "RP-20(5)";

  @Autowired private Marketplace market;
  @Autowired private Inspections inspections;
  @Autowired private DetectionReports reports;
  @Autowired private ReportIssuers issuers;
  @Autowired private ReportFacts facts;
  @Autowired private CaseEvidence evidence;
  @Autowired private Timeline timeline;
  @Autowired private Orders orders;
  @Autowired private ApplicationEventPublisher events;
  @Autowired private PlatformTransactionManager transactions;

  private final String number = "WX-INSPECTED-" + NUMBERS.incrementAndGet();
  private final byte[] report = Reports.report(number, "SN-1234");

  @BeforeEach
  void a_lab() {
    issuers.replace(issuer("lab", "2025-01-01", null), "agent1");
  }

  // --- the check

  @Test
  @Clause("RP-12")
  void a_valid_report_is_one_and_the_case_tells_of_it() {
    var its = aCase();
    var file = uploaded(its, report);
    assertThat(inspected(its, answer(file))).isEqualTo(ReportOutcome.VALID);
    var told = last(its, Kind.REPORT_CHECKED);
    assertThat(told.actor()).isEqualTo(merchant(its).actor());
    assertThat(told.clause()).isEqualTo("RP-12");
    assertThat(told.after()).isEqualTo("valid");
    assertThat(told.details()).isEqualTo(Map.of("reportNumber", number, "reportEvidenceId", file.evidenceId()));
    assertThat(reports.counting(its.caseId()).orElseThrow().evidenceId()).isEqualTo(file.evidenceId());
  }

  @Test
  @Clause("RP-12")
  void what_is_wrong_with_a_report_is_told_and_kept() {
    var its = aCase();
    var answer = answer(uploaded(its, report));
    answer.put("productSerial", "SN-9999");
    assertThat(inspected(its, answer)).isEqualTo(ReportOutcome.INVALID);
    assertThat(last(its, Kind.REPORT_CHECKED).after()).isEqualTo("invalid");
    assertThat(last(its, Kind.REPORT_CHECKED).details()).containsEntry("findings", List.of("serial-not-in-text"));
    assertThat(reports.counting(its.caseId())).isEmpty();
  }

  @Test
  @Clause("RP-12")
  void every_field_that_breaks_a_rule_is_named() {
    var its = aCase();
    var answer = answer(uploaded(its, report));
    answer.putAll(Map.of("reportNumber", "x", "reportIssuerId", "y".repeat(65), "reportDate", "yesterday", "productSerial", "-", "reportEvidenceId", "none"));
    var refused = catchThrowableOfType(Refused.class, () -> inspected(its, answer));
    assertThat(refused.fields()).extracting(Refused.Field::field)
        .containsExactlyInAnyOrder("reportNumber", "reportIssuerId", "reportDate", "productSerial", "reportEvidenceId");
    assertThat(refused.fields()).extracting(Refused.Field::clause).containsOnly("RP-12");
    assertThat(timeline.of(its.caseId())).noneMatch(entry -> entry.kind() == Kind.REPORT_CHECKED);
  }

  @Test
  void the_file_is_one_that_the_merchant_uploaded_in_this_very_case() {
    var its = aCase();
    var other = aCase();
    var buyers = evidence.add(its.caseId(), "report.pdf", new ByteArrayResource(report), buyer(its));
    var agents = evidence.add(its.caseId(), "report.pdf", new ByteArrayResource(report), agent());
    for (var foreign : List.of(buyers, agents, uploaded(other, report))) {
      var refused = catchThrowableOfType(Refused.class, () -> inspected(its, answer(foreign)));
      assertThat(refused.kind()).isEqualTo(Refused.Kind.INVALID);
      assertThat(refused.fields()).extracting(Refused.Field::field).containsExactly("reportEvidenceId");
      assertThat(refused).hasMessageContaining("Upload the report there first");
    }
  }

  @Test
  void a_report_is_not_older_than_the_arrival_of_the_goods() {
    var orderId = market.anOrder().received(market.now().minus(Duration.ofDays(2))).put();
    market.merchantHasSettings(orderId, null);
    var its = market.buyerApplies("return-refund", "quality", "129.90", null, 1, orderId);
    market.completes(merchant(its), its, "merchant-decides-return", Map.of("decision", "agree"));
    var parcel = Marketplace.aTrackingNumber();
    market.buyerShipsReturn(its, parcel, "0");
    var answer = answer(uploaded(its, report));
    answer.put("reportDate", today().minusDays(1).toString());
    assertThat(inspected(its, answer)).as("nobody has said when they arrived, but they were not sent before").isEqualTo(ReportOutcome.INVALID);
    answer.put("reportDate", today().toString());
    assertThat(inspected(its, answer)).as("on the day on which they were sent").isEqualTo(ReportOutcome.VALID);
    market.timePasses(Duration.ofDays(1));
    market.carrierReports(parcel, "delivered");
    assertThat(inspected(its, answer)).isEqualTo(ReportOutcome.INVALID);
    assertThat(last(its, Kind.REPORT_CHECKED).details()).containsEntry("findings", List.of("dated-before-arrival"));
    answer.put("reportDate", today().toString());
    assertThat(inspected(its, answer)).as("on the day of their arrival").isEqualTo(ReportOutcome.VALID);
  }

  @Test
  void a_step_of_a_diagram_has_a_transaction() {
    var its = aCase();
    assertThatThrownBy(() -> inspections.check(its.caseId(), merchant(its).actor())).isInstanceOf(IllegalTransactionStateException.class);
    assertThatThrownBy(() -> inspections.review(its.caseId(), agent().actor())).isInstanceOf(IllegalTransactionStateException.class);
  }

  // --- the review

  @Test
  void an_agent_accepts_a_suspect_report() {
    var its = suspect();
    reviewed(its, Map.of("valid", true));
    var told = last(its, Kind.REPORT_REVIEWED);
    assertThat(told.actor()).isEqualTo(agent().actor());
    assertThat(List.of(told.before(), told.after())).containsExactly("suspect", "valid");
    assertThat(told.details()).isEqualTo(Map.of("reportNumber", number));
    assertThat(reports.counting(its.caseId())).isPresent();
  }

  @Test
  void an_agent_refuses_a_suspect_report_and_its_merchant_reads_why() {
    var its = suspect();
    reviewed(its, Map.of("valid", false, "explanation", "The picture shows another phone."));
    assertThat(last(its, Kind.REPORT_REVIEWED).after()).isEqualTo("invalid");
    assertThat(reports.counting(its.caseId())).isEmpty();
    assertThat(report(its, "merchant-inspects")).containsEntry("outcome", "invalid").containsEntry("explanation", "The picture shows another phone.");
  }

  @Test
  void without_a_report_there_is_nothing_to_review() {
    var its = aCase();
    assertThatThrownBy(() -> reviewed(its, Map.of("valid", true))).isInstanceOfSatisfying(Refused.class, no -> assertThat(no.type()).isEqualTo("no-report"));
  }

  // --- a report found false later

  @Test
  @Clause(FALSE_REPORT)
  void a_report_that_is_found_false_counts_no_more() {
    var its = valid();
    in(() -> events.publishEvent(new BreachEvent.Opened(its.caseId(), FALSE_REPORT, "agent1")));
    assertThat(reports.counting(its.caseId())).isPresent();
    in(() -> events.publishEvent(new BreachEvent.Upheld(its.caseId(), FALSE_REPORT, "agent2")));
    assertThat(reports.counting(its.caseId())).isEmpty();
    var told = last(its, Kind.REPORT_REVIEWED);
    assertThat(told.actor().id()).isEqualTo("agent2");
    assertThat(told.clause()).isEqualTo(FALSE_REPORT);
    assertThat(List.of(told.before(), told.after())).containsExactly("valid", "invalid");
    in(() -> events.publishEvent(new BreachEvent.Upheld(its.caseId(), FALSE_REPORT, null)));
    assertThat(timeline.of(its.caseId()).stream().filter(entry -> entry.kind() == Kind.REPORT_REVIEWED)).as("once").hasSize(1);
  }

  @Test
  @Clause(FALSE_REPORT)
  void a_report_may_be_found_false_by_nobody_in_person() {
    var its = valid();
    in(() -> events.publishEvent(new BreachEvent.Upheld(its.caseId(), FALSE_REPORT, null)));
    assertThat(reports.counting(its.caseId())).isEmpty();
    assertThat(last(its, Kind.REPORT_REVIEWED).actor().id()).isNull();
  }

  @Test
  @Clause(FALSE_REPORT)
  void where_no_report_counts_none_can_be_false() {
    for (var its : List.of(aCase(), suspect())) {
      assertThatThrownBy(() -> in(() -> events.publishEvent(new BreachEvent.Opened(its.caseId(), FALSE_REPORT, "agent1"))))
          .isInstanceOfSatisfying(Refused.class, no -> {
            assertThat(no.kind()).isEqualTo(Refused.Kind.CONFLICT);
            assertThat(no.type()).isEqualTo("no-report");
            assertThat(no.clause()).isEqualTo(FALSE_REPORT);
          });
    }
  }

  @Test
  void other_breaches_say_nothing_of_reports() {
    var its = valid();
    in(() -> events.publishEvent(new BreachEvent.Opened(aCase().caseId(), "RP-20(4)", "agent1")));
    in(() -> events.publishEvent(new BreachEvent.Upheld(its.caseId(), "RP-20(4)", "agent1")));
    assertThat(reports.counting(its.caseId())).isPresent();
  }

  @Test
  void a_report_that_is_refused_later_leaves_the_one_that_counted() {
    var its = valid();
    var first = reports.counting(its.caseId()).orElseThrow();
    inspected(its, answer(uploaded(its, Reports.report("WX-OTHER", "SN-0000"))));
    assertThat(reports.last(its.caseId()).orElseThrow().isValid()).isFalse();
    assertThat(reports.counting(its.caseId())).contains(first);
    in(() -> events.publishEvent(new BreachEvent.Upheld(its.caseId(), FALSE_REPORT, "agent1")));
    assertThat(reports.counting(its.caseId())).isEmpty();
  }

  // --- who sees it

  @Test
  @Clause("RP-13")
  void the_buyer_reads_the_report_that_counts_and_no_other_file_of_the_merchant() {
    var its = aCase();
    var photo = uploaded(its, Files.png());
    var file = uploaded(its, report);
    var answer = answer(file);
    answer.put("productSerial", "SN-9999");
    inspected(its, answer);
    assertThat(evidence.of(its.caseId(), buyer(its))).as("refused by the check").isEmpty();
    inspected(its, answer(file));
    assertThat(evidence.of(its.caseId(), buyer(its))).containsExactly(file);
    assertThat(evidence.find(its.caseId(), file.evidenceId(), buyer(its))).isEqualTo(file);
    assertThatThrownBy(() -> evidence.find(its.caseId(), photo.evidenceId(), buyer(its))).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> evidence.find(its.caseId(), file.evidenceId(), Viewer.buyer("stranger", null))).isInstanceOf(Refused.class);
  }

  @Test
  void a_suspect_report_is_the_buyers_to_read_once_an_agent_accepts_it() {
    var its = suspect();
    assertThat(evidence.of(its.caseId(), buyer(its))).isEmpty();
    reviewed(its, Map.of("valid", true));
    assertThat(evidence.of(its.caseId(), buyer(its))).hasSize(1);
  }

  @Test
  void a_merchant_chooses_among_its_own_files_and_known_issuers() {
    var its = aCase();
    var file = uploaded(its, report);
    var picture = uploaded(its, Files.png());
    uploaded(its, Snapshots.of(FileType.MP4));
    evidence.add(its.caseId(), "mine.pdf", new ByteArrayResource(Files.pdf()), buyer(its));
    issuers.replace(issuer("ended", "2020-01-01", "2024-12-31"), "agent1");
    issuers.replace(issuer("begins-later", today().plusDays(1).toString(), null), "agent1");
    var known = facts(its, "merchant-inspects");
    assertThat(values(known.get("evidenceFiles"))).containsExactlyInAnyOrder(file.evidenceId(), picture.evidenceId());
    assertThat(values(known.get("reportIssuers"))).contains("lab", "ended").doesNotContain("begins-later");
    assertThat(known.get("evidenceFiles").toString()).contains("report.pdf · " + today());
    assertThat(known.get("reportIssuers").toString()).contains("The lab");
    assertThat(known).doesNotContainKey("report");
  }

  @Test
  void people_see_the_report_that_their_step_is_about() {
    var its = aCase();
    var answer = answer(uploaded(its, report));
    answer.put("explanation", "Water got in.");
    inspected(its, answer);
    for (var step : List.of("merchant-inspects", "agent-reviews-report", "buyer-answers-report", "merchant-explains-breach", "agent-decides-breach")) {
      assertThat(report(its, step)).as(step).containsEntry("reportNumber", number).containsEntry("issuer", "The lab")
          .containsEntry("reportDate", today().toString()).containsEntry("productSerial", "SN-1234")
          .containsEntry("evidenceId", answer.get("reportEvidenceId")).containsEntry("outcome", "valid").containsEntry("findings", List.of());
    }
    assertThat(report(its, "buyer-answers-report")).containsEntry("explanation", "Water got in.");
    assertThat(facts(its, "buyer-answers-report")).as("no files of the merchant's for the buyer").containsOnlyKeys("report");
    assertThat(facts(its, "merchant-decides-repair")).isEmpty();
  }

  @Test
  void only_its_merchant_and_the_agents_see_a_report_that_does_not_count() {
    var its = suspect();
    assertThat(report(its, "agent-reviews-report")).containsEntry("outcome", "suspect");
    assertThat(report(its, "agent-reviews-report").get("findings")).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .singleElement().isEqualTo(Map.of("code", "no-text", "en", "The report is a picture without text, so an agent looks at it.",
            "zh", "报告为不含文字的图片，将由平台客服人工核实。", "clause", "RP-12"));
    assertThat(facts(its, "buyer-answers-report")).isEmpty();
    assertThat(facts(its, "merchant-explains-breach")).isEmpty();
  }

  @Test
  void a_page_of_steps_of_many_cases_is_answered_at_once() {
    var mine = valid();
    var none = aCase();
    var other = aCase();
    inspected(other, answer(uploaded(other, Reports.report("WX-OTHER", "SN-1234"))));
    var all = facts.of(List.of(open(mine, "agent-reviews-report"), open(none, "merchant-inspects"), open(other, "agent-reviews-report")));
    assertThat(all.get("task-" + mine.caseId()).toString()).contains("outcome=valid");
    assertThat(all.get("task-" + none.caseId())).containsOnlyKeys("reportIssuers", "evidenceFiles");
    assertThat(all.get("task-" + other.caseId()).toString()).contains("outcome=invalid");
  }

  // --- helpers

  private AfterSalesCase aCase() {
    return market.buyerAsksFor("129.90", market.anOrder().received(market.now().minus(Duration.ofDays(1))).put());
  }

  private AfterSalesCase valid() {
    var its = aCase();
    assertThat(inspected(its, answer(uploaded(its, report)))).isEqualTo(ReportOutcome.VALID);
    return its;
  }

  private AfterSalesCase suspect() {
    var its = aCase();
    assertThat(inspected(its, answer(uploaded(its, aPicture())))).isEqualTo(ReportOutcome.SUSPECT);
    return its;
  }

  /** No two are the same file. */
  private byte[] aPicture() {
    var picture = Reports.picture("png");
    var number = this.number.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(picture.length + number.length).put(picture).put(number).array();
  }

  private Evidence uploaded(AfterSalesCase its, byte[] file) {
    return evidence.add(its.caseId(), "report.pdf", new ByteArrayResource(file), merchant(its));
  }

  private Map<String, Object> answer(Evidence file) {
    var answer = new HashMap<String, Object>();
    answer.putAll(Map.of("meetsStandard", false, "reportNumber", number, "reportIssuerId", "lab", "reportDate", today().toString(),
        "productSerial", "SN-1234", "reportEvidenceId", file.evidenceId()));
    return answer;
  }

  private ReportOutcome inspected(AfterSalesCase its, Map<String, Object> answer) {
    return in(() -> {
      timeline.add(its.caseId(), Kind.STEP_COMPLETED, merchant(its).actor(), "RP-12", "merchant-inspects", null, null, answer);
      return inspections.check(its.caseId(), merchant(its).actor());
    });
  }

  private void reviewed(AfterSalesCase its, Map<String, Object> answer) {
    in(() -> {
      timeline.add(its.caseId(), Kind.STEP_COMPLETED, agent().actor(), "RP-12", "agent-reviews-report", null, null, answer);
      inspections.review(its.caseId(), agent().actor());
    });
  }

  private Timeline.Entry last(AfterSalesCase its, Kind kind) {
    return timeline.of(its.caseId()).stream().filter(entry -> entry.kind() == kind).reduce((earlier, later) -> later).orElseThrow();
  }

  private Map<String, Object> facts(AfterSalesCase its, String step) {
    return facts.of(List.of(open(its, step))).get("task-" + its.caseId());
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> report(AfterSalesCase its, String step) {
    return (Map<String, Object>) facts(its, step).get("report");
  }

  private StepFacts.Open open(AfterSalesCase its, String step) {
    return new StepFacts.Open(new Step("task-" + its.caseId(), its.caseId(), step, step, Step.Whose.MERCHANT, its.merchantId(), null, null, null, null, null, null),
        its, orders.find(its.orderId()).orElseThrow());
  }

  @SuppressWarnings("unchecked")
  private static List<String> values(Object choices) {
    return ((List<Map<String, Object>>) choices).stream().map(choice -> choice.get("value").toString()).toList();
  }

  private static ReportIssuer issuer(String id, String from, String until) {
    return new ReportIssuer(id, "The " + id, ReportIssuer.Kind.INSTITUTION, LocalDate.parse(from), until == null ? null : LocalDate.parse(until), null);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(market.now(), SHANGHAI);
  }

  private <T> T in(Supplier<T> work) {
    return new TransactionTemplate(transactions).execute(status -> work.get());
  }

  private void in(Runnable work) {
    new TransactionTemplate(transactions).executeWithoutResult(status -> work.run());
  }
}
