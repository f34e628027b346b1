package io.redress.identity;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.authentication.session.SessionFixationProtectionStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who may reach what. One login, HTTP Basic or a browser's session, serves our pages, the API, the engine's webapps and
 * {@code /engine-rest}. What somebody may see behind a door, the rooms decide: somebody else's case is 404 there, not 403 here.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  /** Styles set from scripts, as the component library and the forms do, need no exception; style attributes in markup have none. */
  private static final String PAGES_POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; "
      + "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
      + "form-action 'self'; frame-ancestors 'none'";

  private static final RequestMatcher WEBAPPS = request -> request.getRequestURI().startsWith("/camunda/");

  private final boolean demo;

  SecurityConfiguration(Environment environment) {
    demo = environment.acceptsProfiles(Profiles.of("demo"));
  }

  @Bean
  FilterRegistrationBean<BodyLimit> bodyLimit() {
    var registration = new FilterRegistrationBean<>(new BodyLimit(BodyLimit.Place.IN_FRONT));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  /** Two slashes, dots, semicolons and the like, by which a path could be spelt past its door. */
  @Bean
  HttpFirewall addresses() {
    var firewall = new StrictHttpFirewall();
    // PostgreSQL takes no text with NUL, not even to look for it
    firewall.setAllowedParameterValues(value -> value.indexOf('\0') < 0);
    return firewall;
  }

  @Bean
  RequestRejectedHandler oddAddresses() {
    return (request, response, why) -> Problem.ADDRESS.write(response);
  }

  @Bean
  SecurityFilterChain doors(HttpSecurity http, DirectoryLogin login, UserDirectory directory,
      @Value("${redress.session.roles-hold-for}") Duration rolesHoldFor) throws Exception {
    var sessions = new HttpSessionSecurityContextRepository();
    http.authenticationProvider(login)
        .securityContext(context -> context.securityContextRepository(sessions))
        .requestCache(cache -> cache.requestCache(new NullRequestCache()))
        .sessionManagement(session -> session.sessionFixation(fixation -> fixation.newSession()))
        .httpBasic(basic -> basic.authenticationEntryPoint(this::askForLogin))
        .formLogin(form -> form
            .loginPage("/")
            .loginProcessingUrl("/login")
            .successHandler(SecurityConfiguration::signedIn)
            .failureHandler((request, response, failure) -> Problem.WRONG_LOGIN.write(response)))
        .logout(logout -> logout
            .logoutRequestMatcher(request -> "POST".equals(request.getMethod()) && isLogout(request))
            .logoutSuccessHandler((request, response, who) -> response.setStatus(WEBAPPS.matches(request) ? 200 : 204)))
        .csrf(csrf -> csrf
            .csrfTokenRepository(csrfCookie())
            .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
            .requireCsrfProtectionMatcher(SecurityConfiguration::needsToken))
        .exceptionHandling(refusals -> refusals
            .authenticationEntryPoint(this::askForLogin)
            .accessDeniedHandler(SecurityConfiguration::refuse))
        .headers(headers -> headers
            .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
            .frameOptions(frames -> frames.deny())
            // the webapps send their own policy, with a nonce
            .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                request -> !WEBAPPS.matches(request), new StaticHeadersWriter("Content-Security-Policy", PAGES_POLICY))))
        .addFilterBefore(new CrossSite(), CsrfFilter.class)
        .addFilterAfter(new SendToken(), CsrfFilter.class)
        .addFilterAfter(webappLogin(login, sessions), LogoutFilter.class)
        .addFilterBefore(new FreshRoles(directory, sessions, rolesHoldFor, InstantSource.system()), AnonymousAuthenticationFilter.class)
        .addFilterAfter(new OnBehalf(), AnonymousAuthenticationFilter.class)
        .addFilterAfter(new BodyLimit(BodyLimit.Place.BEHIND_LOGIN), AuthorizationFilter.class)
        .authorizeHttpRequests(doors -> doors
            // CVE-2026-77226: makes an administrator without login while there is none
            .requestMatchers("/camunda/api/admin/setup/**", "/camunda/app/admin/*/setup/**").denyAll()
            .requestMatchers("/api/openapi", "/api/openapi/**", "/api/openapi.yaml", "/actuator/health", "/actuator/health/**").permitAll()
            .requestMatchers(HttpMethod.POST, "/api/payments/callback").permitAll()
            .requestMatchers("/engine-rest", "/engine-rest/**").hasAnyAuthority(Role.ADMIN.authority(), Role.PROCESS_OWNER.authority())
            .requestMatchers("/camunda", "/camunda/**").hasAnyAuthority(
                Role.AGENT.authority(), Role.SUPERVISOR.authority(), Role.SERVICE_DESK.authority(),
                Role.PROCESS_OWNER.authority(), Role.ADMIN.authority())
            .requestMatchers("/actuator", "/actuator/**").hasAuthority(Role.ADMIN.authority())
            .requestMatchers("/api", "/api/**").authenticated()
            .requestMatchers(HttpMethod.GET, "/**").permitAll()
            .requestMatchers(HttpMethod.HEAD, "/**").permitAll()
            .requestMatchers("/error").permitAll()
            .anyRequest().authenticated());
    return http.build();
  }

  private static CookieCsrfTokenRepository csrfCookie() {
    var cookie = CookieCsrfTokenRepository.withHttpOnlyFalse();
    cookie.setCookieName("REDRESS-CSRF");
    cookie.setHeaderName("X-REDRESS-CSRF");
    cookie.setCookiePath("/");
    cookie.setCookieCustomizer(attributes -> attributes.sameSite("Lax"));
    return cookie;
  }

  /**
   * Tasklist and Cockpit show a form of their own when a session has ended under an open page: it signs in with us, like every other
   * form.
   */
  private static Filter webappLogin(DirectoryLogin login, SecurityContextRepository sessions) {
    var form = new UsernamePasswordAuthenticationFilter(login::authenticate);
    form.setRequiresAuthenticationRequestMatcher(request ->
        "POST".equals(request.getMethod()) && request.getRequestURI().matches("/camunda/api/admin/auth/user/[^/]+/login/[^/]+"));
    var newSession = new SessionFixationProtectionStrategy();
    newSession.setMigrateSessionAttributes(false);
    form.setSessionAuthenticationStrategy(newSession);
    form.setSecurityContextRepository(sessions);
    form.setAuthenticationFailureHandler((request, response, failure) -> Problem.WRONG_LOGIN.write(response));
    form.setAuthenticationSuccessHandler((request, response, who) -> {
      response.setContentType("application/json");
      response.getWriter().write(WebappAccess.of(((Login) who).getPrincipal()));
    });
    return form;
  }

  /** Sends pages and the session's own requests the cookie that they must repeat; clients with a password do not need it. */
  private static final class SendToken extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      var path = request.getRequestURI();
      if (CrossSite.isSafe(request) && !hasPassword(request) && (path.equals("/") || path.startsWith("/api/") || isPage(request))
          && request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
        token.getToken();
      }
      chain.doFilter(request, response);
    }
  }

  /**
   * Only what a browser sends along by itself needs a token: the session's cookie, and the form that starts one. The webapps check
   * their own token.
   */
  private static boolean needsToken(HttpServletRequest request) {
    if (CrossSite.isSafe(request) || WEBAPPS.matches(request) || hasPassword(request)) {
      return false;
    }
    var path = request.getRequestURI();
    if (path.equals("/login") || path.equals("/logout")) {
      return true;
    }
    var session = request.getSession(false);
    return session != null
        && session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY) != null;
  }

  private static boolean hasPassword(HttpServletRequest request) {
    var header = request.getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, "Basic ", 0, 6);
  }

  private static boolean isLogout(HttpServletRequest request) {
    var path = request.getRequestURI();
    return path.equals("/logout") || path.matches("/camunda/api/admin/auth/user/[^/]+/logout");
  }

  private static void signedIn(HttpServletRequest request, HttpServletResponse response, Authentication who) {
    // the token changed with the login: reading it sends the new cookie along, and the page can go on at once
    if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
      token.getToken();
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private void askForLogin(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    if (WEBAPPS.matches(request) && isPage(request)) {
      var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
      response.sendRedirect("/?next=" + URLEncoder.encode(request.getRequestURI() + query, StandardCharsets.UTF_8).replace("%2F", "/"));
      return;
    }
    if (!isBrowser(request)) {
      response.setHeader("WWW-Authenticate", "Basic realm=\"Redress\", charset=\"UTF-8\"");
    }
    // the sign-in page names the demo's users
    (hasPassword(request) ? Problem.WRONG_LOGIN : Problem.NO_LOGIN).write(response, demo ? Map.of("demo", true) : Map.of());
  }

  private static void refuse(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why) throws IOException {
    (why instanceof CsrfException ? Problem.CSRF : Problem.FORBIDDEN).write(response);
  }

  /** A challenge would make a browser ask for a password in a window of its own, and remember it. */
  private static boolean isBrowser(HttpServletRequest request) {
    return request.getHeader("Sec-Fetch-Mode") != null || request.getHeader("Sec-Fetch-Site") != null || isPage(request)
        || "XMLHttpRequest".equals(request.getHeader("X-Requested-With"));
  }

  private static boolean isPage(HttpServletRequest request) {
    var accept = request.getHeader("Accept");
    return "GET".equals(request.getMethod()) && accept != null && accept.contains("text/html");
  }
}
