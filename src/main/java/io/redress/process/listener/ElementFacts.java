package io.redress.process.listener;

import io.redress.casefile.CaseStatus;
import io.redress.process.NamedClauses;
import java.util.Optional;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.impl.util.xml.Namespace;

/** What a diagram's element says about itself: its status, its other properties, and the first clause of its documentation. */
record ElementFacts(Element element) {

  private static final Namespace CAMUNDA = new Namespace("http://camunda.org/schema/1.0/bpmn");

  /** The word of the property {@code status}, or null. */
  CaseStatus status() {
    return property("status").map(CaseStatus::of).orElse(null);
  }

  /** The clause that the documentation names first, or null. */
  String clause() {
    var documentation = element.element("documentation");
    return NamedClauses.first(documentation == null ? "" : documentation.getText());
  }

  Optional<String> property(String name) {
    var extensions = element.element("extensionElements");
    var properties = extensions == null ? null : extensions.elementNS(CAMUNDA, "properties");
    return properties == null ? Optional.empty() : properties.elementsNS(CAMUNDA, "property").stream()
        .filter(property -> name.equals(property.attribute("name"))).map(property -> property.attribute("value")).findFirst();
  }
}
