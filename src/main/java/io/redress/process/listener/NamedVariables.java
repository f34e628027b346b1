package io.redress.process.listener;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * The variables that a diagram reads: in conditions, in timers, and in what it passes to the flows it calls. To the engine a name
 * that nobody has set is an error, so a process starts with all of them, null where nothing is known yet.
 */
final class NamedVariables {

  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Set<String> WORDS = Set.of("null", "true", "false", "not", "and", "or", "empty", "eq", "ne", "lt", "gt", "le", "ge");
  private static final Pattern DEADLINE = Pattern.compile("\\$\\{\\s*deadline\\.\\w+\\(\\s*\\d+\\s*(?:,\\s*(\\w+)\\s*)?\\)\\s*}");

  private NamedVariables() {}

  static Set<String> of(Element process) {
    var names = new TreeSet<String>();
    collect(process, names);
    return names;
  }

  private static void collect(Element element, Set<String> names) {
    switch (element.getTagName()) {
      case "conditionExpression" -> NAME.matcher(QUOTED.matcher(element.getText()).replaceAll(" ")).results()
          .map(match -> match.group()).filter(name -> !WORDS.contains(name)).forEach(names::add);
      case "timeDate" -> DEADLINE.matcher(element.getText()).results().map(match -> match.group(1))
          .filter(name -> name != null).forEach(names::add);
      case "in" -> {
        if (element.attribute("source") != null) {
          names.add(element.attribute("source"));
        }
      }
      default -> { }
    }
    element.elements().forEach(child -> collect(child, names));
  }
}
