package io.redress.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.CaseStatus;
import io.redress.casefile.Cases;
import io.redress.money.Account;
import io.redress.money.Ledger;
import io.redress.money.Refund;
import io.redress.money.Refund.State;
import io.redress.money.Refunds;
import io.redress.money.SimulatedGateway;
import io.redress.order.Order;
import io.redress.order.Orders;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.joda.money.Money;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What holds for the cases of an order at every moment, whatever people, deadlines, carriers and gateways did to them. */
@TestComponent
class CaseLaws {

  private static final Set<State> OPEN = EnumSet.of(State.DECIDED, State.SENT, State.FAILED);
  /** What may still happen to a case that is closed: its freight is settled, a breach in it is looked into (RP-20, RP-21), a parcel is called back. */
  private static final Set<String> STEPS_OF_A_CLOSED_CASE =
      Set.of("agent-reviews-freight", "merchant-explains-breach", "agent-decides-breach", "merchant-recalls-parcel");

  private final Cases cases;
  private final Orders orders;
  private final Refunds refunds;
  private final Ledger ledger;
  private final SimulatedGateway gateway;
  private final RuntimeService runtime;
  private final TaskService tasks;
  private final ManagementService management;
  private final JdbcClient database;

  CaseLaws(Cases cases, Orders orders, Refunds refunds, Ledger ledger, SimulatedGateway gateway, RuntimeService runtime, TaskService tasks,
      ManagementService management, JdbcClient database) {
    this.cases = cases;
    this.orders = orders;
    this.refunds = refunds;
    this.ledger = ledger;
    this.gateway = gateway;
    this.runtime = runtime;
    this.tasks = tasks;
    this.management = management;
    this.database = database;
  }

  /** Each broken law in a sentence; none is as it should be. */
  List<String> broken(String orderId) {
    var broken = new ArrayList<String>();
    books(orders.find(orderId).orElseThrow(), broken);
    var all = cases.page(Marketplace.agent(), null, orderId, 100, 0).stream().map(Cases.Overview::itself).toList();
    var price = all.stream().flatMap(its -> refunds.of(its.caseId()).stream()).toList();
    var granted = price.stream().filter(refund -> refund.state() != State.CANCELLED).map(Refund::amount).reduce(Cny.ZERO, Money::plus);
    var paid = orders.find(orderId).orElseThrow().paidAmount();
    if (granted.isGreaterThan(paid)) {
      broken.add(granted + " of " + paid + " is refunded");
    }
    if (all.stream().filter(AfterSalesCase::isOpen).count() > 1) {
      broken.add("two cases are open");
    }
    all.forEach(its -> of(its, broken));
    return broken;
  }

  void hold(String orderId) {
    assertThat(broken(orderId)).isEmpty();
  }

  private void of(AfterSalesCase its, List<String> broken) {
    var found = new ArrayList<String>();
    money(its, found);
    conductor(its, found);
    steps(its, found);
    found.forEach(each -> broken.add(its.caseId() + " (" + its.type().code() + ", " + its.status().code() + "): " + each));
  }

  /** Every account of the order's merchant and buyer holds what was booked on it, and that is what refunds, vouchers and differences say. */
  private void books(Order order, List<String> broken) {
    if (!ledger.sum().isZero()) {
      broken.add("the ledger sums to " + ledger.sum());
    }
    broken.addAll(database.sql("""
            select a.kind || ' of ' || a.owner || ' holds ' || a.balance_fen || ' and was booked ' || coalesce(sum(p.fen), 0) from account a
              left join posting p on p.account_kind = a.kind and p.account_owner = a.owner
              where a.owner in (:merchant, :buyer, :order) group by a.kind, a.owner, a.balance_fen having a.balance_fen <> coalesce(sum(p.fen), 0)""")
        .param("merchant", order.merchantId()).param("buyer", order.buyerId()).param("order", order.orderId()).query(String.class).list());
    var refunds = amounts("select coalesce(sum(amount_fen), 0) from refund where buyer_id = ? and state = 'SUCCEEDED'", order.buyerId());
    if (Cny.fen(ledger.balance(Account.refundsOf(order.buyerId()))) != refunds) {
      broken.add("the buyer has not what was refunded, " + refunds);
    }
    var underway = amounts("select coalesce(sum(amount_fen), 0) from refund where order_id = ? and state in ('SENT', 'FAILED')", order.orderId());
    if (Cny.fen(ledger.balance(Account.clearing(order.orderId()))) != underway) {
      broken.add("what is on its way is not " + underway);
    }
    var given = amounts("select coalesce(sum(amount_fen), 0) from refund where buyer_id = ? and payer = 'platform' and state in ('SENT', 'FAILED', 'SUCCEEDED')",
        order.buyerId()) + amounts("select coalesce(sum(case when payer = 'platform' then amount_fen else 0 end - lapsed_fen), 0) from voucher where buyer_id = ?",
        order.buyerId());
    var differences = amounts("""
        select coalesce(sum(p.fen), 0) from posting p join journal_entry e on e.entry_id = p.entry_id where p.account_kind = 'platform-compensation'
          and p.account_owner = ? and e.purpose in ('appeal-made-good', 'appeal-recourse', 'complaint-recourse')""", order.buyerId());
    if (Cny.fen(ledger.balance(Account.compensation(order.buyerId()))) != differences - given) {
      broken.add("the platform gave " + given + " and took back " + differences + ", and its account says " + ledger.balance(Account.compensation(order.buyerId())));
    }
  }

