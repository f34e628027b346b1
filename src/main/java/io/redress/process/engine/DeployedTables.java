package io.redress.process.engine;

import java.io.InputStream;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.stereotype.Component;

/** The tables as they were deployed last, by us at start or by a process owner. */
@Component
class DeployedTables implements TableSource {

  private final RepositoryService repository;

  DeployedTables(RepositoryService repository) {
    this.repository = repository;
  }

  @Override
  public String latestVersion(String decision) {
    var definition = repository.createDecisionDefinitionQuery().decisionDefinitionKey(decision).latestVersion().singleResult();
    if (definition == null) {
      throw new IllegalStateException("There is no decision table " + decision + ". Deploy it from bpmn/decisions.");
    }
    return definition.getId();
  }

  @Override
  public InputStream read(String version) {
    return repository.getDecisionModel(version);
  }
}
