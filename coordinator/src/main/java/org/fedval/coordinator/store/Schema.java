package org.fedval.coordinator.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The versions of the tables, one folder a database; both folders have the same numbers. */
enum Schema {
  SQLITE("db/migration"),
  POSTGRESQL("db/postgresql");

  /** The version that has the table of the leading replica. */
  private static final String WITH_LEADER = "8";

  private final String folder;

  Schema(String folder) {
    this.folder = folder;
  }

  /** Brings the tables up to date. */
  void migrate(DataSource source) {
    flyway().dataSource(source).load().migrate();
  }

  /** Brings a new or old shared database as far as its first leader needs. */
  static void migrateToLeader(PostgresServer server) {
    POSTGRESQL
        .flyway()
        .dataSource(server.url(), server.user(), server.password())
        .target(WITH_LEADER)
        .skipDefaultCallbacks(true)
        .load()
        .migrate();
  }

  /** Tables of a newer version are refused: this one does not know what they mean. */
  private FluentConfiguration flyway() {
    return Flyway.configure(Database.class.getClassLoader())
        .locations("classpath:" + folder)
        .ignoreMigrationPatterns(new String[0]);
  }
}
