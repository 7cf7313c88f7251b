package org.fedval.coordinator.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Copies a SQLite database as it was at one moment, beside whoever writes to it. */
public final class SqliteCopy {
  private SqliteCopy() {}

  /**
   * Copies.
   *
   * @param to an empty file
   */
  public static void write(Path from, Path to) throws IOException {
    try (Connection db = open(from);
        PreparedStatement copy = db.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, to.toAbsolutePath().toString());
      copy.execute();
    } catch (SQLException e) {
      throw new IOException("The database cannot be copied.", e);
    }
  }

  /** Whether every page of the file is whole. */
  public static boolean isWhole(Path file) throws IOException {
    try (Connection db = open(file);
        Statement check = db.createStatement();
        ResultSet answer = check.executeQuery("PRAGMA integrity_check")) {
      return answer.next() && "ok".equals(answer.getString(1));
    } catch (SQLException e) {
      return false;
    }
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + file.toAbsolutePath() + "?busy_timeout=5000");
  }
}
