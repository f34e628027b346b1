package io.redress.deadline;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one clock that everything reads, the engine included, and the zone in which days are counted. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

  @Bean
  @ConditionalOnProperty(name = "redress.clock.movable", havingValue = "true")
  MovableClock movableClock() {
    return new MovableClock();
  }

  @Bean
  @ConditionalOnProperty(name = "redress.clock.movable", havingValue = "false", matchIfMissing = true)
  Clock systemClock() {
    return Clock.systemUTC();
  }

  @Bean
  ZoneId zone(@Value("${redress.zone:Asia/Shanghai}") ZoneId zone) {
    return zone;
  }
}
