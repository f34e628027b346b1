package io.redress.casefile;

import io.redress.CaseId;
import io.redress.Refused;
import io.redress.casefile.PauseTable.Pause;
import io.redress.casefile.Timeline.Kind;
import io.redress.money.Refund;
import io.redress.money.Refunds;
import io.redress.order.Orders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A case that stands still: another flow conducts it, and the one that did goes on later with exactly the time that was left, or ends.
 * Whoever calls has locked the case.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Pauses {

  private final PauseTable pauses;
  private final CaseTable cases;
  private final Steps steps;
  private final Timeline timeline;
  private final Orders orders;
  private final Refunds refunds;
  private final CaseProcess process;
  private final Clock clock;

  Pauses(PauseTable pauses, CaseTable cases, Steps steps, Timeline timeline, Orders orders, Refunds refunds, @Lazy CaseProcess process, Clock clock) {
    this.pauses = pauses;
    this.cases = cases;
    this.steps = steps;
    this.timeline = timeline;
    this.orders = orders;
    this.refunds = refunds;
    this.process = process;
    this.clock = clock;
  }

  /**
   * Whether the platform may step in now.
   *
   * @throws Refused when it has done so, or judges already, or the case's refund is decided
   */
  public void check(AfterSalesCase its, String clause) {
    if (pauses.find(its.caseId()).isPresent()) {
      throw Refused.conflict("intervened-already", clause, "The platform has stepped in on case " + its.caseId() + " already. Judge there, or hand it back first.");
    }
    // a proposal that waits beside may say where the case stands
    if (its.status() == CaseStatus.PLATFORM_REVIEWING || steps.ofCase(its.caseId()).stream().anyMatch(step -> step.status() == CaseStatus.PLATFORM_REVIEWING)) {
      throw Refused.conflict("platform-reviewing", clause, "The platform is looking into case " + its.caseId() + " already. Decide there.");
    }
    var last = refunds.of(its.caseId()).stream().reduce((earlier, later) -> later).map(Refund::state);
    if (its.status() == CaseStatus.REFUNDING || last.filter(state -> state != Refund.State.CANCELLED).isPresent()) {
      throw Refused.conflict("being-paid", clause, "The refund of case " + its.caseId() + " has been decided and is being paid. There is nothing left to step in on.");
    }
  }

  /**
   * The flow that conducts the case stands still with all that it has called: no step of it can be taken and no deadline passes. Another
   * flow conducts the case until {@link #lift}.
   *
   * @return the instance that conducts the case now
   */
  public String begin(AfterSalesCase its, String flow) {
    var now = now();
    steps.paused(process.pause(its.processInstanceId()), now);
    pauses.insert(new Pause(its.caseId(), its.processInstanceId(), its.status(), now));
    var order = orders.find(its.orderId()).orElseThrow(() -> new IllegalStateException("no order " + its.orderId()));
    var conducts = process.start(flow, its, ShippingPromise.of(order, now), null);
    cases.conductedBy(its.caseId(), conducts);
    return conducts;
  }

  /** Since when each of these cases stands still; one that runs is not in the answer. */
  @Transactional(propagation = Propagation.SUPPORTS)
  public Map<CaseId, Instant> since(Collection<CaseId> of) {
    return pauses.ofCases(of).values().stream().collect(Collectors.toMap(Pause::caseId, Pause::since));
  }

  /** @throws Refused {@code paused} while the case stands still */
  public void demandRuns(CaseId caseId) {
    if (pauses.find(caseId).isPresent()) {
      throw paused(caseId);
    }
  }

  static Refused paused(CaseId caseId) {
    return Refused.conflict("paused", "PI-04", "The platform has stepped in on case " + caseId
        + ". What was open goes on with the time that was left when it hands the case back. Look at the case then.");
  }

  /**
   * The case is handed back: what stood still goes on where it was. Every deadline, reminder and due date is later by exactly the pause,
   * but for a clock that stood still before it. What carriers have reported meanwhile takes effect now.
   *
   * @return the instance that conducts the case again; empty when the case does not stand still
   */
  public Optional<String> lift(CaseId caseId, Actor actor, String clause) {
    var found = pauses.find(caseId);
    found.ifPresent(pause -> {
      process.end(cases.find(caseId).orElseThrow().processInstanceId(), clause);
      goesOn(pause, actor, clause);
    });
    return found.map(Pause::processInstanceId);
  }

  /**
   * As {@link #lift}, because what was ordered before is ordered again. The flow that says so ends by itself in this transaction; what stood
   * still runs when all that has been written.
   *
   * @return whether the case stood still; nothing happens when it does not
   */
  boolean liftAtTheEnd(CaseId caseId, Actor actor, String clause) {
    var found = pauses.find(caseId);
    found.ifPresent(pause -> {
      cases.conductedBy(caseId, pause.processInstanceId());
      TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
        @Override
        public void beforeCommit(boolean readOnly) {
          goesOn(pause, actor, clause);
        }
      });
    });
    return found.isPresent();
  }

  private void goesOn(Pause pause, Actor actor, String clause) {
    var caseId = pause.caseId();
    var its = cases.find(caseId).orElseThrow();
    var length = Duration.between(pause.since(), now());
    process.resume(pause.processInstanceId(), length);
    steps.resumed(caseId, length);
    pauses.delete(caseId);
    cases.conductedBy(caseId, pause.processInstanceId());
    cases.status(caseId, pause.status());
    timeline.add(caseId, Kind.STATUS_CHANGED, actor, clause, null, its.status().code(), pause.status().code(), Map.of());
    process.catchUp(pause.processInstanceId());
  }

  /**
   * What stands still will not go on: it ends with all its steps. Nothing happens to a case that runs.
   *
   * @return whether return freight was being settled, which goes on beside
   */
  boolean drop(CaseId caseId, String clause) {
    var found = pauses.find(caseId);
    return found.map(pause -> {
      pauses.delete(caseId);
      return process.end(pause.processInstanceId(), clause);
    }).orElse(false);
  }

  /** As the engine counts: its deadlines have no smaller parts. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
