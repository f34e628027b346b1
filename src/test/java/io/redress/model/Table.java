package io.redress.model;

import java.util.List;
import java.util.Set;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A decision table with the questions that rules ask about it. */
record Table(String file, Document document, Set<String> clauses) {

  private static final String CAMUNDA_DMN = "http://camunda.org/schema/1.0/dmn";

  static Table read(String file, String xml, Set<String> clauses) {
    return new Table(file, Xml.parse(xml), clauses);
  }

  List<Element> all(String localName) {
    return Xml.descendants(document.getDocumentElement(), localName);
  }

  static String camunda(Element element, String attribute) {
    return element.getAttributeNS(CAMUNDA_DMN, attribute);
  }

  /** The text of the element's child of that name; empty when there is none. */
  static String text(Element element, String child) {
    return Xml.children(element, child).stream().map(Element::getTextContent).map(String::strip).findFirst().orElse("");
  }

  @Override
  public String toString() {
    return file;
  }
}
