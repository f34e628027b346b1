package io.redress.casefile;

import io.redress.CaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The conductor of a case: what the domain asks of the running process. Every call takes part in the caller's transaction. */
public interface CaseProcess {

  /**
   * Starts a flow for a case up to its first human step and answers the new instance's id.
   *
   * @param flow the process id, such as {@code return-refund}
   * @param agreedBy who has agreed already, {@code merchant} or {@code platform}; null = the merchant decides
   */
  String start(String flow, AfterSalesCase its, ShippingPromise promise, String agreedBy);

  /**
   * Starts a flow beside the one that conducts the case. Its steps leave alone where the case stands, until it takes the case over.
   *
   * @param knows variables that its diagram names
   */
  void startBeside(String flow, AfterSalesCase its, Map<String, Object> knows);

  /**
   * Ends an instance with all its steps, deadlines and jobs; one that is not there any more: nothing happens. Return freight that was being
   * settled in it is settled beside from now on (20.11): what has been granted is paid.
   *
   * @return whether return freight was being settled
   */
  boolean end(String processInstanceId, String reason);

  /**
   * Lets an instance stand still, with all that it has called: no step of it can be taken, no deadline passes, nothing it waits for reaches it.
   *
   * @return its open tasks
   */
  Set<String> pause(String processInstanceId);

  /**
   * Lets it go on. All that was to happen happens so much later, except where a clock stood still before; what it waited for and came
   * meanwhile is told by {@link #catchUp}.
   */
  void resume(String processInstanceId, Duration later);

  /** Tells an instance that goes on again what has reached it while it stood still. */
  void catchUp(String processInstanceId);

  /**
   * Ends the flow that conducts the case at the buyer's wish (RO-07), and beside it what only the request was for.
   *
   * @throws io.redress.Refused when the flow has passed the point where this is possible
   */
  void withdraw(CaseId caseId, String processInstanceId);

  /** Asks the merchant for information while every clock runs on (GN-05). */
  void requestInformation(String processInstanceId);

  /**
   * Opens a negotiation beside the running step, whose deadline goes on.
   *
   * @throws io.redress.Refused when the flow has passed the point where the two may still agree on something else
   */
  void openNegotiation(String processInstanceId);

  /**
   * Completes a human step with the values of its form.
   *
   * @throws io.redress.Refused naming every value that the form does not allow
   */
  void complete(String taskId, Map<String, Object> values);

  /** Notes in the engine who works on a step of the staff. */
  void claim(String taskId, String userId);

  /** Notes in the engine that nobody works on a step of the staff any more. */
  void release(String taskId);

  /** The forms of these steps, as JSON, by task id. */
  Map<String, String> forms(Collection<String> taskIds);

  /** How many hours must be left when the time of this step is shortened; empty when it may not be (RO-03). */
  Optional<Integer> hoursLeftWhenShortened(String taskId);

  /** Moves the deadline of a step, its reminder with it. */
  void moveDeadline(String taskId, Instant dueAt);
}
