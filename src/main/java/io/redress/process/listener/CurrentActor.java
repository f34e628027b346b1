package io.redress.process.listener;

import io.redress.casefile.Actor;
import io.redress.identity.Caller;
import io.redress.identity.Callers;
import io.redress.identity.Role;

/**
 * Who is behind what the engine does now: the caller of the request that this thread serves. Nobody is in a job, nor when the shop's
 * systems report what a carrier has seen.
 */
public final class CurrentActor {

  private CurrentActor() {}

  public static Actor get() {
    return Callers.current().map(CurrentActor::of).orElse(Actor.AUTOMATIC);
  }

  private static Actor of(Caller caller) {
    if (caller.buyerId() != null) {
      return Actor.buyer(caller.buyerId(), caller.actingUserId());
    }
    if (caller.is(Role.INTEGRATION)) {
      return Actor.AUTOMATIC;
    }
    return caller.merchantId() != null ? Actor.merchant(caller.userId()) : Actor.agent(caller.userId());
  }
}
