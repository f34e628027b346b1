package io.redress.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables counted by hand, with the calendar as it is delivered. */
class DeadlinesTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final CalendarTable CALENDAR = DeliveredCalendar.table();

  @ParameterizedTest(name = "{1} h from {0} is {2}")
  @CsvSource(textBlock = """
      2026-11-20T10:00:00+08:00,     48, 2026-11-22T10:00:00+08:00
      2024-02-28T23:59:00+08:00,     24, 2024-02-29T23:59:00+08:00
      2024-02-28T23:59:00+08:00,     48, 2024-03-01T23:59:00+08:00
      2025-02-28T23:59:00+08:00,     24, 2025-03-01T23:59:00+08:00
      2025-12-31T12:00:00+08:00,     24, 2026-01-01T12:00:00+08:00
      2026-02-13T18:00:00+08:00,     48, 2026-02-15T18:00:00+08:00
      2026-11-20T10:00:00.123+08:00,  1, 2026-11-20T11:00:00.123+08:00
      """)
  void hours_roll_on_through_nights_holidays_and_leap_days(OffsetDateTime now, int hours, OffsetDateTime due) {
    assertThat(at(now).hours(hours)).isEqualTo(date(due));
  }

  @ParameterizedTest(name = "{1} days from {0} is {2}")
  @CsvSource(textBlock = """
      2026-11-20T10:00:00+08:00, 7, 2026-11-27T10:00:00+08:00
      2024-02-25T00:01:00+08:00, 7, 2024-03-03T00:01:00+08:00
      2025-12-28T23:59:00+08:00, 7, 2026-01-04T23:59:00+08:00
      2026-09-28T09:00:00+08:00, 7, 2026-10-05T09:00:00+08:00
      """)
  void days_are_rolling_and_of_24_hours(OffsetDateTime now, int days, OffsetDateTime due) {
    assertThat(at(now).days(days)).isEqualTo(date(due));
  }

  @ParameterizedTest(name = "{1} days, the day of {0} included, end on {2}")
  @CsvSource(textBlock = """
      2026-03-10T12:00:00+08:00,  7, 2026-03-16
      2026-03-10T23:59:00+08:00,  7, 2026-03-16
      2026-03-11T00:01:00+08:00,  7, 2026-03-17
      2026-03-10T15:59:00Z,       7, 2026-03-16
      2026-03-10T16:01:00Z,       7, 2026-03-17
      2026-03-10T12:00:00+08:00,  1, 2026-03-10
      2026-03-10T12:00:00+08:00,  2, 2026-03-11
      2024-02-28T12:00:00+08:00,  3, 2024-03-01
      2025-02-28T12:00:00+08:00,  3, 2025-03-02
      2025-12-30T12:00:00+08:00,  7, 2026-01-05
      2026-09-28T12:00:00+08:00, 20, 2026-10-17
      """)
  void the_first_day_counts_and_the_last_one_lasts_to_its_end(OffsetDateTime first, int days, String last) {
    assertThat(at(first).daysIncluding(days, date(first))).isEqualTo(date(last + "T23:59:59.999+08:00"));
  }

  @ParameterizedTest(name = "{1} working days after {0}: {2}")
  @CsvSource(textBlock = """
      # an ordinary week: today never counts, whether worked or not, however early
      2026-03-10T00:01:00+08:00, 1, 2026-03-11
      2026-03-10T23:59:00+08:00, 1, 2026-03-11
      2026-03-11T00:01:00+08:00, 1, 2026-03-12
      2026-03-10T15:59:00Z,      1, 2026-03-11
      2026-03-10T16:01:00Z,      1, 2026-03-12
      2026-03-13T10:00:00+08:00, 1, 2026-03-16
      2026-03-14T10:00:00+08:00, 1, 2026-03-16
      2026-03-15T23:59:00+08:00, 1, 2026-03-16
      2026-03-10T10:00:00+08:00, 5, 2026-03-17
      # a leap day, with and without holiday data
      2024-02-28T10:00:00+08:00, 1, 2024-02-29
      2024-02-28T10:00:00+08:00, 2, 2024-03-01
      2028-02-28T10:00:00+08:00, 1, 2028-02-29
      2028-02-28T10:00:00+08:00, 5, 2028-03-06
      # New Year 2026: 1 to 3 January off, Sunday 4 January worked
      2025-12-31T10:00:00+08:00, 1, 2026-01-04
      2025-12-31T10:00:00+08:00, 2, 2026-01-05
      2025-12-29T10:00:00+08:00, 5, 2026-01-06
      # Spring Festival 2025: 28 January to 4 February off, Sunday 26 January and Saturday 8 February worked
      2025-01-24T10:00:00+08:00, 1, 2025-01-26
      2025-01-24T10:00:00+08:00, 2, 2025-01-27
      2025-01-24T10:00:00+08:00, 3, 2025-02-05
      2025-01-24T10:00:00+08:00, 5, 2025-02-07
      2025-01-24T10:00:00+08:00, 6, 2025-02-08
      2025-01-24T10:00:00+08:00, 7, 2025-02-10
      # Spring Festival 2026: 15 to 23 February off, Saturdays 14 and 28 February worked
      2026-02-13T10:00:00+08:00, 1, 2026-02-14
      2026-02-13T10:00:00+08:00, 2, 2026-02-24
      2026-02-13T10:00:00+08:00, 5, 2026-02-27
      2026-02-13T10:00:00+08:00, 6, 2026-02-28
      2026-02-13T10:00:00+08:00, 7, 2026-03-02
      2026-02-18T10:00:00+08:00, 1, 2026-02-24
      # National Day 2025: 1 to 8 October off, Sunday 28 September and Saturday 11 October worked
      2025-09-26T10:00:00+08:00, 1, 2025-09-28
      2025-09-26T10:00:00+08:00, 3, 2025-09-30
      2025-09-26T10:00:00+08:00, 4, 2025-10-09
      2025-09-26T10:00:00+08:00, 6, 2025-10-11
      2025-09-26T10:00:00+08:00, 7, 2025-10-13
      # National Day 2026: 25 to 27 September and 1 to 7 October off, Sunday 20 September and Saturday 10 October worked
      2026-09-18T10:00:00+08:00, 1, 2026-09-20
      2026-09-18T10:00:00+08:00, 5, 2026-09-24
      2026-09-18T10:00:00+08:00, 6, 2026-09-28
      2026-09-30T10:00:00+08:00, 1, 2026-10-08
      2026-09-30T10:00:00+08:00, 3, 2026-10-10
      2026-09-30T10:00:00+08:00, 5, 2026-10-13
      # from a known year into one without data: Monday to Friday from 1 January
      2026-12-31T10:00:00+08:00, 1, 2027-01-01
      2026-12-31T10:00:00+08:00, 2, 2027-01-04
      """)
  void working_days_know_holidays_and_make_up_workdays(OffsetDateTime now, int days, String last) {
    assertThat(at(now).workingDays(days)).isEqualTo(date(last + "T23:59:59.999+08:00"));
  }

  @Test
  void hours_or_an_instant_is_whichever_comes_first() {
    var deadline = at(OffsetDateTime.parse("2026-11-20T10:00:00+08:00"));
    assertThat(deadline.hoursOrAt(48, null)).isEqualTo(date("2026-11-22T10:00:00+08:00"));
    assertThat(deadline.hoursOrAt(48, date("2026-11-21T09:00:00+08:00"))).isEqualTo(date("2026-11-21T09:00:00+08:00"));
    assertThat(deadline.hoursOrAt(48, date("2026-11-22T10:00:00+08:00"))).isEqualTo(date("2026-11-22T10:00:00+08:00"));
    assertThat(deadline.hoursOrAt(48, date("2026-11-22T10:00:01+08:00"))).isEqualTo(date("2026-11-22T10:00:00+08:00"));
    assertThat(deadline.hoursOrAt(48, date("2026-11-20T10:00:01+08:00"))).isEqualTo(date("2026-11-20T10:00:01+08:00"));
  }

  @Test
  void an_instant_that_has_passed_means_now() {
    var deadline = at(OffsetDateTime.parse("2026-11-20T10:00:00+08:00"));
    assertThat(deadline.hoursOrAt(48, date("2026-11-01T00:00:00+08:00"))).isEqualTo(date("2026-11-20T10:00:00+08:00"));
  }

  @Test
  void another_zone_counts_its_own_days_through_a_change_of_clocks() {
    var now = OffsetDateTime.parse("2026-03-05T12:00:00-05:00"); // clocks go forward on Sunday 8 March
    assertThat(at(now, NEW_YORK).daysIncluding(7, date(now))).isEqualTo(date("2026-03-11T23:59:59.999-04:00"));
    assertThat(at(now, NEW_YORK).daysIncluding(3, date(now))).isEqualTo(date("2026-03-07T23:59:59.999-05:00"));
    assertThat(at(now, NEW_YORK).workingDays(2)).isEqualTo(date("2026-03-09T23:59:59.999-04:00"));
    assertThat(at(now, NEW_YORK).days(7)).isEqualTo(date("2026-03-12T13:00:00-04:00"));
    assertThat(at(now, SHANGHAI).daysIncluding(7, date(now))).isEqualTo(date("2026-03-12T23:59:59.999+08:00"));
    assertThat(at(now, SHANGHAI).days(7)).isEqualTo(at(now, NEW_YORK).days(7));
  }

  @Test
  void a_day_whose_midnight_is_skipped_still_ends_before_the_next_one_starts() {
    var now = OffsetDateTime.parse("2026-04-23T12:00:00+02:00"); // in Cairo, 24 April starts at 01:00
    assertThat(at(now, ZoneId.of("Africa/Cairo")).daysIncluding(1, date(now))).isEqualTo(date("2026-04-23T23:59:59.999+02:00"));
  }

  static Stream<Function<Deadlines, Date>> wrongUses() {
    return Stream.of(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE).flatMap(number -> Stream.<Function<Deadlines, Date>>of(
        deadline -> deadline.hours(number),
        deadline -> deadline.days(number),
        deadline -> deadline.daysIncluding(number, new Date()),
        deadline -> deadline.workingDays(number),
        deadline -> deadline.hoursOrAt(number, null)));
  }

  @ParameterizedTest
  @MethodSource("wrongUses")
  void a_number_that_makes_no_deadline_is_refused(Function<Deadlines, Date> use) {
    assertThatThrownBy(() -> use.apply(at(OffsetDateTime.parse("2026-11-20T10:00:00+08:00"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("deadline\\.\\w+ takes a number from 1 to \\d+, not -?\\d+");
  }

  @Test
  void counting_from_an_unknown_first_day_is_refused() {
    assertThatThrownBy(() -> at(OffsetDateTime.parse("2026-11-20T10:00:00+08:00")).daysIncluding(7, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("daysIncluding(7, …)").hasMessageContaining("null");
  }

  @Test
  void diagrams_reach_five_methods_and_no_more() {
    assertThat(Arrays.stream(Deadlines.class.getDeclaredMethods()).filter(method -> Modifier.isPublic(method.getModifiers())))
        .extracting(method -> method.getName() + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList())
        .containsExactlyInAnyOrder("hours[int]", "days[int]", "daysIncluding[int, Date]", "workingDays[int]", "hoursOrAt[int, Date]");
  }

  @Test
  void a_deadline_is_past_from_its_very_instant_on() {
    var deadline = new Deadline(Instant.parse("2026-11-20T02:00:00Z"));
    assertThat(deadline.isPast(fixed("2026-11-20T01:59:59.999Z"))).isFalse();
    assertThat(deadline.isPast(fixed("2026-11-20T02:00:00Z"))).isTrue();
    assertThat(deadline.isPast(fixed("2026-11-20T02:00:00.001Z"))).isTrue();
  }

  private static Clock fixed(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }

  private static Deadlines at(OffsetDateTime now) {
    return at(now, SHANGHAI);
  }

  /** Elsewhere China's holidays mean nothing, so other zones count with an empty calendar. */
  private static Deadlines at(OffsetDateTime now, ZoneId zone) {
    var workingDays = zone.equals(SHANGHAI) ? new WorkingDays(zone, CALENDAR) : new WorkingDays(zone, year -> Map.of());
    return new Deadlines(Clock.fixed(now.toInstant(), ZoneOffset.UTC), zone, workingDays);
  }

  private static Date date(String instant) {
    return date(OffsetDateTime.parse(instant));
  }

  private static Date date(OffsetDateTime instant) {
    return Date.from(instant.toInstant());
  }
}
