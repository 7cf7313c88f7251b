package org.fedval.agent.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fedval.wire.files.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy through which this site reaches its coordinator, by CONNECT (RFC 9110, section
 * 9.3.6): the proxy sees where a connection goes and its length, never what is inside the TLS.
 *
 * @param user and password for basic authentication; both null without
 */
public record HttpProxy(String host, int port, @Nullable String user, @Nullable String password) {
  private static final Pattern ADDRESS =
      Pattern.compile("http://(?<host>[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+\\]):(?<port>[0-9]{1,5})/?");
  private static final int LIMIT_BYTES = 4096;

  /**
   * Reads {@code http://HOST:PORT}; throws {@link IllegalArgumentException} with a sentence when it
   * is another form, such as one with a password in it.
   */
  public static HttpProxy parse(String address) {
    Matcher parts = ADDRESS.matcher(address);
    int port = parts.matches() ? Integer.parseInt(parts.group("port")) : 0;
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "proxy must be http://HOST:PORT; user and password go into the file proxy_credentials.");
    }
    return new HttpProxy(parts.group("host"), port, null, null);
  }

  /** The same with the two lines of a private file, user and password. */
  HttpProxy with(Path credentials) throws ConfigException, IOException {
    List<String> lines =
        new String(PrivateFiles.read(credentials, LIMIT_BYTES), StandardCharsets.UTF_8)
            .lines()
            .toList();
    if (lines.size() != 2 || lines.get(0).isBlank()) {
      throw new ConfigException(
          "The file " + credentials + " must have two lines, the proxy's user and its password.");
    }
    return new HttpProxy(host, port, lines.get(0), lines.get(1));
  }

  @Override
  public String toString() {
    return "HttpProxy[" + host + ":" + port + "]";
  }
}
