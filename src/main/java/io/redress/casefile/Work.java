package io.redress.casefile;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.order.Order;
import io.redress.order.Orders;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The open steps as the people see them whose turn it is. */
@Service
public class Work {

  /**
   * A step with its form (JSON) and the facts that one needs to take it.
   *
   * @param caseId the case that it is about; null = none
   */
  public record Item(Step step, CaseId caseId, String form, Map<String, Object> facts) {}

  private static final String INFORMATION = "merchant-supplies-information";
  private static final String RECALL = "merchant-recalls-parcel";

  private final Steps steps;
  private final CaseTable cases;
  private final CaseProcess process;
  private final Timeline timeline;
  private final Orders orders;
  private final List<StepFacts> others;
  private final List<OtherSteps> beyond;

  Work(Steps steps, CaseTable cases, CaseProcess process, Timeline timeline, Orders orders, List<StepFacts> others,
      List<OtherSteps> beyond) {
    this.steps = steps;
    this.cases = cases;
    this.process = process;
    this.timeline = timeline;
    this.orders = orders;
    this.others = others;
    this.beyond = beyond;
  }

  /** The highest priority first, then the earliest deadline; {@code onlyCase} may be null. */
  public List<Item> page(Viewer viewer, CaseId onlyCase, int limit, long offset) {
    return items(steps.waitingFor(viewer, onlyCase, limit, offset));
  }

  public long count(Viewer viewer, CaseId onlyCase) {
    return steps.countWaitingFor(viewer, onlyCase);
  }

  /** @throws Refused when there is no such step, it is somebody else's, or it stands still */
  public Item find(String taskId, Viewer viewer) {
    var step = steps.find(taskId).filter(found -> isSeenBy(found, viewer)).orElseThrow(() -> Refused.notFound("task", taskId));
    if (!step.isOpen()) {
      throw gone(taskId);
    }
    checkRuns(step);
    return items(List.of(step)).get(0);
  }

  /**
   * Takes the step with the values of its form. A step of the staff is claimed first.
   *
   * @throws Refused when the step is gone, stands still, is held by somebody else, or a value breaks a rule
   */
  @Transactional
  public void complete(String taskId, Map<String, Object> values, Viewer viewer) {
    var step = locked(taskId, viewer);
    if (viewer.kind() == Viewer.Kind.STAFF) {
      claim(step, viewer);
    }
    process.complete(taskId, values);
  }

  /**
   * A member of the staff takes a step up; who has it already keeps it.
   *
   * @throws Refused when the step is gone, or held by somebody else
   */
  @Transactional
  public void claim(String taskId, Viewer viewer) {
    claim(locked(taskId, viewer), viewer);
  }

  /**
   * A member of the staff gives a step back to the group; when nobody has it, nothing happens.
   *
   * @throws Refused when the step is gone, or held by somebody else
   */
  @Transactional
  public void release(String taskId, Viewer viewer) {
    var step = locked(taskId, viewer);
    if (step.claimedBy() != null) {
      claim(step, viewer);
      process.release(taskId);
    }
  }

  private Step locked(String taskId, Viewer viewer) {
    var seen = steps.find(taskId).filter(found -> isSeenBy(found, viewer)).orElseThrow(() -> Refused.notFound("task", taskId));
    // a case before its steps, always: of two steps that are open side by side, each may close the other
    cases.findForUpdate(seen.caseId());
    var step = steps.findForUpdate(taskId).orElseThrow();
    if (!step.isOpen()) {
      throw gone(taskId);
    }
    checkRuns(step);
    return step;
  }

  private void claim(Step step, Viewer viewer) {
    if (step.claimedBy() == null) {
      process.claim(step.taskId(), viewer.userId());
    } else if (!step.claimedBy().equals(viewer.userId())) {
      throw Refused.conflict("claimed", null, "Somebody else works on this task. Choose another one.");
    }
  }

