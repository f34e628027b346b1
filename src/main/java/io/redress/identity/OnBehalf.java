package io.redress.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** A shop's back end acts for one of its buyers: {@code X-On-Behalf-Of: <buyerId>}, for this one request. */
class OnBehalf extends OncePerRequestFilter {

  private static final String HEADER = "X-On-Behalf-Of";
  private static final Pattern BUYER_ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}");

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var buyer = request.getHeader(HEADER);
    var caller = Callers.current();
    if (buyer == null || caller.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    if (!caller.get().is(Role.INTEGRATION) || !BUYER_ID.matcher(buyer).matches()) {
      Problem.ON_BEHALF.write(response);
      return;
    }
    var before = SecurityContextHolder.getContext();
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new Login(caller.get().onBehalfOf(buyer), InstantSource.system().instant()));
    SecurityContextHolder.setContext(context);
    try {
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.setContext(before);
    }
  }
}
