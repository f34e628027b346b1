package io.redress.process.engine;

import java.util.concurrent.Callable;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/**
 * Reads what the flows are made of, whoever is asking. An agent who answers a step in Tasklist has no rights on deployments, but the
 * form of that step must be read to check the answer.
 */
@Component
class OwnReading {

  private final ProcessEngineConfigurationImpl engine;

  OwnReading(ProcessEngineConfigurationImpl engine) {
    this.engine = engine;
  }

  <T> T read(Callable<T> reading) {
    return engine.getCommandExecutorTxRequired().execute(context -> context.runWithoutAuthorization(reading));
  }
}
