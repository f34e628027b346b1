package io.redress.process.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Answers questions from the decision tables in {@code bpmn/decisions}, outside of any process instance.
 *
 * <p>A table is a function of its inputs, so answers are remembered: 100,000 imported rows ask about a few hundred distinct items.
 */
@Component
public class DecisionTables {

  private record Question(String decision, Map<String, Object> inputs) {}

  private final DmnEngine engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
  private final Map<String, DmnDecision> decisions = new ConcurrentHashMap<>();
  private final Cache<Question, List<Map<String, Object>>> answers = Caffeine.newBuilder().maximumSize(20_000).build();

  /**
   * All rows that fit, in the table's order, each as output name → value; empty when none fits.
   *
   * @param inputs every name that the table reads; values are immutable ones such as strings, numbers, booleans
   */
  public List<Map<String, Object>> evaluate(String decision, Map<String, Object> inputs) {
    return answers.get(new Question(decision, inputs), question -> {
      var result = engine.evaluateDecisionTable(decisions.computeIfAbsent(decision, this::load), question.inputs());
      return result.getResultList().stream().map(Map::copyOf).collect(Collectors.toUnmodifiableList());
    });
  }

  /** Forgets tables and answers; the next question reads the tables again. */
  public void reload() {
    decisions.clear();
    answers.invalidateAll();
  }

  /** Finds a table among the files on the class path. */
  protected DmnDecision load(String decision) {
    try {
      for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:bpmn/decisions/*.dmn")) {
        try (var stream = file.getInputStream()) {
          for (var found : engine.parseDecisions(stream)) {
            if (found.getKey().equals(decision)) {
              return found;
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the decision tables cannot be read", e);
    }
    throw new IllegalStateException("There is no decision table " + decision + " in bpmn/decisions.");
  }
}
