package io.redress.process.delegate;

import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Lives in the delegates' room, so a diagram may name it; tests register it themselves. */
public class ListedForTests implements JavaDelegate {

  public final AtomicInteger runs = new AtomicInteger();

  @Override
  public void execute(DelegateExecution execution) {
    runs.incrementAndGet();
  }
}
