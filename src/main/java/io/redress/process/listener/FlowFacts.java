package io.redress.process.listener;

import io.redress.process.CaseVariables;
import org.camunda.bpm.engine.delegate.VariableScope;

/** What the flow that runs now knows about itself. */
final class FlowFacts {

  private FlowFacts() {}

  /** Whether another instance conducts the case: then nothing here says where the case stands. */
  static boolean runsBeside(VariableScope flow) {
    return Boolean.TRUE.equals(flow.getVariable(CaseVariables.BESIDE));
  }

  /** Which of several of its kind the flow is about, such as the second breach of the case; null = there is only one. */
  static Integer number(VariableScope flow) {
    return (Integer) flow.getVariable(CaseVariables.BREACH_NUMBER);
  }
}
