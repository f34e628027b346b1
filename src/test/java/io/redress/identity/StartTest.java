package io.redress.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.redress.Redress;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In a JVM of its own, as an operator starts it: a start that fails half-way leaves the webapps' static state behind. */
class StartTest {

  @Test
  void a_start_without_any_administrator_ends_with_one_sentence_that_names_the_setting() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    // the cheap compiler starts soonest
    var start = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-cp", classPath(), Redress.class.getName(),
        "--redress.admin.user=", "--redress.admin.password=", "--server.port=0", "--camunda.bpm.job-execution.enabled=false",
        "--spring.datasource.url=jdbc:h2:mem:no-administrator", "--spring.datasource.username=sa", "--spring.datasource.password=")
        .redirectErrorStream(true).start();
    var output = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(start.waitFor()).as(output).isNotZero();
    assertThat(output).contains("There is no administrator: set REDRESS_ADMIN_USER and REDRESS_ADMIN_PASSWORD")
        .doesNotContain("\tat io.redress.process.engine.EngineAccess");
  }

  /** What the application runs with: surefire's own list, for java.class.path may be a single jar that names the others; no tests in it. */
  private static String classPath() {
    var all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(File.pathSeparator)).filter(entry -> !entry.endsWith("test-classes")).collect(Collectors.joining(File.pathSeparator));
  }
}
