package org.fedval.crypto.primitive;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;

/** An X25519 key pair (RFC 7748). Thread-safe; prints nothing secret. */
public final class X25519KeyPair {
  /** Length of keys and shared secrets in bytes. */
  public static final int BYTES = 32;

  // Little-endian, top bit clear: 0, 1, the two of order 8, p - 1, p and p + 1.
  private static final Set<Octets> LOW_ORDER =
      Stream.of(
              "00".repeat(BYTES),
              "01" + "00".repeat(BYTES - 1),
              "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
              "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
              "ec" + "ff".repeat(BYTES - 2) + "7f",
              "ed" + "ff".repeat(BYTES - 2) + "7f",
              "ee" + "ff".repeat(BYTES - 2) + "7f")
          .map(hex -> Octets.of(HexFormat.of().parseHex(hex)))
          .collect(Collectors.toUnmodifiableSet());

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

  /**
   * Throws {@link MalformedBody} if {@code publicKey} is a point of low order: one of the five
   * coordinates of order 1, 2, 4 or 8 on the curve or its twist (RFC 7748 section 7; Bernstein,
   * Lange), also in an encoding that is not reduced. Exactly for these {@link #agree} refuses too.
   */
  public static void requireUsable(Octets publicKey) {
    byte[] point = publicKey.requireSize(BYTES, "An X25519 public key").toByteArray();
    point[BYTES - 1] &= 0x7F;
    if (LOW_ORDER.contains(Octets.of(point))) {
      throw new MalformedBody("An X25519 public key has low order.");
    }
  }

  @Override
  public String toString() {
    return "X25519KeyPair[redacted]";
  }
}
