package io.redress.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal at the door, before any controller is reached, as RFC 9457 problem details. */
public record Problem(int status, String type, String title, String detail) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static final Problem NO_LOGIN = new Problem(401, "no-login", "Please sign in", "Sign in, or send a user and a password (HTTP Basic).");
  static final Problem WRONG_LOGIN =
      new Problem(401, "wrong-login", "Wrong user or password", "Check the user and the password; after ten wrong ones wait five minutes.");
  static final Problem ADDRESS =
      new Problem(400, "address", "No such address", "The address or a header is written in a way that is not taken here. Check it.");
  static final Problem FORBIDDEN =
      new Problem(403, "forbidden", "Not for you", "Your role does not allow this. Ask an administrator if it should.");
  static final Problem CSRF =
      new Problem(403, "csrf", "The page is out of date", "Reload the page and try again: header X-REDRESS-CSRF must repeat cookie REDRESS-CSRF.");
  static final Problem CROSS_SITE =
      new Problem(403, "cross-site", "Not from another site", "A page of another site asked for this change. Use our own pages or the API.");
  static final Problem ON_BEHALF =
      new Problem(403, "on-behalf", "Not on behalf of a buyer", "Only integration users may send X-On-Behalf-Of, and only a buyer's id.");

  /** Answers with this problem; does nothing when an answer is already on its way. */
  public void write(HttpServletResponse response) throws IOException {
    write(response, Map.of());
  }

  /** The same with further members. */
  void write(HttpServletResponse response, Map<String, ?> more) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    var body = new LinkedHashMap<String, Object>();
    body.put("type", "/problems/" + type);
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    body.putAll(more);
    var bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/problem+json");
    response.setContentLength(bytes.length);
    response.setHeader("Cache-Control", "no-store");
    // the body limit answers in front of Spring Security, which writes these for all others
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.getOutputStream().write(bytes);
  }
}
