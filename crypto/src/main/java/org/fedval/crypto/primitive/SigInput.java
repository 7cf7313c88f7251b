package org.fedval.crypto.primitive;

import java.nio.charset.StandardCharsets;

/**
 * What an Ed25519 signature covers: {@code "fedval/v1/sig\0" || L(type) || sid || u16 signer ||
 * H(body)}. A third party can check it from the body's hash alone.
 */
public final class SigInput {
  /** Signer index of the coordinator. */
  public static final int COORDINATOR = 0xFFFF;

  /** Signer index of everybody else outside a session; the body names the key. */
  public static final int OUTSIDE = 0xFFFE;

  private static final byte[] PREFIX = "fedval/v1/sig\0".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;

  private SigInput(byte[] bytes) {
    this.bytes = bytes;
  }

  /** For an object of session {@code sid}, signed by site {@code signer} or the coordinator. */
  public static SigInput of(String type, Sha256Digest sid, int signer, byte[] body) {
    return ofHash(type, sid, signer, Sha256Digest.hash(body));
  }

  /** The same from the hash of the body. */
  public static SigInput ofHash(String type, Sha256Digest sid, int signer, Sha256Digest bodyHash) {
    return new SigInput(
        new FvcWriter()
            .raw(PREFIX)
            .label(type)
            .digest(sid)
            .u16(signer)
            .digest(bodyHash)
            .toByteArray());
  }

  /** For an object outside any session whose body names the signer's key. */
  public static SigInput outside(String type, byte[] body) {
    return of(type, Sha256Digest.ZERO, OUTSIDE, body);
  }

  /** For an object outside any session that the coordinator signs. */
  public static SigInput outsideByCoordinator(String type, byte[] body) {
    return of(type, Sha256Digest.ZERO, COORDINATOR, body);
  }

  /** Any message, for the published vectors of the signature scheme itself. */
  static SigInput raw(byte[] message) {
    return new SigInput(message.clone());
  }

  byte[] bytes() {
    return bytes;
  }
}
