package org.fedval.agent.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.files.PrivateFiles;

/** The site's key for {@link PatientLimit}: made once, never sent. */
public final class OrderKey {
  private static final int BYTES = 32;

  private OrderKey() {}

  /** Reads the key; the first call makes it. */
  public static byte[] loadOrCreate(Path file, SecureRandom random) throws IOException {
    if (!Files.exists(file)) {
      byte[] fresh = new byte[BYTES];
      random.nextBytes(fresh);
      PrivateFiles.write(file, fresh);
      return fresh;
    }
    byte[] key = PrivateFiles.read(file, BYTES);
    if (key.length != BYTES) {
      throw new KeyFileException(
          "The key file " + file + " has a wrong length; restore it from backup.");
    }
    return key;
  }
}
