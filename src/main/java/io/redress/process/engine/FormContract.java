package io.redress.process.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.redress.Refused;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/**
 * Holds an answer to its form: required, allowed values, lengths, patterns, and fields that are asked only after a choice. The
 * engine itself checks nothing of a form on the server.
 */
@Component
public class FormContract {

  private static final Set<String> SHOWN_ONLY = Set.of("text", "html", "image", "iframe", "spacer", "separator", "button", "table", "expression");

  /** In characters. */
  private static final int LONGEST_OFFERED = 200;
  private static final int LONGEST_TIME = 64;
  private static final int MOST_CHOSEN = 100;

  private final Forms forms;
  private final FeelEngine feel = new ScalaFeelEngineFactory().createInstance();

  FormContract(Forms forms) {
    this.forms = forms;
  }

  /**
   * @param clause what the step is asked for by; null = no rule
   * @param submitted what somebody sent, by field key
   * @return what the form takes over: no empty values, and no fields that the form would have hidden
   * @throws Refused with one entry for every field that breaks a rule, undeclared ones included
   */
  public Map<String, Object> check(String processDefinitionId, String step, String clause, Map<String, Object> submitted) {
    return check(forms.of(processDefinitionId, step), clause, submitted);
  }

  Map<String, Object> check(JsonNode form, String clause, Map<String, Object> submitted) {
    var fields = new ArrayList<JsonNode>();
    collect(form.path("components"), fields);
    var wrong = new ArrayList<Refused.Field>();
    var declared = new HashSet<String>();
    fields.forEach(field -> declared.add(field.path("key").asText()));
    submitted.keySet().stream().filter(key -> !declared.contains(key)).sorted()
        .forEach(key -> wrong.add(new Refused.Field(key, "This form has no such field.", clause)));
    // a value that its own field would not take decides nothing about other fields
    var choices = Variables.createVariables();
    fields.forEach(field -> choices.put(field.path("key").asText(), usable(field, submitted)));
    var answer = new LinkedHashMap<String, Object>();
    for (var field : fields) {
      var key = field.path("key").asText();
      var value = emptyToNull(submitted.get(key));
      if (isHidden(field, choices)) {
        continue;
      }
      if (value == null) {
        if (field.path("validate").path("required").asBoolean()) {
          wrong.add(new Refused.Field(key, "This field is required.", clause));
        }
        continue;
      }
      var mistake = mistake(field, value);
      if (mistake == null) {
        answer.put(key, value);
      } else {
        wrong.add(new Refused.Field(key, mistake, clause));
      }
    }
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
    return answer;
  }

  private static void collect(JsonNode components, List<JsonNode> fields) {
    for (var component : components) {
      if (component.has("components")) {
        collect(component.path("components"), fields);
      } else if (component.hasNonNull("key") && !SHOWN_ONLY.contains(component.path("type").asText())) {
        fields.add(component);
      }
    }
  }

  private static Object emptyToNull(Object value) {
    return value instanceof String text && text.isBlank() || value instanceof Collection<?> chosen && chosen.isEmpty() ? null : value;
  }

  private static Object usable(JsonNode field, Map<String, Object> submitted) {
    var value = emptyToNull(submitted.get(field.path("key").asText()));
    return value == null || mistake(field, value) != null ? null : value;
  }

