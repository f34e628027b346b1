package io.redress.dispute;

import io.redress.casefile.Actor;
import io.redress.casefile.StepFacts;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What people see of the evidence in a step: a side that is asked for it, the question, its own files to choose from and the rounds that have
 * closed; whoever judges, every round and every file.
 */
@Component
class EvidenceFacts implements StepFacts {

  private static final Map<String, Actor.Kind> SIDES = Map.of(EvidenceRounds.BUYER_GIVES, Actor.Kind.BUYER, EvidenceRounds.MERCHANT_GIVES,
      Actor.Kind.MERCHANT, EvidenceGate.BUYER_CHOOSES, Actor.Kind.BUYER, Breaches.EXPLAINS, Actor.Kind.MERCHANT);
  private static final Set<String> GIVE = Set.of(EvidenceRounds.BUYER_GIVES, EvidenceRounds.MERCHANT_GIVES);
  private static final Set<String> JUDGE = Set.of(EvidenceRounds.JUDGES, Breaches.DECIDES);

  private final EvidenceRounds rounds;
  private final EvidenceTable files;
  private final DateTimeFormatter minute;

  EvidenceFacts(EvidenceRounds rounds, EvidenceTable files, ZoneId zone) {
    this.rounds = rounds;
    this.files = files;
    this.minute = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(zone);
  }

  @Override
  public Map<String, Map<String, Object>> of(Collection<Open> steps) {
    var facts = new HashMap<String, Map<String, Object>>();
    steps.stream().filter(open -> SIDES.containsKey(open.step().step()))
        .collect(Collectors.groupingBy(open -> SIDES.get(open.step().step()))).forEach((side, its) -> facts.putAll(ofSide(its, side)));
    facts.putAll(ofJudges(steps.stream().filter(open -> JUDGE.contains(open.step().step())).toList()));
    return facts;
  }

  private Map<String, Map<String, Object>> ofSide(List<Open> steps, Actor.Kind side) {
    var ids = steps.stream().map(open -> open.step().caseId()).distinct().toList();
    var seen = rounds.seen(ids, side);
    var own = files.ofSide(ids, side).stream().collect(Collectors.groupingBy(Evidence::caseId));
    var facts = new HashMap<String, Map<String, Object>>();
    for (var open : steps) {
      var caseId = open.step().caseId();
      var all = seen.getOrDefault(caseId, List.of());
      var known = new LinkedHashMap<String, Object>();
      if (GIVE.contains(open.step().step())) {
        all.stream().filter(round -> round.closedAt() == null && round.question() != null).reduce((earlier, later) -> later)
            .ifPresent(round -> known.put("question", round.question()));
        known.put("evidenceFiles", own.getOrDefault(caseId, List.of()).stream()
            .map(file -> Map.of("label", file.fileName() + " · " + minute.format(file.uploadedAt()), "value", file.evidenceId())).toList());
      }
      var closed = all.stream().filter(round -> round.closedAt() != null).toList();
      if (!closed.isEmpty()) {
        known.put("rounds", closed);
      }
      facts.put(open.step().taskId(), known);
    }
    return facts;
  }

  private Map<String, Map<String, Object>> ofJudges(List<Open> steps) {
    var ids = steps.stream().map(open -> open.step().caseId()).distinct().toList();
    var seen = rounds.seen(ids, Actor.Kind.AGENT);
    var put = files.ofCases(ids).stream().collect(Collectors.groupingBy(Evidence::caseId));
    return steps.stream().collect(Collectors.toMap(open -> open.step().taskId(), open -> Map.of(
        "rounds", seen.getOrDefault(open.step().caseId(), List.of()),
        "evidence", put.getOrDefault(open.step().caseId(), List.of()).stream().map(EvidenceFacts::written).toList())));
  }

  private static Map<String, Object> written(Evidence file) {
    return Map.of("evidenceId", file.evidenceId(), "side", file.side().code(), "uploadedBy", file.uploadedBy(), "fileName", file.fileName(),
        "mediaType", file.type().mediaType(), "size", file.size(), "uploadedAt", file.uploadedAt(),
        "hasPreview", file.hasPreview());
  }
}
