package org.fedval.deploy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import org.fedval.coordinator.store.PostgresServer;

/** A real PostgreSQL server of this process, with a database for each test that asks. */
final class TestPostgres {
  static final String USER = "postgres";
  static final String PASSWORD = "postgres";

  private static final EmbeddedPostgres SERVER = start();
  private static int databases;

  private TestPostgres() {}

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().setServerConfig("max_connections", "100").start();
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The address of a new, empty database. */
  static synchronized String newDatabase() throws Exception {
    String name = "fedval" + databases++;
    try (Connection admin = SERVER.getPostgresDatabase().getConnection();
        Statement statement = admin.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + name;
  }

  static PostgresServer server(String url) {
    return new PostgresServer(url, USER, PASSWORD);
  }
}
