package io.redress.deadline;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Table {@code calendar_day}, year by year. Operators extend it at run time, perhaps while connected to another node: what is
 * read is kept for a minute at most.
 */
@Component
class CalendarTable implements IntFunction<Map<LocalDate, Boolean>> {

  private static final Duration KEPT = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final LoadingCache<Integer, Map<LocalDate, Boolean>> years =
      Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(50).build(this::read);

  CalendarTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The listed days of that year: true = works although it is a weekend, false = a public holiday. */
  @Override
  public Map<LocalDate, Boolean> apply(int year) {
    return years.get(year);
  }

  private Map<LocalDate, Boolean> read(int year) {
    record Day(LocalDate calendarDate, boolean workingDay) {}
    return jdbc.sql("select calendar_date, working_day from calendar_day where calendar_date between :first and :last")
        .param("first", LocalDate.of(year, 1, 1))
        .param("last", LocalDate.of(year, 12, 31))
        .query((row, number) -> new Day(row.getObject("calendar_date", LocalDate.class), row.getBoolean("working_day")))
        .stream()
        .collect(Collectors.toUnmodifiableMap(Day::calendarDate, Day::workingDay));
  }
}
