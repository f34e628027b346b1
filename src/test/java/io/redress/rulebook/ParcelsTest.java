package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.days;
import static io.redress.rulebook.Marketplace.hours;
import static io.redress.rulebook.Marketplace.merchant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.Timeline;
import io.redress.identity.Caller;
import io.redress.identity.Callers;
import io.redress.identity.Role;
import io.redress.shipment.MerchantDirectory;
import io.redress.shipment.MerchantSettings;
import io.redress.shipment.ReturnAddress;
import io.redress.shipment.Returns;
import io.redress.shipment.Shipments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Parcels, return addresses and promises, between the smallest flows that need them. */
@Scenario
class ParcelsTest {

  private static final AtomicLong NUMBERS = new AtomicLong(1_000_000_000_000L);

  @Autowired Marketplace market;
  @Autowired Shipments shipments;
  @Autowired Returns returns;
  @Autowired MerchantDirectory merchants;
  @Autowired CaseFlow flow;
  @Autowired Timeline timeline;
  @Autowired RuntimeService runtime;
  @Autowired HistoryService history;
  @Autowired PlatformTransactionManager transactions;

  @BeforeAll
  static void flows(@Autowired RepositoryService repository) throws IOException {
    var deployment = repository.createDeployment().name("parcels");
    for (var diagram : List.of("parcel-back", "parcel-out", "parcel-out-called")) {
      deployment.addClasspathResource("parcels/" + diagram + ".bpmn");
    }
    for (var form : List.of("buyer-ships-return", "merchant-checks-return", "merchant-ships-replacement", "buyer-confirms-receipt")) {
      deployment.addString("forms/" + form + ".form", Files.readString(Path.of("forms", form + ".form")));
    }
    deployment.deploy();
  }

  @BeforeEach
  void opens() {
    market.opens();
  }

  // --- carriers and numbers ---------------------------------------------------------------------------------------------------

  @Test
  @Clause("RR-05")
  void the_buyers_parcel_is_registered_and_the_merchant_sees_it() {
    var its = returning(null);
    var number = number();
    sends(its, "SF", " " + number.toLowerCase(Locale.ROOT) + " ", "12.5");
    var checks = market.task(merchant(its), its, "merchant-checks-return");
    assertThat(shown(checks.facts())).containsExactly(Map.of("direction", "return", "carrier", "SF", "trackingNumber", number, "sentAt", market.now()));
    assertThat(details(its, Timeline.Kind.SHIPMENT_REGISTERED))
        .containsExactly(Map.of("direction", "return", "carrier", "SF", "trackingNumber", number, "freightPaid", "12.50"));
    assertThat(runtime.getVariable(instance(its), "returnSentAt")).isEqualTo(Date.from(market.now()));
  }

  @ParameterizedTest
  @CsvSource({"DHL,SF1234567890123,carrier", ",SF1234567890123,carrier", "SF,SF123,trackingNumber", "SF,YT1234567890123,trackingNumber",
      "ZTO,SF1234567890123,trackingNumber", "SF,'SF1234567890123; drop table shipment',trackingNumber"})
  @Clause("RR-05")
  void another_carrier_or_a_number_of_another_format_is_refused(String carrier, String number, String field) {
    var its = returning(null);
    var refused = refused(() -> buyerSends(its, values(carrier, number, "0")));
    assertThat(refused.fields()).extracting(Refused.Field::field).contains(field);
    if (carrier != null && carrier.equals("SF") && !number.contains("drop")) {
      assertThat(refused.fields().get(0)).isEqualTo(new Refused.Field("trackingNumber",
          "This is no tracking number of SF Express. Theirs have SF and 13 digits, such as SF1234567890123.",
          "这不是顺丰速运的运单号，其格式为：SF 加 13 位数字，例如 SF1234567890123。", "RR-05"));
    }
    sends(its, "SF", number(), "0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0.001", "1e3", "NaN", "1000.01", "999999999", "12,50", " 5", "five"})
  @Clause("RR-07")
  void a_freight_that_is_negative_absurd_or_no_amount_is_refused(String freight) {
    var its = returning(null);
    var refused = refused(() -> buyerSends(its, values("SF", number(), freight)));
    assertThat(refused.fields()).singleElement().extracting(Refused.Field::field).isEqualTo("freightPaid");
    assertThat(market.timelineKinds(its)).doesNotContain("shipment-registered");
    sends(its, "SF", number(), "1000.00");
  }

