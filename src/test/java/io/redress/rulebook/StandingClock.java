package io.redress.rulebook;

import io.redress.deadline.MovableClock;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A clock that only a test moves. It starts on a Monday morning in Shanghai. */
@TestConfiguration(proxyBeanMethods = false)
class StandingClock {

  @Bean
  @Primary
  MovableClock standingClock() {
    return new MovableClock(Clock.fixed(Instant.parse("2026-03-02T02:00:00Z"), ZoneOffset.UTC));
  }
}
