package io.redress.deadline;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Which days are worked: Monday to Friday, public holidays excepted, make-up workdays (调休) included. A year that the table
 * does not know counts Monday to Friday; whoever sets a deadline there can ask and say so.
 */
@Component
public class WorkingDays {

  /** A table that lists nothing but holidays must not keep us looking for ever. */
  private static final int LONGEST_REST_IN_DAYS = 366;

  private final ZoneId zone;
  private final IntFunction<Map<LocalDate, Boolean>> listedDays;

  WorkingDays(ZoneId zone, IntFunction<Map<LocalDate, Boolean>> listedDays) {
    this.zone = zone;
    this.listedDays = listedDays;
  }

  public boolean isWorkingDay(LocalDate day) {
    var listed = listedDays.apply(day.getYear()).get(day);
    return listed != null ? listed : day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
  }

  /** The n-th working day after {@code start}, which itself never counts. */
  LocalDate after(LocalDate start, int number) {
    var day = start;
    for (int found = 0; found < number; found++) {
      day = nextAfter(day);
    }
    return day;
  }

  /**
   * The years between two instants, both included, for which no public holidays are listed, in ascending order; empty when
   * {@code to} is before {@code from}. December alone does not make a year known: its last days may be the next New Year's.
   */
  public List<Integer> yearsWithoutHolidayData(Instant from, Instant to) {
    return IntStream.rangeClosed(yearOf(from), yearOf(to)).filter(year -> !isKnown(year)).boxed().toList();
  }

  private LocalDate nextAfter(LocalDate start) {
    return start.plusDays(1).datesUntil(start.plusDays(LONGEST_REST_IN_DAYS + 1L)).filter(this::isWorkingDay).findFirst()
        .orElseThrow(() -> new IllegalStateException("table calendar_day lists no working day within a year after " + start));
  }

  private boolean isKnown(int year) {
    return listedDays.apply(year).entrySet().stream()
        .anyMatch(day -> !day.getValue() && day.getKey().getMonth() != Month.DECEMBER);
  }

  private int yearOf(Instant instant) {
    return instant.atZone(zone).getYear();
  }
}
