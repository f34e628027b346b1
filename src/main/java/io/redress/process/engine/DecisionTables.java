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
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Answers questions from the decision tables as they were deployed last, outside of any process instance.
 *
 * <p>A table is a function of its inputs, so answers are remembered: 100,000 imported rows ask about a few hundred distinct items,
 * and every case in a list asks for its number. Nothing is written to the engine's history. A table that somebody deploys holds at once
 * on this node, and within seconds on the others.
 */
@Component
public class DecisionTables {

  private static final Duration NEWS_AFTER = Duration.ofSeconds(5);

  /** Something was deployed on this node, in the transaction that is running. */
  record Deployed() {}

  private record Question(String decision, String version, Map<String, Object> inputs) {}

  private final DmnEngine engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
  private final TableSource source;
  private final LoadingCache<String, String> latest;
  private final Cache<String, DmnDecision> tables = Caffeine.newBuilder().maximumSize(500).build();
  private final Cache<Question, List<Map<String, Object>>> answers = Caffeine.newBuilder().maximumSize(20_000).build();

  DecisionTables(TableSource source) {
    this.source = source;
    this.latest = Caffeine.newBuilder().expireAfterWrite(NEWS_AFTER).build(source::latestVersion);
  }

  /**
   * All rows that fit, in the table's order, each as output name to value; empty when none fits. An output left empty is null.
   *
   * @param inputs every name that the table reads; values are immutable ones such as strings, numbers, booleans
   * @throws IllegalStateException when no such table is deployed
   */
  public List<Map<String, Object>> evaluate(String decision, Map<String, Object> inputs) {
    return answers.get(new Question(decision, latest.get(decision), inputs), this::answer);
  }

  @TransactionalEventListener
  void on(Deployed deployed) {
    latest.invalidateAll();
  }

  /** The one row that fits, or empty. */
  public Optional<Map<String, Object>> decide(String decision, Map<String, Object> inputs) {
    return evaluate(decision, inputs).stream().findFirst();
  }

  private List<Map<String, Object>> answer(Question question) {
    var table = tables.get(question.version(), version -> read(question.decision(), version));
    return engine.evaluateDecisionTable(table, question.inputs()).getResultList().stream()
        .<Map<String, Object>>map(HashMap::new).collect(Collectors.toUnmodifiableList());
  }

  private DmnDecision read(String decision, String version) {
    try (var file = source.read(version)) {
      return engine.parseDecision(decision, file);
    } catch (IOException e) {
      throw new UncheckedIOException("the decision table " + decision + " cannot be read", e);
    }
  }
}
