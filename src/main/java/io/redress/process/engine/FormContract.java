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
  private static final String LINE_END = "\n\r\u0085\u2028\u2029";

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
        .forEach(key -> wrong.add(new Refused.Field(key, "This form has no such field.", "表单中没有该字段。", clause)));
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
          wrong.add(new Refused.Field(key, "This field is required.", "此项必填。", clause));
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
      case "textfield", "textarea" -> value instanceof String text ? textMistake(field.path("validate"), text) : "Send text, in quotes. / 请填写文字。";
      case "radio", "select" -> field.hasNonNull("valuesKey") ? offeredMistake(value) : choiceMistake(choices(field), value);
      case "checklist" -> severalMistake(field, value);
      case "checkbox" -> value instanceof Boolean ? null : "Send true or false. / 请填写 true 或 false。";
      case "number" -> value instanceof Number number ? numberMistake(field, number) : "Send a number. / 请填写数字。";
      case "datetime" -> timeMistake(field, value);
      default -> "This kind of field is not supported. / 不支持此类字段。";
    };
  }

  private static String numberMistake(JsonNode field, Number number) {
    var value = new BigDecimal(number.toString());
    var rules = field.path("validate");
    if (rules.has("min") && value.compareTo(rules.path("min").decimalValue()) < 0) {
      return atLeast(rules.path("min").asText(), ".", "。");
    }
    if (rules.has("max") && value.compareTo(rules.path("max").decimalValue()) > 0) {
      return atMost(rules.path("max").asText(), ".", "。");
    }
    return field.has("decimalDigits") && value.stripTrailingZeros().scale() > field.path("decimalDigits").asInt()
        ? atMost(field.path("decimalDigits").asText(), " decimals.", " 位小数。") : null;
  }

  private static String atLeast(String least, String english, String chinese) {
    return "At least " + least + english + " / 至少 " + least + chinese;
  }

  private static String atMost(String most, String english, String chinese) {
    return "At most " + most + english + " / 最多 " + most + chinese;
  }

  private static String textMistake(JsonNode rules, String text) {
    if (rules.has("minLength") && text.length() < rules.path("minLength").asInt()) {
      return atLeast(rules.path("minLength").asText(), " characters.", " 个字。");
    }
    if (rules.has("maxLength") && text.length() > rules.path("maxLength").asInt()) {
      return atMost(rules.path("maxLength").asText(), " characters.", " 个字。");
    }
    if (rules.hasNonNull("pattern") && (!Pattern.compile(rules.path("pattern").asText()).matcher(text).find() || endsLine(text))) {
      var pattern = rules.path("pattern").asText();
      return rules.path("patternErrorMessage").asText("This is not of the form that is asked for (" + pattern + "). / 格式不符合要求（" + pattern + "）。");
    }
    return nul(text);
  }

  /** Which a pattern's $ overlooks here, but not in the browser. */
  private static boolean endsLine(String text) {
    return !text.isEmpty() && LINE_END.indexOf(text.charAt(text.length() - 1)) >= 0;
  }

  private static String choiceMistake(List<Object> choices, Object value) {
    if (choices.contains(value)) {
      return null;
    }
    var one = choices.stream().map(Object::toString).collect(Collectors.joining(", "));
    return choices.stream().allMatch(Boolean.class::isInstance)
        ? "Send " + one.replace(", ", " or ") + ", without quotes. / 请填写 " + one.replace(", ", " 或 ") + "，不加引号。"
        : "Choose one of " + one + ". / 请选择其中之一：" + one + "。";
  }

  /** What is offered is a fact of the case; whoever takes the answer knows whether it was. */
  private static String offeredMistake(Object value) {
    if (!(value instanceof String text)) {
      return "Send the value of one of the choices, in quotes. / 请选择其中一个选项。";
    }
    return text.length() > LONGEST_OFFERED
        ? "Send the value of one of the choices, at most " + LONGEST_OFFERED + " characters. / 请选择其中一个选项，最多 " + LONGEST_OFFERED + " 个字符。" : nul(text);
  }

  private static String severalMistake(JsonNode field, Object value) {
    if (!(value instanceof Collection<?> chosen)) {
      return "Send a list of the choices' values, in brackets. / 请以列表形式填写所选项。";
    }
    if (chosen.size() > MOST_CHOSEN) {
      return "At most " + MOST_CHOSEN + " of the choices. / 最多选择 " + MOST_CHOSEN + " 项。";
    }
    if (new HashSet<>(chosen).size() < chosen.size()) {
      return "Name each choice once. / 每个选项只能选一次。";
    }
    return chosen.stream().map(each -> field.hasNonNull("valuesKey") ? offeredMistake(each) : choiceMistake(choices(field), each))
        .filter(Objects::nonNull).findFirst().orElse(null);
  }

  private static String timeMistake(JsonNode field, Object value) {
    if (!(value instanceof String text) || text.length() > LONGEST_TIME) {
      return "Send a date as text. / 请填写日期。";
    }
    if (!field.path("subtype").asText().equals("date")) {
      return nul(text);
    }
    try {
      LocalDate.parse(text);
      return null;
    } catch (DateTimeException e) {
      return "Send a day, such as 2026-11-20. / 请填写日期，例如 2026-11-20。";
    }
  }

  private static String nul(String text) {
    return text.chars().anyMatch(c -> c == 0) ? "Text must not hold the character NUL. / 文字中不能含有空字符（NUL）。" : null;
  }

  private static List<Object> choices(JsonNode field) {
    return StreamSupport.stream(field.path("values").spliterator(), false).map(choice -> choice.path("value"))
        .<Object>map(value -> value.isBoolean() ? value.booleanValue() : value.asText()).toList();
  }
}
