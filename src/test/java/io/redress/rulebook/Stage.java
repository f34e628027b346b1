package io.redress.rulebook;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContextManager;

/** The application that all scenarios share; jqwik does not ask Spring for it by itself. */
@Scenario
final class Stage {

  private static final ApplicationContext APPLICATION = new TestContextManager(Stage.class).getTestContext().getApplicationContext();

  private Stage() {}

  static <T> T get(Class<T> bean) {
    return APPLICATION.getBean(bean);
  }
}
