package io.redress.process.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.redress.identity.Problem;
import io.redress.identity.ReadRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * CVE-2026-109432 at the edge, in front of {@link NoAdHocExpressions}: no request to the engine's interfaces names a parameter or a
 * JSON key that ends in {@code Expression}. Tasklist and Cockpit send none; filters keep theirs in the database. A submitted form may
 * use any key.
 */
class QueryEdge extends OncePerRequestFilter {

  private static final int DEPTH = 30;
  private static final JsonFactory JSON = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).build()).build();
  private static final Problem EXPRESSION = new Problem(400, "expression-in-query", "No expressions here",
      "Expressions are not allowed in queries: send plain values instead.");
  private static final Problem MALFORMED = new Problem(400, "malformed", "Not readable", "The body is no JSON, or nested more than 30 deep. Check it.");

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (namesExpression(request.getQueryString())) {
      EXPRESSION.write(response);
      return;
    }
    var type = request.getContentType() == null ? "" : request.getContentType().toLowerCase(Locale.ROOT);
    if (request.getMethod().equals("GET") || type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded")) {
      chain.doFilter(request, response);
      return;
    }
    // at most 1 MB: BodyLimit stands in front
    var body = request.getInputStream().readAllBytes();
    if (body.length > 0 && !request.getRequestURI().endsWith("/submit-form")) {
      try (var parser = JSON.createParser(body)) {
        if (namesExpression(parser)) {
          EXPRESSION.write(response);
          return;
        }
      } catch (JsonProcessingException e) {
        MALFORMED.write(response);
        return;
      }
    }
    chain.doFilter(new ReadRequest(request, body), response);
  }

  private static boolean namesExpression(String query) throws IOException {
    if (query == null) {
      return false;
    }
    for (var pair : query.split("&")) {
      var name = pair.split("=", 2)[0];
      try {
        name = java.net.URLDecoder.decode(name, java.nio.charset.StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return true;
      }
      if (isExpression(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean namesExpression(JsonParser parser) throws IOException {
    for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.FIELD_NAME && isExpression(parser.currentName())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isExpression(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith("expression");
  }
}
