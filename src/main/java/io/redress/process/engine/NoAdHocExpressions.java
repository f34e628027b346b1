package io.redress.process.engine;

import java.lang.reflect.Field;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractExecuteFilterCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteFilterCmd;
import org.camunda.bpm.engine.impl.cmd.SaveFilterCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * CVE-2026-109432: the engine evaluates expressions inside the or-queries of a task query that a client sends. This refuses every
 * query with an expression that anybody brings along, however deep, also the one that narrows a saved filter, and every change of a
 * saved filter that is not our own. Saved filters run inside the engine and never pass here with their own expressions.
 */
class NoAdHocExpressions extends CommandInterceptor {

  private static final Field NARROWING = narrowing();

  @Override
  public <T> T execute(Command<T> command) {
    if (command instanceof AbstractQuery<?, ?> query) {
      refuseExpressions(query);
    } else if (command instanceof AbstractExecuteFilterCmd) {
      refuseExpressions(narrowingOf(command));
    } else if ((command instanceof SaveFilterCmd || command instanceof DeleteFilterCmd) && !TasklistFilters.areBeingWritten()) {
      throw new BadUserRequestException("Filters come with Redress and cannot be changed: ask for a new one in a release.");
    }
    return next.execute(command);
  }

  private static void refuseExpressions(Object query) {
    if (query != null && hasExpression(query, Collections.newSetFromMap(new IdentityHashMap<>()))) {
      throw new BadUserRequestException("Expressions are not allowed in queries: send plain values instead.");
    }
  }

  private static boolean hasExpression(Object candidate, Set<Object> seen) {
    if (!(candidate instanceof AbstractQuery<?, ?> query) || !seen.add(query)) {
      return false;
    }
    return !query.getExpressions().isEmpty()
        || query instanceof TaskQueryImpl task && task.getQueries().stream().anyMatch(inner -> hasExpression(inner, seen));
  }

  private static Object narrowingOf(Object command) {
    try {
      return NARROWING.get(command);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The engine has no accessor; a version of it without this field must not start. */
  private static Field narrowing() {
    try {
      var field = AbstractExecuteFilterCmd.class.getDeclaredField("extendingQuery");
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("this engine's filter commands look different: check CVE-2026-109432 again", e);
    }
  }
}
