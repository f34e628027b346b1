package io.redress.process.listener;

import io.redress.CaseId;
import io.redress.casefile.Timeline;
import io.redress.process.CaseVariables;
import io.redress.process.engine.FormContract;
import java.util.LinkedHashMap;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.form.TaskFormData;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.form.handler.TaskFormHandler;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.variable.VariableMap;

/**
 * The form contract at the engine's own door: whoever completes a step, through Tasklist or through our API, is held to its form.
 *
 * <p>The answer goes to the timeline. Only the outcomes that the diagram knows, as variables set when the case started, become
 * variables: a rejected explanation of 500 characters would otherwise be rows of history for ever.
 */
class CheckedForm implements TaskFormHandler {

  /** The task whose form this thread has checked; completing it is the very next thing that the engine does. */
  private static final ThreadLocal<String> CHECKED = new ThreadLocal<>();

  private final TaskFormHandler inner;
  private final FormContract contract;
  private final Timeline timeline;
  private final String clause;

  CheckedForm(TaskFormHandler inner, FormContract contract, Timeline timeline, String clause) {
    this.inner = inner;
    this.contract = contract;
    this.timeline = timeline;
    this.clause = clause;
  }

  /** @throws BadUserRequestException when somebody completes the task past its form */
  static void demand(DelegateTask task) {
    var checked = CHECKED.get();
    CHECKED.remove();
    if (!task.getId().equals(checked)) {
      throw new BadUserRequestException("Task " + task.getId() + " (" + task.getTaskDefinitionKey()
          + ") can only be completed by submitting its form.");
    }
  }

  @Override
  public void submitFormVariables(VariableMap submitted, VariableScope scope) {
    var task = (TaskEntity) scope;
    var answer = contract.check(task.getProcessDefinitionId(), task.getTaskDefinitionKey(), clause, submitted);
    answer.forEach((key, value) -> {
      if (task.hasVariable(key)) {
        task.setVariable(key, value);
      }
    });
    var details = new LinkedHashMap<String, Object>(answer);
    var number = FlowFacts.number(task);
    if (number != null) {
      details.put(CaseVariables.BREACH_NUMBER, number);
    }
    timeline.add(CaseId.of(task.getExecution().getProcessBusinessKey()), Timeline.Kind.STEP_COMPLETED, CurrentActor.get(), clause,
        task.getTaskDefinitionKey(), null, null, details);
    CHECKED.set(task.getId());
  }

  @Override
  public TaskFormData createTaskForm(TaskEntity task) {
    return inner.createTaskForm(task);
  }

  @Override
  public void parseConfiguration(Element element, DeploymentEntity deployment, ProcessDefinitionEntity definition, BpmnParse parse) {
    inner.parseConfiguration(element, deployment, definition, parse);
  }
}
