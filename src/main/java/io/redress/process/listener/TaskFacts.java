package io.redress.process.listener;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;

/** What is kept about a service task when its diagram is read. */
public final class TaskFacts {

  private static final String CLAUSE = "redress.clause";

  private TaskFacts() {}

  static void clause(ActivityImpl task, String clause) {
    task.setProperty(CLAUSE, clause);
  }

  /** The clause by which the task that runs now does its work: the one that its documentation names first, or null. */
  public static String clause(DelegateExecution execution) {
    return (String) ((ExecutionEntity) execution).getActivity().getProperty(CLAUSE);
  }
}
