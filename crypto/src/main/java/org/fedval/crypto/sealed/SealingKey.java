package org.fedval.crypto.sealed;

import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.X25519KeyPair;

/**
 * The public pair that a file key is closed to: a site's SEAL key from the roster or, when the
 * study asks for a trusted execution environment, the pair generated and attested inside it.
 */
public record SealingKey(Octets x25519, Octets mlKem) {
  public SealingKey {
    x25519.requireSize(X25519KeyPair.BYTES, "An X25519 sealing key");
    mlKem.requireSize(MlKem.KEY_BYTES, "An ML-KEM-768 sealing key");
    X25519KeyPair.requireUsable(x25519);
    MlKem.requireUsable(mlKem);
  }

  /** Whether this is the pair of a roster entry, which holds the ML-KEM key by its hash. */
  public boolean isRosterKey(Octets sealX, Sha256Digest sealKemHash) {
    return x25519.equals(sealX) && Sha256Digest.hash(mlKem.toByteArray()).equals(sealKemHash);
  }
}
