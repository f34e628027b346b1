package io.redress.process.engine;

import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/** What a DMN file may hold: decision tables and literal expressions in FEEL, which reaches nothing but its inputs. */
class TableRules {

  private static final Pattern FEEL = Pattern.compile("feel|https?://www\\.omg\\.org/spec/(FEEL/\\d+|DMN/\\d+/FEEL)/?");
  private static final Pattern EXTERNAL = Pattern.compile("\\bexternal\\b|\\bfunction\\s*\\(");
  private static final Set<String> REFUSED =
      Set.of("businessKnowledgeModel", "functionDefinition", "encapsulatedLogic", "invocation", "import", "decisionService", "extensionElements");
  private static final Set<String> EXTENSION_ATTRIBUTES = Set.of("inputVariable", "historyTimeToLive", "versionTag", "width", "diagramRelationId");

  private final String file;

  TableRules(String file) {
    this.file = file;
  }

  /** @throws Undeployable for the first thing that is not allowed */
  void check(Element element) {
    if (REFUSED.contains(element.getLocalName())) {
      throw new Undeployable(file, id(element), "<" + element.getNodeName() + ">",
          "only decision tables and literal expressions are deployed; write the rule as a table");
    }
    var attributes = element.getAttributes();
    for (var i = 0; i < attributes.getLength(); i++) {
      checkAttribute(element, (Attr) attributes.item(i));
    }
    if (element.getLocalName().equals("text") && EXTERNAL.matcher(withoutStrings(element.getTextContent())).find()) {
      throw new Undeployable(file, id(element), "<" + element.getNodeName() + ">", "functions are not defined in a table; compare the inputs with values");
    }
    for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        check(inner);
      }
    }
  }

  private void checkAttribute(Element element, Attr attribute) {
    var name = attribute.getLocalName();
    var namespace = attribute.getNamespaceURI();
    if (name.equals("expressionLanguage") && !FEEL.matcher(attribute.getValue().strip()).matches()) {
      throw new Undeployable(file, id(element), attribute.getNodeName(),
          attribute.getValue() + " is not allowed; the only language of a table is FEEL, leave this attribute out");
    }
    if (namespace != null && namespace.toLowerCase(java.util.Locale.ROOT).contains("camunda.org/schema/1.0/dmn")
        && !EXTENSION_ATTRIBUTES.contains(name)) {
      throw new Undeployable(file, id(element), attribute.getNodeName(), "this is not part of what a table may use; leave it out");
    }
  }

  private static String withoutStrings(String feel) {
    return feel.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"");
  }

  private static String id(Element element) {
    for (var node = (org.w3c.dom.Node) element; node instanceof Element candidate; node = node.getParentNode()) {
      if (!candidate.getAttribute("id").isEmpty()) {
        return candidate.getAttribute("id");
      }
    }
    return null;
  }
}
