package org.fedval.coordinator.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongFunction;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The database: one SQLite file in WAL mode with full synchronisation, or a PostgreSQL server; what
 * was acknowledged survives {@code kill -9} with both. Reads may run side by side; {@link #write}
 * is one at a time. Thread-safe.
 */
public final class Database implements AutoCloseable {
  /** Any number that nothing else in the database locks. */
  private static final long WRITER = 0x4645_4456_414CL;

  private static final int SQLITE_CONSTRAINT = 19;

  private final HikariDataSource source;
  private final Jdbi jdbi;
  private final boolean shared;
  private volatile @Nullable AuditTrail trail;

  private Database(HikariDataSource source, boolean shared) {
    this.source = source;
    this.jdbi = Jdbi.create(source);
    this.shared = shared;
  }

  /** Opens the SQLite file, creating it when absent, and brings its schema up to date. */
  public static Database open(Path file) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(
        "jdbc:sqlite:"
            + file.toAbsolutePath()
            + "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000&foreign_keys=on");
    config.setMaximumPoolSize(1);
    config.setPoolName("coordinator");
    return open(config, Schema.SQLITE);
  }

  /**
   * Opens a PostgreSQL database for the process that leads, and brings its schema up to date. Every
   * connection is of that term only: when another process has taken over, none can write.
   */
  public static Database open(PostgresServer server, Term term) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.url());
    config.setDataSourceProperties(server.login(term.applicationName()));
    config.setMaximumPoolSize(server.connections());
    config.setConnectionTimeout(10_000);
    config.setConnectionInitSql(term.claim());
    config.setPoolName("coordinator");
    return open(config, Schema.POSTGRESQL);
  }

  private static Database open(HikariConfig config, Schema schema) {
    HikariDataSource source = new HikariDataSource(config);
    try {
      schema.migrate(source);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
    return new Database(source, schema == Schema.POSTGRESQL);
  }

  /** From now on every change that has an event is logged there, in one transaction with it. */
  public void recordIn(AuditTrail log) {
    trail = log;
  }

  Jdbi jdbi() {
    return jdbi;
  }

  /**
   * One transaction that no other {@code write} runs beside, so that it may count rows and number
   * its own after them. One inside another is part of it.
   */
  public <T> T write(HandleCallback<T, RuntimeException> work) {
    return jdbi.inTransaction(
        h -> {
          awaitTurn(h);
          return work.withHandle(h);
        });
  }

  /** A {@link #write} without an answer. */
  public void change(HandleConsumer<RuntimeException> work) {
    boolean unused =
        write(
            h -> {
              work.useHandle(h);
              return true;
            });
  }

  /** SQLite has one connection, so its turn has come; PostgreSQL needs a lock. */
  private void awaitTurn(Handle h) {
    if (shared) {
      h.execute("SELECT pg_advisory_xact_lock(?)", WRITER);
    }
  }

  /**
   * Whether a failure came from the database itself, such as a lost connection, a full disk or a
   * term that is over, rather than from what was written.
   */
  public static boolean isOutOfOrder(Throwable failure) {
    if (!(failure instanceof JdbiException)) {
      return false;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isAboutTheData(sql)) {
        return false;
      }
    }
    return true;
  }

  /** Classes 22 and 23 of SQLSTATE; SQLite has a code of its own for a broken constraint. */
  private static boolean isAboutTheData(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"))
        || (failure.getErrorCode() & 0xFF) == SQLITE_CONSTRAINT;
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
