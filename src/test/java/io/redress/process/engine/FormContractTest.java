package io.redress.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redress.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormContractTest {

  private final FormContract contract = new FormContract(null);

  @Test
  void a_field_is_asked_only_after_its_choice() {
    assertThat(check("merchant-decides-refund", values("decision", "agree"))).containsOnlyKeys("decision");
    wrong("merchant-decides-refund", values("decision", "reject"), "rejectReason", "explanation");
  }

  @Test
  void without_the_choice_itself_only_the_choice_is_missing() {
    wrong("merchant-decides-refund", values(), "decision");
  }

  @Test
  void a_hidden_field_is_left_out_as_the_form_itself_would() {
    assertThat(check("merchant-decides-refund", values("decision", "agree", "explanation", "Sorry!"))).containsOnlyKeys("decision");
  }

  @Test
  void empty_values_count_as_missing() {
    wrong("merchant-decides-refund", values("decision", "reject", "rejectReason", "", "explanation", "   "), "rejectReason", "explanation");
    assertThat(check("buyer-answers-rejection", values("answer", "resubmit", "amount", "", "reason", null))).containsOnlyKeys("answer");
  }

  @Test
  void an_undeclared_key_is_refused_even_when_it_is_empty() {
    wrong("merchant-decides-refund", values("decision", "agree", "internalNote", null), "internalNote");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.234", "-1", "1e3", "01", "1,00", "１２", "NaN", "1 000", "1\n2", "12.50\n", "12\r"})
  void a_money_field_takes_only_an_amount(String amount) {
    wrong("buyer-answers-rejection", values("answer", "resubmit", "amount", amount), "amount");
  }

  @Test
  void a_number_instead_of_a_text_is_refused() {
    wrong("buyer-answers-rejection", values("answer", "resubmit", "amount", 12.5), "amount");
    wrong("merchant-decides-refund", values("decision", Map.of("x", 1)), "decision");
  }

  @Test
  void a_text_has_at_most_its_length() {
    assertThat(check("merchant-supplies-information", values("explanation", "x".repeat(500)))).containsKey("explanation");
    wrong("merchant-supplies-information", values("explanation", "x".repeat(501)), "explanation");
  }

  @Test
  void a_yes_or_no_is_sent_as_true_or_false() {
    assertThat(check("merchant-inspects", values("meetsStandard", true))).isEqualTo(Map.of("meetsStandard", true));
    assertThat(check("agent-reviews-report", values("valid", false, "explanation", "Another product."))).containsEntry("valid", false);
    wrong("agent-reviews-report", values("valid", false), "explanation");
    for (var text : new Object[] {"true", "false", "yes", 1}) {
      assertThatThrownBy(() -> check("merchant-inspects", values("meetsStandard", text)))
          .hasMessage("meetsStandard: Send true or false, without quotes. / 请填写 true 或 false，不加引号。");
    }
  }

  @Test
  void of_a_list_each_choice_is_held_to_the_form_and_none_is_no_answer() {
    assertThat(check("buyer-gives-evidence", values("statement", "Broken.", "evidenceIds", List.of("e-1", "e-2")))).containsEntry("evidenceIds", List.of("e-1", "e-2"));
    assertThat(check("buyer-gives-evidence", values("statement", "Broken.", "evidenceIds", List.of()))).containsOnlyKeys("statement");
    for (var wrong : new Object[] {"e-1", true, Map.of("e-1", true), List.of("e-1", "e-1"), List.of(1), List.of(List.of("e-1")), List.of("x".repeat(201)),
        List.of("\0"), IntStream.range(0, 101).mapToObj(Integer::toString).toList()}) {
      wrong("buyer-gives-evidence", values("statement", "Broken.", "evidenceIds", wrong), "evidenceIds");
    }
  }

  @Test
  void of_a_list_with_fixed_choices_only_those_are_taken() throws IOException {
    var form = new ObjectMapper().readTree("""
        {"components": [{"type": "checklist", "key": "offers", "values": [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}], "validate": {"required": true}}]}""");
    assertThat(contract.check(form, null, values("offers", List.of("b", "a")))).containsEntry("offers", List.of("b", "a"));
    for (var wrong : List.of(List.of(), List.of("c"), List.of("a", "c"))) {
      assertThatThrownBy(() -> contract.check(form, null, values("offers", wrong))).isInstanceOf(Refused.class);
    }
  }

  @Test
  void a_word_that_is_offered_is_no_boolean() {
    wrong("merchant-decides-refund", values("decision", true), "decision");
  }

  @Test
  void what_a_case_offers_is_a_short_text() {
    assertThat(check("merchant-inspects", report("lab", "2026-11-20"))).isEqualTo(report("lab", "2026-11-20"));
    assertThat(check("merchant-inspects", report("x".repeat(200), "2026-11-20"))).containsKey("reportIssuerId");
    for (var bad : new Object[] {"x".repeat(201), "a\0b", 7, true, Map.of("x", 1)}) {
      wrong("merchant-inspects", report(bad, "2026-11-20"), "reportIssuerId");
    }
  }

  @Test
  void a_day_is_a_day_of_the_calendar() {
    for (var bad : new Object[] {"2026-02-30", "20.11.2026", "2026-11-20T10:00:00Z", "x".repeat(10_000), 20261120}) {
      wrong("merchant-inspects", report("lab", bad), "reportDate");
    }
  }

  @Test
  void a_merchant_who_refuses_a_repair_brings_a_report() {
    wrong("merchant-inspects", values("meetsStandard", false), "reportIssuerId", "reportNumber", "reportDate", "productSerial", "reportEvidenceId");
  }

  private static Map<String, Object> report(Object issuer, Object date) {
    return values("meetsStandard", false, "reportIssuerId", issuer, "reportNumber", "WX-1", "reportDate", date, "productSerial", "SN-1",
        "reportEvidenceId", "e-1");
  }

  private Map<String, Object> check(String form, Map<String, Object> values) {
    return contract.check(read(form), "RO-05", values);
  }

  private void wrong(String form, Map<String, Object> values, String... fields) {
    assertThatThrownBy(() -> check(form, values)).isInstanceOfSatisfying(Refused.class,
        no -> {
          assertThat(no.fields()).extracting(Refused.Field::field).containsExactly(fields);
          assertThat(no.fields()).extracting(Refused.Field::clause).as("the step's rule").containsOnly("RO-05");
        });
  }

  private static JsonNode read(String form) {
    try {
      return new ObjectMapper().readTree(Files.readString(Path.of("forms", form + ".form")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> values(Object... pairs) {
    var values = new HashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], pairs[i + 1]);
    }
    return values;
  }
}
