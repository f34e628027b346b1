package io.redress.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redress.process.CaseVariables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a model may refer to.
 *
 * @param forms by id
 * @param beans the beans that diagrams may name, each with the codes of the BPMN errors it throws
 * @param diagrams by the id of their process; filled after the diagrams themselves are read
 * @param decisions ids of decisions
 * @param clauses ids of the rulebook's clauses
 * @param variables the process variables that our code sets
 */
record Landscape(Map<String, JsonNode> forms, Map<String, Set<String>> beans, Map<String, Diagram> diagrams, Set<String> decisions,
    Set<String> clauses, Set<String> variables) {

  static final Path DIAGRAMS = Path.of("bpmn");
  static final Path DECISIONS = DIAGRAMS.resolve("decisions");
  static final Path TEMPLATES = DIAGRAMS.resolve(".camunda/element-templates");
  static final Path FORMS = Path.of("forms");
  private static final Path PROCESS_ROOM = Path.of("src/main/java/io/redress/process");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern COMPONENT = Pattern.compile("@Component(?:\\(\\s*\"(\\w+)\"\\s*\\))?");
  private static final Pattern THROWN = Pattern.compile("new BpmnError\\(\\s*\"([^\"]*)\"");

  static Landscape ofTheProject() {
    var forms = files(FORMS, ".form").stream().collect(Collectors.toMap(file -> baseName(file), file -> json(text(file))));
    var decisions = files(DECISIONS, ".dmn").stream()
        .flatMap(file -> Table.read(baseName(file), text(file), Set.of()).all("decision").stream()).map(decision -> decision.getAttribute("id")).collect(Collectors.toSet());
    var landscape = new Landscape(forms, beansOfTheProject(), new LinkedHashMap<>(), decisions, clausesOfTheRulebook(), variablesOfTheProject());
    files(DIAGRAMS, ".bpmn").forEach(file -> Diagram.read(file.getFileName().toString(), text(file), landscape));
    return landscape;
  }

  /** Components of the delegates' and the listeners' package, read from the sources: bean name → error codes. */
  static Map<String, Set<String>> beansOfTheProject() {
    var beans = new LinkedHashMap<String, Set<String>>();
    for (var room : List.of("delegate", "listener")) {
      beans.putAll(beansIn(PROCESS_ROOM.resolve(room)));
    }
    return beans;
  }

  static Map<String, Set<String>> delegatesOfTheProject() {
    return beansIn(PROCESS_ROOM.resolve("delegate"));
  }

  private static Map<String, Set<String>> beansIn(Path folder) {
    var beans = new LinkedHashMap<String, Set<String>>();
    for (var file : files(folder, ".java")) {
      var source = text(file);
      var component = COMPONENT.matcher(source);
      if (component.find()) {
        var type = baseName(file);
        var name = component.group(1) != null ? component.group(1) : Character.toLowerCase(type.charAt(0)) + type.substring(1);
        beans.put(name, THROWN.matcher(source).results().map(match -> match.group(1)).collect(Collectors.toSet()));
      }
    }
    return beans;
  }

  static Set<String> clausesOfTheRulebook() {
    return lines("clauses.txt");
  }

  /** The names that {@link CaseVariables} declares. */
  private static Set<String> variablesOfTheProject() {
    return Arrays.stream(CaseVariables.class.getFields()).filter(field -> field.getType() == String.class).map(Landscape::value).collect(Collectors.toSet());
  }

  private static String value(Field constant) {
    try {
      return (String) constant.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Diagram> allDiagrams() {
    return List.copyOf(diagrams.values());
  }

  /** Files with that ending directly in the folder, in order; none when there is no such folder yet. */
  static List<Path> files(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String baseName(Path file) {
    return file.getFileName().toString().replaceAll("\\.\\w+$", "");
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String resource(String name) {
    try (var stream = Landscape.class.getClassLoader().getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first word of every line, comments and empty lines aside. */
  static Set<String> lines(String resource) {
    return resource(resource).lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> line.split("\\s+")[0]).collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
