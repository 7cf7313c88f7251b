package org.fedval.coordinator.config;

import org.jspecify.annotations.Nullable;

/**
 * {@code web} in {@code coordinator.yaml}: where the pages and the REST interface listen. Absent
 * means that there are none.
 *
 * @param host the address to listen on; loopback if absent
 * @param port 7445 if absent; 0 takes a free one
 * @param certificate PEM file of the chain that browsers see, the server's own first
 * @param key PEM file of its private key, PKCS #8, mode 0600
 * @param behindProxy true when a proxy on this network ends TLS in front of this port
 * @param publicUrl how browsers reach the pages, for links and sign-in at a provider
 */
public record WebConfig(
    @Nullable String host,
    @Nullable Integer port,
    @Nullable String certificate,
    @Nullable String key,
    @Nullable Boolean behindProxy,
    @Nullable String publicUrl) {
  public WebConfig {
    if (port != null && (port < 0 || port > 65_535)) {
      throw new IllegalArgumentException("web.port: a port is a number from 0 to 65535.");
    }
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException("web: certificate and key are given together.");
    }
    boolean open = host != null && !isLoopback(host);
    if (open && certificate == null && !Boolean.TRUE.equals(behindProxy)) {
      throw new IllegalArgumentException(
          "web: other computers reach the pages by TLS only; give certificate and key, or"
              + " behind_proxy: true when a proxy ends TLS.");
    }
    if (publicUrl != null && !publicUrl.matches("https?://[^/?#@\\s]+")) {
      throw new IllegalArgumentException(
          "web.public_url: an address such as https://fedval.example.org, without a path.");
    }
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("::1");
  }

  public String hostName() {
    return host == null ? "127.0.0.1" : host;
  }

  public int portNumber() {
    return port == null ? 7445 : port;
  }

  /** Whether browsers come by TLS, so that cookies may insist on it. */
  public boolean overTls() {
    return certificate != null || Boolean.TRUE.equals(behindProxy);
  }
}
