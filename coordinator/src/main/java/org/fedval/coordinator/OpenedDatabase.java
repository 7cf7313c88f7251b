package org.fedval.coordinator;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.sql.SQLException;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.config.DatabaseConfig;
import org.fedval.coordinator.config.StartException;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.Lease;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Opens the configured database for one process alone, or says in one sentence why not. */
final class OpenedDatabase {
  private OpenedDatabase() {}

  /** Opens it; a process that had a PostgreSQL database before can write no more. */
  static Database open(CoordinatorHome home, CoordinatorConfig config) throws IOException {
    DatabaseConfig shared = config.database();
    try {
      if (shared == null) {
        return Database.open(home.database());
      }
      try (Lease lease = new Lease(shared.server(home), config.hostName())) {
        lease.prepare();
        return Database.open(shared.server(home), lease.seize());
      }
    } catch (SQLException | PoolInitializationException | FlywayException e) {
      throw sentence(e, shared == null ? home.database().toString() : String.valueOf(shared.url()));
    }
  }

  /** Why a database cannot be opened, without what the server said: it may name an account. */
  static StartException sentence(Exception failure, String where) {
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
