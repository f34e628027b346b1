package io.redress;

import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/** Profile {@code postgres} without its three settings: said before anything else starts. */
class NoDatabase extends RuntimeException {

  private NoDatabase(String missing) {
    super("Profile postgres needs a database: set " + missing + " in the environment, such as "
        + "REDRESS_DB_URL=jdbc:postgresql://localhost:5432/redress.");
  }

  /** Registered in {@code META-INF/spring.factories}; runs when the profiles and their files are known. */
  static class Check implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
      if (!environment.acceptsProfiles(Profiles.of("postgres"))) {
        return;
      }
      var missing = Stream.of("REDRESS_DB_URL", "REDRESS_DB_USER", "REDRESS_DB_PASSWORD")
          .filter(name -> environment.getProperty(name, "").isBlank()).toList();
      if (!missing.isEmpty()) {
        throw new NoDatabase(String.join(" and ", missing));
      }
    }
  }

  /** Ends the start with that one sentence instead of a stack trace. */
  static class Analyzer extends AbstractFailureAnalyzer<NoDatabase> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, NoDatabase cause) {
      return new FailureAnalysis(cause.getMessage(), null, cause);
    }
  }
}
