package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.days;
import static io.redress.rulebook.Marketplace.desk;
import static io.redress.rulebook.Marketplace.supervisor;
import static io.redress.rulebook.Refusals.invalid;
import static io.redress.rulebook.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.Timeline;
import io.redress.casefile.Viewer;
import io.redress.complaint.Complaint;
import io.redress.complaint.ComplaintStatus;
import io.redress.complaint.Complaints;
import io.redress.complaint.Grievance;
import io.redress.identity.Caller;
import io.redress.identity.Callers;
import io.redress.identity.Role;
import io.redress.money.Account;
import io.redress.money.Accounts;
import io.redress.money.Ledger;
import io.redress.money.Refunds;
import io.redress.money.SimulatedGateway;
import io.redress.money.SimulatedGateway.Behaviour;
import io.redress.order.Order;
import io.redress.order.Orders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** CD-01 … CD-07, 20.24: the service desk. */
@Scenario
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComplaintTest {

  private static final String ACCEPTS = "desk-accepts-complaint";
  private static final String JUDGES = "desk-judges-complaint";
  private static final Map<String, Object> ACCEPTED = Map.of("decision", "accept");

  @Autowired Marketplace market;
  @Autowired FlowCoverage coverage;
  @Autowired Complaints complaints;
  @Autowired Orders orders;
  @Autowired Accounts accounts;
  @Autowired Ledger ledger;
  @Autowired Refunds refunds;
  @Autowired SimulatedGateway gateway;
  @Autowired RuntimeService runtime;
  @Autowired TaskService tasks;

  @BeforeEach
  void opens() {
    market.opens();
  }

  // --- opening ------------------------------------------------------------------------------------------------------------------

  @Test @Clause({"CD-01", "CD-03"})
  void a_buyer_complains_before_while_and_after_a_case_and_about_anything() {
    var orderId = market.aShippedOrder().put();
    var before = complains(orderId, null, "Rude chat");
    assertThat(before.status()).isEqualTo(ComplaintStatus.OPENED);
    assertThat(before.complaintId().value()).matches("C\\d{6}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}");
    var its = market.buyerAsksFor("20", orderId);
    var meanwhile = complains(orderId, its.caseId(), "No answer");
    assertThat(meanwhile.caseId()).isEqualTo(its.caseId());
    market.withdraws(its);
    var after = complains(orderId, its.caseId(), "Nothing was done");
    assertThat(complaints.page(buyer(orderId), null, orderId, 10, 0)).extracting(each -> each.itself().complaintId())
        .containsExactlyInAnyOrder(before.complaintId(), meanwhile.complaintId(), after.complaintId());
    assertThat(market.status(its)).isEqualTo("withdrawn");
    assertThat(market.openSteps(its)).isEmpty();
  }

  @Test @Clause("CD-01")
  void the_desk_sees_the_order_its_history_and_what_may_be_paid() {
    var orderId = market.aShippedOrder().paid("129.90").put();
    var its = market.buyerAsksFor("20", orderId);
    complains(orderId, null, "Rude chat");
    var complaint = complains(orderId, its.caseId(), "No answer");
    var task = market.deskTask(desk(), complaint.complaintId());
    assertThat(task.step().step()).isEqualTo(ACCEPTS);
    assertThat(task.caseId()).isEqualTo(its.caseId());
    assertThat(task.form()).contains("decision");
    assertThat(task.facts()).containsEntry("orderId", orderId).containsEntry("itemName", "Blue jacket").containsEntry("paidAmount", "129.90")
        .containsEntry("subject", "No answer").containsEntry("mostAmount", "129.90").doesNotContainKey("exemptions");
    assertThat(task.facts().get("cases")).asString().contains(its.caseId().value(), "refund-only", "merchant-to-decide");
    assertThat(task.facts().get("otherComplaints")).asString().contains("Rude chat", "opened").doesNotContain("No answer");
    assertThat(tasks.createTaskQuery().taskId(task.step().taskId()).taskCandidateGroup("service-desk").count()).isOne();
    assertThat(market.task(Marketplace.merchant(its), its, "merchant-decides-refund").caseId()).isEqualTo(its.caseId());
  }

  @Test @Clause("CD-01")
  void values_that_break_a_rule_are_named_one_by_one() {
    assertThatThrownBy(() -> Grievance.of(" ", null, "", "x".repeat(501))).isInstanceOfSatisfying(Refused.class, no -> {
      assertThat(no.fields()).extracting(Refused.Field::field).containsExactly("orderId", "subject", "description");
      assertThat(no.fields()).extracting(Refused.Field::clause).containsOnly("CD-01");
    });
    invalid(() -> Grievance.of("O", null, "x".repeat(101), "x"), "subject", "CD-01");
    invalid(() -> Grievance.of("O", null, "a\0b", "x"), "subject", "CD-01");
    invalid(() -> Grievance.of("O", null, "x", " "), "description", "CD-01");
    assertThat(Grievance.of("O", " ", "x".repeat(100), "x".repeat(500)).caseId()).isNull();
  }

  @Test @Clause("CD-01")
  void somebody_elses_order_and_case_do_not_exist() {
    var orderId = market.aShippedOrder().put();
    var other = market.aShippedOrder().put();
    var others = market.buyerAsksFor("20", other);
    var grievance = Grievance.of(orderId, null, "Rude chat", "…");
    refused(() -> complaints.open(grievance, null, buyer(other)), Refused.Kind.NOT_FOUND, "not-found", null);
    refused(() -> complaints.open(Grievance.of("unknown", null, "x", "y"), null, buyer(orderId)), Refused.Kind.NOT_FOUND, "not-found", null);
    refused(() -> complaints.open(Grievance.of(orderId, others.caseId().value(), "x", "y"), null, buyer(orderId)), Refused.Kind.NOT_FOUND, "not-found", null);
    var buyersOther = anOrderOf(orders.find(orderId).orElseThrow().buyerId());
    var own = market.buyerAsksFor("20", orderId);
    invalid(() -> complaints.open(Grievance.of(buyersOther, own.caseId().value(), "x", "y"), null, buyer(orderId)), "caseId", "CD-01");
    assertThat(complaints.count(buyer(orderId), null, null)).isZero();
  }

  @Test @Clause("CD-01")
  void the_same_key_gives_the_same_complaint() {
    var orderId = market.aShippedOrder().put();
    var grievance = Grievance.of(orderId, null, "Rude chat", "The clerk shouted.");
    var first = complaints.open(grievance, "key-1", buyer(orderId));
    assertThat(complaints.open(grievance, "key-1", buyer(orderId))).isEqualTo(first);
    invalid(() -> complaints.open(Grievance.of(orderId, null, "Rude chat", "Another."), "key-1", buyer(orderId)), "Idempotency-Key", null);
    var other = market.aShippedOrder().put();
    assertThat(complaints.open(Grievance.of(other, null, "x", "y"), "key-1", buyer(other)).complaintId()).isNotEqualTo(first.complaintId());
    assertThat(complaints.count(buyer(orderId), null, null)).isOne();
  }

  // --- answering ------------------------------------------------------------------------------------------------------------------

  @Test @Clause({"CD-03", "CD-06"})
  void a_complaint_that_is_not_accepted_is_answered_with_a_reason() {
    var complaint = complains(market.aShippedOrder().put(), null, "The weather");
    invalid(() -> market.deskTakes(complaint.complaintId(), Map.of("decision", "reject")), "reply", "CD-03");
    market.deskTakes(complaint.complaintId(), Map.of("decision", "reject", "reply", "We cannot change the weather."));
    isAnswered(complaint, ComplaintStatus.REJECTED, "We cannot change the weather.");
    assertThat(kinds(complaint)).containsExactly("complaint-opened", "step-opened", "step-completed", "status-changed");
  }

  @Test @Clause({"CD-03", "CD-06"})
  void a_complaint_that_is_not_upheld_is_answered_with_a_reason() {
    var complaint = complains(market.aShippedOrder().put(), null, "Too blue");
    market.deskTakes(complaint.complaintId(), ACCEPTED);
    assertThat(now(complaint).status()).isEqualTo(ComplaintStatus.ACCEPTED);
    assertThat(now(complaint).decision()).isNull();
    assertThat(market.deskTask(desk(), complaint.complaintId()).step().step()).isEqualTo(JUDGES);
    market.deskTakes(complaint.complaintId(), Map.of("upheld", false, "reply", "The picture shows the same blue."));
    isAnswered(complaint, ComplaintStatus.NOT_UPHELD, "The picture shows the same blue.");
    assertThat(statuses(complaint)).containsExactly("opened → accepted CD-03", "accepted → not-upheld CD-06");
  }

  // --- paying -------------------------------------------------------------------------------------------------------------------

  @Test @Clause({"CD-04", "CD-05"})
  void for_an_upheld_complaint_the_platform_pays_first_and_then_the_merchants_deposit() {
    var complaint = complains(market.aShippedOrder().paid("129.90").put(), null, "Rude chat");
    deposits(complaint, "100.00");
    accounts.credit(complaint.merchantId(), Account.Kind.MERCHANT_BALANCE, Cny.parse("500.00"), "balance");
    uphold(complaint, "30.00");
    assertThat(now(complaint).status()).isEqualTo(ComplaintStatus.UPHELD);
    assertThat(paidOut(complaint)).as("a job pays").isEmpty();
    assertThat(balance(Account.deposit(complaint.merchantId()))).isEqualTo("100.00");

    gateway.otherwise(Behaviour.DECLINE);
    market.jobsRun();
    assertThat(balance(Account.deposit(complaint.merchantId()))).as("the platform pays first").isEqualTo("100.00");
    gateway.otherwise(Behaviour.PAY);
    market.timePasses(Duration.ofSeconds(10));
    assertThat(paidOut(complaint)).containsExactly("30.00");
    assertThat(balance(Account.refundsOf(complaint.buyerId()))).isEqualTo("30.00");
    assertThat(balance(Account.deposit(complaint.merchantId()))).isEqualTo("70.00");
    assertThat(balance(Account.balance(complaint.merchantId()))).as("the deposit alone pays").isEqualTo("500.00");
    assertThat(balance(Account.compensation(complaint.buyerId()))).as("the platform has it back").isEqualTo("0.00");
    assertThat(ledger.sum().isZero()).isTrue();
    assertThat(refunds.refundable(complaint.orderId())).as("the order can still be refunded").isEqualTo(Cny.parse("129.90"));
    assertThat(complaints.overview(now(complaint)).paidAt()).isEqualTo(market.now());
    assertThat(kinds(complaint)).containsSubsequence("status-changed", "compensation-decided", "compensation-sent", "compensation-failed",
        "compensation-sent", "compensation-succeeded", "deposit-charged");
    assertThat(charged(complaint)).containsEntry("fromDeposit", "30.00").containsEntry("owed", "0.00").containsEntry("liableParty", "merchant");
    ended(complaint);
  }

  @Test @Clause({"CD-05", "20.24"})
  void what_the_deposit_lacks_is_owed() {
    var complaint = complains(market.aShippedOrder().put(), null, "Rude chat");
    deposits(complaint, "12.00");
    accounts.credit(complaint.merchantId(), Account.Kind.MERCHANT_BALANCE, Cny.parse("500.00"), "balance");
    uphold(complaint, "30.00");
    market.jobsRun();
    assertThat(balance(Account.deposit(complaint.merchantId()))).isEqualTo("0.00");
    assertThat(balance(Account.receivable(complaint.merchantId()))).isEqualTo("-18.00");
    assertThat(balance(Account.balance(complaint.merchantId()))).isEqualTo("500.00");
    assertThat(charged(complaint)).containsEntry("fromDeposit", "12.00").containsEntry("owed", "18.00");
    assertThat(complaints.timeline(complaint.complaintId(), Viewer.merchant(complaint.merchantId(), "clerk")).toString()).contains("owed=18.00");
    assertThat(complaints.timeline(complaint.complaintId(), buyer(complaint.orderId()))).as("a merchant's debts are nothing to the buyer")
        .extracting(Timeline.Entry::kind).contains(Timeline.Kind.DEPOSIT_CHARGED);
    assertThat(complaints.timeline(complaint.complaintId(), buyer(complaint.orderId())).toString()).doesNotContain("owed", "fromDeposit");
    assertThat(ledger.sum().isZero()).isTrue();
  }

  @Test @Clause({"CD-05", "20.24"})
  void a_liable_service_partner_pays_from_its_own_deposit() {
    var complaint = complains(market.aShippedOrder().put(), null, "Rude chat");
    deposits(complaint, "100.00");
    accounts.creditPartner("tp-7-" + complaint.complaintId(), Cny.parse("20.00"), "deposit");
    uphold(complaint, "30.00", "service-partner", "tp-7-" + complaint.complaintId(), null);
    market.jobsRun();
    assertThat(paidOut(complaint)).containsExactly("30.00");
    assertThat(balance(Account.partnerDeposit("tp-7-" + complaint.complaintId()))).isEqualTo("0.00");
    assertThat(balance(Account.partnerReceivable("tp-7-" + complaint.complaintId()))).isEqualTo("-10.00");
    assertThat(balance(Account.deposit(complaint.merchantId()))).isEqualTo("100.00");
    assertThat(ledger.sum().isZero()).isTrue();
  }

  @Test @Clause("CD-05")
  void without_a_number_it_is_the_partner_that_runs_the_merchants_shop() {
    var complaint = complains(market.aShippedOrder().put(), null, "Rude chat");
    uphold(complaint, "30.00", "service-partner", null, null);
    market.jobsRun();
    assertThat(now(complaint).decision().servicePartnerId()).isEqualTo("of:" + complaint.merchantId());
    assertThat(balance(Account.partnerReceivable("of:" + complaint.merchantId()))).isEqualTo("-30.00");
    assertThat(balance(Account.receivable(complaint.merchantId()))).isEqualTo("0.00");
  }

  @ParameterizedTest @Clause("CD-04")
  @ValueSource(strings = {"0", "0.00", "129.91", "1000"})
  void an_amount_of_nothing_or_over_what_was_paid_is_refused_and_the_step_stays(String amount) {
    var complaint = complains(market.aShippedOrder().paid("129.90").put(), null, "Rude chat");
    market.deskTakes(complaint.complaintId(), ACCEPTED);
    invalid(() -> market.deskTakes(complaint.complaintId(), upheld(amount, "merchant", null, null)), "amount", "CD-04");
    assertThat(now(complaint).status()).isEqualTo(ComplaintStatus.ACCEPTED);
    assertThat(market.deskTask(desk(), complaint.complaintId()).step().step()).isEqualTo(JUDGES);
    market.deskTakes(complaint.complaintId(), upheld("129.90", "merchant", null, null));
    assertThat(now(complaint).status()).isEqualTo(ComplaintStatus.UPHELD);
  }

  @Test @Clause("CD-04")
  void all_complaints_about_an_order_together_keep_the_cap() {
    var orderId = market.aShippedOrder().paid("100.00").put();
    var first = complains(orderId, null, "Rude chat");
    var second = complains(orderId, null, "Late");
    uphold(first, "70.00");
    market.deskTakes(second.complaintId(), ACCEPTED);
    assertThat(market.deskTask(desk(), second.complaintId()).facts()).containsEntry("mostAmount", "30.00");
    invalid(() -> market.deskTakes(second.complaintId(), upheld("30.01", "service-partner", null, null)), "amount", "CD-04");
    market.deskTakes(second.complaintId(), upheld("30.00", "service-partner", null, null));
    market.jobsRun();
    assertThat(balance(Account.refundsOf(first.buyerId()))).isEqualTo("100.00");
  }

  @ParameterizedTest @Clause("CD-04")
  @CsvSource({"PAY_AND_LOSE_THE_ANSWER,PAY", "ANSWER_TWICE,PAY", "TIME_OUT,PAY", "PAY_SLOWLY,PAY", "DECLINE_SLOWLY,PAY"})
  void a_repeat_never_pays_twice(Behaviour first, Behaviour then) {
    var complaint = complains(market.aShippedOrder().put(), null, "Rude chat");
    deposits(complaint, "100.00");
    gateway.forKey(complaint.complaintId() + ":compensation:1", first, then);
    uphold(complaint, "30.00");
    market.jobsRun();
    gateway.lateAnswers().forEach(late -> refunds.answered(late.key(), late.attempt(), late.answer()));
    market.timePasses(Duration.ofHours(8));
    gateway.lateAnswers().forEach(late -> refunds.answered(late.key(), late.attempt(), late.answer()));
    assertThat(paidOut(complaint)).containsExactly("30.00");
    assertThat(balance(Account.refundsOf(complaint.buyerId()))).isEqualTo("30.00");
    assertThat(balance(Account.deposit(complaint.merchantId()))).isEqualTo("70.00");
    assertThat(kinds(complaint).stream().filter("deposit-charged"::equals)).hasSize(1);
    ended(complaint);
  }

  @Test @Clause("CD-04")
  void a_payment_that_comes_to_nothing_is_shown_as_stuck() {
    var complaint = complains(market.aShippedOrder().put(), null, "Rude chat");
    gateway.otherwise(Behaviour.TIME_OUT);
    uphold(complaint, "30.00");
    market.timePasses(days(2));
    assertThat(kinds(complaint)).contains("compensation-stuck");
    gateway.otherwise(Behaviour.PAY);
    refunds.answered(complaint.complaintId() + ":compensation:1", 9, new io.redress.money.PaymentGateway.Paid());
    market.jobsRun();
    assertThat(kinds(complaint)).contains("deposit-charged");
    ended(complaint);
  }

  // --- exemptions -----------------------------------------------------------------------------------------------------------------

  @Test @Clause("CD-07")
  void outside_the_coverage_of_sf_the_merchant_does_not_answer_for_delivery_by_sf() {
    var orderId = market.aShippedOrder().put();
    becomesRemote(orderId);
    var complaint = complains(orderId, null, "Not sent by SF");
    market.deskTakes(complaint.complaintId(), ACCEPTED);
    assertThat(market.deskTask(desk(), complaint.complaintId()).facts().get("exemptions")).asString().contains("sf-shipping", "CD-07", "顺丰");
    invalid(() -> market.deskTakes(complaint.complaintId(), upheld("10.00", "merchant", null, "sf-shipping")), "liableParty", "CD-07");
    market.deskTakes(complaint.complaintId(), upheld("10.00", "merchant", null, "other"));
    assertThat(now(complaint).status()).isEqualTo(ComplaintStatus.UPHELD);
  }

  @Test @Clause("CD-07")
  void the_subject_names_the_promise_when_the_desk_does_not_and_a_service_partner_is_not_exempt() {
    var orderId = market.aShippedOrder().put();
    becomesRemote(orderId);
    var complaint = complains(orderId, null, "sf-shipping");
    market.deskTakes(complaint.complaintId(), ACCEPTED);
    invalid(() -> market.deskTakes(complaint.complaintId(), upheld("10.00", "merchant", null, null)), "liableParty", "CD-07");
    market.deskTakes(complaint.complaintId(), upheld("10.00", "service-partner", null, null));
    var near = complains(market.aShippedOrder().put(), null, "sf-shipping");
    uphold(near, "10.00", "merchant", null, "sf-shipping");
    assertThat(now(near).status()).isEqualTo(ComplaintStatus.UPHELD);
  }

  // --- time -------------------------------------------------------------------------------------------------------------------

  @Test @Clause("CD-02")
  void one_clock_of_five_working_days_runs_over_accepting_and_judging() {
    var complaint = complains(market.aShippedOrder().put(), null, "Rude chat");
    var due = market.deskTask(desk(), complaint.complaintId()).step().dueAt();
    market.timePasses(days(1));
    market.deskTakes(complaint.complaintId(), ACCEPTED);
    var judges = market.deskTask(desk(), complaint.complaintId()).step();
    assertThat(judges.dueAt()).isEqualTo(due);
    assertThat(tasks.createTaskQuery().taskId(judges.taskId()).singleResult().getDueDate().toInstant()).isEqualTo(due);
    assertThat(complaints.overview(now(complaint)).dueAt()).isEqualTo(due);
    market.timePassesUntil(due.minusMillis(1));
    assertThat(kinds(complaint)).doesNotContain("escalated");
    market.timePassesUntil(due);
    assertThat(kinds(complaint)).contains("escalated");
    isShownToSupervisor(complaint, JUDGES);
    market.timePasses(days(60));
    assertThat(now(complaint).status()).as("never closed by silence").isEqualTo(ComplaintStatus.ACCEPTED);
    market.completes(supervisor(), judges.taskId(), Map.of("upheld", false, "reply", "Sorry for the delay."));
    assertThat(now(complaint).status()).isEqualTo(ComplaintStatus.NOT_UPHELD);
    ended(complaint);
  }

  @Test @Clause("CD-02")
  void a_step_that_opens_when_the_time_is_up_is_the_supervisors_too_and_overdue() {
    var complaint = complains(market.aShippedOrder().put(), null, "Rude chat");
    var due = market.deskTask(desk(), complaint.complaintId()).step().dueAt();
    market.timePassesUntil(due.plusSeconds(3_600));
    isShownToSupervisor(complaint, ACCEPTS);
    market.deskTakes(complaint.complaintId(), ACCEPTED);
    isShownToSupervisor(complaint, JUDGES);
    assertThat(market.deskTask(supervisor(), complaint.complaintId()).step().dueAt()).isEqualTo(due);
    assertThat(market.deskTask(desk(), complaint.complaintId()).step().party()).isEqualTo("service-desk");
    assertThat(kinds(complaint).stream().filter("escalated"::equals)).hasSize(2);
  }

  @Test @Clause("CD-02") @org.junit.jupiter.api.Order(1)
  void holidays_do_not_count_and_make_up_workdays_do() {
    // Tuesday, 29 September 2026: National Day is 1 to 7 October, and Saturday, 10 October is worked
    market.timePassesUntil(Instant.parse("2026-09-29T02:00:00Z"));
    var complaint = complains(market.aShippedOrder().put(), null, "Rude chat");
    assertThat(market.deskTask(desk(), complaint.complaintId()).step().dueAt()).isEqualTo(Instant.parse("2026-10-12T15:59:59.999Z"));
  }

  // --- who sees it ------------------------------------------------------------------------------------------------------------------

  @Test @Clause("CD-05")
  void a_merchant_sees_a_complaint_only_when_it_was_upheld_against_it() {
    var orderId = market.aShippedOrder().put();
    var against = complains(orderId, null, "Rude chat");
    var partners = complains(orderId, null, "Late");
    var merchant = Viewer.merchant(against.merchantId(), "clerk");
    refused(() -> complaints.find(against.complaintId(), merchant), Refused.Kind.NOT_FOUND, "not-found", null);
    uphold(against, "5");
    uphold(partners, "5", "service-partner", null, null);
    assertThat(complaints.find(against.complaintId(), merchant).complaintId()).isEqualTo(against.complaintId());
    refused(() -> complaints.find(partners.complaintId(), merchant), Refused.Kind.NOT_FOUND, "not-found", null);
    assertThat(complaints.page(merchant, null, null, 10, 0)).extracting(each -> each.itself().complaintId()).containsExactly(against.complaintId());
    assertThat(complaints.count(merchant, null, null)).isOne();
    assertThat(complaints.count(desk(), ComplaintStatus.UPHELD, orderId)).isEqualTo(2);
    refused(() -> complaints.find(against.complaintId(), Viewer.buyer("somebody", null)), Refused.Kind.NOT_FOUND, "not-found", null);
    refused(() -> complaints.find(against.complaintId(), Viewer.merchant("M-other", "clerk")), Refused.Kind.NOT_FOUND, "not-found", null);
  }

  @Test @Clause("CD-03")
  void whoever_claimed_the_step_takes_it_and_agents_do_not_see_it() {
    var complaint = complains(market.aShippedOrder().put(), null, "Rude chat");
    var task = market.deskTask(desk(), complaint.complaintId()).step().taskId();
    refused(() -> market.completes(Marketplace.agent(), task, ACCEPTED), Refused.Kind.NOT_FOUND, "not-found", null);
    Callers.as(new Caller("desk2", Set.of(Role.SERVICE_DESK), null, null, null), () -> {
      tasks.claim(task, "desk2");
      return null;
    });
    refused(() -> market.completes(desk(), task, ACCEPTED), Refused.Kind.CONFLICT, "claimed", null);
    market.completes(Viewer.staff("desk2", Set.of("service-desk")), task, ACCEPTED);
    assertThat(now(complaint).status()).isEqualTo(ComplaintStatus.ACCEPTED);
    refused(() -> market.completes(desk(), task, ACCEPTED), Refused.Kind.CONFLICT, "step-gone", null);
  }

  @Test @org.junit.jupiter.api.Order(Integer.MAX_VALUE)
  void every_element_of_the_flow_was_passed() {
    assertThat(coverage.nodesNotPassed("complaint")).isEmpty();
  }

  // --- the words of these tests -------------------------------------------------------------------------------------------------------

  private Complaint complains(String orderId, CaseId caseId, String subject) {
    return complaints.open(Grievance.of(orderId, caseId == null ? null : caseId.value(), subject, "The clerk shouted."), null, buyer(orderId));
  }

  private Viewer buyer(String orderId) {
    return Viewer.buyer(orders.find(orderId).orElseThrow().buyerId(), null);
  }

  private void uphold(Complaint complaint, String amount) {
    uphold(complaint, amount, "merchant", null, null);
  }

  private void uphold(Complaint complaint, String amount, String liable, String partner, String promise) {
    market.deskTakes(complaint.complaintId(), ACCEPTED);
    market.deskTakes(complaint.complaintId(), upheld(amount, liable, partner, promise));
  }

  private static Map<String, Object> upheld(String amount, String liable, String partner, String promise) {
    var answer = new HashMap<String, Object>(Map.of("upheld", true, "liableParty", liable, "amount", amount, "reply", "You are right."));
    if (partner != null) {
      answer.put("servicePartnerId", partner);
    }
    if (promise != null) {
      answer.put("promise", promise);
    }
    return answer;
  }

  private void deposits(Complaint complaint, String amount) {
    accounts.credit(complaint.merchantId(), Account.Kind.MERCHANT_DEPOSIT, Cny.parse(amount), "deposit");
  }

  private String balance(Account account) {
    return Cny.text(ledger.balance(account));
  }

  private List<String> paidOut(Complaint complaint) {
    return gateway.payouts(complaint.complaintId() + ":compensation:1").stream().map(Cny::text).toList();
  }

  private Complaint now(Complaint complaint) {
    return complaints.find(complaint.complaintId(), desk());
  }

  private List<Timeline.Entry> timeline(Complaint complaint) {
    return complaints.timeline(complaint.complaintId(), desk());
  }

  private List<String> kinds(Complaint complaint) {
    return timeline(complaint).stream().map(entry -> entry.kind().code()).toList();
  }

  private List<String> statuses(Complaint complaint) {
    return timeline(complaint).stream().filter(entry -> entry.kind() == Timeline.Kind.STATUS_CHANGED)
        .map(entry -> entry.before() + " → " + entry.after() + " " + entry.clause()).toList();
  }

  private Map<String, Object> charged(Complaint complaint) {
    return timeline(complaint).stream().filter(entry -> entry.kind() == Timeline.Kind.DEPOSIT_CHARGED).findFirst().orElseThrow().details();
  }

  private void isAnswered(Complaint complaint, ComplaintStatus status, String reply) {
    var answered = now(complaint);
    assertThat(answered.status()).isEqualTo(status);
    assertThat(answered.decision().reply()).isEqualTo(reply);
    assertThat(answered.decision().at()).isEqualTo(market.now());
    assertThat(complaints.overview(answered).dueAt()).isNull();
    market.jobsRun();
    assertThat(paidOut(complaint)).isEmpty();
    ended(complaint);
  }

  private void isShownToSupervisor(Complaint complaint, String step) {
    var task = market.deskTask(supervisor(), complaint.complaintId()).step();
    assertThat(task.step()).isEqualTo(step);
    assertThat(tasks.createTaskQuery().taskId(task.taskId()).taskCandidateGroup("supervisor").count()).isOne();
    assertThat(tasks.createTaskQuery().taskId(task.taskId()).taskCandidateGroup("service-desk").count()).isOne();
  }

  private void ended(Complaint complaint) {
    assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(complaint.complaintId().value()).count()).isZero();
  }

  private void becomesRemote(String orderId) {
    put(orders.find(orderId).orElseThrow(), orderId, orders.find(orderId).orElseThrow().buyerId(), true);
  }

  private String anOrderOf(String buyerId) {
    var another = market.aShippedOrder().put();
    put(orders.find(another).orElseThrow(), another, buyerId, false);
    return another;
  }

  private void put(Order order, String orderId, String buyerId, boolean remote) {
    orders.put(new Order(orderId, order.merchantId(), buyerId, order.category(), order.itemName(), order.quantity(), order.paidAmount(), order.freight(),
        order.confirmedAt(), order.promisedShipAt(), order.shippedAt(), order.receivedAt(), order.merchantPromisedUntil(), order.statutoryUntil(),
        order.serviceLabels(), remote, order.seniorBuyer()));
  }
}
