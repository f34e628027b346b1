package io.redress.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for any start, any number and any calendar. */
class DeadlinePropertiesTest {

  private static final LocalDate FIRST = LocalDate.of(2023, 12, 1);
  private static final int DAYS = 1_500;

  @Property
  void no_deadline_lies_before_its_start(@ForAll("instants") Instant now, @ForAll("instants") Instant other, @ForAll("zones") ZoneId zone,
      @ForAll @IntRange(min = 1, max = 60) int number) {
    var deadline = deadlines(now, zone, Map.of());
    assertThat(deadline.hours(number).toInstant()).isAfterOrEqualTo(now);
    assertThat(deadline.days(number).toInstant()).isAfterOrEqualTo(now);
    assertThat(deadline.workingDays(number).toInstant()).isAfterOrEqualTo(now);
    assertThat(deadline.hoursOrAt(number, Date.from(other)).toInstant()).isAfterOrEqualTo(now);
    assertThat(deadline.daysIncluding(number, Date.from(other)).toInstant()).isAfterOrEqualTo(other);
  }

  @Property
  void hours_or_an_instant_is_never_later_than_the_hours_nor_than_an_instant_to_come(@ForAll("instants") Instant now,
      @ForAll("instants") Instant other, @ForAll @IntRange(min = 1, max = 1_000) int hours) {
    var deadline = deadlines(now, ZoneOffset.UTC, Map.of());
    var either = deadline.hoursOrAt(hours, Date.from(other));
    assertThat(either).isBeforeOrEqualTo(deadline.hours(hours));
    if (other.isAfter(now)) {
      assertThat(either).isBeforeOrEqualTo(Date.from(other));
    }
    assertThat(deadline.hoursOrAt(hours, null)).isEqualTo(deadline.hours(hours));
  }

  @Property
  void rolling_periods_are_exactly_as_long_as_they_say_in_every_zone(@ForAll("instants") Instant now, @ForAll("zones") ZoneId zone,
      @ForAll @IntRange(min = 1, max = 1_000) int number) {
    var deadline = deadlines(now, zone, Map.of());
    assertThat(Duration.between(now, deadline.hours(number).toInstant())).isEqualTo(Duration.ofHours(number));
    assertThat(deadline.days(number)).isEqualTo(deadline.hours(24 * number));
  }

  /** Walks through the days one by one and crosses them off. */
  @Property
  void days_including_the_first_agree_with_crossing_off_a_calendar(@ForAll("instants") Instant start, @ForAll("zones") ZoneId zone,
      @ForAll @IntRange(min = 1, max = 60) int days) {
    var day = start.atZone(zone).toLocalDate();
    for (int crossedOff = 1; crossedOff < days; crossedOff++) {
      day = day.plusDays(1);
    }
    var due = deadlines(start, zone, Map.of()).daysIncluding(days, Date.from(start)).toInstant().atZone(zone);
    assertThat(due.toLocalDate()).isEqualTo(day);
    assertThat(due.toLocalTime()).isEqualTo(LocalTime.of(23, 59, 59, 999_000_000));
  }

  @Property
  void working_days_agree_with_crossing_off_a_calendar(@ForAll("instants") Instant now, @ForAll("zones") ZoneId zone,
      @ForAll("calendars") @Size(max = 200) Map<LocalDate, Boolean> calendar, @ForAll @IntRange(min = 1, max = 40) int days) {
    var day = now.atZone(zone).toLocalDate();
    int left = days;
    while (left > 0) {
      day = day.plusDays(1);
      boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
      if (calendar.containsKey(day) ? calendar.get(day) : !weekend) {
        left--;
      }
    }
    var due = deadlines(now, zone, calendar).workingDays(days).toInstant().atZone(zone);
    assertThat(due.toLocalDate()).isEqualTo(day);
    assertThat(due.toLocalTime()).isEqualTo(LocalTime.of(23, 59, 59, 999_000_000));
  }

  @Property
  void one_more_is_always_later(@ForAll("instants") Instant now, @ForAll("calendars") @Size(max = 200) Map<LocalDate, Boolean> calendar,
      @ForAll @IntRange(min = 1, max = 40) int number) {
    var deadline = deadlines(now, ZoneId.of("Asia/Shanghai"), calendar);
    assertThat(deadline.workingDays(number)).isBefore(deadline.workingDays(number + 1));
    assertThat(deadline.daysIncluding(number, Date.from(now))).isBefore(deadline.daysIncluding(number + 1, Date.from(now)));
  }

  @Provide
  Arbitrary<Instant> instants() {
    var first = FIRST.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    return Arbitraries.longs().between(first, first + DAYS * 86_400_000L).map(Instant::ofEpochMilli);
  }

  /** Without change of clocks, with one, ahead of and behind Greenwich, and off the full hour. */
  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Pacific/Kiritimati", "Asia/Kathmandu", "UTC").map(ZoneId::of);
  }

  @Provide
  Arbitrary<Map<LocalDate, Boolean>> calendars() {
    return Arbitraries.maps(Arbitraries.integers().between(0, DAYS + 100).map(FIRST::plusDays), Arbitraries.of(true, false));
  }

  private static Deadlines deadlines(Instant now, ZoneId zone, Map<LocalDate, Boolean> calendar) {
    return new Deadlines(Clock.fixed(now, ZoneOffset.UTC), zone, new WorkingDays(zone, year -> calendar));
  }
}
