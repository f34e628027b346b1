package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.aTrackingNumber;
import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.days;
import static io.redress.rulebook.Marketplace.merchant;

import io.redress.casefile.AfterSalesCase;
import io.redress.dispute.CaseEvidence;
import io.redress.repair.ReportIssuer;
import io.redress.repair.ReportIssuers;
import io.redress.repair.ReportsForTests;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.io.ByteArrayResource;

/** What buyers and merchants do in a repair, step by step. */
@TestComponent
class RepairShop {

  static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  static final String LAB = "cti-shanghai";
  private static final AtomicInteger REPORTS = new AtomicInteger(100);

  private final Marketplace market;
  private final CaseEvidence evidence;
  private final ReportIssuers issuers;

  RepairShop(Marketplace market, CaseEvidence evidence, ReportIssuers issuers) {
    this.market = market;
    this.evidence = evidence;
    this.issuers = issuers;
  }

  void opens() {
    market.opens();
    issuers.replace(new ReportIssuer(LAB, "Shanghai testing laboratory", ReportIssuer.Kind.INSTITUTION, LocalDate.parse("2020-01-01"), null, null), "admin");
  }

  /** A telephone of 129.90 that came a month ago; its merchant has given a return address. */
  String aPhone() {
    return aPhone("129.90");
  }

  String aPhone(String paid) {
    var order = market.anOrder().of("phone").paid(paid).received(market.now().minus(days(30))).put();
    market.merchantHasSettings(order, null);
    return order;
  }

  AfterSalesCase asks(String order) {
    return market.buyerApplies("repair", "quality", null, null, null, order);
  }

  AfterSalesCase asks() {
    return asks(aPhone());
  }

  AfterSalesCase agreed() {
    var its = asks();
    market.completes(merchant(its), its, "merchant-decides-repair", Map.of("decision", "agree"));
    return its;
  }

  AfterSalesCase refused(String order) {
    var its = asks(order);
    market.completes(merchant(its), its, "merchant-decides-repair", Map.of("decision", "refuse", "explanation", "We sell, we do not repair."));
    return its;
  }

  AfterSalesCase sentIn() {
    return sentIn(agreed(), "12.00");
  }

  AfterSalesCase sentIn(AfterSalesCase its, String freight) {
    market.buyerShipsReturn(its, aTrackingNumber(), freight);
    return its;
  }

  AfterSalesCase eligible() {
    var its = sentIn();
    inspects(its, Map.of("meetsStandard", true));
    return its;
  }

  void inspects(AfterSalesCase its, Map<String, Object> values) {
    market.completes(merchant(its), its, "merchant-inspects", values);
  }

  /** The buyer waits for a decision about a report that counts. */
  AfterSalesCase withReport() {
    var its = sentIn();
    inspects(its, withReport(its));
    return its;
  }

  /** The form of somebody whose report is in order. */
  Map<String, Object> withReport(AfterSalesCase its) {
    var number = aReportNumber();
    return says(upload(its, ReportsForTests.report(number, "SN 8842 A77X")), number);
  }

  /** The form of somebody whose report nobody but a person can read. */
  Map<String, Object> withScan(AfterSalesCase its) {
    return says(upload(its, ReportsForTests.scanned()), aReportNumber());
  }

  Map<String, Object> says(String evidenceId, String number) {
    return new HashMap<>(Map.of("meetsStandard", false, "reportNumber", number, "reportIssuerId", LAB, "reportDate", today().toString(),
        "productSerial", "SN 8842 A77X", "reportEvidenceId", evidenceId));
  }

  static String aReportNumber() {
    return "WX-2026-" + String.format("%06d", REPORTS.incrementAndGet());
  }

  String upload(AfterSalesCase its, byte[] file) {
    return evidence.add(its.caseId(), "report.pdf", new ByteArrayResource(file), merchant(its)).evidenceId();
  }

  LocalDate today() {
    return market.now().atZone(SHANGHAI).toLocalDate();
  }

  /** The last millisecond of a day in Shanghai. */
  static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(SHANGHAI).toInstant().minusMillis(1);
  }

  /** Somewhere in the next days, at that time of day in Shanghai. */
  void itIs(int hour, int minute) {
    market.timePassesUntil(today().plusDays(1).atTime(hour, minute).atZone(SHANGHAI).toInstant());
  }

  String repairs(AfterSalesCase its) {
    var number = aTrackingNumber();
    market.completes(merchant(its), its, "merchant-repairs", Map.of("carrier", "SF", "trackingNumber", number));
    return number;
  }

  String shipsBack(AfterSalesCase its) {
    var number = aTrackingNumber();
    market.completes(merchant(its), its, "merchant-ships-back", Map.of("carrier", "SF", "trackingNumber", number));
    return number;
  }

  void confirms(AfterSalesCase its) {
    market.completes(buyer(its), its, "buyer-confirms-receipt", Map.of("received", true));
  }

  void answers(AfterSalesCase its, String answer) {
    market.completes(buyer(its), its, "buyer-answers-report", Map.of("answer", answer));
  }

  void explains(AfterSalesCase its) {
    market.completes(merchant(its), its, "merchant-explains-breach", Map.of("explanation", "The part was out of stock."));
  }

  void notUpheld(AfterSalesCase its) {
    explains(its);
    market.completes(agent(), its, "agent-decides-breach", Map.of("upheld", false));
  }

  void upheld(AfterSalesCase its, boolean refundOrder, String penalty) {
    explains(its);
    market.completes(agent(), its, "agent-decides-breach", Map.of("upheld", true, "refundOrder", refundOrder, "penaltyAmount", penalty));
  }

  void repaired(AfterSalesCase its) {
    repairs(its);
    confirms(its);
    market.jobsRun();
  }
}
