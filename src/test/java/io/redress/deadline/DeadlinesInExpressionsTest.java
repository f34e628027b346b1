package io.redress.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.impl.juel.ExpressionFactoryImpl;
import org.camunda.bpm.impl.juel.SimpleContext;
import org.camunda.bpm.impl.juel.SimpleResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The five expressions exactly as diagrams write them, read by the engine's own expression language (whose numbers are longs). */
class DeadlinesInExpressionsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ${deadline.hours(48)}                         | 2026-03-12T02:00:00Z
      ${deadline.days(7)}                           | 2026-03-17T02:00:00Z
      ${deadline.daysIncluding(7, returnSentAt)}    | 2026-03-14T15:59:59.999Z
      ${deadline.workingDays(5)}                    | 2026-03-17T15:59:59.999Z
      ${deadline.hoursOrAt(48, promisedShipAt)}     | 2026-03-11T02:00:00Z
      ${deadline.hoursOrAt(48, neverPromised)}      | 2026-03-12T02:00:00Z
      """)
  void the_engine_reads_what_a_diagram_writes(String expression, Instant due) {
    var now = Clock.fixed(Instant.parse("2026-03-10T02:00:00Z"), ZoneOffset.UTC);
    var zone = ZoneId.of("Asia/Shanghai");
    var factory = new ExpressionFactoryImpl();
    var resolver = new SimpleResolver();
    var context = new SimpleContext(resolver);
    resolver.getRootPropertyResolver().setProperty("deadline", new Deadlines(now, zone, new WorkingDays(zone, year -> Map.of())));
    resolver.getRootPropertyResolver().setProperty("returnSentAt", Date.from(Instant.parse("2026-03-08T01:00:00Z")));
    resolver.getRootPropertyResolver().setProperty("promisedShipAt", Date.from(Instant.parse("2026-03-11T02:00:00Z")));
    resolver.getRootPropertyResolver().setProperty("neverPromised", null);
    assertThat(factory.createValueExpression(context, expression, Object.class).getValue(context)).isEqualTo(Date.from(due));
  }
}
