package io.redress.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One element template of Modeler. */
record Template(String file, JsonNode json) {

  /** The templates of a file: one, or a list of them. */
  static List<Template> readAll(String file, String text) {
    var json = Landscape.json(text);
    var templates = new ArrayList<Template>();
    (json.isArray() ? json : List.of(json)).forEach(template -> templates.add(new Template(file, template)));
    return templates;
  }

  String id() {
    return json.path("id").asText("");
  }

  String name() {
    return json.path("name").asText("");
  }

  /** The property with that binding, such as the attribute {@code camunda:delegateExpression}. */
  Optional<JsonNode> bound(String type, String name) {
    for (var property : json.path("properties")) {
      var binding = property.path("binding");
      if (binding.path("type").asText().equals(type) && binding.path("name").asText().equals(name)) {
        return Optional.of(property);
      }
    }
    return Optional.empty();
  }

  Optional<String> bean() {
    return bound("property", "camunda:delegateExpression").map(property -> property.path("value").asText()).flatMap(Expressions::bean);
  }

  @Override
  public String toString() {
    return file;
  }
}
