package org.fedval.crypto.secagg.body;

import java.security.MessageDigest;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.jspecify.annotations.Nullable;

/** The exact bytes that travelled and the Ed25519 signature over them. Immutable. */
public final class SignedBody {
  private final byte[] body;
  private final Octets signature;
  private @Nullable Sha256Digest hash;

  /** Copies both arrays; the signature has 64 bytes. */
  public SignedBody(byte[] body, byte[] signature) {
    this(body.clone(), Octets.of(signature));
  }

  private SignedBody(byte[] body, Octets signature) {
    this.body = body;
    this.signature = signature.requireSize(VerifyingKey.SIGNATURE_BYTES, "A signature");
  }

  /** Signs {@code body} as an object of session {@code sid}. */
  public static SignedBody sign(
      String type, Sha256Digest sid, int signer, byte[] body, SigningKey key) {
    return new SignedBody(body.clone(), key.sign(SigInput.of(type, sid, signer, body)));
  }

  /** Signs {@code body} as an object outside any session. */
  public static SignedBody signOutside(String type, byte[] body, SigningKey key) {
    return new SignedBody(body.clone(), key.sign(SigInput.outside(type, body)));
  }

  /** The body beside a signature that is already typed. */
  public static SignedBody of(byte[] body, Octets signature) {
    return new SignedBody(body.clone(), signature);
  }

  /** A copy of the body. */
  public byte[] body() {
    return body.clone();
  }

  /** A copy of the 64 signature bytes. */
  public byte[] signature() {
    return signature.toByteArray();
  }

  /** The signature as a value. */
  public Octets signatureOctets() {
    return signature;
  }

  /** SHA-256 of the body. */
  public Sha256Digest hash() {
    // Two threads may both compute it; they find the same immutable value.
    Sha256Digest known = hash;
    if (known == null) {
      known = Sha256Digest.hash(body);
      hash = known;
    }
    return known;
  }

  /** Whether {@code key} signed this as an object of session {@code sid}. */
  public boolean isSignedBy(VerifyingKey key, String type, Sha256Digest sid, int signer) {
    return key.verifies(SigInput.ofHash(type, sid, signer, hash()), signature);
  }

  /** Whether {@code key} signed this as an object outside any session. */
  public boolean isSignedOutsideBy(VerifyingKey key, String type) {
    return key.verifies(SigInput.outside(type, body), signature);
  }

  /** The body after its signature was checked; {@link MalformedBody} if it does not verify. */
  public byte[] verifiedBody(VerifyingKey key, String type, Sha256Digest sid, int signer) {
    if (!isSignedBy(key, type, sid, signer)) {
      throw new MalformedBody("The signature of a " + type + " does not verify.");
    }
    return body();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof SignedBody that
            && MessageDigest.isEqual(body, that.body)
            && signature.equals(that.signature);
  }

  @Override
  public int hashCode() {
    return hash().hashCode();
  }

  @Override
  public String toString() {
    return "SignedBody[" + body.length + " bytes]";
  }
}
