package io.redress.casefile;

import java.util.Locale;

/**
 * Who did something, as the timeline tells it.
 *
 * @param id null when it was nobody, that is, automatic
 * @param actingUser the shop's technical user that acted for a buyer, or null
 */
public record Actor(Kind kind, String id, String actingUser) {

  public enum Kind {
    BUYER, MERCHANT, AGENT, AUTOMATIC;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  public static final Actor AUTOMATIC = new Actor(Kind.AUTOMATIC, null, null);

  public static Actor buyer(String buyerId, String actingUser) {
    return new Actor(Kind.BUYER, buyerId, actingUser);
  }

  public static Actor merchant(String userId) {
    return new Actor(Kind.MERCHANT, userId, null);
  }

  public static Actor agent(String userId) {
    return new Actor(Kind.AGENT, userId, null);
  }
}
