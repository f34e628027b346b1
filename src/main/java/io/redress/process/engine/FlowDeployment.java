package io.redress.process.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys the diagrams, tables and forms that the application brings along, before the first request is served.
 *
 * <p>All of them as one deployment, because a step's form is looked for in its diagram's deployment; under the same names wherever
 * the application runs from, so that a start with nothing changed deploys nothing.
 */
@Component
class FlowDeployment implements SmartInitializingSingleton {

  private static final List<String> FOLDERS = List.of("bpmn/*.bpmn", "bpmn/decisions/*.dmn", "forms/*.form");

  private final RepositoryService repository;

  FlowDeployment(RepositoryService repository) {
    this.repository = repository;
  }

  @Override
  public void afterSingletonsInstantiated() {
    var deployment = repository.createDeployment().name("after-sales").source("redress").enableDuplicateFiltering(false);
    var files = new PathMatchingResourcePatternResolver(getClass().getClassLoader());
    try {
      for (var pattern : FOLDERS) {
        var folder = pattern.substring(0, pattern.lastIndexOf('/') + 1);
        for (var file : files.getResources("classpath*:" + pattern)) {
          try (var content = file.getInputStream()) {
            deployment.addInputStream(folder + file.getFilename(), content);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the diagrams that belong to the application cannot be read", e);
    }
    deployment.deploy();
  }
}
