package io.redress.dispute;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.casefile.StepFacts;
import io.redress.casefile.Timeline;
import io.redress.money.Refunds;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the agent sees who judges, and the buyer who chooses among solutions. */
@Component
class JudgementFacts implements StepFacts {

  private static final Set<String> STEPS = Set.of(Judgements.JUDGES, Judgements.CHOOSES);

  private final JudgementTable judgements;
  private final Timeline timeline;
  private final Refunds refunds;

  JudgementFacts(JudgementTable judgements, Timeline timeline, Refunds refunds) {
    this.judgements = judgements;
    this.timeline = timeline;
    this.refunds = refunds;
  }

  @Override
  public Map<String, Map<String, Object>> of(Collection<Open> steps) {
    var asked = steps.stream().filter(open -> STEPS.contains(open.step().step())).toList();
    if (asked.isEmpty()) {
      return Map.of();
    }
    var cases = asked.stream().map(open -> open.step().caseId()).collect(Collectors.toSet());
    var offered = timeline.answers(cases, Judgements.JUDGES);
    var chosen = timeline.lastAnswers(cases, Judgements.CHOOSES);
    var left = refunds.refundable(asked.stream().map(open -> open.order().orderId()).distinct().toList());
    var refunded = refunds.refunded(cases);
    var before = judgements.newest(cases);
    var facts = new HashMap<String, Map<String, Object>>();
    for (var open : asked) {
      var caseId = open.step().caseId();
      var known = new LinkedHashMap<String, Object>();
      var offer = lastOffer(offered.getOrDefault(caseId, List.of()));
      if (open.step().step().equals(Judgements.CHOOSES)) {
        known.put("offers", choices(offer));
      } else {
        // upon an appeal a refund is judged in all, with what the buyer has had of it
        known.put("refundable", Cny.text(left.getOrDefault(open.order().orderId(), Cny.ZERO).plus(refunded.getOrDefault(caseId, Cny.ZERO))));
        known.put("remoteRegion", open.order().remoteRegion());
        known.put("seniorBuyer", open.order().seniorBuyer());
        if (!offer.isEmpty()) {
          known.put("offers", choices(offer));
          known.put("chosenOffer", chosen.getOrDefault(caseId, Map.of()).get("choice"));
        }
        if (before.containsKey(caseId)) {
          known.put("judgement", written(before.get(caseId)));
        }
      }
      known.values().removeIf(java.util.Objects::isNull);
      facts.put(open.step().taskId(), known);
    }
    return facts;
  }

  private static Map<String, Object> lastOffer(List<Map<String, Object>> answers) {
    return answers.stream().filter(answer -> "offer".equals(answer.get("next"))).reduce((earlier, later) -> later).orElse(Map.of());
  }

  private static List<Map<String, Object>> choices(Map<String, Object> answer) {
    return Offer.of(answer).stream().map(offer -> Map.<String, Object>of("label", offer.label(answer.get("offerVoucherAmount")), "value", offer.code())).toList();
  }

  private static Map<String, Object> written(Judgement judged) {
    var written = new LinkedHashMap<String, Object>();
    written.put("liability", judged.liability().code());
    written.put("merchantShare", judged.merchantShare());
    written.put("remedy", judged.remedy().code());
    written.put("refundAmount", judged.refund().isPositive() ? Cny.text(judged.refund()) : null);
    written.put("voucherAmount", judged.voucher().isPositive() ? Cny.text(judged.voucher()) : null);
    written.put("explanation", judged.explanation());
    written.put("judgedAt", judged.judgedAt());
    written.values().removeIf(java.util.Objects::isNull);
    return written;
  }
}
