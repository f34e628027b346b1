package io.redress.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.redress.TestDatabase;
import io.redress.deadline.Deadlines;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/**
 * The same diagram on nothing but the engine: same steps, timers, job and variables, the same history and pool, delegates that do
 * nothing, and neither Spring nor any table of ours.
 */
final class BareCases implements RefundCases {

  private static final JavaDelegate NOTHING = execution -> { };

  private final HikariDataSource pool = new HikariDataSource();
  private final CountedStatements statements;
  private final ProcessEngine engine;

  BareCases(Deadlines deadlines, int connections) {
    var location = TestDatabase.empty();
    pool.setJdbcUrl(location.url());
    pool.setUsername(location.user());
    pool.setPassword(location.password());
    pool.setMaximumPoolSize(connections);
    pool.setMinimumIdle(1);
    statements = new CountedStatements(pool);
    var configuration = new StandaloneProcessEngineConfiguration();
    configuration.setProcessEngineName("bare");
    configuration.setDataSource(statements);
    configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
    configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
    configuration.setJobExecutorActivate(false);
    configuration.setCmmnEnabled(false);
    configuration.setBeans(new HashMap<>(Map.of("deadline", deadlines, "decideRefund", NOTHING, "refundBuyer", NOTHING,
        "remindMerchant", NOTHING, "resubmitApplication", NOTHING)));
    engine = configuration.buildProcessEngine();
    engine.getRepositoryService().createDeployment().addClasspathResource("bpmn/refund-only.bpmn").deploy();
  }

  @Override
  public void prepare(int cases) {
    // a process needs nothing but its variables
  }

  @Override
  public Opened open(int number) {
    var merchantId = "m" + number % 100;
    VariableMap variables = Variables.createVariables()
        .putValue("caseId", "CASE-" + number)
        .putValue("orderId", "ORDER-" + number)
        .putValue("merchantId", merchantId)
        .putValue("buyerId", "buyer-" + number % 500)
        .putValue("caseType", "refund-only")
        .putValue("amount", "129.90")
        .putValue("agreedBy", null)
        .putValue("decision", null)
        .putValue("answer", null)
        .putValue("promisedShipAt", null)
        .putValue("shippingPromiseBroken", false);
    var instance = engine.getRuntimeService().startProcessInstanceByKey("refund-only", "CASE-" + number, variables);
    return new Opened("CASE-" + number, instance.getProcessInstanceId(), merchantId);
  }

  @Override
  public void agree(Opened opened) {
    var tasks = engine.getTaskService();
    tasks.complete(tasks.createTaskQuery().processInstanceId(opened.processInstanceId()).singleResult().getId(),
        Map.of("decision", "agree"));
  }

  @Override
  public void pay(Opened opened) {
    var management = engine.getManagementService();
    management.executeJob(management.createJobQuery().processInstanceId(opened.processInstanceId()).singleResult().getId());
  }

  @Override
  public void check(int expected) {
    long ended = engine.getHistoryService().createHistoricActivityInstanceQuery().activityId("buyer-refunded").finished().count();
    if (ended != expected) {
      throw new IllegalStateException("expected " + expected + " ended instances, there are " + ended);
    }
  }

  @Override
  public CountedStatements statements() {
    return statements;
  }

  @Override
  public void close() {
    engine.close();
    pool.close();
  }
}
