package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.buyer;
import static io.redress.rulebook.Marketplace.hours;
import static io.redress.rulebook.Marketplace.merchant;
import static io.redress.rulebook.Refusals.conflict;
import static io.redress.rulebook.Refusals.invalid;
import static io.redress.rulebook.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.redress.Files;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Cases;
import io.redress.casefile.Timeline;
import io.redress.casefile.Viewer;
import io.redress.dispute.CaseEvidence;
import io.redress.dispute.Evidence;
import io.redress.dispute.EvidenceRound;
import io.redress.dispute.EvidenceRounds;
import io.redress.dispute.RoundSeen;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;

/** PI-09: what the two sides bring before the platform when they disagree, and who sees it when. */
@Scenario
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EvidenceRoundsTest {

  private static final String BUYER_GIVES = "buyer-gives-evidence";
  private static final String MERCHANT_GIVES = "merchant-gives-evidence";
  private static final String JUDGES = "agent-judges";

  @Autowired Marketplace market;
  @Autowired CaseLaws laws;
  @Autowired FlowCoverage coverage;
  @Autowired EvidenceRounds rounds;
  @Autowired CaseEvidence evidence;
  @Autowired Cases cases;
  @Autowired RuntimeService runtime;
  @Autowired RepositoryService repository;

  private int photos;

  @BeforeEach
  void opens() {
    market.opens();
  }

  // --- how a round goes --------------------------------------------------------------------------------------------------------

  @Test @Clause("PI-09")
  void both_sides_are_heard_side_by_side_and_then_the_platform_judges() {
    var its = aHearing(true, true);
    assertThat(openSteps(its)).contains(BUYER_GIVES, MERCHANT_GIVES).doesNotContain(JUDGES);
    assertThat(market.status(its)).isEqualTo("platform-reviewing");
    assertThat(market.task(buyer(its), its, BUYER_GIVES).step().dueAt()).isEqualTo(market.now().plus(hours(48)));
    assertThat(market.task(merchant(its), its, MERCHANT_GIVES).step().dueAt()).isEqualTo(market.now().plus(hours(48)));
    var photo = put(buyer(its), its);
    says(buyer(its), its, "It came broken.", photo.evidenceId());
    assertThat(openSteps(its)).contains(MERCHANT_GIVES).doesNotContain(BUYER_GIVES, JUDGES);
    assertThat(only(its).isOpen()).isTrue();
    says(merchant(its), its, "It left here whole.");
    assertThat(openSteps(its)).contains(JUDGES).doesNotContain(MERCHANT_GIVES);
    assertThat(only(its)).satisfies(round -> {
      assertThat(round.number()).isEqualTo(1);
      assertThat(round.closedAt()).isEqualTo(market.now());
      assertThat(round.question()).isNull();
      assertThat(round.statements()).extracting(EvidenceRound.Statement::side, EvidenceRound.Statement::text, EvidenceRound.Statement::evidenceIds)
          .containsExactlyInAnyOrder(org.assertj.core.groups.Tuple.tuple(Actor.Kind.BUYER, "It came broken.", List.of(photo.evidenceId())),
              org.assertj.core.groups.Tuple.tuple(Actor.Kind.MERCHANT, "It left here whole.", List.of()));
    });
  }

  @Test @Clause("PI-09")
  void who_is_silent_for_48_hours_is_reminded_once_and_judged_on_what_is_there() {
    var its = aHearing(true, true);
    says(merchant(its), its, "It left here whole.");
    market.timePasses(hours(36));
    assertThat(market.timeline(its).stream().filter(entry -> entry.kind() == Timeline.Kind.REMINDED && BUYER_GIVES.equals(entry.step()))).hasSize(1);
    market.timePasses(hours(12).minusSeconds(1));
    assertThat(openSteps(its)).contains(BUYER_GIVES);
    market.timePasses(java.time.Duration.ofSeconds(1));
    assertThat(openSteps(its)).contains(JUDGES).doesNotContain(BUYER_GIVES);
    assertThat(only(its).statements()).extracting(EvidenceRound.Statement::side).containsExactly(Actor.Kind.MERCHANT);
    assertThat(only(its).closedAt()).isEqualTo(market.now());
  }

  @Test @Clause("PI-09")
  void a_silent_merchant_leaves_the_buyers_word_alone() {
    var its = aHearing(true, true);
    says(buyer(its), its, "It came broken.");
    market.timePasses(hours(48));
    assertThat(openSteps(its)).contains(JUDGES);
    assertThat(only(its).statements()).extracting(EvidenceRound.Statement::side).containsExactly(Actor.Kind.BUYER);
  }

  @Test @Clause("PI-09")
  void when_both_are_silent_the_platform_judges_all_the_same() {
    var its = aHearing(true, true);
    market.timePasses(hours(48));
    assertThat(openSteps(its)).contains(JUDGES).doesNotContain(BUYER_GIVES, MERCHANT_GIVES);
    assertThat(only(its).statements()).isEmpty();
    assertThat(market.timeline(its).stream().filter(entry -> entry.kind() == Timeline.Kind.DEADLINE_PASSED && "PI-09".equals(entry.clause()))).hasSize(2);
  }

  @Test @Clause("PI-09")
  void an_agent_who_asks_once_more_asks_one_side_and_says_what() {
    var its = aHearing(true, true);
    says(buyer(its), its, "It came broken.");
    says(merchant(its), its, "It left here whole.");
    market.completes(agent(), its, JUDGES, Map.of("next", "ask-merchant", "question", "Who packed it?"));
    hear(its, false, true);
    assertThat(openSteps(its)).contains(MERCHANT_GIVES).doesNotContain(BUYER_GIVES);
    var asked = market.task(merchant(its), its, MERCHANT_GIVES);
    assertThat(asked.facts()).containsEntry("question", "Who packed it?");
    assertThat(seen(asked.facts())).singleElement().satisfies(round -> {
      assertThat(round.buyer().statement()).isEqualTo("It came broken.");
      assertThat(round.merchant().statement()).isEqualTo("It left here whole.");
    });
    assertThat(rounds.seen(its.caseId(), buyer(its)).get(1)).satisfies(round -> {
      assertThat(round.question()).as("what the other side is asked").isNull();
      assertThat(round.buyer().asked()).isFalse();
      assertThat(round.merchant().asked()).isTrue();
    });
    assertThat(cases.timeline(its.caseId(), buyer(its)).toString()).as("nor in the timeline").doesNotContain("Who packed it?");
    assertThat(cases.timeline(its.caseId(), merchant(its)).toString()).contains("Who packed it?");
    says(merchant(its), its, "Li did.");
    assertThat(rounds.rounds(its.caseId())).extracting(EvidenceRound::question).containsExactly(null, "Who packed it?");
    assertThat(rounds.seen(its.caseId(), buyer(its)).get(1).merchant().statement()).isEqualTo("Li did.");
    assertThat(rounds.seen(its.caseId(), buyer(its)).get(1).question()).isEqualTo("Who packed it?");
    market.completes(agent(), its, JUDGES, Map.of("next", "ask-buyer", "question", "Did you sign for it?"));
    hear(its, true, false);
    assertThat(openSteps(its)).contains(BUYER_GIVES).doesNotContain(MERCHANT_GIVES);
    assertThat(cases.timeline(its.caseId(), merchant(its)).toString()).doesNotContain("Did you sign for it?");
    assertThat(market.task(buyer(its), its, BUYER_GIVES).facts()).containsEntry("question", "Did you sign for it?");
    assertThat(seen(market.task(buyer(its), its, BUYER_GIVES).facts())).hasSize(2);
    market.timePasses(hours(48));
    market.completes(agent(), its, JUDGES, Map.of("next", "judge"));
    hear(its, true, true);
    assertThat(market.task(buyer(its), its, BUYER_GIVES).facts()).as("an appeal has no old question").doesNotContainKey("question");
  }

  // --- who sees what -----------------------------------------------------------------------------------------------------------

  @Test @Clause("PI-09")
  void neither_side_sees_what_the_other_says_or_shows_before_the_round_closes_and_agents_see_it_at_once() {
    var its = aCase();
    var early = put(buyer(its), its);
    hear(its, true, true);
    var photo = put(buyer(its), its);
    var slip = put(merchant(its), its);
    says(buyer(its), its, "It came broken.", photo.evidenceId());

    assertThat(evidence.of(its.caseId(), merchant(its))).containsExactly(slip);
    for (var file : List.of(early, photo)) {
      refused(() -> evidence.find(its.caseId(), file.evidenceId(), merchant(its)), Refused.Kind.NOT_FOUND, "not-found", null);
    }
    assertThat(rounds.seen(its.caseId(), merchant(its))).singleElement().satisfies(round -> {
      assertThat(round.buyer()).isEqualTo(new RoundSeen.SideSeen(true, null, null, List.of()));
      assertThat(round.merchant().files()).extracting(RoundSeen.FileSeen::evidenceId).containsExactly(slip.evidenceId());
    });
    assertThat(cases.timeline(its.caseId(), merchant(its))).filteredOn(entry -> BUYER_GIVES.equals(entry.step())).isNotEmpty()
        .noneSatisfy(entry -> assertThat(entry.details().toString()).contains("broken"));
    assertThat(cases.timeline(its.caseId(), buyer(its)).toString()).contains("It came broken.");
    assertThat(seen(market.task(merchant(its), its, MERCHANT_GIVES).facts())).isEmpty();
    assertThat(rounds.seen(its.caseId(), agent())).singleElement().satisfies(round -> {
      assertThat(round.buyer().statement()).isEqualTo("It came broken.");
      assertThat(round.buyer().files()).extracting(RoundSeen.FileSeen::evidenceId, RoundSeen.FileSeen::named)
          .containsExactly(org.assertj.core.groups.Tuple.tuple(photo.evidenceId(), true), org.assertj.core.groups.Tuple.tuple(early.evidenceId(), false));
    });
    assertThat(evidence.of(its.caseId(), agent())).containsExactlyInAnyOrder(early, photo, slip);

    var note = put(agent(), its);
    says(merchant(its), its, "It left here whole.");
    assertThat(evidence.of(its.caseId(), merchant(its))).containsExactlyInAnyOrder(early, photo, slip);
    assertThat(evidence.of(its.caseId(), buyer(its))).as("the agents' own files stay with them").containsExactlyInAnyOrder(early, photo, slip);
    assertThat(evidence.find(its.caseId(), photo.evidenceId(), merchant(its))).isEqualTo(photo);
    assertThat(rounds.seen(its.caseId(), merchant(its)).get(0).buyer().statement()).isEqualTo("It came broken.");
    assertThat(cases.timeline(its.caseId(), merchant(its)).toString()).as("read in the round, not here").doesNotContain("It came broken.");
    var dossier = market.task(agent(), its, JUDGES).facts();
    assertThat(seen(dossier)).hasSize(1);
    assertThat((List<?>) dossier.get("evidence")).hasSize(4).anySatisfy(file -> assertThat(file.toString()).contains(note.evidenceId()));
  }

  @Test @Clause("PI-09")
  void what_comes_in_a_later_round_is_seen_only_when_that_one_closes() {
    var its = aHearing(true, true);
    says(buyer(its), its, "It came broken.");
    says(merchant(its), its, "It left here whole.");
    market.timePasses(hours(1));
    hear(its, false, true);
    var slip = put(merchant(its), its);
    assertThat(evidence.of(its.caseId(), buyer(its))).isEmpty();
    says(merchant(its), its, "Here is the slip.", slip.evidenceId());
    assertThat(evidence.of(its.caseId(), buyer(its))).containsExactly(slip);
    assertThat(rounds.seen(its.caseId(), buyer(its)).get(0).merchant().files()).isEmpty();
    assertThat(rounds.seen(its.caseId(), buyer(its)).get(1).merchant().files()).extracting(RoundSeen.FileSeen::evidenceId).containsExactly(slip.evidenceId());
  }

  @Test @Clause("PI-09")
  void a_round_ends_with_its_intervention_and_each_side_sees_what_the_other_said() {
    var handedBack = aCase();
    market.agentStepsIn(handedBack);
    says(buyer(handedBack), handedBack, "It came broken.");
    market.timePasses(hours(5));
    market.agentHandsBack(handedBack);
    assertThat(only(handedBack).closedAt()).isEqualTo(market.now());
    assertThat(rounds.seen(handedBack.caseId(), merchant(handedBack)).get(0).buyer().statement()).isEqualTo("It came broken.");

    var withdrawn = aCase();
    market.agentStepsIn(withdrawn);
    market.withdraws(withdrawn);
    assertThat(only(withdrawn).isOpen()).isFalse();

    market.agentStepsIn(handedBack);
    assertThat(rounds.rounds(handedBack.caseId())).extracting(EvidenceRound::isOpen).containsExactly(false, true);
  }

  @Test @Clause("PI-09")
  void a_statement_names_only_files_of_its_own_side_and_case() {
    var other = aCase();
    var others = put(buyer(other), other);
    var its = aHearing(true, true);
    var slip = put(merchant(its), its);
    var photo = put(buyer(its), its);
    assertThat((List<?>) market.task(buyer(its), its, BUYER_GIVES).facts().get("evidenceFiles")).singleElement().asString().contains(photo.evidenceId());
    for (var foreign : List.of(slip.evidenceId(), others.evidenceId(), "nothing")) {
      invalid(() -> says(buyer(its), its, "It came broken.", photo.evidenceId(), foreign), "evidenceIds", "PI-09");
    }
    invalid(() -> says(buyer(its), its, "It came broken.", photo.evidenceId(), photo.evidenceId()), "evidenceIds", "PI-09");
    invalid(() -> market.completes(buyer(its), its, BUYER_GIVES, Map.of("statement", "It came broken.", "evidenceIds", "all")), "evidenceIds", "PI-09");
    invalid(() -> market.completes(buyer(its), its, BUYER_GIVES, Map.of("statement", "x".repeat(501))), "statement", "PI-09");
    invalid(() -> market.completes(buyer(its), its, BUYER_GIVES, Map.of("evidenceIds", List.of(photo.evidenceId()))), "statement", "PI-09");
    assertThat(openSteps(its)).contains(BUYER_GIVES);
    assertThat(only(its).statements()).isEmpty();
    says(buyer(its), its, "x".repeat(500), photo.evidenceId());
    refused(() -> rounds.seen(its.caseId(), merchant(other)), Refused.Kind.NOT_FOUND, "not-found", null);
  }

  // --- when files are taken ----------------------------------------------------------------------------------------------------

  @Test @Clause("PI-09")
  void while_the_platform_judges_files_are_taken_only_in_a_round_that_asks() {
    var its = aCase();
    put(buyer(its), its);
    put(merchant(its), its);
    hear(its, true, true);
    says(buyer(its), its, "It came broken.");
    put(buyer(its), its);
    says(merchant(its), its, "It left here whole.");
    conflict(() -> put(buyer(its), its), "round-closed", "PI-09");
    conflict(() -> put(merchant(its), its), "round-closed", "PI-09");
    put(agent(), its);
    market.completes(agent(), its, JUDGES, Map.of("next", "ask-merchant", "question", "Who packed it?"));
    hear(its, false, true);
    conflict(() -> put(buyer(its), its), "round-closed", "PI-09");
    put(merchant(its), its);
    says(merchant(its), its, "Li did.");
    conflict(() -> put(merchant(its), its), "round-closed", "PI-09");
    market.completes(agent(), its, JUDGES, Map.of("next", "judge"));
    put(buyer(its), its);
    put(merchant(its), its);
  }

  @Test @Clause("PI-09")
  void a_file_comes_too_late_when_the_round_closes_while_it_is_read() {
    var its = aHearing(true, true);
    says(buyer(its), its, "It came broken.");
    int[] read = {0};
    conflict(() -> evidence.add(its.caseId(), "photo.jpg", () -> {
      if (++read[0] == 2) {
        says(merchant(its), its, "It left here whole.");
      }
      return new ByteArrayInputStream(Files.jpeg());
    }, buyer(its)), "round-closed", "PI-09");
    assertThat(evidence.of(its.caseId(), agent())).isEmpty();
  }

  @Test @Clause("RO-07")
  void a_closed_case_takes_no_files_of_the_sides() {
    var its = aHearing(true, true);
    var photo = put(buyer(its), its);
    market.withdraws(its);
    conflict(() -> put(buyer(its), its), "case-closed", null);
    conflict(() -> put(merchant(its), its), "case-closed", null);
    put(agent(), its);
    assertThat(evidence.of(its.caseId(), merchant(its))).as("the round never closed").isEmpty();
    assertThat(evidence.of(its.caseId(), buyer(its))).containsExactly(photo);
  }

  @Test @Order(Integer.MAX_VALUE)
  void every_node_of_the_flow_was_passed() {
    assertThat(coverage.nodesNotPassed(Hearing.CALLED)).isEmpty();
  }

  // -----------------------------------------------------------------------------------------------------------------------------

  private AfterSalesCase aCase() {
    return market.buyerAsksFor("129.90", market.anOrder().put());
  }

  private AfterSalesCase aHearing(boolean askBuyer, boolean askMerchant) {
    var its = aCase();
    hear(its, askBuyer, askMerchant);
    return its;
  }

  private void hear(AfterSalesCase its, boolean askBuyer, boolean askMerchant) {
    Hearing.begins(repository, runtime, its.caseId().value(), its.merchantId(), its.buyerId(), askBuyer, askMerchant);
  }

  private Evidence put(Viewer who, AfterSalesCase its) {
    var bytes = java.util.Arrays.copyOf(Files.jpeg(), 200 + ++photos);
    return evidence.add(its.caseId(), "photo.jpg", new ByteArrayResource(bytes), who);
  }

  private void says(Viewer who, AfterSalesCase its, String statement, String... evidenceIds) {
    market.completes(who, its, who.kind() == Viewer.Kind.BUYER ? BUYER_GIVES : MERCHANT_GIVES, Map.of("statement", statement, "evidenceIds", List.of(evidenceIds)));
  }

  private List<String> openSteps(AfterSalesCase its) {
    return List.copyOf(laws.openSteps(its.caseId()).keySet());
  }

  private EvidenceRound only(AfterSalesCase its) {
    assertThat(rounds.rounds(its.caseId())).hasSize(1);
    return rounds.rounds(its.caseId()).get(0);
  }

  @SuppressWarnings("unchecked")
  private static List<RoundSeen> seen(Map<String, Object> facts) {
    return (List<RoundSeen>) facts.getOrDefault("rounds", List.of());
  }
}
