package io.redress.rulebook;

import io.redress.deadline.MovableClock;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A clock that only a test moves. It starts on a Monday morning in Shanghai. */
@TestConfiguration(proxyBeanMethods = false)
class StandingClock {

  @Bean
  @org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean
  io.redress.identity.UserDirectory dir() {
    return new io.redress.identity.UserDirectory() {
      public java.util.Optional<io.redress.identity.Caller> login(String a, String b) { return java.util.Optional.empty(); }
      public java.util.Optional<io.redress.identity.Caller> find(String a) { return java.util.Optional.empty(); }
    };
  }

  @Bean
  MovableClock movableClock() {
    return new MovableClock(Clock.fixed(Instant.parse("2026-03-02T02:00:00Z"), ZoneOffset.UTC));
  }
}
