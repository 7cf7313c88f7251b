package org.fedval.coordinator.store;

import java.util.Properties;

/** A PostgreSQL database and the account that opens it. Prints nothing of the account. */
public final class PostgresServer {
  public static final int DEFAULT_CONNECTIONS = 8;

  private final String url;
  private final String user;
  private final String password;
  private final int connections;

  /**
   * @param url {@code jdbc:postgresql://HOST:PORT/NAME}, without an account in it
   * @param connections at most so many at a time, at least 2
   */
  public PostgresServer(String url, String user, String password, int connections) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.connections = connections;
  }

  public PostgresServer(String url, String user, String password) {
    this(url, user, password, DEFAULT_CONNECTIONS);
  }

  public String url() {
    return url;
  }

  public int connections() {
    return connections;
  }

  String user() {
    return user;
  }

  String password() {
    return password;
  }

  /** What the driver needs to connect; a server that does not answer fails within a minute. */
  Properties login(String applicationName) {
    Properties login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    login.setProperty("ApplicationName", applicationName);
    login.setProperty("connectTimeout", "10");
    login.setProperty("socketTimeout", "60");
    login.setProperty("tcpKeepAlive", "true");
    return login;
  }
}
