package io.redress.process.engine;

import io.redress.Refused;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * Whoever answers a step through the engine's own interfaces reads what was wrong with the answer, as 400. Every other exception than
 * this one would be a breakdown there (500). Our API looks at its cause.
 */
class RefusedAnswers extends CommandInterceptor {

  @Override
  public <T> T execute(Command<T> command) {
    try {
      return next.execute(command);
    } catch (RuntimeException e) {
      if (command instanceof SubmitTaskFormCmd) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
          if (cause instanceof Refused refused) {
            throw new FormFieldValidationException(null, refused.getMessage(), refused);
          }
        }
      }
      throw e;
    }
  }
}
