package org.fedval.agent.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.wire.files.PrivateFiles;

/**
 * The coordinator as pinned at enrolment.
 *
 * @param schema {@code fedval.pin/v1}
 * @param host of the main port
 * @param port of the main port
 * @param coordinatorKey CK in hexadecimal: it signs rosters, studies and sessions
 */
public record CoordinatorPin(String schema, String host, int port, String coordinatorKey) {
  public static final String SCHEMA = "fedval.pin/v1";

  public CoordinatorPin {
    if (!SCHEMA.equals(schema)) {
      throw new IllegalArgumentException("schema must be " + SCHEMA + ".");
    }
    if (host == null || !host.matches("[A-Za-z0-9.:_-]{1,253}") || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("host and port must name the coordinator.");
    }
    key(coordinatorKey);
  }

  /** The key that signs rosters, studies and sessions. */
  public VerifyingKey key() {
    return key(coordinatorKey);
  }

  public static CoordinatorPin read(AgentHome home) throws ConfigException {
    return SiteYaml.read(home.coordinatorFile(), CoordinatorPin.class);
  }

  /** Written whole or not at all. */
  public void write(AgentHome home) throws IOException {
    String yaml =
        "schema: %s\nhost: \"%s\"\nport: %d\ncoordinator_key: \"%s\"\n"
            .formatted(schema, host, port, coordinatorKey);
    PrivateFiles.write(home.coordinatorFile(), yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static VerifyingKey key(String hex) {
    try {
      return VerifyingKey.of(HexFormat.of().parseHex(hex));
    } catch (MalformedBody | IllegalArgumentException e) {
      throw new IllegalArgumentException("coordinator_key must be 64 hexadecimal digits.", e);
    }
  }
}
