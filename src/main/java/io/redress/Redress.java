package io.redress;

import io.redress.api.ImportCommand;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** After-sales processes for marketplaces: diagrams with deadlines, forms, and money that moves exactly once. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Redress {

  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("import")) {
      System.exit(ImportCommand.run(List.of(arguments).subList(1, arguments.length)));
    }
    SpringApplication.run(Redress.class, arguments);
  }
}
