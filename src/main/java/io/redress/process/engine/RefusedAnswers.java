package io.redress.process.engine;

import io.redress.Refused;
import java.util.Optional;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * Whoever answers or claims a step through the engine's own interfaces reads why not, as 400. Every other exception than these would be
 * a breakdown there (500). Our API looks at its cause.
 */
class RefusedAnswers extends CommandInterceptor {

  @Override
  public <T> T execute(Command<T> command) {
    try {
      return next.execute(command);
    } catch (RuntimeException e) {
      var refused = refused(e);
      if (refused.isPresent() && command instanceof SubmitTaskFormCmd) {
        throw new FormFieldValidationException(null, refused.get().getMessage(), refused.get());
      }
      if (refused.isPresent() && (command instanceof ClaimTaskCmd || command instanceof AssignTaskCmd)) {
        throw new BadUserRequestException(refused.get().getMessage(), refused.get());
      }
      throw e;
    }
  }

  private static Optional<Refused> refused(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refused refused) {
        return Optional.of(refused);
      }
    }
    return Optional.empty();
  }
}
