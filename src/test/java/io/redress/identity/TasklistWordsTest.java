package io.redress.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tasklist speaks Chinese: our words answer to its own English ones, and an upgrade of the webapp shows what is missing. */
class TasklistWordsTest {

  private static final String LOCALES = "/META-INF/resources/webjars/camunda/app/tasklist/locales/";
  /** What the webapp or the browser reads: names to fill in, HTML and its characters, and the counts of relative times. */
  private static final Pattern KEPT = Pattern.compile("\\{\\{[^}]*}}|</?[A-Za-z][^>]*>|&[a-z]+;|%[a-z]");
  private static final Pattern SENTENCE = Pattern.compile("\\p{Alpha}+ \\p{Lower}+");
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

  @Test
  void every_word_of_the_webapp_has_a_chinese_one_and_no_other_is_there() throws IOException {
    assertThat(words("zh").keySet()).containsExactlyInAnyOrderElementsOf(words("en").keySet());
  }

  @Test
  void what_is_filled_in_and_html_is_kept() throws IOException {
    var chinese = words("zh");
    var lost = words("en").entrySet().stream().filter(english -> !kept(chinese.get(english.getKey())).equals(kept(english.getValue())));
    assertThat(lost.map(english -> english + " / " + chinese.get(english.getKey()))).isEmpty();
  }

  @Test
  void every_sentence_is_in_chinese() throws IOException {
    var english = words("en");
    var left = words("zh").entrySet().stream().filter(word -> word.getKey().startsWith("/labels/")
        && SENTENCE.matcher(english.getOrDefault(word.getKey(), "")).find() && !HAN.matcher(word.getValue()).find());
    assertThat(left).isEmpty();
  }

  private static List<String> kept(String text) {
    return text == null ? List.of() : KEPT.matcher(text).results().map(MatchResult::group).sorted().toList();
  }

  private static Map<String, String> words(String language) throws IOException {
    try (var file = TasklistWordsTest.class.getResourceAsStream(LOCALES + language + ".json")) {
      assertThat(file).as("%s.json", language).isNotNull();
      // the webapp's own file begins with a byte order mark
      var text = new String(file.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
      var words = new TreeMap<String, String>();
      collect("", new ObjectMapper().readTree(text), words);
      return words;
    }
  }

  /** Lists count as well: twelve months, seven days. */
  private static void collect(String path, JsonNode node, Map<String, String> words) {
    if (node.isObject()) {
      node.properties().forEach(field -> collect(path + "/" + field.getKey(), field.getValue(), words));
    } else if (node.isArray()) {
      for (var i = 0; i < node.size(); i++) {
        collect(path + "/" + i, node.get(i), words);
      }
    } else {
      words.put(path, node.asText());
    }
  }
}
