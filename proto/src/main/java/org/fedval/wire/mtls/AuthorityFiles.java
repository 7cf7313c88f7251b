package org.fedval.wire.mtls;

import java.nio.file.Path;

/** Where an authority's files are; {@code root.key} may be kept elsewhere. */
record AuthorityFiles(Path directory) {
  Path rootKey() {
    return directory.resolve("root.key");
  }

  Path root() {
    return directory.resolve("root.pem");
  }

  Path issuingKey() {
    return directory.resolve("issuing.key");
  }

  Path issuing() {
    return directory.resolve("issuing.pem");
  }
}
