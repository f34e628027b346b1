package io.redress.process.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.w3c.dom.Element;

/**
 * What must come in one deployment: a diagram with the forms of its user tasks and with the diagrams that it calls. A step without
 * its form could never be completed, and a running case could not be moved to a later deployment that has it.
 */
class Belongings {

  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Element> diagrams = new HashMap<>();
  private final Set<String> forms = new HashSet<>();

  void diagram(String file, Element definitions) {
    diagrams.put(file, definitions);
  }

  /** @throws Undeployable when the file is no form */
  void form(String file, byte[] content) {
    JsonNode form;
    try {
      form = JSON.readTree(content);
    } catch (JsonProcessingException e) {
      throw new Undeployable(file, null, null, "this is no readable form (JSON); save it again in Modeler");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    if (form == null || !form.path("components").isArray()) {
      throw new Undeployable(file, null, null, "this is no form: it has no components; save it again in Modeler");
    }
    forms.add(file.substring(file.lastIndexOf('/') + 1));
  }

  /** @throws Undeployable when something that a diagram needs is not there */
  void check() {
    var processes = new HashSet<String>();
    diagrams.values().forEach(diagram -> each(diagram, "process", process -> processes.add(process.getAttribute("id"))));
    diagrams.forEach((file, diagram) -> {
      each(diagram, "userTask", task -> {
        var form = task.getAttribute("id") + ".form";
        if (!forms.contains(form)) {
          throw new Undeployable(file, task.getAttribute("id"), null, "its form " + form + " is not in this deployment; deploy them together");
        }
      });
      each(diagram, "callActivity", call -> {
        var called = call.getAttribute("calledElement");
        if (!processes.contains(called)) {
          throw new Undeployable(file, call.getAttribute("id"), "calledElement",
              "the flow " + called + " is not in this deployment; deploy them together");
        }
      });
    });
  }

  private static void each(Element diagram, String name, Consumer<Element> action) {
    var elements = diagram.getElementsByTagNameNS(BPMN, name);
    for (int i = 0; i < elements.getLength(); i++) {
      action.accept((Element) elements.item(i));
    }
  }
}