  private long amounts(String query, String of) {
    return database.sql(query).param(of).query(Long.class).single();
  }

  private void money(AfterSalesCase its, List<String> broken) {
    var price = refunds.of(its.caseId());
    var freight = refunds.freightOf(its.caseId());
    Stream.concat(price.stream(), freight.stream()).forEach(refund -> {
      var payouts = gateway.payouts(refund.key());
      var right = switch (refund.state()) {
        case SUCCEEDED -> payouts.equals(List.of(refund.amount()));
        case DECIDED, CANCELLED, FAILED -> payouts.isEmpty();
        case SENT -> payouts.size() <= 1;
      };
      if (!right) {
        broken.add(refund.key() + " is " + refund.state() + " and was paid " + payouts);
      }
    });
    var open = price.stream().filter(refund -> OPEN.contains(refund.state())).toList();
    var isRefundedBesides = isRefundedForBreach(its);
    if (price.stream().filter(refund -> refund.state() != State.CANCELLED).count() > (isAppealed(its) ? 2 : 1) + (isRefundedBesides ? 1 : 0)) {
      broken.add("its price is refunded twice: " + price);
    }
    if (!open.isEmpty() && !its.isOpen() && !isRefundedBesides) {
      broken.add("it is closed and " + open + " is not");
    }
    if (its.isOpen() && open.isEmpty() == (its.status() == CaseStatus.REFUNDING) && !isFreightOnly(its, price)) {
      broken.add("the open refund is " + open);
    }
    if (Set.of(CaseStatus.REFUNDED, CaseStatus.SETTLED).contains(its.status()) && price.stream().noneMatch(refund -> refund.state() == State.SUCCEEDED)) {
      broken.add("nothing was refunded");
    }
    if (!Set.of(CaseStatus.REFUNDED, CaseStatus.SETTLED, CaseStatus.REFUNDING).contains(its.status())
        && price.stream().anyMatch(refund -> refund.state() != State.CANCELLED) && !isAppealed(its) && !isRefundedBesides) {
      broken.add("it does not say that it is refunded: " + price);
    }
    if (!open.isEmpty() && jobs(its, "refund-buyer") != 1) {
      broken.add("jobs that pay " + open + ": " + jobs(its, "refund-buyer"));
    }
    if (freight.stream().anyMatch(refund -> OPEN.contains(refund.state())) && jobs(its, "reimburse-freight") + jobs(its, "decide-freight") == 0) {
      broken.add("jobs that pay " + freight + ": " + jobs(its, "reimburse-freight") + " and " + jobs(its, "decide-freight"));
    }
  }

  /** A closed case stays as it is when the rest of the order is refunded for a breach in it. */
  private boolean isRefundedForBreach(AfterSalesCase its) {
    return database.sql("select count(*) from breach where case_id = ? and refund_order").param(its.caseId().value()).query(Long.class).single() > 0;
  }

  /** Upon an appeal the difference is a second refund. */
  private boolean isAppealed(AfterSalesCase its) {
    return database.sql("select count(*) from intervention where case_id = ? and kind = 'appeal'").param(its.caseId().value()).query(Long.class).single() > 0;
  }

  /** The price has been paid and the freight is being settled: then the case stands at refunding until that is done. */
  private static boolean isFreightOnly(AfterSalesCase its, List<Refund> price) {
    return its.status() == CaseStatus.REFUNDING && price.stream().anyMatch(refund -> refund.state() == State.SUCCEEDED);
  }

