package io.redress.bench;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Redress;
import io.redress.TestDatabase;
import io.redress.casefile.Application;
import io.redress.casefile.Cases;
import io.redress.casefile.Steps;
import io.redress.casefile.Viewer;
import io.redress.casefile.Work;
import io.redress.deadline.Deadlines;
import io.redress.money.Account;
import io.redress.money.Accounts;
import io.redress.order.Order;
import io.redress.order.Orders;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.GenericWebApplicationContext;

/** Cases as Redress handles them: the whole application but its web server, called where the controllers call it. */
final class RedressCases implements RefundCases {

  private static final int MERCHANTS = 100;
  private static final int BUYERS = 500;

  private final ConfigurableApplicationContext application;
  private final Orders orders;
  private final Cases cases;
  private final Steps steps;
  private final Work work;
  private final ManagementService management;
  private int prepared;

  RedressCases() {
    application = new SpringApplicationBuilder(Redress.class)
        .web(WebApplicationType.SERVLET)
        .contextFactory(type -> new GenericWebApplicationContext(new MockServletContext()))
        .initializers(new TestDatabase(), context -> {
          context.getBeanFactory().addBeanPostProcessor(new Counting());
          context.getBeanFactory().registerSingleton("nothingOfTests", new NothingOfTests());
        })
        .properties("camunda.bpm.job-execution.enabled=false", "logging.level.root=warn", "spring.main.banner-mode=off")
        .run();
    orders = application.getBean(Orders.class);
    cases = application.getBean(Cases.class);
    steps = application.getBean(Steps.class);
    work = application.getBean(Work.class);
    management = application.getBean(ManagementService.class);
    var accounts = application.getBean(Accounts.class);
    for (int merchant = 0; merchant < MERCHANTS; merchant++) {
      accounts.credit("m" + merchant, Account.Kind.MERCHANT_BALANCE, Cny.parse("1000000.00"), "opening");
    }
  }

  /** What a diagram's timers call. */
  Deadlines deadlines() {
    return application.getBean(Deadlines.class);
  }

  @Override
  public void prepare(int more) {
    var confirmedAt = Instant.now().minus(Duration.ofDays(1));
    for (int end = prepared + more; prepared < end; prepared++) {
      orders.put(new Order(order(prepared), "m" + prepared % MERCHANTS, buyer(prepared), "clothing", "Blue jacket", 1, Cny.parse("129.90"),
          Cny.ZERO, confirmedAt, null, confirmedAt, null, null, null, List.of(), false, false));
    }
  }

  @Override
  public Opened open(int number) {
    var opened = cases.open(Application.of(order(number), "refund-only", "quality", "129.90", null, 1, "The zip is broken"), "key-" + number,
        Viewer.buyer(buyer(number), null));
    return new Opened(opened.caseId().value(), opened.processInstanceId(), opened.merchantId());
  }

  @Override
  public void agree(Opened opened) {
    var task = steps.ofCase(CaseId.of(opened.caseId())).get(0).taskId();
    work.complete(task, Map.of("decision", "agree"), Viewer.merchant(opened.merchantId(), "clerk-of-" + opened.merchantId()));
  }

  @Override
  public void pay(Opened opened) {
    management.executeJob(management.createJobQuery().processInstanceId(opened.processInstanceId()).singleResult().getId());
  }

  @Override
  public void check(int expected) {
    long refunded = cases.count(Viewer.staff("agent1", Set.of("agent")), "refunded", null);
    if (refunded != expected) {
      throw new IllegalStateException("expected " + expected + " refunded cases, there are " + refunded);
    }
  }

  @Override
  public CountedStatements statements() {
    return (CountedStatements) application.getBean(DataSource.class);
  }

  @Override
  public void close() {
    application.close();
  }

  private static String order(int number) {
    return "ORDER-" + number;
  }

  private static String buyer(int number) {
    return "buyer-" + number % BUYERS;
  }

  /** Without a test's runner nobody else keeps the configurations of tests out, such as a clock that stands still. */
  private static final class NothingOfTests extends TypeExcludeFilter {

    private static final String TESTS = RedressCases.class.getProtectionDomain().getCodeSource().getLocation().toString();

    @Override
    public boolean match(MetadataReader found, MetadataReaderFactory all) throws IOException {
      return found.getResource().getURL().toString().startsWith(TESTS);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof NothingOfTests;
    }

    @Override
    public int hashCode() {
      return NothingOfTests.class.hashCode();
    }
  }

  private static final class Counting implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean instanceof DataSource source ? new CountedStatements(source) : bean;
    }
  }
}
