package org.fedval.crypto.primitive;

import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;

/** An X25519 key pair (RFC 7748). Thread-safe; prints nothing secret. */
public final class X25519KeyPair {
  /** Length of keys and shared secrets in bytes. */
  public static final int BYTES = 32;

  private final SecretBytes scalar;
  private final Octets publicKey;

  private X25519KeyPair(SecretBytes scalar) {
    if (scalar.size() != BYTES) {
      throw new MalformedBody("An X25519 private key must have exactly 32 bytes.");
    }
    this.scalar = scalar;
    byte[] secret = scalar.open(InsecureSecretAccess.get());
    byte[] point = new byte[BYTES];
    X25519.generatePublicKey(secret, 0, point, 0);
    Arrays.fill(secret, (byte) 0);
    this.publicKey = Octets.of(point);
  }

  /** The pair of a 32-byte scalar; clamping happens inside. */
  public static X25519KeyPair fromScalar(SecretBytes scalar) {
    return new X25519KeyPair(scalar);
  }

  /** The public point, 32 bytes. */
  public Octets publicKey() {
    return publicKey;
  }

  /**
   * The shared secret (RFC 7748 section 6.1). Throws {@link MalformedBody} for a peer point of low
   * order, whose result would be all zero.
   */
  public SecretBytes agree(Octets peer) {
    peer.requireSize(BYTES, "An X25519 public key");
    byte[] secret = scalar.open(InsecureSecretAccess.get());
    byte[] shared = new byte[BYTES];
    boolean usable = X25519.calculateAgreement(secret, 0, peer.toByteArray(), 0, shared, 0);
    Arrays.fill(secret, (byte) 0);
    if (!usable) {
      throw new MalformedBody("An X25519 public key has low order.");
    }
    SecretBytes result = SecretBytes.copyOf(shared);
    Arrays.fill(shared, (byte) 0);
    return result;
  }

  /** Throws {@link MalformedBody} if {@code publicKey} is a point of low order. */
  public static void requireUsable(Octets publicKey) {
    var unused = Probe.PAIR.agree(publicKey);
  }

  /** Any scalar shows a point of low order; this one is public. */
  private static final class Probe {
    static final X25519KeyPair PAIR = fromScalar(SecretBytes.copyOf(scalar()));

    private static byte[] scalar() {
      byte[] anyScalar = new byte[BYTES];
      anyScalar[BYTES - 1] = 64;
      return anyScalar;
    }
  }

  @Override
  public String toString() {
    return "X25519KeyPair[redacted]";
  }
}
