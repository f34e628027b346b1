package io.redress.process.engine;

import java.io.InputStream;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.stereotype.Component;

/** The tables as they were deployed last, by us at start or by a process owner. */
@Component
class DeployedTables implements TableSource {

  private final RepositoryService repository;
  private final OwnReading own;

  DeployedTables(RepositoryService repository, OwnReading own) {
    this.repository = repository;
    this.own = own;
  }

  @Override
  public String latestVersion(String decision) {
    var definition = own.read(() ->
        repository.createDecisionDefinitionQuery().decisionDefinitionKey(decision).latestVersion().singleResult());
    if (definition == null) {
      throw new IllegalStateException("There is no decision table " + decision + ". Deploy it from bpmn/decisions.");
    }
    return definition.getId();
  }

  @Override
  public InputStream read(String version) {
    return own.read(() -> repository.getDecisionModel(version));
  }
}
