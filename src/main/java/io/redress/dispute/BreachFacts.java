package io.redress.dispute;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.casefile.StepFacts;
import io.redress.casefile.Timeline;
import io.redress.money.Refunds;
import io.redress.order.Order;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.joda.money.Money;
import org.springframework.stereotype.Component;

/** What the merchant sees who explains a breach, and the agent who decides on it. */
@Component
class BreachFacts implements StepFacts {

  private static final Set<String> STEPS = Set.of(Breaches.EXPLAINS, Breaches.DECIDES);

  private record Key(CaseId caseId, int number) {}

  private final BreachTable breaches;
  private final BreachRules rules;
  private final Timeline timeline;
  private final Refunds refunds;

  BreachFacts(BreachTable breaches, BreachRules rules, Timeline timeline, Refunds refunds) {
    this.breaches = breaches;
    this.rules = rules;
    this.timeline = timeline;
    this.refunds = refunds;
  }

  @Override
  public Map<String, Map<String, Object>> of(Collection<Open> steps) {
    var asked = steps.stream().filter(open -> STEPS.contains(open.step().step()) && open.step().number() != null).toList();
    if (asked.isEmpty()) {
      return Map.of();
    }
    var cases = asked.stream().map(open -> open.step().caseId()).distinct().toList();
    var orders = asked.stream().map(open -> open.order().orderId()).distinct().toList();
    var known = new HashMap<Key, Breach>();
    breaches.ofCases(cases).forEach(breach -> known.put(new Key(breach.caseId(), breach.number()), breach));
    var explanations = timeline.answers(cases, Breaches.EXPLAINS);
    var penalties = breaches.penalties(orders);
    var left = refunds.refundable(orders);
    var facts = new HashMap<String, Map<String, Object>>();
    for (var open : asked) {
      var breach = known.get(new Key(open.step().caseId(), open.step().number()));
      var its = penalty(breach, open.order(), penalties.getOrDefault(open.order().orderId(), Cny.ZERO));
      its.put("breach", written(breach, explanations.getOrDefault(breach.caseId(), List.of())));
      its.put("refundable", Cny.text(left.getOrDefault(open.order().orderId(), Cny.ZERO)));
      facts.put(open.step().taskId(), its);
    }
    return facts;
  }

  /** The most that is possible now, and what is proposed of it. */
  private Map<String, Object> penalty(Breach breach, Order order, Money before) {
    var terms = rules.of(breach.clause().code());
    var cap = terms.cap(order.paidAmount());
    var possible = cap.isGreaterThan(before) ? cap.minus(before) : Cny.ZERO;
    var facts = new LinkedHashMap<String, Object>();
    facts.put("penaltyProposed", Cny.text(terms.proposed(possible)));
    facts.put("penaltyCap", Cny.text(possible));
    return facts;
  }

  private static Map<String, Object> written(Breach breach, List<Map<String, Object>> explanations) {
    var written = new LinkedHashMap<String, Object>();
    written.put("clause", breach.clause().code());
    written.put("text", breach.clause().text());
    written.put("openedAt", breach.openedAt());
    written.put("openedBy", breach.openedBy().kind().code());
    if (breach.explanation() != null) {
      written.put("explanation", breach.explanation());
    }
    explanations.stream().filter(answer -> Breaches.isAbout(breach.number(), answer)).reduce((earlier, later) -> later)
        .ifPresent(answer -> written.put("merchantExplanation", answer.get("explanation")));
    return written;
  }
}