  private boolean isHidden(JsonNode field, VariableMap choices) {
    var condition = field.path("conditional").path("hide").asText("");
    if (!condition.startsWith("=")) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(feel.evaluateSimpleExpression(condition.substring(1), choices.asVariableContext()));
    } catch (FeelException e) {
      throw new IllegalStateException("the condition of field " + field.path("key").asText() + " cannot be read: " + condition, e);
    }
  }

  /** What is wrong with a value that is there, or null. */
  private static String mistake(JsonNode field, Object value) {
    return switch (field.path("type").asText()) {
      case "textfield", "textarea" -> value instanceof String text ? textMistake(field.path("validate"), text) : "Send text, in quotes.";
      case "radio", "select" -> field.hasNonNull("valuesKey") ? offeredMistake(value) : choiceMistake(choices(field), value);
      case "checklist" -> severalMistake(field, value);
      case "checkbox" -> value instanceof Boolean ? null : "Send true or false.";
      case "number" -> value instanceof Number number ? numberMistake(field, number) : "Send a number.";
      case "datetime" -> timeMistake(field, value);
      default -> "This kind of field is not supported.";
    };
  }

  private static String numberMistake(JsonNode field, Number number) {
    var value = new BigDecimal(number.toString());
    var rules = field.path("validate");
    if (rules.has("min") && value.compareTo(rules.path("min").decimalValue()) < 0) {
      return "At least " + rules.path("min").asText() + ".";
    }
    if (rules.has("max") && value.compareTo(rules.path("max").decimalValue()) > 0) {
      return "At most " + rules.path("max").asText() + ".";
    }
    return field.has("decimalDigits") && value.stripTrailingZeros().scale() > field.path("decimalDigits").asInt()
        ? "At most " + field.path("decimalDigits").asInt() + " decimals." : null;
  }

  private static String textMistake(JsonNode rules, String text) {
    if (rules.has("minLength") && text.length() < rules.path("minLength").asInt()) {
      return "At least " + rules.path("minLength").asInt() + " characters.";
    }
    if (rules.has("maxLength") && text.length() > rules.path("maxLength").asInt()) {
      return "At most " + rules.path("maxLength").asInt() + " characters.";
    }
    if (rules.hasNonNull("pattern") && !Pattern.compile(rules.path("pattern").asText()).matcher(text).find()) {
      return rules.path("patternErrorMessage").asText("This is not of the form that is asked for (" + rules.path("pattern").asText() + ").");
    }
    return nul(text);
  }

  private static String choiceMistake(List<Object> choices, Object value) {
    if (choices.contains(value)) {
      return null;
    }
    var one = choices.stream().map(Object::toString).collect(Collectors.joining(", "));
    return choices.stream().allMatch(Boolean.class::isInstance) ? "Send " + one.replace(", ", " or ") + ", without quotes." : "Choose one of " + one + ".";
  }

  /** What is offered is a fact of the case; whoever takes the answer knows whether it was. */
  private static String offeredMistake(Object value) {
    if (!(value instanceof String text)) {
      return "Send the value of one of the choices, in quotes.";
    }
    return text.length() > LONGEST_OFFERED ? "Send the value of one of the choices, at most " + LONGEST_OFFERED + " characters." : nul(text);
  }

  private static String severalMistake(JsonNode field, Object value) {
    if (!(value instanceof Collection<?> chosen)) {
      return "Send a list of the choices' values, in brackets.";
    }
    if (chosen.size() > MOST_CHOSEN) {
      return "At most " + MOST_CHOSEN + " of the choices.";
    }
    if (new HashSet<>(chosen).size() < chosen.size()) {
      return "Name each choice once.";
    }
    return chosen.stream().map(each -> field.hasNonNull("valuesKey") ? offeredMistake(each) : choiceMistake(choices(field), each))
        .filter(Objects::nonNull).findFirst().orElse(null);
  }

  private static String timeMistake(JsonNode field, Object value) {
    if (!(value instanceof String text) || text.length() > LONGEST_TIME) {
      return "Send a date as text.";
    }
    if (!field.path("subtype").asText().equals("date")) {
      return nul(text);
    }
    try {
      LocalDate.parse(text);
      return null;
    } catch (DateTimeException e) {
      return "Send a day, such as 2026-11-20.";
    }
  }

  private static String nul(String text) {
    return text.chars().anyMatch(c -> c == 0) ? "Text must not hold the character NUL." : null;
  }

  private static List<Object> choices(JsonNode field) {
    return StreamSupport.stream(field.path("values").spliterator(), false).map(choice -> choice.path("value"))
        .<Object>map(value -> value.isBoolean() ? value.booleanValue() : value.asText()).toList();
  }
}