  private static boolean isSeenBy(Step step, Viewer viewer) {
    return switch (viewer.kind()) {
      case BUYER -> step.whose() == Step.Whose.BUYER && step.party().equals(viewer.id());
      case MERCHANT -> step.whose() == Step.Whose.MERCHANT && step.party().equals(viewer.id());
      case STAFF -> step.whose() == Step.Whose.PLATFORM
          && (viewer.groups().contains(step.party()) || step.escalatedTo() != null && viewer.groups().contains(step.escalatedTo()));
    };
  }

  private void checkRuns(Step step) {
    if (steps.isPaused(step.taskId())) {
      throw Pauses.paused(step.caseId());
    }
  }

  private static Refused gone(String taskId) {
    return Refused.conflict("step-gone", null, "Task " + taskId + " is not open any more. Look at the case to see where it stands.");
  }

  private List<Item> items(List<Step> open) {
    var ids = open.stream().map(Step::caseId).distinct().toList();
    var its = cases.findAll(ids).stream().collect(Collectors.toMap(AfterSalesCase::caseId, each -> each));
    var bought = orders.findAll(its.values().stream().map(AfterSalesCase::orderId).toList()).stream()
        .collect(Collectors.toMap(Order::orderId, each -> each));
    var words = timeline.lastWords(ids);
    var forms = process.forms(open.stream().map(Step::taskId).toList());
    var ofCases = open.stream().filter(step -> its.containsKey(step.caseId())).toList();
    var more = more(ofCases, its, bought);
    var without = without(open.stream().filter(step -> !its.containsKey(step.caseId())).toList());
    return open.stream().map(step -> {
      var form = forms.get(step.taskId());
      var itsCase = its.get(step.caseId());
      if (itsCase == null) {
        var about = without.get(step.taskId());
        return new Item(step, about.caseId(), form, about.facts());
      }
      var facts = facts(step, itsCase, bought.get(itsCase.orderId()), words.getOrDefault(step.caseId(), Map.of()));
      facts.putAll(more.getOrDefault(step.taskId(), Map.of()));
      return new Item(step, step.caseId(), form, facts);
    }).toList();
  }

  private Map<String, OtherSteps.About> without(List<Step> steps) {
    var about = new HashMap<String, OtherSteps.About>();
    if (!steps.isEmpty()) {
      beyond.forEach(room -> about.putAll(room.of(steps)));
    }
    return about;
  }

  private Map<String, Map<String, Object>> more(List<Step> open, Map<CaseId, AfterSalesCase> its, Map<String, Order> bought) {
    var more = new HashMap<String, Map<String, Object>>();
    if (!open.isEmpty()) {
      var asked = open.stream().map(step -> new StepFacts.Open(step, its.get(step.caseId()), bought.get(its.get(step.caseId()).orderId()))).toList();
      others.forEach(room -> room.of(asked).forEach((taskId, facts) -> more.computeIfAbsent(taskId, none -> new LinkedHashMap<>()).putAll(facts)));
    }
    return more;
  }

  private static Map<String, Object> facts(Step step, AfterSalesCase its, Order order, Map<String, Map<String, Object>> words) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("orderId", its.orderId());
    facts.put("itemName", order.itemName());
    facts.put("paidAmount", Cny.text(order.paidAmount()));
    facts.put("shippedAt", order.shippedAt());
    facts.put("type", its.type().code());
    facts.put("status", its.status().code());
    facts.put("reason", its.reason().code());
    facts.put("amount", Cny.text(its.amount()));
    facts.put("quantity", its.quantity());
    facts.put("description", its.description());
    // what an agent asked belongs to the step that answers it
    if (step.step().equals(INFORMATION)) {
      facts.put("question", words.getOrDefault(Timeline.Kind.INFORMATION_REQUESTED.code(), Map.of()).get("question"));
    } else if (step.step().equals(RECALL)) {
      facts.put("recallReason", words.getOrDefault(Timeline.Kind.INTERCEPTION_REQUESTED.code(), Map.of()).get("explanation"));
    }
    var rejection = words.getOrDefault(Timeline.REJECTION, Map.of());
    facts.put("condition", rejection.get("condition"));
    facts.put("rejectReason", rejection.get("rejectReason"));
    facts.put("rejectExplanation", rejection.get("explanation"));
    facts.values().removeIf(Objects::isNull);
    return facts;
  }
}
