package io.redress.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads the roles of a browser's session again every now and then: who lost a group loses the doors, who was deleted is signed out. */
class FreshRoles extends OncePerRequestFilter {

  private final UserDirectory directory;
  private final SecurityContextRepository sessions;
  private final InstantSource time;
  private final Duration fresh;

  /**
   * @param fresh for how long what was read holds
   * @param time real time, not the application's clock: a session does not age when the clock of a demo is moved
   */
  FreshRoles(UserDirectory directory, SecurityContextRepository sessions, Duration fresh, InstantSource time) {
    this.directory = directory;
    this.sessions = sessions;
    this.fresh = fresh;
    this.time = time;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (SecurityContextHolder.getContext().getAuthentication() instanceof Login login
        && !time.instant().isBefore(login.readAt().plus(fresh))) {
      var context = SecurityContextHolder.createEmptyContext();
      directory.find(login.getName()).ifPresent(caller -> {
        var again = new Login(caller, time.instant());
        again.setDetails(login.getDetails());
        context.setAuthentication(again);
      });
      SecurityContextHolder.setContext(context);
      sessions.saveContext(context, request, response);
    }
    chain.doFilter(request, response);
  }
}
