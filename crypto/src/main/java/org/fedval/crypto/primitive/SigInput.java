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

  private static final String COSIGNATURE = "cosignature/v1";

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

  /**
   * The text of a C2SP signed note: lines that end in a newline, without other control characters,
   * so it can never be an input of the other forms.
   */
  public static SigInput note(String text) {
    return new SigInput(noteBytes(text));
  }

  /**
   * A C2SP {@code cosignature/v1} of a note: {@code "cosignature/v1\ntime " || seconds || "\n" ||
   * text}, with a POSIX time.
   */
  public static SigInput cosignature(long posixSeconds, String text) {
    if (posixSeconds < 0) {
      throw new MalformedBody("The time of a cosignature is out of range.");
    }
    byte[] head =
        (COSIGNATURE + "\ntime " + posixSeconds + "\n").getBytes(StandardCharsets.US_ASCII);
    return new SigInput(new FvcWriter().raw(head).raw(noteBytes(text)).toByteArray());
  }

  private static byte[] noteBytes(String text) {
    if (!text.endsWith("\n")
        || text.startsWith(COSIGNATURE + "\n")
        || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new MalformedBody("The text of a signed note is not well-formed.");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Any message, for the published vectors of the signature scheme itself. */
  static SigInput raw(byte[] message) {
    return new SigInput(message.clone());
  }

  byte[] bytes() {
    return bytes;
  }
}
