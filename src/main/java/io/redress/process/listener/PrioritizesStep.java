package io.redress.process.listener;

import io.redress.Cny;
import io.redress.casefile.Step;
import io.redress.casefile.Steps;
import io.redress.order.Orders;
import io.redress.process.CaseVariables;
import io.redress.process.engine.TaskPriorities;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

/** A step of the staff opens: the table says how soon it is taken up (PR-01). Steps of buyers and merchants have no queue. */
class PrioritizesStep implements TaskListener {

  private final Steps steps;
  private final Orders orders;
  private final TaskPriorities priorities;

  PrioritizesStep(Steps steps, Orders orders, TaskPriorities priorities) {
    this.steps = steps;
    this.orders = orders;
    this.priorities = priorities;
  }

  @Override
  public void notify(DelegateTask task) {
    if (StepOpens.whose(task) == Step.Whose.PLATFORM && task.getVariable(CaseVariables.ORDER_ID) instanceof String orderId) {
      var order = orders.find(orderId).orElseThrow();
      var amount = task.getVariable(CaseVariables.AMOUNT) instanceof String asked ? Cny.parse(asked) : order.paidAmount();
      var priority = priorities.of(order, amount);
      task.setPriority(priority);
      steps.prioritized(task.getId(), priority);
    }
  }
}
