package io.redress.rulebook;

import static io.redress.rulebook.Marketplace.agent;
import static io.redress.rulebook.Marketplace.hours;
import static io.redress.rulebook.Marketplace.merchant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.Refused;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Cases;
import io.redress.casefile.Viewer;
import io.redress.casefile.Work;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** PR-01: whose case the staff takes up first, and who has taken up which. */
@Scenario
class AgentsQueueTest {

  private static final Viewer ANOTHER = Viewer.staff("agent2", Set.of("agent"));

  @Autowired Marketplace market;
  @Autowired Work work;
  @Autowired Cases cases;
  @Autowired TaskService tasks;

  @BeforeEach
  void opens() {
    market.opens();
  }

  @Test @Clause("PR-01")
  void seniors_and_remote_regions_come_first_whenever_they_asked() {
    var usual = reviewed(market.aShippedOrder());
    market.timePasses(hours(1));
    var large = reviewed(market.aShippedOrder().paid("2000.00"), "1500.00");
    market.timePasses(hours(1));
    var remote = reviewed(market.aShippedOrder().toRemoteRegion());
    market.timePasses(hours(1));
    var senior = reviewed(market.aShippedOrder().ofSenior());
    market.timePasses(hours(1));
    var both = reviewed(market.aShippedOrder().ofSenior().toRemoteRegion());
    var all = List.of(both, remote, senior, large, usual);
    assertThat(work.page(agent(), null, 200, 0)).extracting(item -> item.step().caseId())
        .filteredOn(caseId -> all.stream().anyMatch(its -> its.caseId().equals(caseId)))
        .containsExactlyElementsOf(all.stream().map(AfterSalesCase::caseId).toList());
    assertThat(all).extracting(its -> judging(its).step().priority()).containsExactly(90, 80, 80, 60, 50);
    assertThat(all).extracting(its -> tasks.createTaskQuery().taskId(judging(its).step().taskId()).singleResult().getPriority())
        .as("the same in Tasklist").containsExactly(90, 80, 80, 60, 50);
  }

  @Test @Clause("PR-01")
  void a_merchants_steps_have_no_queue_whoever_the_buyer_is() {
    var its = market.buyerAsksFor("10.00", market.aShippedOrder().ofSenior().put());
    assertThat(market.task(merchant(its), its, "merchant-decides-refund").step().priority()).isEqualTo(50);
  }

  @Test @Clause("PI-01")
  void a_case_is_judged_by_the_agent_who_has_claimed_it() {
    var its = reviewed(market.aShippedOrder());
    var taskId = judging(its).step().taskId();
    work.claim(taskId, agent());
    work.claim(taskId, agent());
    assertThat(tasks.createTaskQuery().taskId(taskId).singleResult().getAssignee()).isEqualTo(agent().userId());
    assertThat(work.page(ANOTHER, its.caseId(), 10, 0)).isEmpty();
    assertThatThrownBy(() -> work.claim(taskId, ANOTHER)).isInstanceOfSatisfying(Refused.class, no -> assertThat(no.type()).isEqualTo("claimed"));
    assertThatThrownBy(() -> work.release(taskId, ANOTHER)).isInstanceOfSatisfying(Refused.class, no -> assertThat(no.type()).isEqualTo("claimed"));
    work.release(taskId, agent());
    work.release(taskId, agent());
    assertThat(tasks.createTaskQuery().taskId(taskId).singleResult().getAssignee()).isNull();
    work.claim(taskId, ANOTHER);
    assertThat(work.page(agent(), its.caseId(), 10, 0)).isEmpty();
    assertThatThrownBy(() -> work.complete(taskId, Map.of("remedy", "dismiss", "explanation", "No."), agent()))
        .isInstanceOfSatisfying(Refused.class, no -> assertThat(no.type()).isEqualTo("claimed"));
  }

  @Test @Clause("PI-09")
  void agents_see_which_side_a_case_waits_for() {
    var merchants = market.buyerAsksFor("10.00", market.aShippedOrder().put());
    var buyers = market.buyerAsksFor("10.00", market.aShippedOrder().put());
    market.merchantRejects(buyers);
    var platforms = reviewed(market.aShippedOrder());
    for (var its : Map.of("merchant", merchants, "buyer", buyers, "platform", platforms).entrySet()) {
      for (var side : List.of("merchant", "buyer", "platform")) {
        assertThat(cases.count(agent(), null, its.getValue().orderId(), side)).as("%s waits for %s", its.getKey(), side)
            .isEqualTo(side.equals(its.getKey()) ? 1 : 0);
      }
    }
    assertThat(cases.page(agent(), "platform-reviewing", platforms.orderId(), "platform", 10, 0)).hasSize(1);
    assertThat(cases.page(agent(), "platform-reviewing", platforms.orderId(), "merchant", 10, 0)).isEmpty();
  }

  private AfterSalesCase reviewed(Marketplace.AnOrder order) {
    return reviewed(order, "10.00");
  }

  private AfterSalesCase reviewed(Marketplace.AnOrder order, String amount) {
    var its = market.buyerAsksFor(amount, order.put());
    market.merchantRejects(its);
    market.buyerAnswers(its, Map.of("answer", "intervene", "description", "Please look."));
    market.completes(Marketplace.buyer(its), its, "buyer-gives-evidence", Map.of("statement", "The zip is broken."));
    market.completes(merchant(its), its, "merchant-gives-evidence", Map.of("statement", "It was whole."));
    return its;
  }

  private Work.Item judging(AfterSalesCase its) {
    return market.task(agent(), its, "agent-judges");
  }
}
