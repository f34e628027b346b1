package io.redress.dispute;

import io.redress.CaseId;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.CaseEvent;
import io.redress.casefile.Cases;
import io.redress.casefile.CaseType;
import io.redress.casefile.Pauses;
import io.redress.casefile.Timeline;
import io.redress.casefile.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The platform steps in between the two: asked by the buyer, upon an appeal, or unasked (PI-03, PI-04). Unasked, the case's own flow
 * stands still meanwhile, and goes on with exactly the time that was left when it is handed back.
 */
@Service
public class Interventions {

  /** Why the platform has stepped in. */
  public enum Kind {
    REQUESTED, UNASKED, APPEAL;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /** How it ended. */
  public enum Outcome {
    JUDGED, HANDED_BACK, WITHDRAWN, SETTLED;

    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Outcome of(String code) {
      return Arrays.stream(values()).filter(outcome -> outcome.code().equals(code)).findFirst().orElseThrow();
    }
  }

  /**
   * @param number within its case, from 1
   * @param closedAt null = the platform is still at it
   * @param outcome null as long
   * @param processInstanceId of an unasked one; null otherwise
   */
  public record Intervention(int number, Kind kind, String openedBy, Instant openedAt, Instant closedAt, Outcome outcome,
      String processInstanceId) {}

  /** Process id of the flow for an intervention that nobody asked for. */
  private static final String UNASKED = "unasked-intervention";
  private static final List<String> DECISIONS = List.of("agent-judges", "buyer-answers-proposal");
  private static final int LONGEST_EXPLANATION = 500;

  private final InterventionTable table;
  private final RoundTable rounds;
  private final Cases cases;
  private final Pauses pauses;
  private final Timeline timeline;
  private final Clock clock;

  Interventions(InterventionTable table, RoundTable rounds, Cases cases, Pauses pauses, Timeline timeline, Clock clock) {
    this.table = table;
    this.rounds = rounds;
    this.cases = cases;
    this.pauses = pauses;
    this.timeline = timeline;
    this.clock = clock;
  }

  /**
   * An agent steps in unasked: the platform judges, and the case's flow stands still meanwhile.
   *
   * @param explanation at most 500 characters, read by both sides; null or blank = none
   * @throws Refused when there is no such case, it is closed, the platform is at it already, or its refund is decided
   */
  @Transactional
  public AfterSalesCase stepIn(CaseId caseId, String explanation, Viewer agent) {
    cases.find(caseId, agent);
    if (explanation != null && explanation.length() > LONGEST_EXPLANATION) {
      throw Refused.invalid("explanation", "PI-04", "Say why in at most " + LONGEST_EXPLANATION + " characters.",
          "请说明原因，最多 " + LONGEST_EXPLANATION + " 个字。");
    }
    var its = cases.openCase(caseId);
    var clause = clause(its);
    pauses.check(its, clause);
    var why = explanation == null || explanation.isBlank() ? null : explanation.strip();
    var number = table.insert(caseId, Kind.UNASKED, agent.actor(), now(), why);
    timeline.add(caseId, Timeline.Kind.STEPPED_IN, agent.actor(), clause, null, null, null, why == null ? Map.of() : Map.of("explanation", why));
    table.conductedBy(caseId, number, pauses.begin(its, UNASKED));
    return cases.find(caseId, agent);
  }

  /**
   * An agent hands the case back without a judgement: it goes on where it stood, with exactly the time that was left.
   *
   * @throws Refused when there is no such case, or the platform has not stepped in on it unasked
   */
  @Transactional
  public AfterSalesCase handBack(CaseId caseId, Viewer agent) {
    cases.find(caseId, agent);
    var its = cases.openCase(caseId);
    if (!pauses.since(List.of(caseId)).containsKey(caseId)) {
      throw Refused.conflict("not-intervened", clause(its), "Nobody has stepped in on case " + caseId
          + ", or it was judged or handed back meanwhile. Look at where it stands.");
    }
    timeline.add(caseId, Timeline.Kind.HANDED_BACK, agent.actor(), clause(its), null, null, null, Map.of());
    closed(caseId, Outcome.HANDED_BACK);
    pauses.lift(caseId, agent.actor(), clause(its));
    return cases.find(caseId, agent);
  }

  /** The platform has stepped in. While it is at it already, as in an intervention that nobody asked for, nothing happens. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void opened(CaseId caseId, Kind kind, Actor by) {
    if (!table.isOpen(caseId)) {
      table.insert(caseId, kind, by, now(), null);
    }
  }

  /** What the platform is at now. */
  public Optional<Intervention> current(CaseId caseId) {
    return table.of(caseId).stream().filter(each -> each.closedAt() == null).reduce((earlier, later) -> later);
  }

  /** The platform is no longer at it, and hears nobody any more; nothing happens when it was not. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void closed(CaseId caseId, Outcome outcome) {
    var now = now();
    if (table.closed(caseId, outcome, now)) {
      rounds.closedAll(caseId, now);
    }
  }

  /** Oldest first. */
  public List<Intervention> of(CaseId caseId) {
    return table.of(caseId);
  }

  @EventListener
  void on(CaseEvent.Withdrawn withdrawn) {
    closed(withdrawn.caseId(), Outcome.WITHDRAWN);
  }

  /** As another flow: what the two agreed on, or what was judged. */
  @EventListener
  void on(CaseEvent.WentOn went) {
    closed(went.caseId(), timeline.lastOf(went.caseId(), DECISIONS).filter("agent-judges"::equals).map(judged -> Outcome.JUDGED).orElse(Outcome.SETTLED));
  }

  /** For a breach, whatever the platform was asked about. */
  @EventListener
  void on(CaseEvent.TakenOver taken) {
    closed(taken.caseId(), Outcome.JUDGED);
  }

  /** The newest rules name the platform's own initiative for repairs alone. */
  private static String clause(AfterSalesCase its) {
    return its.type() == CaseType.REPAIR ? "PI-03" : "PI-04";
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
