package io.redress.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MovableClockTest {

  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

  private final MovableClock clock = new MovableClock(Clock.fixed(TEN, ZoneOffset.UTC));

  @Test
  void it_starts_at_real_time_and_keeps_running() {
    var before = Instant.now();
    var really = new MovableClock();
    assertThat(really.instant()).isBetween(before, Instant.now());
    really.moveTo(before.plus(Duration.ofDays(2)));
    assertThat(really.instant()).isBetween(before.plus(Duration.ofDays(2)), Instant.now().plus(Duration.ofDays(2)));
  }

  @Test
  void it_moves_forward_and_views_in_other_zones_move_along() {
    var inShanghai = clock.withZone(ZoneId.of("Asia/Shanghai"));
    clock.moveTo(TEN.plusSeconds(60));
    assertThat(clock.instant()).isEqualTo(TEN.plusSeconds(60));
    assertThat(inShanghai.instant()).isEqualTo(TEN.plusSeconds(60));
    assertThat(inShanghai.getZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    clock.moveTo(TEN.plusSeconds(60));
    assertThat(clock.instant()).isEqualTo(TEN.plusSeconds(60));
  }

  @Test
  void it_never_moves_back() {
    clock.moveTo(TEN.plusSeconds(60));
    assertThatThrownBy(() -> clock.moveTo(TEN.plusSeconds(59))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("forward");
    assertThat(clock.instant()).isEqualTo(TEN.plusSeconds(60));
  }

  @Test
  void one_property_decides_which_clock_there_is() {
    var runner = new ApplicationContextRunner().withUserConfiguration(ClockConfiguration.class);
    runner.run(context -> {
      assertThat(context).hasSingleBean(Clock.class).doesNotHaveBean(MovableClock.class);
      assertThat(context.getBean(ZoneId.class)).isEqualTo(ZoneId.of("Asia/Shanghai"));
    });
    runner.withPropertyValues("redress.clock.movable=true", "redress.zone=America/New_York").run(context -> {
      assertThat(context).hasSingleBean(Clock.class).hasSingleBean(MovableClock.class);
      assertThat(context.getBean(ZoneId.class)).isEqualTo(ZoneId.of("America/New_York"));
    });
    runner.withPropertyValues("redress.zone=Asia/Nowhere").run(context -> assertThat(context).hasFailed());
  }
}
