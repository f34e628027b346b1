package io.redress.dispute;

import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Step;
import io.redress.casefile.Steps;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * When files are taken. Of agents: always. Of a side: while the case is open, but while the platform judges only in a round that asks that
 * side; once it is closed, only as long as that side may appeal.
 */
@Component
class EvidenceGate {

  static final String BUYER_CHOOSES = "buyer-chooses-offer";

  /** While one of these is open the platform judges. An agent who reads the dossier must not find more in it each time. */
  private static final Set<String> JUDGING = Set.of(EvidenceRounds.BUYER_GIVES, EvidenceRounds.MERCHANT_GIVES, EvidenceRounds.JUDGES, BUYER_CHOOSES);

  private final Steps steps;
  private final RoundTable rounds;
  private final AppealWindow appeals;

  EvidenceGate(Steps steps, RoundTable rounds, AppealWindow appeals) {
    this.steps = steps;
    this.rounds = rounds;
    this.appeals = appeals;
  }

  /** @throws Refused when nothing is taken of this side now, saying what to do instead */
  void check(AfterSalesCase its, Actor.Kind side) {
    if (side != Actor.Kind.BUYER && side != Actor.Kind.MERCHANT) {
      return;
    }
    if (!its.isOpen()) {
      if (!appeals.isOpenFor(its, side)) {
        throw Refused.conflict("case-closed", null, "Case " + its.caseId() + " is closed and takes no more files. Complain to the service desk instead.");
      }
      return;
    }
    var latest = rounds.latest(its.caseId());
    if (latest.isPresent() && !(latest.get().isOpen() && latest.get().asks(side))
        && steps.ofCase(its.caseId()).stream().map(Step::step).anyMatch(JUDGING::contains)) {
      throw Refused.conflict("round-closed", "PI-09", latest.get().isOpen()
          ? "The platform hears the other side now, and takes no files of yours meanwhile. Wait for its question or its judgement."
          : "The round of evidence has closed, and the platform judges on what is there. Wait until it asks you once more, or for its judgement.");
    }
  }
}
