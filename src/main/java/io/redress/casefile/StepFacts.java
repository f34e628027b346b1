package io.redress.casefile;

import io.redress.order.Order;
import java.util.Collection;
import java.util.Map;

/** What another room knows about open steps and the person who takes them wants to see. */
public interface StepFacts {

  /** An open step with its case and its order. */
  record Open(Step step, AfterSalesCase itself, Order order) {}

  /**
   * Facts by task id, then by name; a step about which nothing is known may be left out. Asked once for a whole page of steps.
   *
   * @param steps not empty
   */
  Map<String, Map<String, Object>> of(Collection<Open> steps);
}
