package io.redress.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.mock;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.CaseStatus;
import io.redress.casefile.CaseType;
import io.redress.casefile.Reason;
import io.redress.casefile.Steps;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A closed case; running ones are tried with their flows. */
class EvidenceGateTest {

  private static final Instant NOW = Instant.parse("2026-11-20T04:00:00Z");
  private static final AfterSalesCase CLOSED = new AfterSalesCase(CaseId.of("c-1"), "o-1", "4711", "buyer1", CaseType.REFUND_ONLY, "PDD-15D",
      CaseStatus.CLOSED_BY_PLATFORM, Reason.QUALITY, Cny.parse("1.00"), 1, null, null, Actor.Kind.BUYER, NOW, NOW, "p-1");

  @Test
  void as_long_as_a_side_may_appeal_its_new_evidence_is_taken() {
    var gate = new EvidenceGate(mock(Steps.class), mock(RoundTable.class), (its, side) -> its == CLOSED && side == Actor.Kind.BUYER);
    gate.check(CLOSED, Actor.Kind.BUYER);
    var refused = catchThrowableOfType(Refused.class, () -> gate.check(CLOSED, Actor.Kind.MERCHANT));
    assertThat(refused.kind()).isEqualTo(Refused.Kind.CONFLICT);
    assertThat(refused.type()).isEqualTo("case-closed");
    assertThat(refused).hasMessageContaining("service desk");
  }

  @Test
  void of_agents_everything_is_taken_at_any_time() {
    new EvidenceGate(mock(Steps.class), mock(RoundTable.class), (its, side) -> false).check(CLOSED, Actor.Kind.AGENT);
  }

  @Test
  void unless_somebody_says_so_nobody_may_appeal() {
    var gate = new EvidenceGate(mock(Steps.class), mock(RoundTable.class), (its, side) -> false);
    for (var side : new Actor.Kind[] {Actor.Kind.BUYER, Actor.Kind.MERCHANT}) {
      assertThat(catchThrowableOfType(Refused.class, () -> gate.check(CLOSED, side)).type()).isEqualTo("case-closed");
    }
  }
}
