package io.redress.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses every change that a browser says comes from another site, with or without a token, with a session or a password. */
class CrossSite extends OncePerRequestFilter {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  static boolean isSafe(HttpServletRequest request) {
    return SAFE.contains(request.getMethod());
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!isSafe(request) && "cross-site".equalsIgnoreCase(request.getHeader("Sec-Fetch-Site"))) {
      Problem.CROSS_SITE.write(response);
      return;
    }
    chain.doFilter(request, response);
  }
}
