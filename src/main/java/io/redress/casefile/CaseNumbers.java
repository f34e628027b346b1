package io.redress.casefile;

import io.redress.CaseId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;

/**
 * New numbers such as {@code R261122-7K3M9-Q2X4T}, {@code R} for a case and {@code C} for a complaint: the day, then 50 random bits in an alphabet without look-alikes. No
 * counter, so no row or sequence that every new case would have to wait for.
 */
@Component
public class CaseNumbers {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd");

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private final ZoneId zone;

  CaseNumbers(Clock clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  CaseId next() {
    return next('R');
  }

  public CaseId nextComplaint() {
    return next('C');
  }

  private CaseId next(char kind) {
    var number = new StringBuilder().append(kind).append(DAY.format(clock.instant().atZone(zone)));
    for (int i = 0; i < 10; i++) {
      if (i % 5 == 0) {
        number.append('-');
      }
      number.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return CaseId.of(number.toString());
  }
}
