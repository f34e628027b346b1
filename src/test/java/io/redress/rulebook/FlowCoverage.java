package io.redress.rulebook;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.springframework.boot.test.context.TestComponent;

/** Which flow nodes the scenarios of this JVM have passed, by the engine's own history. */
@TestComponent
class FlowCoverage {

  private final RepositoryService repository;
  private final HistoryService history;

  FlowCoverage(RepositoryService repository, HistoryService history) {
    this.repository = repository;
    this.history = history;
  }

  /** As {@code flow: node}, sorted. */
  List<String> nodesNotPassed(String... flows) {
    var missing = new TreeSet<String>();
    for (var flow : flows) {
      var definition = repository.createProcessDefinitionQuery().processDefinitionKey(flow).latestVersion().singleResult();
      var passed = history.createHistoricActivityInstanceQuery().processDefinitionId(definition.getId()).finished().list().stream()
          .map(HistoricActivityInstance::getActivityId).collect(Collectors.toSet());
      repository.getBpmnModelInstance(definition.getId()).getModelElementsByType(FlowNode.class).stream()
          .filter(node -> !(node instanceof SubProcess)).map(FlowNode::getId).filter(id -> !passed.contains(id))
          .forEach(id -> missing.add(flow + ": " + id));
    }
    return List.copyOf(missing);
  }
}
