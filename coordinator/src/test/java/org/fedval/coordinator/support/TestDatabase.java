package org.fedval.coordinator.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.Lease;
import org.fedval.coordinator.store.PostgresServer;

/** The databases that the coordinator runs on, each real; a folder of a test has one of its own. */
public enum TestDatabase {
  SQLITE {
    @Override
    public Database open(Path folder) {
      return Database.open(folder.resolve("coordinator.db"));
    }

    @Override
    Connection connect(Path folder) throws SQLException {
      return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("coordinator.db"));
    }

    @Override
    public void copy(Path from, Path to) throws SQLException {
      change(from, "VACUUM INTO '" + to.resolve("coordinator.db") + "'");
    }
  },

  POSTGRESQL {
    @Override
    public Database open(Path folder) {
      PostgresServer server = server(folder);
      try (Lease lease = new Lease(server, "test")) {
        lease.prepare();
        return Database.open(server, lease.seize());
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    Connection connect(Path folder) throws SQLException {
      Connection db = DriverManager.getConnection(url(folder));
      try (Statement statement = db.createStatement()) {
        // The tables' triggers ask for the leader's term, which an outsider does not have.
        statement.execute("SET session_replication_role = replica");
      }
      return db;
    }

    @Override
    public void copy(Path from, Path to) throws SQLException {
      try (Connection admin = DriverManager.getConnection(Running.URL.formatted("postgres"));
          Statement statement = admin.createStatement()) {
        statement.execute("CREATE DATABASE " + databaseOf(to) + " TEMPLATE " + databaseOf(from));
      }
    }
  };

  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  static {
    FLYWAY.setLevel(Level.WARNING);
  }

  /** Opens the folder's database, making it when it is not there. */
  public abstract Database open(Path folder);

  abstract Connection connect(Path folder) throws SQLException;

  /** Copies a database that nobody has open. */
  public abstract void copy(Path from, Path to) throws SQLException;

  /** One statement as an outsider; how many rows it changed. */
  public int change(Path folder, String sql) throws SQLException {
    try (Connection db = connect(folder);
        Statement statement = db.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  /** The first column of what a query gives, beside the coordinator's own connections. */
  public List<String> column(Path folder, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection db = connect(folder);
        Statement statement = db.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  /** A database of the folder on the one server that the tests of this process share. */
  public static PostgresServer server(Path folder) {
    String name = databaseOf(folder);
    try (Connection admin = DriverManager.getConnection(Running.URL.formatted("postgres"));
        Statement statement = admin.createStatement()) {
      boolean isNew;
      try (ResultSet found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
        isNew = !found.next();
      }
      if (isNew) {
        statement.execute("CREATE DATABASE " + name);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new PostgresServer(Running.URL.formatted(name), "postgres", "postgres", 4);
  }

  static String url(Path folder) {
    return Running.URL.formatted(databaseOf(folder));
  }

  private static String databaseOf(Path folder) {
    byte[] path = folder.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
    return "t" + UUID.nameUUIDFromBytes(path).toString().replace("-", "");
  }

  /** Started at first use; its folder goes with the process. */
  private static final class Running {
    static final String URL;

    static {
      try {
        // No power fails in these tests, and a database a test is a lot to flush.
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("synchronous_commit", "off")
                .start();
        URL = "jdbc:postgresql://localhost:" + postgres.getPort() + "/%s?user=postgres";
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
