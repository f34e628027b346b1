package io.redress.process.engine;

import jakarta.servlet.Filter;
import java.util.Map;
import org.camunda.bpm.engine.rest.security.auth.ProcessEngineAuthenticationFilter;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stands between our login and the engine's own interfaces, in this order; all of it behind Spring Security. */
@Configuration(proxyBeanMethods = false)
class EngineDoors {

  private static final int BEHIND_LOGIN = SecurityProperties.DEFAULT_FILTER_ORDER;

  @Bean
  FilterRegistrationBean<WebappRules> webappRules() {
    return filter(new WebappRules(), 1, "/camunda/*");
  }

  @Bean
  FilterRegistrationBean<QueryEdge> queryEdge() {
    return filter(new QueryEdge(), 2, "/camunda/api/*", "/engine-rest/*");
  }

  @Bean
  FilterRegistrationBean<ContainerBasedAuthenticationFilter> webappsUseOurLogin() {
    return withOurLogin(filter(new ContainerBasedAuthenticationFilter(), 3, "/camunda/*"));
  }

  @Bean
  FilterRegistrationBean<ProcessEngineAuthenticationFilter> engineRestUsesOurLogin() {
    return withOurLogin(filter(new ProcessEngineAuthenticationFilter(), 3, "/engine-rest/*"));
  }

  private static <T extends Filter> FilterRegistrationBean<T> filter(T filter, int place, String... paths) {
    var registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(BEHIND_LOGIN + place);
    registration.addUrlPatterns(paths);
    return registration;
  }

  private static <T extends Filter> FilterRegistrationBean<T> withOurLogin(FilterRegistrationBean<T> registration) {
    registration.setInitParameters(
        Map.of(ProcessEngineAuthenticationFilter.AUTHENTICATION_PROVIDER_PARAM, SessionLogin.class.getName()));
    return registration;
  }
}
