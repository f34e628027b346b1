package io.redress.negotiation;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.casefile.StepFacts;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Shows the buyer what was proposed. */
@Component
class ProposalFacts implements StepFacts {

  private final ProposalTable proposals;

  ProposalFacts(ProposalTable proposals) {
    this.proposals = proposals;
  }

  @Override
  public Map<String, Map<String, Object>> of(Collection<Open> steps) {
    var answering = steps.stream().filter(open -> open.step().step().equals("buyer-answers-proposal")).toList();
    var newest = proposals.newest(answering.stream().map(open -> open.step().caseId()).toList());
    var facts = new HashMap<String, Map<String, Object>>();
    answering.forEach(open -> {
      CaseId caseId = open.step().caseId();
      if (newest.containsKey(caseId)) {
        facts.put(open.step().taskId(), Map.of("proposal", written(newest.get(caseId))));
      }
    });
    return facts;
  }

  private static Map<String, Object> written(Proposal proposal) {
    var written = new LinkedHashMap<String, Object>();
    written.put("outcome", proposal.outcome().code());
    if (proposal.amount() != null) {
      written.put("amount", Cny.text(proposal.amount()));
    }
    written.put("message", proposal.message());
    return written;
  }
}
