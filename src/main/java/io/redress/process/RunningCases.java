package io.redress.process;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.CaseProcess;
import io.redress.casefile.ShippingPromise;
import io.redress.process.engine.Forms;
import io.redress.process.listener.StepTimers;
import io.redress.shipment.Returns;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The cases' processes in the engine. A message goes to the one instance that the case names, or to those beside it, never by business key alone. */
@Component
class RunningCases implements CaseProcess {

  private static final String WITHDRAWN = "case-withdrawn";
  /** Process id. */
  private static final String FREIGHT = "return-freight";
  private static final List<String> WHAT_IT_IS_ABOUT = List.of(CaseVariables.CASE_ID, CaseVariables.ORDER_ID, CaseVariables.MERCHANT_ID,
      CaseVariables.BUYER_ID, CaseVariables.CASE_TYPE, CaseVariables.AMOUNT);

  private final RuntimeService runtime;
  private final TaskService tasks;
  private final FormService submissions;
  private final Forms forms;
  private final StepTimers timers;
  private final Returns returns;
  private final PausedFlows paused;

  RunningCases(RuntimeService runtime, TaskService tasks, FormService submissions, Forms forms, StepTimers timers, @Lazy Returns returns,
      PausedFlows paused) {
    this.runtime = runtime;
    this.tasks = tasks;
    this.submissions = submissions;
    this.forms = forms;
    this.timers = timers;
    this.returns = returns;
    this.paused = paused;
  }

  @Override
  public String start(String flow, AfterSalesCase opened, ShippingPromise promise, String agreedBy) {
    var variables = about(opened).putValue(CaseVariables.AGREED_BY, agreedBy);
    variables.putAll(CaseVariables.of(promise));
    if (agreedBy != null) {
      // what was agreed after the goods had come back needs no second return
      returns.cameBack(opened.caseId()).ifPresent(at -> variables.putValue(CaseVariables.RETURN_SENT_AT, Date.from(at)));
    }
    return runtime.startProcessInstanceByKey(flow, opened.caseId().value(), variables).getProcessInstanceId();
  }

  @Override
  public void startBeside(String flow, AfterSalesCase its, Map<String, Object> knows) {
    var variables = about(its).putValue(CaseVariables.BESIDE, true);
    variables.putAll(knows);
    runtime.startProcessInstanceByKey(flow, its.caseId().value(), variables);
  }

  private static VariableMap about(AfterSalesCase its) {
    return Variables.createVariables()
        .putValue(CaseVariables.CASE_ID, its.caseId().value())
        .putValue(CaseVariables.ORDER_ID, its.orderId())
        .putValue(CaseVariables.MERCHANT_ID, its.merchantId())
        .putValue(CaseVariables.BUYER_ID, its.buyerId())
        .putValue(CaseVariables.CASE_TYPE, its.type().code())
        .putValue(CaseVariables.AMOUNT, Cny.text(its.amount()));
  }

  @Override
  public boolean end(String processInstanceId, String reason) {
    var freight = paused.find(FREIGHT, processInstanceId);
    var knows = freight.map(instance -> paused.asked(() -> runtime.getVariables(instance.getId(), WHAT_IT_IS_ABOUT)));
    runtime.deleteProcessInstanceIfExists(processInstanceId, reason, false, true, false, false);
    freight.ifPresent(ended -> {
      var variables = Variables.fromMap(knows.get()).putValue(CaseVariables.BESIDE, true);
      runtime.startProcessInstanceByKey(FREIGHT, variables.get(CaseVariables.CASE_ID).toString(), variables);
    });
    return freight.isPresent();
  }

  @Override
  public Set<String> pause(String processInstanceId) {
    var open = new HashSet<String>();
    meanwhile(() -> open.addAll(paused.pause(processInstanceId)));
    return open;
  }

  @Override
  public void resume(String processInstanceId, Duration later) {
    meanwhile(() -> paused.resume(processInstanceId, later));
  }

  @Override
  public void catchUp(String processInstanceId) {
    meanwhile(() -> paused.catchUp(processInstanceId));
  }

  @Override
  public void withdraw(CaseId caseId, String processInstanceId) {
    correlate(WITHDRAWN, processInstanceId, "not-withdrawable", "RO-07",
        "This request has come too far to be withdrawn. Look at where it stands.");
    meanwhile(() -> runtime.createMessageCorrelation(WITHDRAWN).processInstanceBusinessKey(caseId.value())
        .processInstanceVariableEquals(CaseVariables.BESIDE, true).correlateAll());
  }

  @Override
  public void requestInformation(String processInstanceId) {
    correlate("information-requested", processInstanceId, "nothing-to-ask", "GN-05",
        "Information is asked for while a refund without a return is being handled. Look at where the case stands.");
  }

  @Override
  public void openNegotiation(String processInstanceId) {
    correlate("negotiation-opened", processInstanceId, "not-negotiable", "NG-09",
        "This case has come too far for another solution. Look at where it stands.");
  }

  @Override
  public void complete(String taskId, Map<String, Object> values) {
    meanwhile(() -> submissions.submitTaskForm(taskId, values));
  }

  @Override
  public void claim(String taskId, String userId) {
    meanwhile(() -> tasks.claim(taskId, userId));
  }

  @Override
  public void release(String taskId) {
    meanwhile(() -> tasks.setAssignee(taskId, null));
  }

  @Override
  public Map<String, String> forms(Collection<String> taskIds) {
    return forms.ofTasks(taskIds);
  }

  @Override
  public Optional<Integer> hoursLeftWhenShortened(String taskId) {
    return timers.hoursLeftWhenShortened(taskId);
  }

  @Override
  public void moveDeadline(String taskId, Instant dueAt) {
    meanwhile(() -> timers.move(taskId, dueAt));
  }

  /** The diagram says by its message events until when something is possible: an instance that waits for none has passed that point. */
  private void correlate(String message, String processInstanceId, String refusal, String clause, String why) {
    meanwhile(() -> {
      try {
        runtime.createMessageCorrelation(message).processInstanceId(processInstanceId).correlate();
      } catch (MismatchingMessageCorrelationException e) {
        throw Refused.conflict(refusal, clause, why);
      }
    });
  }

  /** Somebody else, or a deadline, was faster: nothing has happened here, and the caller learns that the case has moved on. */
  private static void meanwhile(Runnable call) {
    try {
      call.run();
    } catch (OptimisticLockingException e) {
      throw Refused.conflict("changed-meanwhile", null, "The case has moved on in this moment. Look at it again, then decide.");
    } catch (ProcessEngineException e) {
      for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof Refused refused) {
          throw refused;
        }
      }
      throw e;
    }
  }
}
