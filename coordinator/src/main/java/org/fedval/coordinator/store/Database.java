package org.fedval.coordinator.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * The embedded database: one SQLite file in WAL mode with full synchronisation, so that what was
 * acknowledged survives {@code kill -9}. Writes go through one connection. Thread-safe.
 */
public final class Database implements AutoCloseable {
  private final HikariDataSource source;
  private final Jdbi jdbi;

  private Database(HikariDataSource source) {
    this.source = source;
    this.jdbi = Jdbi.create(source);
  }

  /** Opens the file, creating it when absent, and brings its schema up to date. */
  public static Database open(Path file) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(
        "jdbc:sqlite:"
            + file.toAbsolutePath()
            + "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000&foreign_keys=on");
    config.setMaximumPoolSize(1);
    config.setPoolName("coordinator");
    HikariDataSource source = new HikariDataSource(config);
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:db/migration")
          .load()
          .migrate();
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
    return new Database(source);
  }

  Jdbi jdbi() {
    return jdbi;
  }

  @Override
  public void close() {
    source.close();
  }
}
