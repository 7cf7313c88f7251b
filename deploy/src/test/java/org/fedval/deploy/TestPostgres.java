package org.fedval.deploy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.fedval.coordinator.store.PostgresServer;

/**
 * A real PostgreSQL server with a database for each test that asks: one of this process, or with
 * {@code -Dfedval.postgres.port=PORT} one that runs on this machine already, such as Debian's,
 * whose account {@code postgres} has the password {@code postgres}.
 */
final class TestPostgres {
  static final String USER = "postgres";
  static final String PASSWORD = "postgres";

  private static final int PORT = port();
  private static int databases;

  private TestPostgres() {}

  private static int port() {
    Integer running = Integer.getInteger("fedval.postgres.port");
    if (running != null) {
      return running;
    }
    try {
      return EmbeddedPostgres.builder().setServerConfig("max_connections", "100").start().getPort();
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The address of a new, empty database. */
  static synchronized String newDatabase() throws Exception {
    String name = "fedval_%d_%d".formatted(ProcessHandle.current().pid(), databases++);
    try (Connection admin = DriverManager.getConnection(url("postgres"), USER, PASSWORD);
        Statement statement = admin.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return url(name);
  }

  private static String url(String database) {
    return "jdbc:postgresql://localhost:" + PORT + "/" + database;
  }

  static PostgresServer server(String url) {
    return new PostgresServer(url, USER, PASSWORD);
  }
}
