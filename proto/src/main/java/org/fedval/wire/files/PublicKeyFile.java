package org.fedval.wire.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * A public key to hand out, as text: a comment with the fingerprint that people compare, and the
 * key as 64 hexadecimal digits on a line.
 */
public final class PublicKeyFile {
  private PublicKeyFile() {}

  /**
   * Writes a key that anyone may read.
   *
   * @param whose a few words for the comment
   */
  public static void write(Path file, String whose, VerifyingKey key) throws IOException {
    String text = "# %s, fingerprint %s\n%s\n".formatted(whose, key.fingerprint(), key.hex());
    PrivateFiles.writePublic(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
