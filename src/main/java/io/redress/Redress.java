package io.redress;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** After-sales processes for marketplaces: diagrams with deadlines, forms, and money that moves exactly once. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Redress {

  public static void main(String[] arguments) {
    SpringApplication.run(Redress.class, arguments);
  }
}
