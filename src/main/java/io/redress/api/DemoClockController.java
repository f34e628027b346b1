package io.redress.api;

import io.redress.Refused;
import io.redress.deadline.FastForward;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The demo's one clock: an administrator watches 48 hours pass in a second. */
@RestController
@Profile("demo")
@RequestMapping("/api/demo/clock")
class DemoClockController {

  private static final Duration FARTHEST = Duration.ofDays(400);

  /** @param today the day by which days are counted */
  record ClockView(Instant now, LocalDate today) {}

  /** Either the instant to go to, or how far to go, such as "PT48H". */
  record Move(Instant now, Duration advance) {}

  private final Clock clock;
  private final FastForward time;
  private final ZoneId zone;

  DemoClockController(Clock clock, FastForward time, ZoneId zone) {
    this.clock = clock;
    this.time = time;
    this.zone = zone;
  }

  @GetMapping
  ClockView now(Caller caller) {
    caller.require(Role.ADMIN);
    return view();
  }

  /** Moves the clock forward and answers when everything that fell due on the way has run, in time order. */
  @PostMapping
  ClockView move(@RequestBody Move move, Caller caller) {
    caller.require(Role.ADMIN);
    if ((move.now() == null) == (move.advance() == null)) {
      throw Refused.invalid("advance", null, "Send either \"now\" or \"advance\", such as {\"advance\": \"PT48H\"}.");
    }
    var from = clock.instant();
    var target = move.now() == null ? from.plus(move.advance()) : move.now();
    if (target.isBefore(from)) {
      throw Refused.invalid(move.now() == null ? "advance" : "now", null, "The clock only moves forward; it is " + from + ".");
    }
    if (target.isAfter(from.plus(FARTHEST))) {
      throw Refused.invalid(move.now() == null ? "advance" : "now", null, "At most " + FARTHEST.toDays() + " days at a time.");
    }
    time.to(target);
    return view();
  }

  private ClockView view() {
    var now = clock.instant();
    return new ClockView(now, LocalDate.ofInstant(now, zone));
  }
}
