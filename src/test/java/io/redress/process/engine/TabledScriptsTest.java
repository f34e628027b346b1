package io.redress.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.redress.negotiation.Outcome;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table {@code message-scripts} as it is delivered (NG-04 to NG-08); a process owner may change the words. */
class TabledScriptsTest {

  /** What a proposal's message may hold at the most, so that a text can be copied into it. */
  private static final int LONGEST_MESSAGE = 500;
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  private final TabledScripts scripts = new TabledScripts(TablesOnDisk.decisionTables());

  @ParameterizedTest
  @CsvSource(nullValues = "-", value = {
      "SMALL_PAYMENT, false, amount", "SMALL_PAYMENT, true, amount",
      "REFUND_ONLY, false, amount", "REFUND_ONLY, true, amount",
      "RETURN_REFUND, false, amount", "RETURN_REFUND, true, amount hours",
      "EXCHANGE, false, -", "EXCHANGE, true, hours",
      "RESHIP, false, carrier days number", "RESHIP, true, carrier days number"})
  void each_outcome_has_a_text_in_both_languages_with_the_same_places_to_fill_in(Outcome outcome, boolean hoursPromised, String places) {
    for (var language : Set.of("en", "zh")) {
      var text = scripts.text(outcome, hoursPromised, language);
      assertThat(String.join(" ", placesIn(text))).as(text).isEqualTo(places == null ? "" : places);
      assertThat(text.length()).isLessThan(LONGEST_MESSAGE - 50);
      assertThat(Pattern.compile("\\p{IsHan}").matcher(text).find()).isEqualTo(language.equals("zh"));
    }
  }

  @Test
  void a_promise_of_hours_makes_another_text_only_where_goods_come_back() {
    for (var outcome : Outcome.values()) {
      var comesBack = outcome == Outcome.RETURN_REFUND || outcome == Outcome.EXCHANGE;
      for (var language : Set.of("en", "zh")) {
        assertThat(scripts.text(outcome, true, language).equals(scripts.text(outcome, false, language))).isEqualTo(!comesBack);
      }
    }
  }

  @Test
  void a_language_without_texts_leaves_the_words_to_the_merchant() {
    assertThat(scripts.text(Outcome.RESHIP, false, "fr")).isEmpty();
  }

  private static TreeSet<String> placesIn(String text) {
    var places = new TreeSet<String>();
    PLACE.matcher(text).results().forEach(place -> places.add(place.group(1)));
    return places;
  }
}
