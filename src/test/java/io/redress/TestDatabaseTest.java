package io.redress;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TestDatabaseTest {

  @Test
  void a_migrated_database_holds_our_tables_and_nothing_else() {
    var database = JdbcClient.create(TestDatabase.migrated());
    assertThat(database.sql("select count(*) from shop_order").query(Integer.class).single()).isZero();
  }

  @Test
  void the_property_chooses_the_database() throws SQLException {
    try (var connection = TestDatabase.empty().dataSource().getConnection()) {
      assertThat(connection.getMetaData().getDatabaseProductName())
          .isEqualTo(TestDatabase.isPostgres() ? "PostgreSQL" : "H2");
    }
  }
}
