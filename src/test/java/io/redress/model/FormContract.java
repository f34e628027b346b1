package io.redress.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each step asks, as {@code model/forms-contract.txt} lists it: gateways and the API read these keys. */
record FormContract(Map<String, Map<String, Entry>> steps) {

  /** One key of a step; {@code values} is empty where anything may be written. */
  record Entry(String key, boolean optional, List<String> values) {}

  static FormContract ofTheDesign() {
    var steps = new LinkedHashMap<String, Map<String, Entry>>();
    Landscape.resource("model/forms-contract.txt").lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(line -> {
      var words = line.split("\\s+");
      var entries = new LinkedHashMap<String, Entry>();
      Arrays.stream(words).skip(1).map(FormContract::entry).forEach(entry -> entries.put(entry.key(), entry));
      steps.put(words[0], entries);
    });
    return new FormContract(steps);
  }

  private static Entry entry(String word) {
    var keyAndValues = word.split("=", 2);
    var values = keyAndValues.length == 1 ? List.<String>of() : List.of(keyAndValues[1].split("\\|"));
    return new Entry(keyAndValues[0].replace("?", ""), keyAndValues[0].endsWith("?"), values);
  }

  Optional<Map<String, Entry>> step(String id) {
    return Optional.ofNullable(steps.get(id));
  }
}
