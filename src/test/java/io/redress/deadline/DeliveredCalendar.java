package io.redress.deadline;

import java.util.UUID;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** A fresh database with the calendar as its migration leaves it. */
final class DeliveredCalendar {

  private DeliveredCalendar() {}

  static CalendarTable table() {
    return new CalendarTable(database());
  }

  static JdbcClient database() {
    var database = new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    var migration = new ClassPathResource("db/migration/V004__working_days_know_public_holidays.sql");
    new ResourceDatabasePopulator(false, false, "UTF-8", migration).execute(database);
    return JdbcClient.create(database);
  }
}
