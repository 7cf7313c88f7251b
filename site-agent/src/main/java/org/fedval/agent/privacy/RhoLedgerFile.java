package org.fedval.agent.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fedval.wire.files.PrivateFiles;

/** Where the bytes of the privacy ledger lie: mode 0600, replaced whole, on the disk on return. */
public final class RhoLedgerFile {
  private static final int MAX_BYTES = 16 << 20;

  private final Path path;

  public RhoLedgerFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** The stored bytes; empty when nothing was ever stored. */
  Optional<byte[]> load() throws IOException {
    return Files.exists(path) ? Optional.of(PrivateFiles.read(path, MAX_BYTES)) : Optional.empty();
  }

  void save(byte[] bytes) throws IOException {
    PrivateFiles.write(path, bytes);
  }
}
