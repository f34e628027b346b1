package io.redress.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** What a Camunda Form may be, so that Tasklist's form-js 1.8.7 draws it and the server can check it. */
final class FormRules {

  static final List<Rule<Form>> ALL = List.of(
      new Rule<>("a form is named like its file and made for Tasklist", FormRules::madeForTasklist),
      new Rule<>("a form has only fields that Tasklist can draw", FormRules::fieldsCanBeDrawn),
      new Rule<>("keys are lower camel case and unique", FormRules::keysAreUnique),
      new Rule<>("a form asks what the contract says", FormRules::formsKeepTheContract),
      new Rule<>("labels are English and Chinese", FormRules::labelsAreBilingual),
      new Rule<>("money is a text with a pattern", FormRules::moneyIsAText),
      new Rule<>("free texts hold at most 500 characters", FormRules::textsAreShort),
      new Rule<>("facts are shown as text, not in read-only fields", FormRules::noReadonlyFields),
      new Rule<>("options from variables are at the top", FormRules::dynamicOptionsAreAtTheTop),
      new Rule<>("values to choose are kebab-case", FormRules::valuesAreKebabCase),
      new Rule<>("a field is hidden by fields of its own form", FormRules::conditionsReadOwnKeys));

  private static final Set<String> SHOWS = Set.of("text", "html", "image", "iframe", "spacer", "separator", "button", "group", "table");
  private static final Set<String> ASKS = Set.of("textfield", "textarea", "number", "datetime", "expression", "checkbox", "checklist", "radio", "select",
      "taglist", "dynamiclist");
  private static final Pattern CARRIER = Pattern.compile("[A-Z]{2,4}");
  private static final Set<String> CHOOSES = Set.of("radio", "select", "checklist", "taglist");
  private static final int NEWEST_SCHEMA = 16;
  private static final int LONGEST_TEXT = 500;
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern WORD = Pattern.compile("[a-zA-Z]\\w*");
  private static final Set<String> FEEL_WORDS = Set.of("not", "and", "or", "true", "false", "null", "if", "then", "else", "in", "is", "defined", "contains", "list", "string", "length", "count");
  private static final FormContract CONTRACT = FormContract.ofTheDesign();

  private FormRules() {}

  private static void madeForTasklist(Form form, Findings findings) {
    var json = form.json();
    if (!form.file().equals(form.id() + ".form")) {
      findings.add(form.file(), form.id(), "is a form of another id than its file: call both like the user task");
    }
    if (!Names.KEBAB_CASE.matcher(form.id()).matches()) {
      findings.add(form.file(), form.id(), "has an id that is not in kebab-case: name it like its user task, such as merchant-decides-refund");
    }
    if (!json.path("type").asText().equals("default")) {
      findings.add(form.file(), form.id(), "is not of type default: create it as a Camunda Form");
    }
    if (!json.path("schemaVersion").isInt() || json.path("schemaVersion").asInt() > NEWEST_SCHEMA) {
      findings.add(form.file(), form.id(), "has schema version " + json.path("schemaVersion") + ": Tasklist knows versions up to " + NEWEST_SCHEMA);
    }
    if (!json.path("executionPlatform").asText("Camunda Platform").equals("Camunda Platform")
        || !json.path("executionPlatformVersion").asText("7.24.0").startsWith("7.")) {
      findings.add(form.file(), form.id(), "is made for another platform: choose Camunda Platform 7.24 in Modeler");
    }
    if (form.fields().stream().noneMatch(field -> ASKS.contains(field.type()))) {
      findings.add(form.file(), form.id(), "asks nothing: give it at least one field");
    }
  }

  private static void fieldsCanBeDrawn(Form form, Findings findings) {
    eachField(form, field -> true, (field, report) -> {
      if (!SHOWS.contains(field.type()) && !ASKS.contains(field.type())) {
        report.accept("is of type " + field.type() + ", at which the whole form dies in Tasklist: use another type; files go to the Case tab");
      }
      if (field.type().equals("iframe") && !field.json().path("url").asText().startsWith("https://")) {
        report.accept("is a frame without https: Tasklist shows nothing else, give it an https address");
      }
    }, findings);
  }

  private static void keysAreUnique(Form form, Findings findings) {
    var seen = new HashSet<String>();
    eachField(form, FormRules::asks, (field, report) -> {
      if (!Names.LOWER_CAMEL_CASE.matcher(field.key()).matches()) {
        report.accept("has the key \"" + field.key() + "\": write a lower-camel noun, such as rejectReason");
      } else if (!seen.add(field.key())) {
        report.accept("asks for " + field.key() + " a second time: one field per key");
      }
    }, findings);
  }

  private static void formsKeepTheContract(Form form, Findings findings) {
    var contract = CONTRACT.step(form.id());
    if (contract.isEmpty()) {
      findings.add(form.file(), form.id(), "is no step of the forms' contract: add its line to model/forms-contract.txt, or name it like the step");
      return;
    }
    eachField(form, FormRules::asks, (field, report) -> {
      var entry = contract.get().get(field.key());
      if (entry == null) {
        report.accept("is not in the contract of this step " + contract.get().keySet() + ": use one of those keys, or extend model/forms-contract.txt");
        return;
      }
      boolean isCheckbox = field.type().equals("checkbox");
      if (field.isRequired() == entry.optional() && !isCheckbox) {
        report.accept(entry.optional() ? "is required, but the contract says optional: take the flag away" : "may be left empty, but the contract requires it: set Required");
      }
      Form.optionsOf(form.json(), field.key()).stream().filter(value -> !entry.values().isEmpty() && !entry.values().contains(value))
          .forEach(value -> report.accept("offers " + value + ", which no gateway and no client knows: offer some of " + entry.values()));
    }, findings);
  }

