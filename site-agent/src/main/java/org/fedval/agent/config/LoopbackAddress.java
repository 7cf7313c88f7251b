package org.fedval.agent.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that only this computer reaches.
 *
 * @param host {@code localhost}, {@code [::1]} or a number that begins with 127
 * @param port 1 to 65535
 */
public record LoopbackAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile(
          "(localhost|\\[::1]|127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}):([1-9][0-9]{0,4})");

  /** Throws {@link IllegalArgumentException} with one sentence for any other address. */
  public static LoopbackAddress parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
      throw refused();
    }
    LoopbackAddress address = new LoopbackAddress(parts.group(1), Integer.parseInt(parts.group(2)));
    if (!address.socket().getAddress().isLoopbackAddress()) {
      throw refused();
    }
    return address;
  }

  /** To listen on; no name is looked up. */
  public InetSocketAddress socket() {
    try {
      return new InetSocketAddress(
          InetAddress.getByName(host.equals("localhost") ? "127.0.0.1" : host), port);
    } catch (UnknownHostException e) {
      throw refused();
    }
  }

  private static IllegalArgumentException refused() {
    return new IllegalArgumentException(
        "status_page must be a port of this computer alone, such as 127.0.0.1:8765.");
  }
}
