package io.redress.model;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.xml.ModelException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What a decision table must be, so that a process owner can read it and money does not pass through floating numbers. */
final class TableRules {

  static final List<Rule<Table>> ALL = List.of(
      new Rule<>("a table asks a question and is found by its name", TableRules::asksAQuestion),
      new Rule<>("a decision says its version and how long its history is kept", TableRules::saysVersionAndHistory),
      new Rule<>("a table states its one hit policy", TableRules::statesItsHitPolicy),
      new Rule<>("ids of a table are kebab-case and unique", TableRules::idsAreUnique),
      new Rule<>("columns are labelled and typed, never double", TableRules::columnsAreTyped),
      new Rule<>("a table speaks FEEL only", TableRules::speaksFeelOnly),
      new Rule<>("every row names its clause", TableRules::rowsNameTheirClause),
      new Rule<>("every row fills every column, and no two ask the same", TableRules::rowsAreWholeAndDifferent),
      new Rule<>("a table is valid DMN", TableRules::isValid));

  private static final Set<String> TYPES = Set.of("string", "boolean", "integer", "long", "date");
  private static final Set<String> HIT_POLICIES = Set.of("UNIQUE", "FIRST", "ANY", "COLLECT", "RULE ORDER");
  private static final Pattern DECIDED = Pattern.compile("\\b2[0-2]\\.\\d{1,2}\\b");

  private TableRules() {}

  private static void asksAQuestion(Table table, Findings findings) {
    var decisions = table.all("decision");
    if (decisions.isEmpty()) {
      findings.add(table.file(), "definitions", "holds no decision: remove the file");
    }
    for (var decision : decisions) {
      if (decisions.size() == 1 && !table.file().equals(id(decision) + ".dmn")) {
        findings.add(table.file(), id(decision), "is the only decision of its file but of another name: call both the same");
      }
      if (!decision.getAttribute("name").strip().endsWith("?")) {
        findings.add(table.file(), id(decision), "is named \"" + decision.getAttribute("name") + "\": name it by the question it answers, ending in \"?\"");
      }
      if (Xml.children(decision, "decisionTable").isEmpty()) {
        findings.add(table.file(), id(decision), "is not a table: a process owner reads rows, not expressions");
      }
    }
  }

  private static void saysVersionAndHistory(Table table, Findings findings) {
    for (var decision : table.all("decision")) {
      if (Table.camunda(decision, "versionTag").isEmpty()) {
        findings.add(table.file(), id(decision), "has no version tag: give it one, and count it up with every change");
      }
      if (!Table.camunda(decision, "historyTimeToLive").matches("P\\d+D")) {
        findings.add(table.file(), id(decision), "does not say for how many days its history is kept: set the time to live, such as P180D");
      }
    }
  }

  private static void statesItsHitPolicy(Table table, Findings findings) {
    for (var decisionTable : table.all("decisionTable")) {
      var policy = decisionTable.getAttribute("hitPolicy");
      if (!HIT_POLICIES.contains(policy)) {
        findings.add(table.file(), id(decisionTable), "has the hit policy \"" + policy + "\": write it down, UNIQUE wherever rows exclude each other");
      }
    }
  }

  private static void idsAreUnique(Table table, Findings findings) {
    var seen = new HashSet<String>();
    Stream.of("decision", "decisionTable", "input", "inputExpression", "output", "rule", "inputEntry", "outputEntry").flatMap(name -> table.all(name).stream())
        .filter(element -> element.hasAttribute("id")).forEach(element -> {
          boolean isMadeByModeler = Set.of("inputExpression", "inputEntry", "outputEntry", "rule").contains(element.getLocalName());
          if (!isMadeByModeler && !Names.KEBAB_CASE.matcher(id(element)).matches()) {
            findings.add(table.file(), id(element), "has an id that is not in kebab-case: write it like freight-bearer");
          }
          if (!seen.add(id(element))) {
            findings.add(table.file(), id(element), "is the id of two elements: give one of them another");
          }
        });
  }

