package org.fedval.cli.simulate;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.body.Layout;

/** SHA-256 over the opened sums, gate first, as big-endian 64-bit words. */
final class SumsDigest {
  private SumsDigest() {}

  static String of(Layout layout, PooledVector pooled) {
    MessageDigest digest = Sha256Digest.newSha256();
    update(digest, pooled.gateSums());
    for (int unit = 1; unit < layout.units().size(); unit++) {
      pooled.sums(unit).ifPresent(sums -> update(digest, sums));
    }
    return Sha256Digest.of(digest.digest()).hex();
  }

  private static void update(MessageDigest digest, long[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
    bytes.asLongBuffer().put(numbers);
    digest.update(bytes);
  }
}
