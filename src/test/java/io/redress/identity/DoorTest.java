package io.redress.identity;

import io.redress.process.delegate.ListedForTests;
import io.redress.process.engine.TestPeople;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The whole application over HTTP with the people of the demo; all tests with this annotation share it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
    "camunda.bpm.job-execution.enabled=false", "redress.session.roles-hold-for=0s"})
@Import({TestPeople.class, DoorTest.Things.class})
@interface DoorTest {

  @TestConfiguration
  class Things {

    @Bean
    ListedForTests listedForTests() {
      return new ListedForTests();
    }

    @Bean
    Echo echo() {
      return new Echo();
    }
  }

  /** Something behind the doors. */
  @RestController
  @TestComponent // or every other test would find it by scanning
  class Echo {

    record Seen(String userId, String buyerId, String acting, String roles) {}

    @GetMapping("/api/test/caller")
    Seen seen(Caller caller) {
      return new Seen(caller.userId(), caller.buyerId(), caller.actingUserId(), caller.roles().toString());
    }

    @PostMapping("/api/test/caller")
    Seen changed(Caller caller) {
      return seen(caller);
    }
  }
}
