package io.redress.process.listener;

import java.time.Duration;
import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.PvmActivity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;

/** What is kept about a boundary timer when its diagram is read. */
final class TimerFacts {

  private static final String REMINDS_BEFORE = "redress.reminds-before";
  private static final String WORKING_DAYS = "redress.working-days";
  private static final String INTERRUPTS = "redress.interrupts";

  private TimerFacts() {}

  static void remindsBefore(ActivityImpl timer, Duration before) {
    timer.setProperty(REMINDS_BEFORE, before);
  }

  /** How long before the deadline this timer reminds; empty for a timer that is itself a deadline or an escalation. */
  static Optional<Duration> remindsBefore(PvmActivity timer) {
    return Optional.ofNullable((Duration) timer.getProperty(REMINDS_BEFORE));
  }

  static void countsWorkingDays(ActivityImpl timer, boolean counts) {
    timer.setProperty(WORKING_DAYS, counts);
  }

  static boolean countsWorkingDays(PvmActivity timer) {
    return Boolean.TRUE.equals(timer.getProperty(WORKING_DAYS));
  }

  static void interrupts(ActivityImpl timer, boolean interrupts) {
    timer.setProperty(INTERRUPTS, interrupts);
  }

  static boolean interrupts(PvmActivity timer) {
    return Boolean.TRUE.equals(timer.getProperty(INTERRUPTS));
  }
}
