package org.fedval.agent.preview;

import java.util.Arrays;
import java.util.HexFormat;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * The masked vector as it leaves.
 *
 * @param bytes its length, the same whatever the numbers are
 * @param sha256 of its bytes; empty while it is not masked
 * @param begins its first bytes in hexadecimal; empty while it is not masked
 */
public record LeavingBytes(long bytes, String sha256, String begins) {
  private static final int PREFIX = 32;

  static LeavingBytes notMasked(long bytes) {
    return new LeavingBytes(bytes, "", "");
  }

  static LeavingBytes of(byte[] vector) {
    return new LeavingBytes(
        vector.length,
        Sha256Digest.hash(vector).hex(),
        HexFormat.of().formatHex(Arrays.copyOf(vector, Math.min(PREFIX, vector.length))));
  }
}
