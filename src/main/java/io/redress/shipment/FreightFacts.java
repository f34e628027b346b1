package io.redress.shipment;

import io.redress.Cny;
import io.redress.casefile.StepFacts;
import io.redress.casefile.Timeline;
import io.redress.money.Refunds;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What an agent sees who reviews return freight: what the buyer advanced, what the tariff allows, and what is open above it. */
@Component
class FreightFacts implements StepFacts {

  private final Timeline timeline;
  private final Refunds refunds;
  private final FreightRules rules;

  FreightFacts(Timeline timeline, Refunds refunds, FreightRules rules) {
    this.timeline = timeline;
    this.refunds = refunds;
    this.rules = rules;
  }

  @Override
  public Map<String, Map<String, Object>> of(Collection<Open> steps) {
    var reviews = steps.stream().filter(open -> open.step().step().equals(ReturnFreight.REVIEW)).toList();
    if (reviews.isEmpty()) {
      return Map.of();
    }
    var cases = reviews.stream().map(review -> review.step().caseId()).toList();
    var answers = timeline.lastAnswers(cases, ReturnFreight.RETURN);
    var decided = refunds.freight(cases);
    var facts = new HashMap<String, Map<String, Object>>();
    for (var review : reviews) {
      var caseId = review.step().caseId();
      var advanced = ReturnFreight.advanced(answers.getOrDefault(caseId, Map.of()));
      facts.put(review.step().taskId(), Map.of(
          "freightPaid", Cny.text(advanced),
          "freightLimit", Cny.text(rules.tariff(review.order()).limit()),
          "freightOpen", Cny.text(ReturnFreight.open(advanced, decided.getOrDefault(caseId, Cny.ZERO)))));
    }
    return facts;
  }
}
