package io.redress.api;

import io.redress.CaseId;
import io.redress.Page;
import io.redress.dispute.EvidenceRounds;
import io.redress.dispute.RoundSeen;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rounds in which the platform asks the two sides for evidence. */
@RestController
@RequestMapping("/api/cases/{caseId}/evidence-rounds")
class EvidenceRoundController {

  private final EvidenceRounds rounds;

  EvidenceRoundController(EvidenceRounds rounds) {
    this.rounds = rounds;
  }

  /** First to last. What the other side says and shows is there once the round has closed (PI-09); agents and the service desk see it at once. */
  @GetMapping
  Page<RoundSeen> rounds(@PathVariable String caseId, Caller caller) {
    caller.require(Role.BUYER, Role.MERCHANT, Role.AGENT, Role.SUPERVISOR, Role.SERVICE_DESK);
    var seen = rounds.seen(CaseId.of(caseId), Viewers.of(caller));
    return new Page<>(seen, 0, seen.size(), seen.size());
  }
}