  @Test
  @Clause("RR-05")
  void one_number_never_serves_two_cases() {
    var number = number();
    var first = returning(null);
    sends(first, "SF", number, "0");
    var second = returning(null);
    var refused = refused(() -> buyerSends(second, values("SF", number, "0")));
    assertThat(refused.fields()).singleElement().extracting(Refused.Field::field).isEqualTo("trackingNumber");
    var third = replacing();
    assertThat(refused(() -> merchantSends(third, values("SF", number, null))).fields()).singleElement()
        .extracting(Refused.Field::field).isEqualTo("trackingNumber");
    sends(second, "JT", "JT" + number.substring(2), "0");
  }

  @Test
  @Clause("RR-03")
  void the_same_return_may_be_named_again_in_its_case_but_not_as_another_parcel() {
    var its = returning(null);
    var number = number();
    sends(its, "SF", number, "8");
    reported(number, "signed", market.now());
    rejects(its);
    market.timePasses(hours(2));
    sends(its, "SF", number, "9.90");
    assertThat(details(its, Timeline.Kind.SHIPMENT_EVENT)).hasSize(1);
    assertThat(details(its, Timeline.Kind.SHIPMENT_REGISTERED)).extracting(each -> each.get("freightPaid")).containsExactly("8.00", "9.90");
    assertThat(shown(market.task(merchant(its), its, "merchant-checks-return").facts())).singleElement()
        .extracting(each -> each.get("lastEvent"), each -> each.get("sentAt")).containsExactly("signed", market.now());
  }

  @Test
  @Clause("RS-01")
  void a_replacement_goes_in_a_new_parcel() {
    var its = replacing();
    var number = number();
    merchantSends(its, values("SF", number, null));
    goesOn(its, "parcel-out");
    assertThat(refused(() -> merchantSends(its, values("SF", number, null))).fields()).singleElement()
        .extracting(Refused.Field::field).isEqualTo("trackingNumber");
    settings(its, null, address("a", true));
    goesOn(its, "parcel-back");
    assertThat(refused(() -> buyerSends(its, values("SF", number, "0"))).fields()).as("nor is it the buyer's").singleElement()
        .extracting(Refused.Field::field).isEqualTo("trackingNumber");
  }

  // --- what carriers report ---------------------------------------------------------------------------------------------------

  @Test
  @Clause("GN-06")
  void a_report_shows_on_the_case_and_in_the_merchants_task_once() {
    var its = returning(null);
    var number = number();
    sends(its, "SF", number, "0");
    var at = market.now().minusSeconds(60);
    for (int again = 0; again < 3; again++) {
      shipments.heard("sf", " " + number.toLowerCase(Locale.ROOT), "signed", at.toString());
    }
    assertThat(details(its, Timeline.Kind.SHIPMENT_EVENT)).containsExactly(
        Map.of("direction", "return", "carrier", "SF", "trackingNumber", number, "event", "signed", "eventAt", at.toString()));
    var entry = market.timeline(its).stream().filter(each -> each.kind() == Timeline.Kind.SHIPMENT_EVENT).findFirst().orElseThrow();
    assertThat(entry.clause()).isEqualTo("GN-06");
    assertThat(entry.actor()).isEqualTo(Actor.AUTOMATIC);
    assertThat(shown(market.task(merchant(its), its, "merchant-checks-return").facts())).containsExactly(Map.of("direction", "return",
        "carrier", "SF", "trackingNumber", number, "sentAt", market.now(), "lastEvent", "signed", "lastEventAt", at));
  }

