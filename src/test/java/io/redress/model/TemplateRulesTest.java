package io.redress.model;

import static io.redress.model.Broken.broken;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The element templates keep every rule; and every rule finds the sample that breaks it. */
class TemplateRulesTest {

  private static final String SAMPLE = """
      {
        "$schema": "https://unpkg.com/@camunda/element-templates-json-schema@0.22.1/resources/schema.json",
        "name": "Refund buyer", "id": "io.redress.refund-buyer", "version": 1, "description": "Pays. / 付款。", "appliesTo": ["bpmn:ServiceTask"],
        "properties": [
          {"type": "Hidden", "value": "${refundBuyer}", "binding": {"type": "property", "name": "camunda:delegateExpression"}},
          {"type": "Hidden", "value": true, "binding": {"type": "property", "name": "camunda:asyncBefore"}}
        ]
      }
      """;

  static Stream<Rule<TemplateRules.Catalogue>> rules() {
    return TemplateRules.ALL.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void the_templates_keep(Rule<TemplateRules.Catalogue> rule) {
    var templates = Landscape.files(Landscape.TEMPLATES, ".json").stream()
        .flatMap(file -> Template.readAll(file.getFileName().toString(), Landscape.text(file)).stream()).toList();
    var findings = rule.findingsIn(List.of(new TemplateRules.Catalogue(templates, Landscape.delegatesOfTheProject().keySet())));
    assertThat(findings.isEmpty()).as(findings.toString()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void the_sound_sample_keeps(Rule<TemplateRules.Catalogue> rule) {
    assertThat(rule.findingsIn(List.of(sample(SAMPLE))).all()).isEmpty();
  }

  static Stream<Broken> brokenSamples() {
    return Stream.of(
        broken("a template names the version of its schema and its own", "io.redress.refund-buyer", "json-schema@0.22.1/", "json-schema/"),
        broken("a template names the version of its schema and its own", "io.redress.refund-buyer", "\"version\": 1", "\"version\": \"1.0\""),
        broken("a template is named like the task it makes", "io.redress.pay", "\"io.redress.refund-buyer\"", "\"io.redress.pay\""),
        broken("a template is named like the task it makes", "io.redress.pay-buyer", "\"Refund buyer\"", "\"Pay buyer\"", "\"io.redress.refund-buyer\"", "\"io.redress.pay-buyer\""),
        broken("a template is named like the task it makes", "io.redress.refund-buyer", "Pays. / 付款。", "Pays."),
        broken("a template applies to service tasks and binds every property", "io.redress.refund-buyer", "bpmn:ServiceTask", "bpmn:UserTask"),
        broken("a template applies to service tasks and binds every property", "io.redress.refund-buyer", "\"type\": \"property\", \"name\": \"camunda:asyncBefore\"", "\"type\": \"zeebe:property\", \"name\": \"x\""),
        broken("a template sets one of our delegates, out of sight", "io.redress.refund-buyer", "\"type\": \"Hidden\", \"value\": \"${refundBuyer}\"", "\"type\": \"String\", \"value\": \"${refundBuyer}\""),
        broken("a template sets one of our delegates, out of sight", "io.redress.refund-buyer", "${refundBuyer}", "${runtimeService}"),
        broken("each delegate has exactly one template", "refundBuyer", "${refundBuyer}", "${decideRefund}"),
        broken("each delegate has exactly one template", "io.redress.refund-buyer", SAMPLE, "[" + SAMPLE + "," + SAMPLE + "]"),
        broken("a template that pays or decides a refund carries what that step needs", "io.redress.refund-buyer", "\"value\": true", "\"value\": false"),
        broken("a template that pays or decides a refund carries what that step needs", "io.redress.refund-buyer", "${refundBuyer}", "${decideRefund}"));
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

  private static TemplateRules.Catalogue sample(String json) {
    return new TemplateRules.Catalogue(Template.readAll("refund-buyer.json", json), Set.of("refundBuyer"));
  }
}
