package io.redress;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Gives every test context a fresh, empty database of its own: H2 in memory, or with {@code -Dtest.database=postgres} a real
 * PostgreSQL (one server per JVM, one database per context).
 *
 * <p>It is registered in {@code META-INF/spring.factories}, so a Spring test gets it without asking and none ever touches
 * {@code data/}. A test that starts the application itself adds it as an initializer; one without Spring takes {@link #migrated()}.
 */
public class TestDatabase implements ContextCustomizerFactory, ApplicationContextInitializer<ConfigurableApplicationContext> {

  /** Where a database is and who may open it. */
  public record Location(String url, String user, String password) {

    public DataSource dataSource() {
      return new DriverManagerDataSource(url, user, password);
    }
  }

  public static boolean isPostgres() {
    return "postgres".equals(System.getProperty("test.database"));
  }

  /** A new database without any table. */
  public static Location empty() {
    var name = "redress_" + UUID.randomUUID().toString().replace("-", "");
    if (isPostgres()) {
      var server = Server.RUNNING;
      try (var connection = server.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException e) {
        throw new IllegalStateException("no database for the test", e);
      }
      return new Location(server.getJdbcUrl("postgres", name), "postgres", "postgres");
    }
    // stays for a few seconds without any connection, then its memory is free again
    return new Location("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=10;DB_CLOSE_ON_EXIT=FALSE", "sa", "");
  }

  /** A new database with all our tables. */
  public static DataSource migrated() {
    var dataSource = empty().dataSource();
    Flyway.configure().dataSource(dataSource).load().migrate();
    return dataSource;
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    var database = empty();
    TestPropertyValues.of(
            "spring.datasource.url=" + database.url(),
            "spring.datasource.username=" + database.user(),
            "spring.datasource.password=" + database.password(),
            "spring.datasource.hikari.minimum-idle=1",
            // at the end of the JVM the database server may go before the last context has closed
            "spring.datasource.hikari.connection-timeout=4000")
        .applyTo(context);
  }

  @Override
  public ContextCustomizer createContextCustomizer(Class<?> test, List<ContextConfigurationAttributes> attributes) {
    return new FreshDatabase();
  }

  /** All instances are equal, or Spring could not share one context between test classes. */
  private record FreshDatabase() implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
      new TestDatabase().initialize(context);
    }
  }

  private static final class Server {

    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "300")
            .setServerConfig("fsync", "off")
            .setServerConfig("synchronous_commit", "off")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL does not start", e);
      }
    }
  }
}
