package io.redress.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkingDaysTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private final WorkingDays delivered = new WorkingDays(SHANGHAI, DeliveredCalendar.table());

  @Test
  void years_without_holiday_data_are_named_in_order() {
    assertThat(delivered.yearsWithoutHolidayData(Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2026-12-31T00:00:00Z"))).isEmpty();
    assertThat(delivered.yearsWithoutHolidayData(Instant.parse("2023-06-01T00:00:00Z"), Instant.parse("2028-01-01T00:00:00Z")))
        .containsExactly(2023, 2027, 2028);
  }

  @Test
  void the_year_is_the_one_of_the_configured_zone() {
    var newYearInShanghai = Instant.parse("2026-12-31T16:00:00Z");
    assertThat(delivered.yearsWithoutHolidayData(newYearInShanghai.minusMillis(1), newYearInShanghai.minusMillis(1))).isEmpty();
    assertThat(delivered.yearsWithoutHolidayData(newYearInShanghai, newYearInShanghai)).containsExactly(2027);
    assertThat(new WorkingDays(ZoneOffset.UTC, DeliveredCalendar.table()).yearsWithoutHolidayData(newYearInShanghai, newYearInShanghai))
        .isEmpty();
  }

  @Test
  void no_year_lies_between_an_end_and_its_start() {
    assertThat(delivered.yearsWithoutHolidayData(Instant.parse("2030-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void the_last_days_of_december_do_not_make_a_year_known() {
    var onlyNewYearsEve = Map.of(LocalDate.of(2027, 12, 31), false);
    var workingDays = new WorkingDays(SHANGHAI, year -> year == 2027 ? onlyNewYearsEve : Map.of());
    var summer = Instant.parse("2027-07-01T00:00:00Z");
    assertThat(workingDays.yearsWithoutHolidayData(summer, summer)).containsExactly(2027);
  }

  @Test
  void a_holiday_entered_later_counts_without_a_restart() {
    var database = DeliveredCalendar.database();
    database.sql("insert into calendar_day (calendar_date, working_day, occasion) values (date '2027-10-01', false, 'National Day')").update();
    database.sql("insert into calendar_day (calendar_date, working_day, occasion) values (date '2027-10-09', true, 'National Day')").update();
    var workingDays = new WorkingDays(SHANGHAI, new CalendarTable(database));
    assertThat(workingDays.isWorkingDay(LocalDate.of(2027, 10, 1))).isFalse();
    assertThat(workingDays.isWorkingDay(LocalDate.of(2027, 10, 9))).isTrue();
    assertThat(workingDays.yearsWithoutHolidayData(Instant.parse("2027-01-01T00:00:00Z"), Instant.parse("2027-12-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void a_calendar_that_never_works_is_named_as_the_fault() {
    var workingDays = new WorkingDays(SHANGHAI, year -> LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year + 1, 1, 1))
        .collect(Collectors.toMap(day -> day, day -> false)));
    assertThatThrownBy(() -> workingDays.after(LocalDate.of(2026, 3, 1), 1))
        .isInstanceOf(IllegalStateException.class).hasMessageContaining("calendar_day");
  }

  @Test
  void make_up_workdays_are_weekend_days_and_holidays_come_with_every_delivered_year() {
    var table = DeliveredCalendar.table();
    for (int year = 2024; year <= 2026; year++) {
      assertThat(table.apply(year)).allSatisfy((day, works) -> {
        if (works) {
          assertThat(day.getDayOfWeek().getValue()).as(day.toString()).isGreaterThanOrEqualTo(6);
        }
      }).containsEntry(LocalDate.of(year, 1, 1), false).containsEntry(LocalDate.of(year, 5, 1), false).containsEntry(LocalDate.of(year, 10, 1), false);
    }
  }
}
