package io.redress.deadline;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Date;
import org.springframework.stereotype.Component;

/**
 * The deadlines that a diagram may name, as in {@code ${deadline.hours(48)}}. Diagrams reach exactly these public methods; they
 * return {@link Date} because the engine's timers take nothing else but text.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a number below 1 or a period of more than ten years: a diagram
 * that asks for one is wrong, and a timer in the past would decide a case at once.
 */
@Component("deadline")
public class Deadlines {

  private static final int MOST_DAYS = 3_660;

  private final Clock clock;
  private final ZoneId zone;
  private final WorkingDays workingDays;

  Deadlines(Clock clock, ZoneId zone, WorkingDays workingDays) {
    this.clock = clock;
    this.zone = zone;
    this.workingDays = workingDays;
  }

  /** Rolling hours from now (RO-02). */
  public Date hours(int hours) {
    return rolling("hours", hours).toDate();
  }

  /** Rolling days of 24 hours from now (20.6). */
  public Date days(int days) {
    checked("days", days, MOST_DAYS);
    return Deadline.after(Duration.ofDays(days), clock.instant()).toDate();
  }

  /** 含当日: the end (23:59:59.999) of the n-th calendar day, the day of {@code firstDay} being the first (20.6, RP-09). */
  public Date daysIncluding(int days, Date firstDay) {
    checked("daysIncluding", days, MOST_DAYS);
    if (firstDay == null) {
      throw new IllegalArgumentException("deadline.daysIncluding(" + days + ", …) needs the instant whose day counts as the first,"
          + " but it is null: set that variable before the timer starts");
    }
    return Deadline.endOfDay(days, firstDay.toInstant().atZone(zone).toLocalDate(), zone).toDate();
  }

  /**
   * The end (23:59:59.999) of the n-th working day after today (CD-02). Today does not count, however early it is and whether
   * or not it is a working day: one working day from Friday, Saturday or Sunday is the end of Monday.
   */
  public Date workingDays(int workingDays) {
    checked("workingDays", workingDays, MOST_DAYS);
    var today = clock.instant().atZone(zone).toLocalDate();
    return Deadline.endOf(this.workingDays.after(today, workingDays), zone).toDate();
  }

  /**
   * Rolling hours from now, or {@code at} if that is earlier (20.5, RO-04). Null means only the hours; an instant that has
   * passed means now, so that the timer fires at once.
   */
  public Date hoursOrAt(int hours, Date at) {
    var rolling = rolling("hoursOrAt", hours);
    if (at == null) {
      return rolling.toDate();
    }
    return rolling.orEarlier(new Deadline(at.toInstant())).orLater(new Deadline(clock.instant())).toDate();
  }

  private Deadline rolling(String method, int hours) {
    checked(method, hours, MOST_DAYS * 24);
    return Deadline.after(Duration.ofHours(hours), clock.instant());
  }

  private static void checked(String method, int number, int most) {
    if (number < 1 || number > most) {
      throw new IllegalArgumentException("deadline." + method + " takes a number from 1 to " + most + ", not " + number);
    }
  }
}
