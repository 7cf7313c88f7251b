package org.fedval.cli.simulate;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.MaskStream;
import org.fedval.crypto.secret.SecretBytes;

/**
 * Bytes that follow from a seed and a name, so that a simulation can be repeated byte for byte: an
 * AES-256-CTR stream. Never for keys of a real site. Not thread-safe.
 */
final class SeededBytes extends SecureRandom {
  private static final long serialVersionUID = 1;

  private final transient MaskStream stream;

  SeededBytes(long seed, String name) {
    byte[] label = ("fedval simulate " + seed + " " + name).getBytes(StandardCharsets.UTF_8);
    this.stream = MaskStream.open(SecretBytes.copyOf(Sha256Digest.hash(label).toByteArray()), 0);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    byte[] part = new byte[MaskStream.CALL_BYTES];
    for (int at = 0; at < bytes.length; at += part.length) {
      int length = Math.min(part.length, bytes.length - at);
      stream.next(part, length);
      System.arraycopy(part, 0, bytes, at, length);
    }
  }
}
