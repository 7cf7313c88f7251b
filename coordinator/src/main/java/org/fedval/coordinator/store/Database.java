package org.fedval.coordinator.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongFunction;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.Sha256Digest;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The embedded database: one SQLite file in WAL mode with full synchronisation, so that what was
 * acknowledged survives {@code kill -9}. Writes go through one connection. Thread-safe.
 */
public final class Database implements AutoCloseable {
  private final HikariDataSource source;
  private final Jdbi jdbi;
  private volatile @Nullable AuditTrail trail;

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

  /** From now on every change that has an event is logged there, in one transaction with it. */
  public void recordIn(AuditTrail log) {
    trail = log;
  }

  Jdbi jdbi() {
    return jdbi;
  }

  /** A change that is logged; see {@link AuditTrail#record}. */
  boolean logged(
      LogEvent event, Sha256Digest sid, int signer, LongFunction<Optional<Sha256Digest>> change) {
    AuditTrail log = trail;
    return log == null ? change.apply(0).isPresent() : log.record(event, sid, signer, change);
  }

  /** The same outside any session, for a change that always happens. */
  void logged(LogEvent event, int signer, Sha256Digest hash, Runnable change) {
    boolean unused =
        logged(
            event,
            Sha256Digest.ZERO,
            signer,
            index -> {
              change.run();
              return Optional.of(hash);
            });
  }

  @Override
  public void close() {
    source.close();
  }
}
