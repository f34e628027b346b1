package io.redress.rulebook;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * Runs the whole application with its real diagrams, tables, forms and database, a clock that stands still until a test moves it,
 * and jobs that run when a test lets time pass.
 */
@Tag("scenario")
@SpringBootTest(properties = {
    "camunda.bpm.job-execution.enabled=false", "redress.clock.movable=true", "redress.payment.gateway=simulator"})
@ActiveProfiles("scenario")
@Import({StandingClock.class, Marketplace.class, FlowCoverage.class, CaseLaws.class})
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Scenario {}
