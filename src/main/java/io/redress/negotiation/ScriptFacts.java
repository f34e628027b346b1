package io.redress.negotiation;

import io.redress.Cny;
import io.redress.casefile.StepFacts;
import io.redress.shipment.MerchantDirectory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Shows the merchant what to write to the buyer, to be copied (NG-04 to NG-08). What is not known yet is a blank to fill in. */
@Component
class ScriptFacts implements StepFacts {

  private static final String BLANK = "____";
  private static final Map<String, List<Outcome>> OF_STEP = Map.of(
      "merchant-decides-refund", List.of(Outcome.REFUND_ONLY),
      "merchant-decides-return", List.of(Outcome.RETURN_REFUND, Outcome.REFUND_ONLY),
      "merchant-decides-exchange", List.of(Outcome.EXCHANGE),
      "merchant-decides-reship", List.of(Outcome.RESHIP),
      "merchant-ships-replacement", List.of(Outcome.RESHIP),
      "merchant-proposes", List.of(Outcome.values()));

  private final Scripts scripts;
  private final MerchantDirectory merchants;

  ScriptFacts(Scripts scripts, MerchantDirectory merchants) {
    this.scripts = scripts;
    this.merchants = merchants;
  }

  @Override
  public Map<String, Map<String, Object>> of(Collection<Open> steps) {
    var hours = new HashMap<String, Integer>();
    var facts = new HashMap<String, Map<String, Object>>();
    steps.stream().filter(open -> OF_STEP.containsKey(open.step().step())).forEach(open -> {
      // a page of a merchant's steps is about one merchant
      var merchantId = open.itself().merchantId();
      if (!hours.containsKey(merchantId)) {
        hours.put(merchantId, merchants.of(merchantId).promisedHours());
      }
      var promised = hours.get(merchantId);
      facts.put(open.step().taskId(), Map.of("scripts", OF_STEP.get(open.step().step()).stream().map(outcome -> Map.of(
          "outcome", outcome.code(),
          "en", filled(outcome, promised, "en", open),
          "zh", filled(outcome, promised, "zh", open))).toList()));
    });
    return facts;
  }

  private String filled(Outcome outcome, Integer hours, String language, Open open) {
    // how much a small payment will be is what the two are talking about
    var amount = outcome == Outcome.SMALL_PAYMENT ? BLANK : Cny.text(open.itself().amount());
    return scripts.text(outcome, hours != null, language)
        .replace("{amount}", amount)
        .replace("{hours}", hours == null ? BLANK : hours.toString())
        .replace("{carrier}", BLANK).replace("{number}", BLANK).replace("{days}", BLANK);
  }
}
