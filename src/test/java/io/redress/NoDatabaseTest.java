package io.redress;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.mock.env.MockEnvironment;

class NoDatabaseTest {

  @Test
  void profile_postgres_without_its_settings_ends_with_one_sentence_that_names_them() {
    var start = new SpringApplicationBuilder(NoDatabaseTest.class).web(WebApplicationType.NONE).profiles("postgres")
        .properties("REDRESS_DB_USER=redress");
    assertThatThrownBy(start::run).isInstanceOf(NoDatabase.class)
        .hasMessageStartingWith("Profile postgres needs a database: set REDRESS_DB_URL and REDRESS_DB_PASSWORD in the environment");
  }

  @Test
  void with_all_three_or_without_the_profile_nothing_is_missing() {
    var complete = new MockEnvironment().withProperty("REDRESS_DB_URL", "jdbc:postgresql://localhost/redress")
        .withProperty("REDRESS_DB_USER", "redress").withProperty("REDRESS_DB_PASSWORD", "secret");
    complete.setActiveProfiles("postgres");
    var check = new NoDatabase.Check();
    var application = new SpringApplication();
    assertThatCode(() -> check.postProcessEnvironment(complete, application)).doesNotThrowAnyException();
    assertThatCode(() -> check.postProcessEnvironment(new MockEnvironment(), application)).doesNotThrowAnyException();
  }
}
