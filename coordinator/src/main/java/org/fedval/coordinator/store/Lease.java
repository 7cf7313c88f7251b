package org.fedval.coordinator.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who leads on a shared database: one row that the leader renews. All times are the server's, so
 * that clocks of machines need not agree. Not thread-safe.
 */
public final class Lease implements AutoCloseable {
  private static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

  /** How long a leader may be silent. */
  public static final Duration LENGTH = Duration.ofSeconds(6);

  private final PostgresServer server;
  private final String holder;
  private final Duration length;
  private @Nullable Connection connection;

  /**
   * @param holder a name of this process for people
   */
  public Lease(PostgresServer server, String holder) {
    this(server, holder, LENGTH);
  }

  Lease(PostgresServer server, String holder, Duration length) {
    this.server = server;
    this.holder = holder;
    this.length = length;
  }

  /**
   * The row as it is now.
   *
   * @param address what the leader told others to reach it by
   * @param over whether anybody may take over
   */
  public record Seen(Term term, String holder, String address, boolean over) {}

  /** Makes the table where it is missing; the newest tables come with the leader's database. */
  public void prepare() throws SQLException {
    try (Statement ask = connection().createStatement();
        ResultSet found = ask.executeQuery("SELECT to_regclass('leader') IS NOT NULL")) {
      if (found.next() && found.getBoolean(1)) {
        return;
      }
    }
    Schema.migrateToLeader(server);
  }

  /** Who leads, and whether still. */
  public Seen look() throws SQLException {
    try (Statement ask = connection().createStatement();
        ResultSet row =
            ask.executeQuery(
                "SELECT term, holder, address, until <= " + NOW + " AS over FROM leader")) {
      if (!row.next()) {
        throw new SQLException("The table leader has lost its row.");
      }
      return new Seen(
          new Term(row.getLong("term")),
          row.getString("holder"),
          row.getString("address"),
          row.getBoolean("over"));
    }
  }

  /**
   * Takes the lease when nobody has it: ends every connection of the term before, and begins the
   * next. Empty when another process was faster.
   */
  public Optional<Term> take() throws SQLException {
    Seen before = look();
    return before.over() ? begin(before.term()) : Optional.empty();
  }

  /** Takes the lease from whoever has it. */
  public Term seize() throws SQLException {
    Optional<Term> term = Optional.empty();
    while (term.isEmpty()) {
      term = begin(look().term());
    }
    return term.get();
  }

  private Optional<Term> begin(Term before) throws SQLException {
    try (PreparedStatement end =
        connection()
            .prepareStatement(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND application_name = ?")) {
      end.setString(1, before.applicationName());
      end.execute();
    }
    // Waits for a transaction of the old term that is just being committed; nothing of it follows.
    int changed =
        update(
            "UPDATE leader SET term = term + 1, holder = ?, address = '', until = "
                + NOW
                + " + ? WHERE term = ?",
            holder,
            length.toMillis(),
            before.number());
    return changed == 1 ? Optional.of(new Term(before.number() + 1)) : Optional.empty();
  }

  /** Keeps the lease for its length from now on; false when another process leads. */
  public boolean renew(Term term, String address) throws SQLException {
    return update(
            "UPDATE leader SET address = ?, until = " + NOW + " + ? WHERE term = ?",
            address,
            length.toMillis(),
            term.number())
        == 1;
  }

  /** Lets another process lead at once. */
  public void giveUp(Term term) throws SQLException {
    int unused = update("UPDATE leader SET address = '', until = 0 WHERE term = ?", term.number());
  }

  private int update(String sql, Object... values) throws SQLException {
    try (PreparedStatement update = connection().prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        update.setObject(i + 1, values[i]);
      }
      return update.executeUpdate();
    }
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open != null && open.isValid(5)) {
      return open;
    }
    close();
    Connection opened = DriverManager.getConnection(server.url(), server.login("fedval-lease"));
    try (Statement settings = opened.createStatement()) {
      settings.execute("SET lock_timeout = '10s'");
    }
    connection = opened;
    return opened;
  }

  @Override
  public void close() throws SQLException {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
