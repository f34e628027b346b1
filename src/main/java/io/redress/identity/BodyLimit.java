package io.redress.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a body that is too large with 413 before anything reads it: 1 MB, deployments to the engine 10 MB, evidence 20 MB,
 * the order import 129 MB (a file of 128).
 *
 * <p>A body without Content-Length is read here, up to the limit: neither Jersey nor the servlet container would count it. A
 * multipart one cannot be handed on afterwards, so uploads must say their length (411); only the order import may be streamed, where
 * {@code spring.servlet.multipart} counts.
 */
class BodyLimit extends OncePerRequestFilter {

  static final long MEGABYTE = 1024 * 1024;

  private static final Pattern EVIDENCE = Pattern.compile("/api/cases/[^/]+/evidence");

  /** What an upload's form needs around the file. */
  private static final long WRAPPING = 64 * 1024;

  private static final long DISCARDED_AT_MOST = 256 * MEGABYTE;

  /** Where in the chain: everybody is counted in front; a streamed deployment only once its sender is known. */
  enum Place { IN_FRONT, BEHIND_LOGIN }

  private final Place place;

  BodyLimit(Place place) {
    this.place = place;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var limit = limit(request);
    var length = request.getContentLengthLong();
    if (length > limit) {
      tooLarge(request, response, limit);
      return;
    }
    if (length >= 0 || !hasBody(request) || isDeployment(request) != (place == Place.BEHIND_LOGIN)) {
      chain.doFilter(request, response);
      return;
    }
    if (isImport(request) || request.getRequestURI().equals("/login")) {
      chain.doFilter(request, response); // the servlet container reads and counts these two
      return;
    }
    if (isMultipart(request) && !isEngine(request)) {
      new Problem(411, "length-required", "Say how large the file is", "Send the upload with a Content-Length.").write(response);
      return;
    }
    var body = request.getInputStream().readNBytes((int) limit + 1);
    if (body.length > limit) {
      tooLarge(request, response, limit);
      return;
    }
    chain.doFilter(new ReadRequest(request, body), response);
  }

  @Override
  protected String getAlreadyFilteredAttributeName() {
    return BodyLimit.class.getName() + place;
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getHeader("Transfer-Encoding") != null || !"HTTP/1.1".equals(request.getProtocol());
  }

  private static long limit(HttpServletRequest request) {
    if (isDeployment(request)) {
      return 10 * MEGABYTE;
    }
    if (isEvidence(request)) {
      return 20 * MEGABYTE + WRAPPING;
    }
    return isImport(request) ? 129 * MEGABYTE : MEGABYTE;
  }

  private static boolean isImport(HttpServletRequest request) {
    return isMultipart(request) && request.getRequestURI().equals("/api/orders/import");
  }

  private static boolean isEvidence(HttpServletRequest request) {
    return isMultipart(request) && EVIDENCE.matcher(request.getRequestURI()).matches();
  }

  private static boolean isDeployment(HttpServletRequest request) {
    return isEngine(request) && request.getRequestURI().endsWith("/deployment/create");
  }

  private static boolean isEngine(HttpServletRequest request) {
    var path = request.getRequestURI();
    return path.startsWith("/engine-rest/") || path.startsWith("/camunda/");
  }

  private static boolean isMultipart(HttpServletRequest request) {
    var type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  private static void tooLarge(HttpServletRequest request, HttpServletResponse response, long limit) throws IOException {
    if (request.getHeader("Expect") == null) {
      discard(request.getInputStream());
    }
    new Problem(413, "too-large", "Too large", "At most " + limit / MEGABYTE + " MB are accepted here. Send less at once.").write(response);
  }

  /** Many clients read no answer before they have sent everything; a connection closed meanwhile would look like a broken network. */
  private static void discard(InputStream body) throws IOException {
    var buffer = new byte[8192];
    long discarded = 0;
    for (int n; discarded < DISCARDED_AT_MOST && (n = body.read(buffer)) >= 0; discarded += n) {}
  }
}
