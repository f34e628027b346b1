package io.redress.process.engine;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.redress.identity.Callers;
import io.redress.identity.Problem;
import io.redress.identity.ReadRequest;
import io.redress.identity.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Which changes staff may ask of the webapps' interface: what Tasklist needs to list, claim and answer tasks, and what Cockpit needs
 * to read and to retry jobs. Everything else is closed to all but administrators, above all completing a task without its form,
 * errors and escalations by hand, variables, assignment to others: they would step around the form contract and the timeline.
 *
 * <p>A claim names the user it is for, and the engine believes it: everybody but an administrator claims for themselves only.
 */
class WebappRules extends OncePerRequestFilter {

  private static final String ENGINE = "/camunda/api/engine/engine/[^/]+";
  private static final String ID = "/[^/]+";

  private static final List<Pattern> TASKLIST = patterns("POST",
      ENGINE + "/task(/count)?",
      ENGINE + "/filter" + ID + "/(list|count|singleResult)",
      ENGINE + "/task" + ID + "/(claim|unclaim|submit-form)",
      ENGINE + "/(variable-instance|execution|process-instance|process-definition)(/count)?",
      ENGINE + "/history/[a-z-]+(/count)?",
      ENGINE + "/identity/password-policy");
  private static final List<Pattern> COCKPIT = patterns("POST",
      ENGINE + "/(job|job-definition|incident|external-task|event-subscription)(/count)?",
      "/camunda/api/cockpit/plugin/base/[^/]+/[a-zA-Z0-9_:./-]+");
  private static final List<Pattern> RETRIES = patterns("PUT", ENGINE + "/(job|job-definition)" + ID + "/retries");
  private static final List<Pattern> CLAIM = patterns("POST", ENGINE + "/task" + ID + "/claim");
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  /** One key twice could mean one user here and another one in the engine. */
  private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Problem NOT_HERE = new Problem(403, "not-in-the-webapps", "Not here",
      "This change cannot be made here. Answer the task with its form, or ask an administrator.");
  private static final Problem FOR_ANOTHER =
      new Problem(403, "claim-for-another", "Not for somebody else", "A task is claimed by the one who will answer it. Claim it for yourself.");

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!isAllowed(request)) {
      NOT_HERE.write(response);
      return;
    }
    if (!matches(CLAIM, request) || Callers.current().filter(caller -> caller.is(Role.ADMIN)).isPresent()) {
      chain.doFilter(request, response);
      return;
    }
    // at most 1 MB: a limit stands in front
    var body = request.getInputStream().readAllBytes();
    if (isForCaller(body)) {
      chain.doFilter(new ReadRequest(request, body), response);
    } else {
      FOR_ANOTHER.write(response);
    }
  }

  private static boolean isForCaller(byte[] body) {
    try {
      var userId = JSON.readTree(body).path("userId");
      return userId.isTextual() && Callers.current().filter(caller -> caller.userId().equals(userId.asText())).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isAllowed(HttpServletRequest request) {
    if (SAFE.contains(request.getMethod())) {
      return true;
    }
    var caller = Callers.current().orElse(null);
    if (caller == null) {
      return false;
    }
    if (caller.is(Role.ADMIN) || matches(TASKLIST, request)) {
      return true;
    }
    return caller.is(Role.PROCESS_OWNER) && (matches(COCKPIT, request) || matches(RETRIES, request));
  }

  private static boolean matches(List<Pattern> patterns, HttpServletRequest request) {
    var asked = request.getMethod() + " " + request.getRequestURI();
    return patterns.stream().anyMatch(pattern -> pattern.matcher(asked).matches());
  }

  private static List<Pattern> patterns(String method, String... paths) {
    return java.util.Arrays.stream(paths).map(path -> Pattern.compile(method + " " + path)).toList();
  }
}
