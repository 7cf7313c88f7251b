package org.fedval.coordinator;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.sql.SQLException;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.config.DatabaseConfig;
import org.fedval.coordinator.config.HomeLock;
import org.fedval.coordinator.config.StartException;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.Lease;
import org.fedval.coordinator.store.PostgresServer;
import org.fedval.coordinator.store.Term;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configured database, open for one process alone, or one sentence that says why not. A home
 * with a SQLite file is locked with it.
 */
public final class OpenedDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OpenedDatabase.class);

  private final Database database;
  private final @Nullable HomeLock lock;

  private OpenedDatabase(Database database, @Nullable HomeLock lock) {
    this.database = database;
    this.lock = lock;
  }

  /**
   * Opens it; a process that led on a PostgreSQL database before can write no more.
   *
   * @throws IOException with one sentence
   */
  static OpenedDatabase open(CoordinatorHome home, CoordinatorConfig config) throws IOException {
    DatabaseConfig shared = config.database();
    if (shared == null) {
      return file(home);
    }
    PostgresServer server = shared.server(home);
    try (Lease lease = new Lease(server, config.listenHost())) {
      lease.prepare();
      return open(server, lease.seize());
    } catch (SQLException | FlywayException e) {
      throw sentence(e, server.url());
    }
  }

  /**
   * Opens it beside the process that has it, which goes on.
   *
   * @throws IOException with one sentence
   */
  static OpenedDatabase beside(CoordinatorHome home, CoordinatorConfig config) throws IOException {
    DatabaseConfig shared = config.database();
    try {
      if (shared == null) {
        return new OpenedDatabase(Database.open(home.database()), null);
      }
      PostgresServer server = shared.server(home);
      try (Lease lease = new Lease(server, config.listenHost())) {
        lease.prepare();
        return open(server, lease.look().term());
      }
    } catch (SQLException | PoolInitializationException | FlywayException e) {
      throw sentence(e, shared == null ? home.database().toString() : String.valueOf(shared.url()));
    }
  }

  private static OpenedDatabase file(CoordinatorHome home) throws IOException {
    HomeLock lock = HomeLock.take(home);
    try {
      return new OpenedDatabase(Database.open(home.database()), lock);
    } catch (PoolInitializationException | FlywayException e) {
      lock.close();
      throw sentence(e, home.database().toString());
    }
  }

  /**
   * Opens a shared database for a process that leads.
   *
   * @throws StartException with one sentence when it cannot be opened or another process leads
   */
  public static OpenedDatabase open(PostgresServer server, Term term) throws StartException {
    try {
      return new OpenedDatabase(Database.open(server, term), null);
    } catch (PoolInitializationException | FlywayException e) {
      throw sentence(e, server.url());
    }
  }

  /** The database itself. */
  Database database() {
    return database;
  }

  @Override
  public void close() {
    database.close();
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        log.warn("The lock of the home could not be closed; it goes with the process");
      }
    }
  }

  /** Why a database cannot be opened, without what the server said: it may name an account. */
  public static StartException sentence(Exception failure, String where) {
    if (failure instanceof FlywayValidateException) {
      return new StartException(
          "The database %s was written by a newer version of Fedval, or its tables were changed; run that version, or restore a backup."
              .formatted(where));
    }
    String state = sqlState(failure);
    String why;
    if (state.startsWith("28")) {
      why = "refuses the account; correct user and password_file";
    } else if (state.startsWith("3D")) {
      why = "has no database of this name; create it first";
    } else if (state.startsWith("08")) {
      why = "does not answer; check the address, the network and that the server runs";
    } else {
      why = "cannot be used (error %s); its own log says why".formatted(state);
    }
    return new StartException("The database %s %s.".formatted(where, why));
  }

  private static String sqlState(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return failure.getClass().getSimpleName();
  }
}