  @Test
  @Clause("GN-06")
  void reports_about_an_unknown_number_wait_for_their_case() {
    var number = number();
    reported(number, "signed", market.now().minusSeconds(60));
    reported(number, "collected", market.now().minusSeconds(7200));
    reported(number, "delivered", market.now().minusSeconds(3600));
    var its = returning(null);
    sends(its, "SF", number, "0");
    assertThat(details(its, Timeline.Kind.SHIPMENT_EVENT)).extracting(each -> each.get("event")).containsExactly("collected", "delivered", "signed");
    assertThat(market.timelineKinds(its)).containsSubsequence("shipment-registered", "shipment-event", "shipment-event", "shipment-event");
    assertThat(shown(market.task(merchant(its), its, "merchant-checks-return").facts())).singleElement()
        .extracting(each -> each.get("lastEvent")).isEqualTo("signed");
  }

  @Test
  @Clause("GN-06")
  void reports_out_of_order_never_take_a_parcel_back() {
    var its = returning(null);
    var number = number();
    sends(its, "SF", number, "0");
    reported(number, "signed", market.now().minusSeconds(60));
    reported(number, "collected", market.now().minusSeconds(7200));
    reported(number, "delivered", market.now().minusSeconds(30));
    assertThat(shown(market.task(merchant(its), its, "merchant-checks-return").facts())).singleElement()
        .extracting(each -> each.get("lastEvent"), each -> each.get("lastEventAt")).containsExactly("signed", market.now().minusSeconds(60));
    assertThat(details(its, Timeline.Kind.SHIPMENT_EVENT)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(nullValues = "null", value = {"null,SF1234567890123,signed,2026-03-01T00:00:00Z,carrier", "SF,null,signed,2026-03-01T00:00:00Z,trackingNumber",
      "SF,SF12345,signed,2026-03-01T00:00:00Z,trackingNumber", "SF,SF1234567890123,null,2026-03-01T00:00:00Z,event",
      "SF,SF1234567890123,Signed,2026-03-01T00:00:00Z,event", "SF,SF1234567890123,lost,2026-03-01T00:00:00Z,event",
      "SF,SF1234567890123,signed,null,at", "SF,SF1234567890123,signed,yesterday,at", "SF,SF1234567890123,signed,2026-03-01T00:00:00,at",
      "SF,SF1234567890123,signed,2026-02-30T00:00:00Z,at", "SF,SF1234567890123,signed,9999-01-01T00:00:00Z,at",
      "SF,SF1234567890123,signed,+999999999-12-31T23:59:59-18:00,at", "SF,SF1234567890123,signed,-999999999-01-01T00:00:00Z,at"})
  void a_report_that_says_nothing_sensible_is_refused(String carrier, String number, String event, String at, String field) {
    assertThat(refused(() -> shipments.heard(carrier, number, event, at)).fields()).singleElement()
        .satisfies(each -> assertThat(each.field()).isEqualTo(field)).satisfies(each -> assertThat(each.clause()).isEqualTo("GN-06"));
  }

  @Test
  void a_report_may_be_a_day_ahead_of_our_clock_and_no_more() {
    reported(number(), "collected", market.now().plusSeconds(86_400));
    assertThat(refused(() -> reported(number(), "collected", market.now().plusSeconds(86_401))).fields()).singleElement()
        .extracting(Refused.Field::field).isEqualTo("at");
    assertThat(refused(() -> shipments.heard(null, null, null, null)).fields()).extracting(Refused.Field::field).containsExactly("carrier", "event", "at");
  }

  @Test
  @Clause("GN-06")
  void the_same_report_from_many_sides_at_once_counts_once() throws Exception {
    var its = returning(24);
    var number = number();
    sends(its, "SF", number, "0");
    var at = market.now();
    together(8, n -> reported(number, n % 2 == 0 ? "delivered" : "signed", at));
    assertThat(details(its, Timeline.Kind.SHIPMENT_EVENT)).extracting(each -> each.get("event")).containsExactlyInAnyOrder("delivered", "signed");
    assertThat(watching(its)).isEqualTo(1);
  }

  @Test
  @Clause("GN-06")
  void the_first_reports_about_an_unknown_number_may_come_at_once() throws Exception {
    var number = number();
    together(8, n -> reported(number, List.of("collected", "delivered", "signed", "returned").get(n % 4), market.now()));
    var its = returning(null);
    sends(its, "SF", number, "0");
    assertThat(details(its, Timeline.Kind.SHIPMENT_EVENT)).extracting(each -> each.get("event"))
        .containsExactly("collected", "delivered", "signed", "returned");
  }

  @Test
  @Clause("GN-06")
  void a_report_in_the_moment_in_which_the_number_is_given_is_neither_lost_nor_told_twice() throws Exception {
    for (int round = 0; round < 5; round++) {
      var its = returning(24);
      var number = number();
      var at = market.now();
      together(2, n -> {
        if (n == 0) {
          buyerSends(its, values("SF", number, "0"));
        } else {
          reported(number, "signed", at);
        }
      });
      assertThat(details(its, Timeline.Kind.SHIPMENT_EVENT)).hasSize(1);
      assertThat(watching(its)).isEqualTo(1);
    }
  }

  // --- promises ---------------------------------------------------------------------------------------------------------------

  @Test
  @Clause("RR-08")
  void a_promise_runs_from_the_goods_arrival_and_shows_when_it_is_broken() {
    var its = returning(24);
    assertThat(details(its, Timeline.Kind.COMMITMENT_MADE)).containsExactly(Map.of("hours", 24));
    var number = number();
    sends(its, "SF", number, "0");
    assertThat(watching(its)).isZero();
    var arrived = market.now().minusSeconds(3600);
    reported(number, "delivered", arrived);
    reported(number, "signed", market.now());
    assertThat(watching(its)).isEqualTo(1);
    assertThat(runtime.getVariable(instance(its), "commitmentDueAt")).isEqualTo(Date.from(arrived.plus(hours(24))));
    market.timePassesUntil(arrived.plus(hours(24)).minusSeconds(1));
    assertThat(details(its, Timeline.Kind.COMMITMENT_BROKEN)).isEmpty();
    market.timePasses(Duration.ofSeconds(1));
    assertThat(details(its, Timeline.Kind.COMMITMENT_BROKEN)).containsExactly(
        Map.of("hours", 24, "since", arrived.toString(), "dueAt", arrived.plus(hours(24)).toString()));
    new TransactionTemplate(transactions).executeWithoutResult(status -> returns.commitmentBroken(its.caseId()));
    assertThat(details(its, Timeline.Kind.COMMITMENT_BROKEN)).as("known already").hasSize(1);
  }

  @Test
  @Clause("RR-08")
  void goods_that_arrived_before_their_number_was_given_start_the_promise_in_that_step() {
    var number = number();
    var arrived = market.now().minusSeconds(7200);
    reported(number, "signed", market.now().minusSeconds(60));
    reported(number, "delivered", arrived);
    var its = returning(24);
    sends(its, "SF", number, "0");
    assertThat(watching(its)).isEqualTo(1);
    assertThat(runtime.getVariable(instance(its), "commitmentDueAt")).isEqualTo(Date.from(arrived.plus(hours(24))));
    market.task(merchant(its), its, "merchant-checks-return");
  }

  @Test
  @Clause("RR-08")
  void goods_that_stay_with_the_merchant_after_a_rejection_are_received_again_when_they_are_named_again() {
    var its = returning(24);
    var number = number();
    sends(its, "SF", number, "0");
    reported(number, "signed", market.now());
    rejects(its);
    market.timePasses(hours(5));
    sends(its, "SF", number, "0");
    assertThat(runtime.getVariable(instance(its), "commitmentDueAt")).isEqualTo(Date.from(market.now().plus(hours(24))));
  }

  @Test
  @Clause("RR-08")
  void goods_handled_in_time_break_no_promise() {
    var its = returning(24);
    var number = number();
    sends(its, "SF", number, "0");
    reported(number, "signed", market.now());
    market.completes(merchant(its), its, "merchant-checks-return", Map.of("decision", "refund"));
    market.timePasses(hours(48));
    assertThat(market.timelineKinds(its)).doesNotContain("commitment-broken");
    reported(number, "returned", market.now());
    assertThat(details(its, Timeline.Kind.SHIPMENT_EVENT)).as("the flow has ended, the case still shows it").hasSize(2);
  }

  @Test
  @Clause("RR-08")
  void without_a_promise_nothing_waits() {
    var its = returning(null);
    var number = number();
    sends(its, "SF", number, "0");
    reported(number, "signed", market.now());
    assertThat(watching(its)).isZero();
    new TransactionTemplate(transactions).executeWithoutResult(status -> returns.commitmentBroken(its.caseId()));
    assertThat(market.timelineKinds(its)).doesNotContain("commitment-made", "commitment-broken");
    assertThat(runtime.getVariable(instance(its), "commitmentDueAt")).isNull();
  }

  // --- addresses --------------------------------------------------------------------------------------------------------------

  @Test
  @Clause("ST-06")
  void the_buyer_sees_the_default_address_as_it_was_when_the_merchant_agreed() {
    var its = returning(null);
    settings(its, null, new ReturnAddress("moved", "9 Other Road", "Somebody", "02155550199", true));
    var ships = market.task(buyer(its), its, "buyer-ships-return");
    assertThat(ships.facts()).containsEntry("returnAddress", Map.of("street", "1 Nanjing Road", "receiver", "Warehouse 3", "phone", "02155550101"))
        .containsEntry("merchantPhone", "13800138000");
    assertThat(details(its, Timeline.Kind.RETURN_ADDRESS_GIVEN))
        .containsExactly(Map.of("street", "1 Nanjing Road", "receiver", "Warehouse 3", "phone", "02155550101"));
  }

  @Test
  @Clause("ST-06")
  void the_merchant_may_choose_another_of_its_addresses() {
    var its = asked();
    settings(its, null, address("a", true), new ReturnAddress("b", "2 Side Street", "Night shift", "02155550102", false));
    merchantDecided(its, Map.of("decision", "agree", "returnAddressId", "b"));
    goesOn(its, "parcel-back");
    assertThat(market.task(buyer(its), its, "buyer-ships-return").facts())
        .containsEntry("returnAddress", Map.of("street", "2 Side Street", "receiver", "Night shift", "phone", "02155550102"));
  }

  @Test
  @Clause("ST-06")
  void an_address_that_the_merchant_does_not_have_is_refused_to_the_merchant_and_nobody_else() {
    var its = asked();
    settings(its, null, address("a", true));
    merchantDecided(its, Map.of("decision", "agree", "returnAddressId", "of-somebody-else"));
    var refused = refused(() -> as(merchantOf(its), () -> goesOn(its, "parcel-back")));
    assertThat(refused.fields()).singleElement().extracting(Refused.Field::field).isEqualTo("returnAddressId");
    as(new Caller("agent1", Set.of(Role.AGENT), null, null, null), () -> goesOn(its, "parcel-back"));
    assertThat(market.task(buyer(its), its, "buyer-ships-return").facts().get("returnAddress").toString()).contains("1 Nanjing Road");
  }

  @Test
  @Clause("ST-02")
  void without_settings_nobody_agrees_to_a_return_and_a_deadline_takes_the_other_way() {
    var its = asked();
    for (var person : List.of(merchantOf(its), new Caller("agent1", Set.of(Role.AGENT), null, null, null),
        new Caller(its.buyerId(), Set.of(Role.BUYER), null, its.buyerId(), null))) {
      var refused = refused(() -> as(person, () -> goesOn(its, "parcel-back")));
      assertThat(refused.type()).isEqualTo("no-return-address");
      assertThat(refused.clause()).isEqualTo("ST-02");
      assertThat(refused.getMessage()).contains("after-sales settings");
    }
    goesOn(its, "parcel-back");
    assertThat(runtime.createProcessInstanceQuery().processInstanceId(instance(its)).count()).as("ended at the error event").isZero();
    assertThat(market.timelineKinds(its)).contains("handed-over").doesNotContain("return-address-given");
  }

  // --- replacements -----------------------------------------------------------------------------------------------------------

  @Test
  @Clause("RS-01")
  void the_merchants_parcel_is_shown_to_the_buyer_with_the_days_it_takes() {
    var its = replacing();
    var number = number();
    var answer = values("SF", number, null);
    answer.put("etaDays", 3);
    merchantSends(its, answer);
    assertThat(shown(market.task(buyer(its), its, "buyer-confirms-receipt").facts())).containsExactly(
        Map.of("direction", "replacement", "carrier", "SF", "trackingNumber", number, "etaDays", 3, "sentAt", market.now()));
    assertThat(details(its, Timeline.Kind.SHIPMENT_REGISTERED))
        .containsExactly(Map.of("direction", "replacement", "carrier", "SF", "trackingNumber", number, "etaDays", 3));
    assertThat(delivered(its)).isFalse();
  }

  @Test
  @Clause("EX-11")
  void a_delivery_reaches_the_called_flow_that_waits_for_it_once() {
    var its = replacing();
    var number = number();
    merchantSends(its, values("SF", number, null));
    reported(number, "collected", market.now());
    assertThat(passed(its, "replacement-delivered")).isZero();
    reported(number, "delivered", market.now());
    assertThat(passed(its, "replacement-delivered")).isEqualTo(1);
    reported(number, "signed", market.now());
    assertThat(passed(its, "replacement-delivered")).isEqualTo(1);
    market.completes(buyer(its), its, "buyer-confirms-receipt", Map.of("received", true));
    reported(number, "returned", market.now());
    assertThat(details(its, Timeline.Kind.SHIPMENT_EVENT)).hasSize(4);
  }

  @Test
  @Clause("EX-11")
  void a_replacement_that_had_arrived_before_is_said_by_the_variable_and_not_by_a_message() {
    var number = number();
    reported(number, "delivered", market.now());
    var its = replacing();
    merchantSends(its, values("SF", number, null));
    assertThat(delivered(its)).isTrue();
    assertThat(passed(its, "replacement-delivered")).isZero();
  }

  @Test
  @Clause("EX-11")
  void what_the_shop_reports_for_a_carrier_nobody_has_done() {
    var its = asked();
    goesOn(its, "reship");
    var number = number();
    merchantSends(its, values("SF", number, null));
    as(new Caller("shop", Set.of(Role.INTEGRATION), null, null, null), () -> reported(number, "signed", market.now()));
    assertThat(market.dueAt(its)).isEqualTo(market.now().plus(days(7)));
    var last = market.timeline(its).get(market.timeline(its).size() - 1);
    assertThat(last.kind()).isEqualTo(Timeline.Kind.DEADLINE_MOVED);
    assertThat(last.actor()).isEqualTo(Actor.AUTOMATIC);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "61", "1.5", "1e9"})
  @Clause("RS-01")
  void days_are_1_to_60_whole_ones(String days) {
    var its = replacing();
    var answer = values("SF", number(), null);
    answer.put("etaDays", Double.valueOf(days));
    assertThat(refused(() -> merchantSends(its, answer)).fields()).singleElement().extracting(Refused.Field::field).isEqualTo("etaDays");
    answer.put("etaDays", 60.0);
    merchantSends(its, answer);
  }

  // --- who does what ----------------------------------------------------------------------------------------------------------

  private AfterSalesCase asked() {
    return market.buyerAsksFor("100.00", market.aShippedOrder().put());
  }

  /** A case whose merchant has agreed that the goods come back, and promised to handle them within so many hours, or null. */
  private AfterSalesCase returning(Integer promisedHours) {
    var its = asked();
    settings(its, promisedHours, address("a", true));
    goesOn(its, "parcel-back");
    return its;
  }

  private AfterSalesCase replacing() {
    var its = asked();
    goesOn(its, "parcel-out");
    return its;
  }

  private void goesOn(AfterSalesCase its, String as) {
    new TransactionTemplate(transactions).executeWithoutResult(status -> {
      runtime.deleteProcessInstance(instance(its), "goes on as " + as);
      flow.goOnAs(its.caseId(), as, "merchant", null, Actor.AUTOMATIC, "RR-05");
    });
  }

  private void settings(AfterSalesCase its, Integer promisedHours, ReturnAddress... addresses) {
    merchants.replace(new MerchantSettings(its.merchantId(), null, "13800138000", List.of(addresses), promisedHours));
  }

  private static ReturnAddress address(String id, boolean isDefault) {
    return new ReturnAddress(id, "1 Nanjing Road", "Warehouse 3", "02155550101", isDefault);
  }

  private void merchantDecided(AfterSalesCase its, Map<String, Object> answer) {
    new TransactionTemplate(transactions).executeWithoutResult(status ->
        timeline.add(its.caseId(), Timeline.Kind.STEP_COMPLETED, Actor.merchant("clerk"), "RR-02", "merchant-decides-return", null, null, answer));
  }

  private static String number() {
    return "SF" + NUMBERS.incrementAndGet();
  }

  private static Map<String, Object> values(String carrier, String number, String freightPaid) {
    var values = new HashMap<String, Object>();
    values.put("carrier", carrier);
    values.put("trackingNumber", number);
    if (freightPaid != null) {
      values.put("freightPaid", freightPaid);
    }
    return values;
  }

  private void buyerSends(AfterSalesCase its, Map<String, Object> values) {
    market.completes(buyer(its), its, "buyer-ships-return", values);
  }

  private void sends(AfterSalesCase its, String carrier, String number, String freightPaid) {
    buyerSends(its, values(carrier, number, freightPaid));
  }

  private void merchantSends(AfterSalesCase its, Map<String, Object> values) {
    market.completes(merchant(its), its, "merchant-ships-replacement", values);
  }

  private void rejects(AfterSalesCase its) {
    market.completes(merchant(its), its, "merchant-checks-return",
        Map.of("decision", "reject", "condition", "used", "rejectReason", "buyer-caused", "explanation", "It was worn."));
  }

  private void reported(String number, String event, Instant at) {
    shipments.heard("SF", number, event, at.toString());
  }

  private static Caller merchantOf(AfterSalesCase its) {
    return new Caller("clerk", Set.of(Role.MERCHANT), its.merchantId(), null, null);
  }

  private static void as(Caller person, Runnable does) {
    Callers.as(person, () -> {
      does.run();
      return null;
    });
  }

  private static Refused refused(ThrowingCallable does) {
    var refused = catchThrowableOfType(Refused.class, does);
    assertThat(refused).as("a refusal").isNotNull();
    return refused;
  }

  /** All at once; what one of them throws is thrown here. */
  private static void together(int many, Consumer<Integer> each) throws Exception {
    var threads = Executors.newFixedThreadPool(many);
    try {
      var all = new ArrayList<Callable<Void>>();
      for (int n = 0; n < many; n++) {
        var number = n;
        all.add(() -> {
          each.accept(number);
          return null;
        });
      }
      for (var one : threads.invokeAll(all)) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  // --- what is to be seen -----------------------------------------------------------------------------------------------------

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> shown(Map<String, Object> facts) {
    return (List<Map<String, Object>>) facts.get("shipments");
  }

  private List<Map<String, Object>> details(AfterSalesCase its, Timeline.Kind kind) {
    return market.timeline(its).stream().filter(entry -> entry.kind() == kind).map(Timeline.Entry::details).toList();
  }

  private String instance(AfterSalesCase its) {
    return market.look(its).itself().processInstanceId();
  }

  /** How many clocks run on a promise. */
  private long watching(AfterSalesCase its) {
    return runtime.createExecutionQuery().processInstanceId(instance(its)).activityId("promise-passed").count();
  }

  private String called(AfterSalesCase its) {
    return history.createHistoricProcessInstanceQuery().superProcessInstanceId(instance(its)).singleResult().getId();
  }

  private boolean delivered(AfterSalesCase its) {
    return (Boolean) runtime.getVariable(called(its), "replacementDelivered");
  }

  private long passed(AfterSalesCase its, String event) {
    return history.createHistoricActivityInstanceQuery().processInstanceId(called(its)).activityId(event).finished().count();
  }
}
