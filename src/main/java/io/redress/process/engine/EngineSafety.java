package io.redress.process.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;

/**
 * Builds the guards into the engine: none of its own interfaces, ours included, leads around them. Flyway runs first: it wants an
 * empty database, the engine does not mind our tables.
 */
@Component
@DependsOnDatabaseInitialization
class EngineSafety extends AbstractProcessEnginePlugin {

  private final ListedBeans beans;

  EngineSafety(ListedBeans beans) {
    this.beans = beans;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    engine.setCustomPreDeployers(with(engine.getCustomPreDeployers(), new DeploymentGuard(beans)));
    engine.setCustomPreCommandInterceptorsTxRequired(
        with(engine.getCustomPreCommandInterceptorsTxRequired(), new NoAdHocExpressions()));
    engine.setCustomPreCommandInterceptorsTxRequiresNew(
        with(engine.getCustomPreCommandInterceptorsTxRequiresNew(), new NoAdHocExpressions()));
    engine.setCustomPreCommandInterceptorsTxRequired(
        with(engine.getCustomPreCommandInterceptorsTxRequired(), new RefusedAnswers()));
    engine.setResourceAuthorizationProvider(new StaffAuthorizations());
    engine.setEnableExpressionsInAdhocQueries(false);
    engine.setEnableXxeProcessing(false);
    // the login counts wrong passwords by itself; the engine's count would let anybody lock out anybody
    engine.setLoginMaxAttempts(Integer.MAX_VALUE);
    engine.setLoginDelayBase(0);
  }

  private static <T> List<T> with(List<T> before, T added) {
    var all = new ArrayList<T>();
    all.add(added);
    if (before != null) {
      all.addAll(before);
    }
    return all;
  }
}
