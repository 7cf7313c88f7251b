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
 * @param maxUploadMib the largest signed study that a browser may upload; 2112 if absent
 */
public record WebConfig(
    @Nullable String host,
    @Nullable Integer port,
    @Nullable String certificate,
    @Nullable String key,
    @Nullable Boolean behindProxy,
    @Nullable String publicUrl,
    @Nullable Integer maxUploadMib) {
  private static final int MAX_UPLOAD_MIB = 2112;

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
    if (maxUploadMib != null && (maxUploadMib < 1 || maxUploadMib > MAX_UPLOAD_MIB)) {
      throw new IllegalArgumentException(
          "web.max_upload_mib: from 1 to 2112, room for a bundle of 2 GiB.");
    }
  }

  /** With everything about uploads by default. */
  public WebConfig(
      @Nullable String host,
      @Nullable Integer port,
      @Nullable String certificate,
      @Nullable String key,
      @Nullable Boolean behindProxy,
      @Nullable String publicUrl) {
    this(host, port, certificate, key, behindProxy, publicUrl, null);
  }

  /** Most bytes of an uploaded file. */
  public long maxUploadBytes() {
    return (long) (maxUploadMib == null ? MAX_UPLOAD_MIB : maxUploadMib) << 20;
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

  /**
   * How browsers reach the pages.
   *
   * @param port where the server listens
   */
  public String address(int port) {
    return publicUrl != null
        ? publicUrl
        : "%s://%s:%d"
            .formatted(
                overTls() ? "https" : "http",
                hostName().contains(":") ? "[" + hostName() + "]" : hostName(),
                port);
  }
}
