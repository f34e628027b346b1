package io.redress.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import io.redress.TestDatabase;
import io.redress.deadline.MovableClock;
import io.redress.money.Vouchers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.spring.ProcessEngineFactoryBean;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.joda.time.DateTimeUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.support.TransactionTemplate;

/** A voucher's timer in a real engine, without the rest of the application. */
class VoucherTimersTest {

  private static final MovableClock clock = new MovableClock(Clock.fixed(Instant.parse("2026-11-20T02:00:00Z"), ZoneOffset.UTC));
  private static final Vouchers vouchers = mock();
  private static ProcessEngine engine;
  private static TransactionTemplate transaction;
  private static VoucherTimers timers;
  private final Instant start = clock.instant();

  @BeforeAll
  static void an_engine() throws Exception {
    var source = TestDatabase.migrated();
    var transactions = new JdbcTransactionManager(source);
    transaction = new TransactionTemplate(transactions);
    var configuration = new SpringProcessEngineConfiguration();
    configuration.setProcessEngineName("voucher-timers");
    configuration.setDataSource(source);
    configuration.setTransactionManager(transactions);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setJobExecutorActivate(false);
    configuration.setHistory("full");
    configuration.setApplicationContext(new StaticApplicationContext());
    new EngineSettings().voucherExpiry(new ExpireVoucher(vouchers)).preInit(configuration);
    var factory = new ProcessEngineFactoryBean();
    factory.setProcessEngineConfiguration(configuration);
    engine = factory.getObject();
    DateTimeUtils.setCurrentMillisProvider(clock::millis);
    timers = new VoucherTimers(configuration);
  }

  @AfterEach
  void nothing_is_left() {
    reset(vouchers);
    var management = engine.getManagementService();
    management.createJobQuery().list().forEach(job -> management.deleteJob(job.getId()));
  }

  @AfterAll
  static void close() {
    engine.close();
    ClockUtil.reset();
  }

  @Test
  void it_rings_in_its_order_when_time_passes_and_then_never_again() {
    var rung = new ArrayList<String>();
    doAnswer(call -> rung.add(call.getArgument(0) + " " + clock.instant())).when(vouchers).expire(any());
    set("V2", Duration.ofDays(400));
    set("V1", Duration.ofDays(30));
    set("V3", Duration.ofDays(18_263));
    passes(Duration.ofDays(30).minusMillis(1));
    assertThat(rung).isEmpty();
    passes(Duration.ofDays(400));
    assertThat(rung).containsExactly("V1 " + start.plus(Duration.ofDays(30)), "V2 " + start.plus(Duration.ofDays(400)));
    passes(Duration.ofDays(18_300));
    assertThat(rung).hasSize(3);
    assertThat(jobs()).isZero();
  }

  @Test
  void it_is_lost_with_the_voucher() {
    transaction.executeWithoutResult(status -> {
      timers.set("V1", start.plusSeconds(60));
      status.setRollbackOnly();
    });
    assertThat(jobs()).isZero();
    passes(Duration.ofDays(1));
    verifyNoInteractions(vouchers);
  }

  @Test
  void one_that_fails_is_tried_again_and_in_the_end_shown_to_administrators() {
    doThrow(new IllegalStateException("the database is away")).when(vouchers).expire("V1");
    set("V1", Duration.ofDays(1));
    for (int day = 1; day <= 4; day++) {
      passes(Duration.ofDays(day));
    }
    assertThat(engine.getManagementService().createJobQuery().noRetriesLeft().count()).isEqualTo(1);
    assertThat(engine.getRuntimeService().createIncidentQuery().count()).isEqualTo(1);
  }

  @Test
  void what_sets_it_anew_while_it_rings_is_called_again() {
    var rung = new ArrayList<Instant>();
    doAnswer(call -> {
      rung.add(clock.instant());
      if (rung.size() == 1) {
        timers.set("V1", start.plus(Duration.ofDays(2)));
      }
      return null;
    }).when(vouchers).expire("V1");
    set("V1", Duration.ofDays(1));
    passes(Duration.ofDays(3));
    assertThat(rung).isEqualTo(List.of(start.plus(Duration.ofDays(1)), start.plus(Duration.ofDays(2))));
    verify(vouchers, times(2)).expire("V1");
  }

  private void set(String voucherId, Duration from) {
    transaction.executeWithoutResult(status -> timers.set(voucherId, start.plus(from)));
  }

  private long jobs() {
    return engine.getManagementService().createJobQuery().count();
  }

  /** As the demo's clock and the scenarios let it pass. */
  private void passes(Duration sinceStart) {
    var none = new StaticListableBeanFactory();
    new DueJobs(engine.getManagementService(), none.getBeanProvider(JobExecutor.class), none.getBeanProvider(ThreadPoolTaskExecutor.class), clock)
        .to(start.plus(sinceStart));
  }
}