  private static void labelsAreBilingual(Form form, Findings findings) {
    eachField(form, field -> asks(field) || field.type().equals("group"), (field, report) -> {
      checkLabel(field.json().path("label"), true, report);
      checkLabel(field.json().path("description"), false, report);
      field.json().path("values").forEach(value -> checkLabel(value.path("label"), true, report));
    }, findings);
    eachField(form, field -> field.type().equals("text"), (field, report) -> {
      var text = field.json().path("text").asText();
      if (!text.matches("(?s).*\\p{IsHan}.*") || !text.matches("(?s).*\\p{IsLatin}.*")) {
        report.accept("shows a text in one language only: write it in English and in Chinese");
      }
    }, findings);
  }

  private static void checkLabel(JsonNode label, boolean needed, Consumer<String> report) {
    boolean isThere = !label.asText().isBlank();
    if (isThere ? !Names.isBilingual(label.asText()) : needed) {
      report.accept("has the label \"" + label.asText() + "\": write it as English / 中文");
    }
  }

  private static void moneyIsAText(Form form, Findings findings) {
    eachField(form, field -> field.key().toLowerCase(Locale.ROOT).endsWith("amount"), (field, report) -> {
      var pattern = field.json().path("validate").path("pattern").asText();
      if (!field.type().equals("textfield")) {
        report.accept("is money in a field of type " + field.type() + ", where 129.90 becomes a floating number: use a text field with a pattern");
      } else if (!fitsMoney(pattern)) {
        report.accept("is money with the pattern \"" + pattern + "\": it must take 0, 12, 5.5 and 129.90 and refuse -1, 1.234, 1e3 and 01");
      }
    }, findings);
  }

  private static boolean fitsMoney(String pattern) {
    try {
      var money = Pattern.compile(pattern);
      return Stream.of("0", "12", "5.5", "129.90").allMatch(text -> money.matcher(text).find())
          && Stream.of("", "-1", "1.234", "1e3", "01", "1,000", " 1").noneMatch(text -> money.matcher(text).find());
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static void textsAreShort(Form form, Findings findings) {
    eachField(form, field -> field.type().startsWith("text") && asks(field), (field, report) -> {
      var validate = field.json().path("validate");
      boolean isFree = !validate.hasNonNull("pattern");
      if (isFree && (!validate.path("maxLength").isInt() || validate.path("maxLength").asInt() > LONGEST_TEXT)) {
        report.accept("takes a text of any length: set the maximum length, at most " + LONGEST_TEXT);
      }
    }, findings);
  }

  private static void noReadonlyFields(Form form, Findings findings) {
    eachField(form, FormRules::asks, (field, report) -> {
      if (field.json().path("readonly").asBoolean() || field.json().path("readonly").asText().startsWith("=")) {
        report.accept("is read-only but submitted all the same: show the fact in a text view");
      }
    }, findings);
  }

  private static void dynamicOptionsAreAtTheTop(Form form, Findings findings) {
    eachField(form, Form.Field::nested, (field, report) -> {
      if (field.json().hasNonNull("valuesKey") || field.json().hasNonNull("valuesExpression")) {
        report.accept("takes its options from a variable inside a group, where Tasklist loses the answer: move it to the top level");
      }
    }, findings);
  }

  private static void valuesAreKebabCase(Form form, Findings findings) {
    eachField(form, field -> CHOOSES.contains(field.type()), (field, report) -> {
      field.json().path("values").forEach(value -> {
        var isCode = field.key().equals("carrier") && CARRIER.matcher(value.path("value").asText()).matches();
        if (!isCode && !Names.KEBAB_CASE.matcher(value.path("value").asText()).matches()) {
          report.accept("offers the value \"" + value.path("value").asText() + "\": write values in kebab-case; only carriers have capital codes");
        }
      });
      if (field.json().path("values").isEmpty() && !field.json().hasNonNull("valuesKey") && !field.json().hasNonNull("valuesExpression")) {
        report.accept("offers nothing to choose: list its values");
      }
    }, findings);
  }

  private static void conditionsReadOwnKeys(Form form, Findings findings) {
    var keys = Form.keysOf(form.json());
    eachField(form, field -> field.json().path("conditional").hasNonNull("hide"), (field, report) -> {
      var hide = field.json().path("conditional").path("hide").asText();
      if (!hide.startsWith("=")) {
        report.accept("is hidden by \"" + hide + "\", which is no expression: start it with =");
      }
      WORD.matcher(QUOTED.matcher(hide).replaceAll(" ")).results().map(match -> match.group())
          .filter(word -> !FEEL_WORDS.contains(word) && !keys.contains(word))
          .forEach(word -> report.accept("is hidden by " + word + ", which this form does not ask: name one of " + keys));
      eachQuoted(hide).forEach(text -> {
        boolean offered = keys.stream().anyMatch(key -> Form.optionsOf(form.json(), key).contains(text));
        if (!offered) {
          report.accept("is hidden by the answer " + text + ", which no field of this form offers: name a value that can be chosen");
        }
      });
    }, findings);
  }

  private static List<String> eachQuoted(String expression) {
    return QUOTED.matcher(expression).results().map(match -> match.group().replace("\"", "")).toList();
  }

  private static boolean asks(Form.Field field) {
    return ASKS.contains(field.type());
  }

  private static void eachField(Form form, Predicate<Form.Field> which,
      BiConsumer<Form.Field, Consumer<String>> check, Findings findings) {
    form.fields().stream().filter(which).forEach(field -> check.accept(field, sentence -> findings.add(form.file(), field.name(), sentence)));
  }
}
