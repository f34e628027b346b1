package io.redress.model;

import static io.redress.model.Broken.broken;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form keeps every rule; and every rule finds the sample that breaks it. */
class FormRulesTest {

  private static final String SAMPLE = """
      {
        "schemaVersion": 16, "type": "default", "id": "buyer-answers-rejection", "executionPlatform": "Camunda Platform", "executionPlatformVersion": "7.24.0",
        "components": [
          {"type": "text", "text": "## The merchant rejected / 商家已拒绝"},
          {"type": "radio", "key": "answer", "label": "Your answer / 您的答复", "validate": {"required": true}, "values": [
            {"label": "Submit again / 重新提交", "value": "resubmit"}, {"label": "Platform to step in / 平台介入", "value": "intervene"}]},
          {"type": "group", "label": "Details / 详情", "components": [
            {"type": "textfield", "key": "amount", "label": "Amount / 金额", "validate": {"pattern": "^(0|[1-9][0-9]{0,8})(\\\\.[0-9]{1,2})?$"},
              "conditional": {"hide": "=not(answer = \\"resubmit\\")"}},
            {"type": "textarea", "key": "description", "label": "Description / 说明", "description": "At most 500 characters / 不超过500字", "validate": {"maxLength": 500}}
          ]}
        ]
      }
      """;

  static Stream<Rule<Form>> rules() {
    return FormRules.ALL.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void every_form_keeps(Rule<Form> rule) {
    var forms = Landscape.files(Landscape.FORMS, ".form").stream().map(file -> Form.read(file.getFileName().toString(), Landscape.text(file))).toList();
    var findings = rule.findingsIn(forms);
    assertThat(findings.isEmpty()).as(findings.toString()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void the_sound_sample_keeps(Rule<Form> rule) {
    assertThat(rule.findingsIn(List.of(sample(SAMPLE))).all()).isEmpty();
  }

  static Stream<Broken> brokenSamples() {
    return Stream.of(
        broken("a form is named like its file and made for Tasklist", "buyer-answers", "\"buyer-answers-rejection\"", "\"buyer-answers\""),
        broken("a form is named like its file and made for Tasklist", "Form_1x", "\"buyer-answers-rejection\"", "\"Form_1x\""),
        broken("a form is named like its file and made for Tasklist", "buyer-answers-rejection", "\"schemaVersion\": 16", "\"schemaVersion\": 17"),
        broken("a form is named like its file and made for Tasklist", "buyer-answers-rejection", "\"schemaVersion\": 16, ", ""),
        broken("a form is named like its file and made for Tasklist", "buyer-answers-rejection", "\"Camunda Platform\"", "\"Camunda Cloud\""),
        broken("a form is named like its file and made for Tasklist", "buyer-answers-rejection", "\"7.24.0\"", "\"8.7.0\""),
        broken("a form has only fields that Tasklist can draw", "description", "\"textarea\"", "\"filepicker\""),
        broken("a form has only fields that Tasklist can draw", "description", "\"textarea\"", "\"documentPreview\""),
        broken("a form has only fields that Tasklist can draw", "description", "\"textarea\"", "\"iframe\", \"url\": \"http://example.org\""),
        broken("keys are lower camel case and unique", "reject_reason", "\"description\", \"label\"", "\"reject_reason\", \"label\""),
        broken("keys are lower camel case and unique", "amount", "\"description\", \"label\"", "\"amount\", \"label\""),
        broken("a form asks what the contract says", "remark", "\"description\", \"label\"", "\"remark\", \"label\""),
        broken("a form asks what the contract says", "answer", "\"required\": true", "\"required\": false"),
        broken("a form asks what the contract says", "description", "\"maxLength\": 500", "\"maxLength\": 500, \"required\": true"),
        broken("a form asks what the contract says", "answer", "\"value\": \"intervene\"", "\"value\": \"give-up\""),
        broken("a form asks what the contract says", "buyer-answers", "\"buyer-answers-rejection\"", "\"buyer-answers\""),
        broken("labels are English and Chinese", "answer", "Your answer / 您的答复", "Your answer"),
        broken("labels are English and Chinese", "answer", "Your answer / 您的答复", "您的答复"),
        broken("labels are English and Chinese", "answer", "Submit again / 重新提交", "Submit again"),
        broken("labels are English and Chinese", "description", "At most 500 characters / 不超过500字", "At most 500 characters"),
        broken("labels are English and Chinese", "text", "## The merchant rejected / 商家已拒绝", "## The merchant rejected"),
        broken("money is a text with a pattern", "amount", "\"textfield\"", "\"number\""),
        broken("money is a text with a pattern", "amount", "[0-9]{1,2})?$", "[0-9]{1,3})?$"),
        broken("money is a text with a pattern", "amount", "\"^(0|", "\"(0|"),
        broken("free texts hold at most 500 characters", "description", "\"maxLength\": 500", "\"maxLength\": 4000"),
        broken("free texts hold at most 500 characters", "description", "\"maxLength\": 500", ""),
        broken("facts are shown as text, not in read-only fields", "description", "\"type\": \"textarea\"", "\"type\": \"textarea\", \"readonly\": true"),
        broken("options from variables are at the top", "description", "\"textarea\"", "\"select\", \"valuesKey\": \"offers\""),
        broken("values to choose are kebab-case", "answer", "\"value\": \"intervene\"", "\"value\": \"stepIn\""),
        broken("values to choose are kebab-case", "description", "\"textarea\"", "\"select\""),
        broken("a field is hidden by fields of its own form", "amount", "=not(answer", "=not(decision"),
        broken("a field is hidden by fields of its own form", "amount", "=not(answer", "not(answer"),
        broken("a field is hidden by fields of its own form", "amount", "= \\\"resubmit\\\"", "= \\\"again\\\""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenSamples")
  void a_broken_sample_is_found(Broken broken) {
    var rule = rules().filter(candidate -> candidate.name().equals(broken.rule())).findFirst().orElseThrow();
    assertThat(rule.findingsIn(List.of(sample(broken.in(SAMPLE)))).all()).extracting(Finding::element).contains(broken.element());
  }

  @Test
  void every_rule_has_a_sample_that_breaks_it() {
    assertThat(brokenSamples().map(Broken::rule).collect(Collectors.toSet())).containsExactlyInAnyOrderElementsOf(rules().map(Rule::name).toList());
  }

  private static Form sample(String json) {
    return Form.read("buyer-answers-rejection.form", json);
  }
}
