package org.fedval.coordinator.config;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.fedval.coordinator.access.Role;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.files.PrivateFiles;
import org.fedval.wire.mtls.PeerIdentity;
import org.jspecify.annotations.Nullable;

/**
 * {@code web.oidc} in {@code coordinator.yaml}: an OpenID provider where people sign in.
 *
 * @param issuer its address, https, exactly as its tokens name it
 * @param clientId what the provider calls this coordinator
 * @param clientSecretFile holds the client's secret and nothing else, readable by its owner only; a
 *     relative path begins at the home
 * @param name what the button says; the issuer's host if absent
 * @param rolesClaim the claim of the ID token that lists groups; none if absent
 * @param roleMap group to role: {@code administrator}, {@code researcher}, {@code auditor}, or
 *     {@code vendor:PARTY}. When given, the provider decides over roles at every sign-in
 */
public record OidcConfig(
    @Nullable String issuer,
    @Nullable String clientId,
    @Nullable String clientSecretFile,
    @Nullable String name,
    @Nullable String rolesClaim,
    @Nullable Map<String, String> roleMap) {
  private static final int MAX_SECRET_BYTES = 4096;
  private static final String VENDOR = "vendor:";

  public OidcConfig {
    roleMap = roleMap == null ? null : Map.copyOf(roleMap);
    if (issuer == null || !isSafe(issuer)) {
      throw new IllegalArgumentException(
          "web.oidc.issuer: an https address without query, such as https://login.example.org.");
    }
    if (clientId == null || clientId.isBlank() || clientSecretFile == null) {
      throw new IllegalArgumentException(
          "web.oidc: client_id and client_secret_file are needed; the provider gives both.");
    }
    if ((rolesClaim == null) != (roleMap == null)) {
      throw new IllegalArgumentException("web.oidc: roles_claim and role_map are given together.");
    }
    if (roleMap != null) {
      roleMap.values().forEach(OidcConfig::granted);
    }
  }

  /**
   * A role that a group gives.
   *
   * @param party for vendors only
   */
  public record Granted(Role role, @Nullable String party) {}

  /** Reads the right side of the map. */
  static Granted granted(String text) {
    if (text.startsWith(VENDOR)
        && PeerIdentity.parse("fedval:vendor:" + text.substring(VENDOR.length())).isPresent()) {
      return new Granted(Role.VENDOR, text.substring(VENDOR.length()));
    }
    return switch (text) {
      case "administrator" -> new Granted(Role.ADMINISTRATOR, null);
      case "researcher" -> new Granted(Role.RESEARCHER, null);
      case "auditor" -> new Granted(Role.AUDITOR, null);
      default ->
          throw new IllegalArgumentException(
              "web.oidc.role_map: a role is administrator, researcher, auditor or vendor:PARTY.");
    };
  }

  /** What a group gives; null when the map does not name it. */
  public @Nullable Granted of(String group) {
    String text = roleMap == null ? null : roleMap.get(group);
    return text == null ? null : granted(text);
  }

  /** What the button says. */
  public String displayName() {
    return name == null ? URI.create(String.valueOf(issuer)).getHost() : name;
  }

  /** Whether an address of the provider may be talked to: https, or this computer itself. */
  public static boolean isSafe(String address) {
    try {
      URI uri = URI.create(address);
      String host = uri.getHost();
      boolean loopback = "127.0.0.1".equals(host) || "localhost".equals(host);
      return host != null
          && uri.getUserInfo() == null
          && uri.getFragment() == null
          && ("https".equals(uri.getScheme()) || (loopback && "http".equals(uri.getScheme())));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The client's secret.
   *
   * @throws StartException with one sentence when there is no such file or others may read it
   */
  public String clientSecret(CoordinatorHome home) throws IOException {
    Path file = home.root().resolve(String.valueOf(clientSecretFile));
    try {
      return new String(PrivateFiles.read(file, MAX_SECRET_BYTES), StandardCharsets.UTF_8).strip();
    } catch (KeyFileException e) {
      throw new StartException("web.oidc.client_secret_file: " + e.getMessage());
    }
  }
}
