package io.redress.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A Camunda Form with the questions that rules ask about it. */
record Form(String file, JsonNode json) {

  /** One component and whether it lies inside a group or list. */
  record Field(JsonNode json, boolean nested) {

    String type() {
      return json.path("type").asText();
    }

    String key() {
      return json.path("key").asText();
    }

    /** What a finding calls the field. */
    String name() {
      return json.hasNonNull("key") ? key() : json.path("id").asText(type());
    }

    boolean isRequired() {
      return json.path("validate").path("required").asBoolean();
    }
  }

  static Form read(String file, String text) {
    return new Form(file, Landscape.json(text));
  }

  String id() {
    return json.path("id").asText();
  }

  List<Field> fields() {
    return fieldsOf(json);
  }

  static List<Field> fieldsOf(JsonNode form) {
    var fields = new ArrayList<Field>();
    collect(form, false, fields);
    return fields;
  }

  private static void collect(JsonNode parent, boolean nested, List<Field> into) {
    for (var component : parent.path("components")) {
      into.add(new Field(component, nested));
      collect(component, true, into);
    }
  }

  static Set<String> keysOf(JsonNode form) {
    var keys = new LinkedHashSet<String>();
    if (form != null) {
      fieldsOf(form).stream().filter(field -> field.json().hasNonNull("key")).map(Field::key).forEach(keys::add);
    }
    return keys;
  }

  /** The values that may be chosen for a key; none for a field that is written freely. */
  static Set<String> optionsOf(JsonNode form, String key) {
    var options = new LinkedHashSet<String>();
    fieldsOf(form).stream().filter(field -> field.key().equals(key))
        .forEach(field -> field.json().path("values").forEach(value -> options.add(value.path("value").asText())));
    return options;
  }

  @Override
  public String toString() {
    return file;
  }
}
