package io.redress.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.Redress;
import io.redress.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartTest {

  @Test
  void a_start_without_any_administrator_ends_with_one_sentence_that_names_the_setting(CapturedOutput output) {
    assertThatThrownBy(() -> new SpringApplicationBuilder(Redress.class).initializers(new TestDatabase())
        .run("--redress.admin.user=", "--redress.admin.password=", "--server.port=0", "--camunda.bpm.job-execution.enabled=false"));
    assertThat(output.getAll()).contains("There is no administrator: set REDRESS_ADMIN_USER and REDRESS_ADMIN_PASSWORD")
        .doesNotContain("at io.redress.process.engine.EngineAccess");
  }
}
