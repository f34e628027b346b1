package io.redress.shipment;

import io.redress.Cny;
import io.redress.casefile.StepFacts;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What an agent sees who reviews return freight: what the buyer advanced, what the tariff allows, and what is open above it. */
@Component
class FreightFacts implements StepFacts {

  private final ReturnFreight freight;
  private final FreightRules rules;

  FreightFacts(ReturnFreight freight, FreightRules rules) {
    this.freight = freight;
    this.rules = rules;
  }

  @Override
  public Map<String, Map<String, Object>> of(Collection<Open> steps) {
    var reviews = steps.stream().filter(open -> open.step().step().equals(ReturnFreight.REVIEW)).toList();
    var facts = new HashMap<String, Map<String, Object>>();
    for (var review : reviews) {
      var caseId = review.step().caseId();
      facts.put(review.step().taskId(), Map.of(
          "freightPaid", Cny.text(freight.advanced(caseId)),
          "freightLimit", Cny.text(rules.tariff(review.order()).limit()),
          "freightOpen", Cny.text(freight.open(caseId))));
    }
    return facts;
  }
}
