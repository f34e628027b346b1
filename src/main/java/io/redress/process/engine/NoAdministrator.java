package io.redress.process.engine;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Redress does not start while nobody could manage it; an engine without an administrator also invites strangers to become one. */
class NoAdministrator extends RuntimeException {

  NoAdministrator() {
    super("There is no administrator: set REDRESS_ADMIN_USER and REDRESS_ADMIN_PASSWORD (redress.admin.user, redress.admin.password) "
        + "for this start, and Redress creates one.");
  }

  /** Ends the start with that one sentence instead of a stack trace. */
  static class Analyzer extends AbstractFailureAnalyzer<NoAdministrator> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, NoAdministrator cause) {
      return new FailureAnalysis(cause.getMessage(), null, cause);
    }
  }
}
