package io.redress.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What an element template must be, so that Modeler offers each delegate by its business name and nobody types a bean. */
final class TemplateRules {

  /** All templates and the beans of the delegates' package: some rules are about the whole set. */
  record Catalogue(List<Template> templates, Set<String> delegates) {}

  static final List<Rule<Catalogue>> ALL = List.of(
      new Rule<>("a template names the version of its schema and its own", TemplateRules::namesItsVersions),
      new Rule<>("a template is named like the task it makes", TemplateRules::isNamedLikeItsTask),
      new Rule<>("a template applies to service tasks and binds every property", TemplateRules::bindsEveryProperty),
      new Rule<>("a template sets one of our delegates, out of sight", TemplateRules::setsADelegate),
      new Rule<>("each delegate has exactly one template", TemplateRules::eachDelegateHasOne),
      new Rule<>("a template that pays or decides a refund carries what that step needs", TemplateRules::carriesWhatTheStepNeeds));

  private static final Pattern SCHEMA = Pattern.compile("https://unpkg\\.com/@camunda/element-templates-json-schema@\\d+\\.\\d+\\.\\d+/resources/schema\\.json");
  private static final String ID_PREFIX = "io.redress.";
  private static final Set<String> TYPES = Set.of("Hidden", "String", "Text", "Boolean", "Dropdown");
  private static final Set<String> BINDINGS = Set.of("property", "camunda:property", "camunda:inputParameter", "camunda:outputParameter", "camunda:in", "camunda:out",
      "camunda:in:businessKey", "camunda:errorEventDefinition");

  private TemplateRules() {}

  private static void namesItsVersions(Catalogue catalogue, Findings findings) {
    for (var template : catalogue.templates()) {
      var schema = template.json().path("$schema").asText();
      if (!SCHEMA.matcher(schema).matches()) {
        findings.add(template.file(), template.id(), "has the $schema \"" + schema + "\": pin it to a version of @camunda/element-templates-json-schema");
      }
      if (!template.json().path("version").isInt() || template.json().path("version").asInt() < 1) {
        findings.add(template.file(), template.id(), "has no whole-numbered version: start with 1 and count it up with every change");
      }
    }
  }

  private static void isNamedLikeItsTask(Catalogue catalogue, Findings findings) {
    for (var template : catalogue.templates()) {
      var expected = ID_PREFIX + Names.kebabCase(template.name());
      if (template.name().isBlank() || !template.id().equals(expected)) {
        findings.add(template.file(), template.id(), "is named \"" + template.name() + "\": its id is the same words, " + expected);
      }
      if (!template.file().equals(template.id().replace(ID_PREFIX, "") + ".json")) {
        findings.add(template.file(), template.id(), "is in a file of another name: one template per file, called like the task");
      }
      if (!Names.isBilingual(template.json().path("description").asText())) {
        findings.add(template.file(), template.id(), "does not say in both languages what the step does: describe it as English / 中文");
      }
      template.bean().filter(bean -> !bean.equals(Names.camelCase(template.name()))).ifPresent(bean ->
          findings.add(template.file(), template.id(), "is named \"" + template.name() + "\" but sets the bean " + bean + ": name it like the bean's task"));
    }
  }

  private static void bindsEveryProperty(Catalogue catalogue, Findings findings) {
    for (var template : catalogue.templates()) {
      var appliesTo = template.json().path("appliesTo");
      if (appliesTo.size() != 1 || !appliesTo.path(0).asText().equals("bpmn:ServiceTask")) {
        findings.add(template.file(), template.id(), "applies to " + appliesTo + ": a delegate is a [\"bpmn:ServiceTask\"]");
      }
      for (var property : template.json().path("properties")) {
        if (!TYPES.contains(property.path("type").asText()) || !BINDINGS.contains(property.path("binding").path("type").asText())) {
          findings.add(template.file(), template.id(), "has a property that Modeler cannot write for Camunda 7: give it a type of " + TYPES.stream().sorted().toList()
              + " and a binding of " + BINDINGS.stream().sorted().toList());
        }
      }
    }
  }

  private static void setsADelegate(Catalogue catalogue, Findings findings) {
    for (var template : catalogue.templates()) {
      var hidden = template.bound("property", "camunda:delegateExpression").filter(property -> property.path("type").asText().equals("Hidden"));
      if (hidden.isEmpty() || template.bean().isEmpty()) {
        findings.add(template.file(), template.id(), "does not set the delegate: bind camunda:delegateExpression in a property of type Hidden to ${bean}");
      } else if (!catalogue.delegates().contains(template.bean().get())) {
        findings.add(template.file(), template.id(), "sets the bean " + template.bean().get() + ", which io.redress.process.delegate does not have: remove the template or correct it");
      }
    }
  }

  private static void eachDelegateHasOne(Catalogue catalogue, Findings findings) {
    var first = new HashMap<String, Template>();
    for (var template : catalogue.templates()) {
      template.bean().map(bean -> first.putIfAbsent(bean, template)).ifPresent(other ->
          findings.add(template.file(), template.id(), "sets the same bean as " + other.id() + ": keep one of the two"));
    }
    catalogue.delegates().stream().filter(bean -> !first.containsKey(bean)).sorted().forEach(bean ->
        findings.add("element-templates", bean, "has no template, so nobody finds it in Modeler: add " + bean.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) + ".json"));
  }

  private static void carriesWhatTheStepNeeds(Catalogue catalogue, Findings findings) {
    for (var template : catalogue.templates()) {
      var bean = template.bean().orElse("");
      if (StepRules.PAYS.contains(bean) && !template.bound("property", "camunda:asyncBefore").map(JsonNode::toString).orElse("").contains("\"value\":true")) {
        findings.add(template.file(), template.id(), "pays without a save point: set camunda:asyncBefore to true, or a failed payment would undo the step before");
      }
      if (bean.equals("decideRefund") && !template.bound("camunda:property", "status").map(JsonNode::toString).orElse("").contains("\"value\":\"refunding\"")) {
        findings.add(template.file(), template.id(), "decides a refund without the status: set the camunda:property status to refunding");
      }
    }
  }
}
