package io.redress.process.engine;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The people of the demo in a test that wants no other part of the demo. */
@TestConfiguration
public class TestPeople {

  @Bean
  SmartInitializingSingleton demoPeople(People people) {
    return () -> new DemoUsers().create(people);
  }
}
