package io.redress.shipment;

import io.redress.CaseId;
import io.redress.Refused;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.CaseProcess;
import io.redress.casefile.Cases;
import io.redress.casefile.Steps;
import io.redress.casefile.Timeline;
import io.redress.casefile.Viewer;
import io.redress.order.Orders;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Parcels that the buyer wants stopped on their way (PI-08). The merchant is asked to recall them; whose the cost is, is judged (DS-04). */
@Service
public class Interceptions {

  private static final String RECALLS = "merchant-recalls-parcel";
  /** Process id. */
  private static final String INTERCEPTION = "parcel-interception";
  private static final String CLAUSE = "PI-08";
  private static final int LONGEST_EXPLANATION = 500;

  private final Cases cases;
  private final CaseProcess process;
  private final Steps steps;
  private final Timeline timeline;
  private final Orders orders;

  Interceptions(Cases cases, CaseProcess process, Steps steps, Timeline timeline, Orders orders) {
    this.cases = cases;
    this.process = process;
    this.steps = steps;
    this.timeline = timeline;
    this.orders = orders;
  }

  /**
   * An agent asks the merchant to recall the order's parcel, beside the case, which stands where it stands.
   *
   * @param explanation 1 to 500 characters; both sides read it
   * @throws Refused when there is no such case, it is closed, nothing of the order is on its way, or the merchant was asked and has not
   *     answered yet
   */
  @Transactional
  public AfterSalesCase request(CaseId caseId, String explanation, Viewer agent) {
    cases.find(caseId, agent);
    if (explanation == null || explanation.isBlank() || explanation.length() > LONGEST_EXPLANATION) {
      throw Refused.invalid("explanation", CLAUSE, "Say in 1 to " + LONGEST_EXPLANATION + " characters why the parcel is to be stopped.",
          "请用 1 至 " + LONGEST_EXPLANATION + " 个字说明拦截包裹的原因。");
    }
    var its = cases.openCase(caseId);
    var order = orders.find(its.orderId()).orElseThrow();
    if (!order.isShipped() || order.receivedAt() != null) {
      throw Refused.conflict("not-on-its-way", CLAUSE, order.isShipped()
          ? "The parcel of order " + order.orderId() + " has arrived. The buyer may send the goods back."
          : "Order " + order.orderId() + " has not been shipped. There is no parcel to stop.");
    }
    if (steps.ofCase(caseId).stream().anyMatch(step -> step.step().equals(RECALLS))) {
      throw Refused.conflict("asked-already", CLAUSE, "The merchant was asked to recall this parcel and has not answered yet.");
    }
    timeline.add(caseId, Timeline.Kind.INTERCEPTION_REQUESTED, agent.actor(), CLAUSE, null, null, null, Map.of("explanation", explanation));
    process.startBeside(INTERCEPTION, its, Map.of());
    return its;
  }
}
