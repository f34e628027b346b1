package io.redress.process.delegate;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.redress.CaseId;
import io.redress.casefile.Actor;
import io.redress.identity.Caller;
import io.redress.identity.Callers;
import io.redress.identity.Role;
import io.redress.repair.Inspections;
import io.redress.repair.ReportOutcome;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Test;

/** What gateways read of a report's check, and in whose name it is kept. */
class ReportDelegatesTest {

  private final Inspections inspections = mock();
  private final DelegateExecution execution = mock();

  @BeforeEach
  void a_case() {
    when(execution.getProcessBusinessKey()).thenReturn("c-1");
  }

  @ParameterizedTest
  @EnumSource
  void gateways_read_what_the_check_comes_to(ReportOutcome outcome) {
    when(inspections.check(eq(CaseId.of("c-1")), any())).thenReturn(outcome);
    new CheckDetectionReport(inspections).execute(execution);
    verify(execution).setVariable("reportOutcome", outcome.name().toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void a_review_is_the_agents_who_took_the_step() {
    Callers.as(new Caller("agent1", Set.of(Role.AGENT), null, null, null), () -> {
      new RecordReportReview(inspections).execute(execution);
      return null;
    });
    verify(inspections).review(CaseId.of("c-1"), Actor.agent("agent1"));
  }
}