  private void conductor(AfterSalesCase its, List<String> broken) {
    var all = runtime.createProcessInstanceQuery().processInstanceBusinessKey(its.caseId().value()).rootProcessInstances().list();
    var standsStill = database.sql("select process_instance_id from paused_case where case_id = ?").param(its.caseId().value()).query(String.class).list();
    if (!all.stream().filter(root -> root.isSuspended()).map(root -> root.getId()).toList().equals(standsStill)) {
      broken.add("instances that stand still: " + standsStill);
    }
    var beside = runtime.createProcessInstanceQuery().processInstanceBusinessKey(its.caseId().value()).rootProcessInstances().variableValueEquals("beside", true)
        .list().stream().map(root -> root.getId()).toList();
    // a flow that has handed the case over may still settle the freight of what was sent back in it
    var settling = runtime.createProcessInstanceQuery().processInstanceBusinessKey(its.caseId().value()).processDefinitionKey("return-freight").list().stream()
        .map(instance -> instance.getRootProcessInstanceId()).toList();
    var roots = all.stream().filter(root -> !root.isSuspended() && !beside.contains(root.getId())
        && (root.getId().equals(its.processInstanceId()) || !settling.contains(root.getId()))).toList();
    if (roots.size() > 1 || its.isOpen() && roots.isEmpty()) {
      broken.add("top-level instances: " + roots.size());
    }
    if (roots.stream().anyMatch(root -> !root.getId().equals(its.processInstanceId()))) {
      broken.add("another instance conducts it than it says");
    }
    if (!its.isOpen()) {
      roots.stream().filter(root -> !settling.contains(root.getId())).forEach(root -> broken.add("it is closed and runs: " + root.getProcessDefinitionId()));
    }
    var open = database.sql("select kind from intervention where case_id = ? and closed_at is null").param(its.caseId().value()).query(String.class).list();
    if (open.size() > 1 || !open.isEmpty() && !its.isOpen()) {
      broken.add("the platform is at it: " + open);
    }
    if (standsStill.isEmpty() && open.contains("unasked") || !standsStill.isEmpty() && open.isEmpty()) {
      broken.add("it stands still " + standsStill + " for " + open);
    }
  }

  private void steps(AfterSalesCase its, List<String> broken) {
    record Open(String taskId, String step, Integer number, String status, Instant dueAt) {}
    var open = database.sql("select * from case_step where case_id = ? and closed_at is null").param(its.caseId().value())
        .query((row, n) -> new Open(row.getString("task_id"), row.getString("step"), row.getObject("number", Integer.class), row.getString("status"),
            row.getObject("due_at", OffsetDateTime.class) == null ? null : row.getObject("due_at", OffsetDateTime.class).toInstant())).list();
    var paused = database.sql("select task_id from case_step where case_id = ? and closed_at is null and paused_at is not null")
        .param(its.caseId().value()).query(String.class).list();
    var steps = new TreeMap<String, String>();
    open.forEach(step -> steps.put(step.taskId(), step.step() + " due " + step.dueAt()));
    var running = new TreeMap<String, String>();
    tasks.createTaskQuery().processInstanceBusinessKey(its.caseId().value()).list().forEach(task -> running.put(task.getId(),
        task.getTaskDefinitionKey() + " due " + (task.getDueDate() == null ? null : task.getDueDate().toInstant())));
    if (!steps.equals(running)) {
      broken.add("its steps are " + steps + ", its tasks " + running);
    }
    tasks.createTaskQuery().processInstanceBusinessKey(its.caseId().value()).list().stream()
        .filter(task -> task.isSuspended() != paused.contains(task.getId())).forEach(task -> broken.add(task.getTaskDefinitionKey() + " does not say whether it stands still"));
    var names = open.stream().map(Open::step).collect(Collectors.toSet());
    if (open.stream().map(step -> step.step() + step.number()).distinct().count() < open.size()) {
      broken.add("a step is open twice: " + steps);
    }
    if (!its.isOpen() && !STEPS_OF_A_CLOSED_CASE.containsAll(names)) {
      broken.add("it is closed and has steps: " + steps);
    }
    var statuses = open.stream().map(Open::status).filter(Objects::nonNull).collect(Collectors.toSet());
    if (its.isOpen() && its.status() != CaseStatus.REFUNDING && !statuses.contains(its.status().code())) {
      broken.add("no step stands where it stands: " + steps);
    }
    // a negotiation after a rejection is due at the latest when the time to answer the rejection is over
    runtime.createProcessInstanceQuery().processInstanceBusinessKey(its.caseId().value()).processDefinitionKey("answer-rejection").list().forEach(answering ->
        management.createJobQuery().processInstanceId(answering.getId()).activityId("buyer-silent").list().stream()
            .filter(end -> end.getExceptionMessage() == null).forEach(end -> { // one that lost a race is tried again a minute later
          var within = new ArrayList<>(tasks.createTaskQuery().processInstanceId(answering.getId()).list());
          runtime.createProcessInstanceQuery().superProcessInstanceId(answering.getId()).list().forEach(called ->
              within.addAll(tasks.createTaskQuery().processInstanceId(called.getId()).list()));
          within.stream().filter(task -> task.getDueDate() == null || task.getDueDate().after(end.getDuedate())).forEach(task ->
              broken.add(task.getTaskDefinitionKey() + " is due " + task.getDueDate() + ", and all is over " + end.getDuedate()));
        }));
  }

  private long jobs(AfterSalesCase its, String activity) {
    return runtime.createProcessInstanceQuery().processInstanceBusinessKey(its.caseId().value()).list().stream()
        .mapToLong(instance -> management.createJobQuery().processInstanceId(instance.getId()).activityId(activity).count()).sum();
  }

  /** Every open step of the order's cases, by its name. */
  Map<String, String> openSteps(CaseId caseId) {
    var found = new TreeMap<String, String>();
    tasks.createTaskQuery().processInstanceBusinessKey(caseId.value()).list().forEach(task -> found.put(task.getTaskDefinitionKey(), task.getId()));
    return found;
  }
}
