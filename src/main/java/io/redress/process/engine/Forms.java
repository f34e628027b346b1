package io.redress.process.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.springframework.stereotype.Component;

/** The forms as they were deployed with the diagram that a step belongs to; a deployment never changes, so they are kept. */
@Component
public class Forms {

  private record Key(String processDefinitionId, String step) {}

  private final RepositoryService repository;
  private final TaskService tasks;
  private final OwnReading own;
  private final ObjectMapper json;
  private final Cache<Key, JsonNode> kept = Caffeine.newBuilder().maximumSize(1_000).build();

  Forms(RepositoryService repository, TaskService tasks, OwnReading own, ObjectMapper json) {
    this.repository = repository;
    this.tasks = tasks;
    this.own = own;
    this.json = json;
  }

  /** The form of each of these open tasks, as JSON. */
  public Map<String, String> ofTasks(Collection<String> taskIds) {
    var forms = new HashMap<String, String>();
    if (!taskIds.isEmpty()) {
      tasks.createTaskQuery().taskIdIn(taskIds.toArray(String[]::new)).list()
          .forEach(task -> forms.put(task.getId(), of(task.getProcessDefinitionId(), task.getTaskDefinitionKey()).toString()));
    }
    return forms;
  }

  JsonNode of(String processDefinitionId, String step) {
    return kept.get(new Key(processDefinitionId, step), wanted -> own.read(() -> read(wanted)));
  }

  private JsonNode read(Key key) {
    var deployment = repository.getProcessDefinition(key.processDefinitionId()).getDeploymentId();
    var file = key.step() + ".form";
    // we deploy forms/x.form; Camunda Modeler, x.form
    var resource = repository.getDeploymentResourceNames(deployment).stream()
        .filter(name -> name.equals(file) || name.endsWith("/" + file)).findFirst()
        .orElseThrow(() -> new IllegalStateException("the deployment of " + key.processDefinitionId() + " lacks " + file
            + ": deploy the diagram together with its forms"));
    try (var form = repository.getResourceAsStream(deployment, resource)) {
      return json.readTree(form);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " is no readable form", e);
    }
  }
}
