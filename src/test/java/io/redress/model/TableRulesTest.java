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

/** Every decision table keeps every rule; and every rule finds the sample that breaks it. */
class TableRulesTest {

  private static final Set<String> CLAUSES = Landscape.clausesOfTheRulebook();
  private static final String SAMPLE = """
      <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="sample-definitions" name="Sample" namespace="https://redress.io/dmn">
        <decision id="sample" name="How many days?" camunda:historyTimeToLive="P180D" camunda:versionTag="1">
          <decisionTable id="sample-table" hitPolicy="UNIQUE">
            <input id="sample-type" label="Type">
              <inputExpression id="LiteralExpression_1" typeRef="string"><text>type</text></inputExpression>
            </input>
            <output id="sample-days" label="Days" name="days" typeRef="integer"/>
            <rule id="DecisionRule_1">
              <description>RO-01: fifteen days</description>
              <inputEntry id="UnaryTests_1"><text>"refund-only"</text></inputEntry>
              <outputEntry id="LiteralExpression_2"><text>15</text></outputEntry>
            </rule>
            <rule id="DecisionRule_2">
              <description>assumption (20.10)</description>
              <inputEntry id="UnaryTests_2"><text>"repair"</text></inputEntry>
              <outputEntry id="LiteralExpression_3"><text>7</text></outputEntry>
            </rule>
          </decisionTable>
        </decision>
      </definitions>
      """;

  static Stream<Rule<Table>> rules() {
    return TableRules.ALL.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void every_table_keeps(Rule<Table> rule) {
    var tables = Landscape.files(Landscape.DECISIONS, ".dmn").stream()
        .map(file -> Table.read(file.getFileName().toString(), Landscape.text(file), CLAUSES)).toList();
    var findings = rule.findingsIn(tables);
    assertThat(findings.isEmpty()).as(findings.toString()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void the_sound_sample_keeps(Rule<Table> rule) {
    assertThat(rule.findingsIn(List.of(sample(SAMPLE))).all()).isEmpty();
  }

  static Stream<Broken> brokenSamples() {
    return Stream.of(
        broken("a table asks a question and is found by its name", "other", "decision id=\"sample\"", "decision id=\"other\""),
        broken("a table asks a question and is found by its name", "sample", "name=\"How many days?\"", "name=\"Days\""),
        broken("a decision says its version and how long its history is kept", "sample", " camunda:versionTag=\"1\"", ""),
        broken("a decision says its version and how long its history is kept", "sample", " camunda:historyTimeToLive=\"P180D\"", ""),
        broken("a table states its one hit policy", "sample-table", " hitPolicy=\"UNIQUE\"", ""),
        broken("ids of a table are kebab-case and unique", "Input_1", "\"sample-type\"", "\"Input_1\""),
        broken("ids of a table are kebab-case and unique", "DecisionRule_1", "\"DecisionRule_2\"", "\"DecisionRule_1\""),
        broken("columns are labelled and typed, never double", "sample-days", "typeRef=\"integer\"", "typeRef=\"double\""),
        broken("columns are labelled and typed, never double", "sample-type", " typeRef=\"string\"", ""),
        broken("columns are labelled and typed, never double", "sample-type", " label=\"Type\"", ""),
        broken("columns are labelled and typed, never double", "sample-days", "name=\"days\"", "name=\"Days After\""),
        broken("a table speaks FEEL only", "LiteralExpression_2", "id=\"LiteralExpression_2\"", "id=\"LiteralExpression_2\" expressionLanguage=\"groovy\""),
        broken("a table speaks FEEL only", "LiteralExpression_2", "<text>15</text>", "<text>${days}</text>"),
        broken("every row names its clause", "DecisionRule_1", "<description>RO-01: fifteen days</description>", ""),
        broken("every row names its clause", "DecisionRule_1", "RO-01: ", ""),
        broken("every row names its clause", "DecisionRule_1", "RO-01: ", "RO-99: "),
        broken("every row fills every column, and no two ask the same", "DecisionRule_2", "\"repair\"", "\"refund-only\""),
        broken("every row fills every column, and no two ask the same", "DecisionRule_1", "<outputEntry id=\"LiteralExpression_2\"><text>15</text></outputEntry>", ""),
        broken("a table is valid DMN", "definitions", "<decisionTable ", "<decisionTabel ", "</decisionTable>", "</decisionTabel>"));
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

  private static Table sample(String xml) {
    return Table.read("sample.dmn", xml, CLAUSES);
  }
}
