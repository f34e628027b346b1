package io.redress.dispute;

import io.redress.CaseId;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.Cases;
import io.redress.casefile.Timeline;
import io.redress.casefile.Viewer;
import io.redress.dispute.EvidenceRound.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Rounds of evidence: the platform asks one or both sides, and what a side says and shows stays its own until the round closes (PI-09).
 * What opens, records and closes is one element of a diagram each, in that element's transaction.
 */
@Service
public class EvidenceRounds {

  static final String BUYER_GIVES = "buyer-gives-evidence";
  static final String MERCHANT_GIVES = "merchant-gives-evidence";
  static final String JUDGES = "agent-judges";
  private static final String CLAUSE = "PI-09";

  private final RoundTable table;
  private final EvidenceTable files;
  private final CaseFlow flow;
  private final Cases cases;
  private final Timeline timeline;
  private final Clock clock;

  EvidenceRounds(RoundTable table, EvidenceTable files, CaseFlow flow, Cases cases, Timeline timeline, Clock clock) {
    this.table = table;
    this.files = files;
    this.flow = flow;
    this.cases = cases;
    this.timeline = timeline;
    this.clock = clock;
  }

  /** Opens the next round. An agent who asks only one side once more has said why; that is the round's question. */
  @Transactional(propagation = Propagation.MANDATORY)
  public EvidenceRound open(CaseId caseId, boolean askBuyer, boolean askMerchant) {
    flow.lock(caseId);
    var opened = new EvidenceRound(caseId, table.nextNumber(caseId), askBuyer, askMerchant, question(caseId, askBuyer, askMerchant), now(), null, List.of());
    table.insert(opened);
    return opened;
  }

  private String question(CaseId caseId, boolean askBuyer, boolean askMerchant) {
    var asks = askBuyer == askMerchant ? null : askBuyer ? "ask-buyer" : "ask-merchant";
    return asks == null ? null : timeline.lastAnswer(caseId, JUDGES).filter(answer -> asks.equals(answer.get("next")))
        .map(answer -> (String) answer.get("question")).orElse(null);
  }

  /**
   * Takes over what a side has just said in its step.
   *
   * @throws Refused naming {@code evidenceIds} when one of them is no file of that side in this case
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(CaseId caseId, Actor.Kind side, Actor by) {
    var answer = timeline.lastAnswer(caseId, side == Actor.Kind.BUYER ? BUYER_GIVES : MERCHANT_GIVES).orElseThrow();
    var named = answer.get("evidenceIds") instanceof Collection<?> ids ? ids.stream().map(Object::toString).toList() : List.<String>of();
    if (named.stream().anyMatch(id -> files.find(caseId, id).filter(file -> file.side() == side).isEmpty())) {
      throw Refused.invalid("evidenceIds", CLAUSE, "At least one of these is no file of yours in this case. Upload it there first, then choose it.",
          "至少有一个不是您在本案中上传的文件，请先上传再选择。");
    }
    table.insert(caseId, latest(caseId).number(), new Statement(side, (String) answer.get("statement"), named, by, now()));
  }

  /** Closes the round: from now on each side sees what the other one has said and shown. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void close(CaseId caseId) {
    flow.lock(caseId);
    table.closed(caseId, latest(caseId).number(), now());
  }

  /** All of them, first to last, with what each side said. */
  public List<EvidenceRound> rounds(CaseId caseId) {
    return table.ofCases(List.of(caseId));
  }

  /**
   * The rounds as this viewer may see them, first to last.
   *
   * @throws Refused the case is not the viewer's
   */
  public List<RoundSeen> seen(CaseId caseId, Viewer viewer) {
    cases.find(caseId, viewer);
    return seen(List.of(caseId), viewer.actor().kind()).getOrDefault(caseId, List.of());
  }

  /** @param by a side, or anybody else for all there is */
  Map<CaseId, List<RoundSeen>> seen(Collection<CaseId> ids, Actor.Kind by) {
    var put = files.ofCases(ids).stream().collect(Collectors.groupingBy(Evidence::caseId));
    return table.ofCases(ids).stream().collect(Collectors.groupingBy(EvidenceRound::caseId)).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, its -> RoundSeen.of(its.getValue(), put.getOrDefault(its.getKey(), List.of()), by)));
  }

  private EvidenceRound latest(CaseId caseId) {
    return table.latest(caseId).orElseThrow(() -> new IllegalStateException("no round of evidence was opened in case " + caseId));
  }

  /** As exactly as the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
