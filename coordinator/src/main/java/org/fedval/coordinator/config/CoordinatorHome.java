package org.fedval.coordinator.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the coordinator's files are. Folders are 0700, secrets 0600. */
public record CoordinatorHome(Path root) {
  public CoordinatorHome {
    root = root.toAbsolutePath().normalize();
  }

  /** Makes the folders that do not exist yet. */
  public void prepare() throws IOException {
    for (Path dir : new Path[] {root, keys(), state()}) {
      Files.createDirectories(dir);
      Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
    }
  }

  public Path configFile() {
    return root.resolve("coordinator.yaml");
  }

  public Path keys() {
    return root.resolve("keys");
  }

  /** The Ed25519 key that signs rosters, studies and session messages. */
  public Path coordinatorKeyFile() {
    return keys().resolve("coordinator.pem");
  }

  /** The public half of that key, for readers of reports. */
  public Path publicKeyFile() {
    return root.resolve("coordinator.pub");
  }

  public Path certificateAuthority() {
    return keys().resolve("ca");
  }

  public Path state() {
    return root.resolve("state");
  }

  public Path database() {
    return state().resolve("coordinator.db");
  }

  /** The one-time password of the first administrator, until it is changed. */
  public Path firstPassword() {
    return root.resolve("first-password");
  }

  /** Sealed bundles of a home that an older version made; now they are in the database. */
  public Path bundles() {
    return state().resolve("bundles");
  }

  /** Masked vectors of a home that an older version made; now they are in the database. */
  public Path sessions() {
    return state().resolve("sessions");
  }

  /** Written once both ports listen: {@code HOST MAIN_PORT ENROLMENT_PORT}. */
  public Path listeningFile() {
    return state().resolve("listening");
  }

  /** Client credentials that {@code init} makes, one folder a role. */
  public Path credentials(String role) {
    return root.resolve("credentials").resolve(role);
  }
}
