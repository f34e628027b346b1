package io.redress.process.listener;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;

/** What is kept about a service task and a call of another flow when their diagram is read. */
public final class TaskFacts {

  private static final String CLAUSE = "redress.clause";

  private TaskFacts() {}

  static void clause(ActivityImpl task, String clause) {
    task.setProperty(CLAUSE, clause);
  }

  /** The clause by which the task that runs now does its work: the one that its documentation names first, or null. */
  public static String clause(DelegateExecution execution) {
    return clauseOf((ExecutionEntity) execution);
  }

  /** The clause for which another flow has called this one: the one that the calling step's documentation names first, or null. */
  public static String callersClause(DelegateExecution execution) {
    var caller = ((ExecutionEntity) execution).getProcessInstance().getSuperExecution();
    return caller == null ? null : clauseOf(caller);
  }

  private static String clauseOf(ExecutionEntity execution) {
    return (String) execution.getActivity().getProperty(CLAUSE);
  }
}
