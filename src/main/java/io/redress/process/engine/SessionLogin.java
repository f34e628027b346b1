package io.redress.process.engine;

import io.redress.identity.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;

/** Tells the engine's webapps and {@code /engine-rest} who signed in with us; they have no login of their own. Made by name, hence public. */
public class SessionLogin implements AuthenticationProvider {

  @Override
  public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
    return Callers.current()
        .filter(caller -> caller.actingUserId() == null)
        .map(caller -> AuthenticationResult.successful(caller.userId()))
        .orElseGet(AuthenticationResult::unsuccessful);
  }

  @Override
  public void augmentResponseByAuthenticationChallenge(HttpServletResponse response, ProcessEngine engine) {
    // the doors in front have asked already
  }
}
