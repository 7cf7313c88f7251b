package org.fedval.coordinator.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.fedval.coordinator.store.PostgresServer;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.files.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * {@code database:} in {@code coordinator.yaml}: a PostgreSQL server in the place of the home's own
 * SQLite file.
 *
 * @param url {@code jdbc:postgresql://HOST:PORT/NAME}, with the driver's options but no account
 * @param user the account
 * @param passwordFile holds its password and nothing else, readable by its owner only; a relative
 *     path begins at the home
 * @param connections at most so many at a time; 8 when absent
 */
public record DatabaseConfig(
    @Nullable String url,
    @Nullable String user,
    @Nullable String passwordFile,
    @Nullable Integer connections) {
  private static final int MAX_PASSWORD_BYTES = 4096;
  private static final Pattern ACCOUNT = Pattern.compile("(?i).*([?&](user|password)=|//[^/]*@).*");

  public DatabaseConfig {
    if (url == null || !url.startsWith("jdbc:postgresql://")) {
      throw new IllegalArgumentException(
          "database: url is jdbc:postgresql://HOST:PORT/NAME; leave database out for the file in"
              + " the home.");
    }
    if (ACCOUNT.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "database: the account goes into user and password_file, not into url.");
    }
    if (user == null || user.isBlank() || passwordFile == null || passwordFile.isBlank()) {
      throw new IllegalArgumentException("database: user and password_file are needed.");
    }
    if (connections != null && (connections < 2 || connections > 100)) {
      throw new IllegalArgumentException("database: connections is a number from 2 to 100.");
    }
  }

  /**
   * The server with the password read from its file.
   *
   * @throws StartException with one sentence when there is no such file or others may read it
   */
  public PostgresServer server(CoordinatorHome home) throws IOException {
    Path file = home.root().resolve(String.valueOf(passwordFile));
    try {
      String password =
          new String(PrivateFiles.read(file, MAX_PASSWORD_BYTES), StandardCharsets.UTF_8).strip();
      return new PostgresServer(
          String.valueOf(url),
          String.valueOf(user),
          password,
          connections == null ? PostgresServer.DEFAULT_CONNECTIONS : connections);
    } catch (KeyFileException e) {
      throw new StartException("password_file of the database: " + e.getMessage());
    }
  }
}
