package org.fedval.coordinator.config;

/** A name or address of a machine, and a port of it. */
public record Endpoint(String host, int port) {
  /** {@code HOST:PORT}. */
  public String text() {
    return host + ":" + port;
  }

  /** Reads {@link #text}. */
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    return new Endpoint(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }
}
