package io.redress.process.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.stereotype.Component;

/**
 * Answers questions from the decision tables as they were deployed last, outside of any process instance.
 *
 * <p>A table is a function of its inputs, so answers are remembered: 100,000 imported rows ask about a few hundred distinct items,
 * and every case in a list asks for its number. Nothing is written to the engine's history. A table that somebody deploys, on this
 * node or another, holds within seconds.
 */
@Component
public class DecisionTables {

  private static final Duration NEWS_AFTER = Duration.ofSeconds(5);

  private record Question(String definitionId, Map<String, Object> inputs) {}

  private final DmnEngine engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
  private final RepositoryService repository;
  private final LoadingCache<String, String> latest;
  private final LoadingCache<String, DmnDecision> tables;
  private final Cache<Question, List<Map<String, Object>>> answers = Caffeine.newBuilder().maximumSize(20_000).build();

  DecisionTables(RepositoryService repository) {
    this.repository = repository;
    this.latest = Caffeine.newBuilder().expireAfterWrite(NEWS_AFTER).build(this::latestVersion);
    this.tables = Caffeine.newBuilder().maximumSize(500).build(this::read);
  }

  /**
   * All rows that fit, in the table's order, each as output name to value; empty when none fits. An output left empty is null.
   *
   * @param inputs every name that the table reads; values are immutable ones such as strings, numbers, booleans
   * @throws IllegalStateException when no such table is deployed
   */
  public List<Map<String, Object>> evaluate(String decision, Map<String, Object> inputs) {
    return answers.get(new Question(latest.get(decision), inputs), this::answer);
  }

  /** The one row that fits, or empty. */
  public Optional<Map<String, Object>> decide(String decision, Map<String, Object> inputs) {
    return evaluate(decision, inputs).stream().findFirst();
  }

  private List<Map<String, Object>> answer(Question question) {
    return engine.evaluateDecisionTable(tables.get(question.definitionId()), question.inputs()).getResultList().stream()
        .<Map<String, Object>>map(HashMap::new).collect(Collectors.toUnmodifiableList());
  }

  private String latestVersion(String decision) {
    var definition = repository.createDecisionDefinitionQuery().decisionDefinitionKey(decision).latestVersion().singleResult();
    if (definition == null) {
      throw new IllegalStateException("There is no decision table " + decision + ". Deploy it from bpmn/decisions.");
    }
    return definition.getId();
  }

  private DmnDecision read(String definitionId) {
    var key = repository.getDecisionDefinition(definitionId).getKey();
    try (var model = repository.getDecisionModel(definitionId)) {
      return engine.parseDecision(key, model);
    } catch (IOException e) {
      throw new UncheckedIOException("the decision table " + definitionId + " cannot be read", e);
    }
  }
}
