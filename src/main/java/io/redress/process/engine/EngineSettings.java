package io.redress.process.engine;

import io.redress.process.listener.FlowListeners;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.joda.time.DateTimeUtils;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** How the engine differs from the one that Camunda's starter sets up; what is a plain setting stands in application.yaml. */
@Configuration(proxyBeanMethods = false)
class EngineSettings {

  /** The listeners need services that the engine itself offers, so they are looked up when the first diagram is read. */
  @Bean
  ProcessEnginePlugin caseListeners(@Lazy FlowListeners listeners) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setCustomPostBPMNParseListeners(with(engine.getCustomPostBPMNParseListeners(), listeners));
      }
    };
  }

  @Bean
  ProcessEnginePlugin incidents(StuckRefunds stuck) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setCustomIncidentHandlers(List.of(stuck));
      }
    };
  }

  @Bean
  ProcessEnginePlugin voucherExpiry(ExpireVoucher expireVoucher) {
    return new AbstractProcessEnginePlugin() {
      @Override
      @SuppressWarnings("rawtypes") // as the engine declares it
      public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setCustomJobHandlers(with(engine.getCustomJobHandlers(), expireVoucher));
      }
    };
  }

  /** Whoever deploys a table looks at once whether it does what it should. */
  @Bean
  ProcessEnginePlugin newTables(ApplicationEventPublisher events) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setCustomPostDeployers(with(engine.getCustomPostDeployers(), deployment -> {
          if (deployment.isNew()) {
            events.publishEvent(new DecisionTables.Deployed());
          }
        }));
      }
    };
  }

  /** The engine reads the one clock; it keeps its time source in a static place. */
  @Bean
  ProcessEnginePlugin engineClock(Clock clock) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        DateTimeUtils.setCurrentMillisProvider(clock::millis);
      }
    };
  }

  private static <T> List<T> with(List<T> before, T added) {
    var all = before == null ? new ArrayList<T>() : new ArrayList<>(before);
    all.add(added);
    return all;
  }
}
