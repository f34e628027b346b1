package io.redress.dispute;

import io.redress.CaseId;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.CaseStatus;
import io.redress.casefile.Cases;
import io.redress.casefile.Pauses;
import io.redress.casefile.Timeline;
import io.redress.casefile.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A side does not accept a judgement: once, within the days of the table {@code appeal-window}, and with new evidence. The case is looked into
 * once more by another agent, whose judgement is final. What runs because of the first one stands still meanwhile.
 */
@Service
public class Appeals implements AppealWindow {

  /** Process id. */
  private static final String FLOW = "appeal";
  private static final String CLAUSE = "PI-01";
  private static final int LONGEST_EXPLANATION = 500;
  /** What was ordered is money or nothing, so that a difference can be booked. */
  private static final Set<CaseStatus> REVISABLE = EnumSet.of(CaseStatus.REFUNDED, CaseStatus.CLOSED_BY_PLATFORM, CaseStatus.RETURNED_UNREPAIRED);

  private final JudgementTable judgements;
  private final JudgementRules rules;
  private final Interventions interventions;
  private final EvidenceTable files;
  private final Cases cases;
  private final CaseFlow flow;
  private final Pauses pauses;
  private final Timeline timeline;
  private final Clock clock;
  private final DateTimeFormatter minute;

  Appeals(JudgementTable judgements, JudgementRules rules, Interventions interventions, EvidenceTable files, Cases cases, CaseFlow flow, Pauses pauses,
      Timeline timeline, Clock clock, ZoneId zone) {
    this.judgements = judgements;
    this.rules = rules;
    this.interventions = interventions;
    this.files = files;
    this.cases = cases;
    this.flow = flow;
    this.pauses = pauses;
    this.timeline = timeline;
    this.clock = clock;
    this.minute = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(zone);
  }

  /**
   * Appeals against the judgement of a case, which is reviewed by the platform again.
   *
   * @param explanation 1 to 500 characters
   * @param evidenceIds at least one file of this side that was put forward after the judgement
   * @throws Refused when the case is not the viewer's, nothing was judged or it was judged finally, the time is over, what was ordered has been
   *     carried out, or a value breaks a rule
   */
  @Transactional
  public AfterSalesCase lodge(CaseId caseId, String explanation, List<String> evidenceIds, Viewer side) {
    cases.find(caseId, side);
    flow.lock(caseId);
    var its = cases.find(caseId, side);
    var judged = judgements.newest(caseId).orElseThrow(() ->
        Refused.conflict("not-judged", CLAUSE, "Nothing has been judged in case " + caseId + ", so there is nothing to appeal against."));
    if (judged.isFinal()) {
      throw Refused.conflict("judged-finally", CLAUSE, "Case " + caseId + " was judged upon an appeal, finally. Complain to the service desk instead.");
    }
    if (flow.isSettledSinceJudged(caseId)) {
      throw Refused.conflict("settled-since", CLAUSE, "Since case " + caseId
          + " was judged the two have settled on something else, or the buyer has withdrawn. That holds; complain to the service desk instead.");
    }
    if (interventions.current(caseId).isPresent()) {
      throw Refused.conflict("platform-reviewing", CLAUSE, "The platform is looking into case " + caseId + ". Give your evidence there when it asks you.");
    }
    var end = end(its, judged, side.actor().kind());
    if (!clock.instant().isBefore(end)) {
      throw Refused.conflict("appeal-late", CLAUSE, "Appeals in case " + caseId + " could be made until " + minute.format(end)
          + ". Complain to the service desk instead.");
    }
    check(caseId, explanation, evidenceIds, judged, side.actor().kind());
    if (!its.isOpen() && !REVISABLE.contains(its.status())) {
      throw Refused.conflict("carried-out", CLAUSE, "What was ordered in case " + caseId + " has been carried out. Complain to the service desk instead.");
    }
    interventions.opened(caseId, Interventions.Kind.APPEAL, side.actor());
    timeline.add(caseId, Timeline.Kind.APPEALED, side.actor(), CLAUSE, null, null, null, Map.of("explanation", explanation.strip(), "evidenceIds", evidenceIds));
    if (its.isOpen()) {
      pauses.check(its, CLAUSE);
      pauses.begin(its, FLOW);
    } else {
      flow.reopen(caseId, FLOW, CLAUSE);
    }
    return cases.find(caseId, side);
  }

  private void check(CaseId caseId, String explanation, List<String> evidenceIds, Judgement judged, Actor.Kind side) {
    var wrong = new ArrayList<Refused.Field>();
    if (explanation == null || explanation.isBlank() || explanation.length() > LONGEST_EXPLANATION) {
      wrong.add(new Refused.Field("explanation", "Say in 1 to " + LONGEST_EXPLANATION + " characters what the judgement has overlooked.",
          "请用 1 至 " + LONGEST_EXPLANATION + " 个字说明判定遗漏了什么。", CLAUSE));
    }
    if (evidenceIds == null || evidenceIds.isEmpty()
        || evidenceIds.stream().anyMatch(id -> id == null || files.find(caseId, id).filter(file -> file.side() == side && !file.uploadedAt().isBefore(judged.judgedAt())).isEmpty())) {
      wrong.add(new Refused.Field("evidenceIds", "An appeal needs new evidence: upload at least one file after the judgement and name it.",
          "申诉需要新证据：请在判定后至少上传一个文件并选择它。", CLAUSE));
    }
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
  }

  /** Until when this side may appeal in the case; empty when it may not. */
  @Transactional(readOnly = true)
  public Optional<Instant> until(AfterSalesCase its, Actor.Kind side) {
    if (side != Actor.Kind.BUYER && side != Actor.Kind.MERCHANT || !its.isOpen() && !REVISABLE.contains(its.status())) {
      return Optional.empty();
    }
    return appealable(its).filter(judged -> interventions.current(its.caseId()).isEmpty() && others(its).noneMatch(AfterSalesCase::isOpen))
        .map(judged -> end(its, judged, side)).filter(clock.instant()::isBefore);
  }

  @Override
  public boolean isOpenFor(AfterSalesCase its, Actor.Kind side) {
    return appealable(its).map(judged -> end(its, judged, side)).filter(clock.instant()::isBefore).isPresent();
  }

  private Optional<Judgement> appealable(AfterSalesCase its) {
    return judgements.newest(its.caseId()).filter(judged -> !judged.isFinal() && !flow.isSettledSinceJudged(its.caseId()));
  }

  /** An order has one open case at a time: while another one is open the days stand still, so that nobody takes them away by applying again. */
  private Instant end(AfterSalesCase its, Judgement judged, Actor.Kind side) {
    var end = judged.judgedAt().plus(Duration.ofDays(rules.daysToAppeal(side)));
    for (var other : others(its).filter(other -> !other.openedAt().isBefore(judged.judgedAt())).toList()) {
      if (other.openedAt().isBefore(end)) {
        end = end.plus(Duration.between(other.openedAt(), other.isOpen() ? clock.instant() : other.closedAt()));
      }
    }
    return end;
  }

  /** Oldest first. */
  private Stream<AfterSalesCase> others(AfterSalesCase its) {
    return cases.aboutOrders(List.of(its.orderId())).getOrDefault(its.orderId(), List.of()).stream().filter(other -> !other.caseId().equals(its.caseId()));
  }
}
