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

/** Reads the roles of a browser's session again every 30 s: who lost a group loses the doors, who was deleted is signed out. */
class FreshRoles extends OncePerRequestFilter {

  private static final Duration FRESH = Duration.ofSeconds(30);

  private final UserDirectory directory;
  private final SecurityContextRepository sessions;
  private final InstantSource time;

  /** @param time real time, not the application's clock: a session does not age when the clock of a demo is moved */
  FreshRoles(UserDirectory directory, SecurityContextRepository sessions, InstantSource time) {
    this.directory = directory;
    this.sessions = sessions;
    this.time = time;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (SecurityContextHolder.getContext().getAuthentication() instanceof Login login
        && login.readAt().plus(FRESH).isBefore(time.instant())) {
      var context = SecurityContextHolder.createEmptyContext();
      directory.find(login.getName()).ifPresent(caller -> {
        var fresh = new Login(caller, time.instant());
        fresh.setDetails(login.getDetails());
        context.setAuthentication(fresh);
      });
      SecurityContextHolder.setContext(context);
      sessions.saveContext(context, request, response);
    }
    chain.doFilter(request, response);
  }
}