  private static void columnsAreTyped(Table table, Findings findings) {
    for (var input : table.all("input")) {
      var expression = Xml.children(input, "inputExpression");
      checkColumn(table, input, expression.isEmpty() ? "" : expression.get(0).getAttribute("typeRef"), findings);
    }
    for (var output : table.all("output")) {
      checkColumn(table, output, output.getAttribute("typeRef"), findings);
      if (!Names.LOWER_CAMEL_CASE.matcher(output.getAttribute("name")).matches()) {
        findings.add(table.file(), id(output), "answers into \"" + output.getAttribute("name") + "\": write a lower-camel noun, such as daysAfterReceipt");
      }
    }
  }

  private static void checkColumn(Table table, Element column, String type, Findings findings) {
    if (column.getAttribute("label").isBlank()) {
      findings.add(table.file(), id(column), "is a column without a heading: label it");
    }
    if (!TYPES.contains(type)) {
      findings.add(table.file(), id(column), "is of type \"" + type + "\": use one of " + TYPES.stream().sorted().toList() + "; money is whole fen or a text");
    }
  }

  private static void speaksFeelOnly(Table table, Findings findings) {
    for (var element : Xml.descendants(table.document().getDocumentElement(), "*")) {
      var language = element.getAttribute("expressionLanguage");
      if (!language.isEmpty() && !language.equalsIgnoreCase("feel")) {
        findings.add(table.file(), idOrName(element), "is written in " + language + ": choose FEEL");
      }
      if (Xml.ownText(element).contains("${")) {
        findings.add(table.file(), idOrName(element), "holds ${…}, which runs code: write FEEL");
      }
    }
  }

  private static void rowsNameTheirClause(Table table, Findings findings) {
    for (var row : table.all("rule")) {
      var annotation = Table.text(row, "description");
      var named = Names.clauseIds(annotation);
      if (named.isEmpty() && !DECIDED.matcher(annotation).find()) {
        findings.add(table.file(), id(row), "does not say where it comes from: name the clause in the annotation, such as RO-01");
      }
      named.stream().filter(clause -> !table.clauses().contains(clause)).forEach(clause ->
          findings.add(table.file(), id(row), "names the clause " + clause + ", which the rulebook does not have: correct it (clauses.txt lists them)"));
    }
  }

  private static void rowsAreWholeAndDifferent(Table table, Findings findings) {
    for (var decisionTable : table.all("decisionTable")) {
      int inputs = Xml.children(decisionTable, "input").size();
      int outputs = Xml.children(decisionTable, "output").size();
      var seen = new LinkedHashMap<List<String>, String>();
      for (var row : Xml.children(decisionTable, "rule")) {
        var asked = Xml.children(row, "inputEntry").stream().map(entry -> Table.text(entry, "text")).toList();
        if (asked.size() != inputs || Xml.children(row, "outputEntry").size() != outputs) {
          findings.add(table.file(), id(row), "does not have one entry for each of the " + inputs + " + " + outputs + " columns: complete the row");
        }
        var first = seen.putIfAbsent(asked, id(row));
        if (first != null && !decisionTable.getAttribute("hitPolicy").equals("COLLECT")) {
          findings.add(table.file(), id(row), "asks the same as " + first + ": remove one of the two rows");
        }
      }
      if (seen.isEmpty()) {
        findings.add(table.file(), id(decisionTable), "has no rows: a table without answers decides nothing");
      }
    }
  }

  private static void isValid(Table table, Findings findings) {
    try {
      Dmn.readModelFromStream(new ByteArrayInputStream(Xml.write(table.document()).getBytes(StandardCharsets.UTF_8)));
    } catch (ModelException e) {
      findings.add(table.file(), "definitions", "is not valid DMN: " + e.getMessage());
    }
  }

  private static String id(Element element) {
    return element.getAttribute("id");
  }

  private static String idOrName(Element element) {
    for (Node node = element; node instanceof Element around; node = node.getParentNode()) {
      if (around.hasAttribute("id")) {
        return around.getAttribute("id");
      }
    }
    return element.getLocalName();
  }
}
