package org.fedval.crypto.secagg.body;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.VerifyingKey;

/** A site's body by its hash, with the site's signature over it. */
public record SignedRef(int index, Sha256Digest bodyHash, Octets signature) {
  private static final int BYTES =
      Canonical.INDEX_BYTES + Canonical.HASH_BYTES + Canonical.SIGNATURE_BYTES;

  public SignedRef {
    Canonical.index(index);
    signature.requireSize(Canonical.SIGNATURE_BYTES, "A signature");
  }

  /** The reference to {@code signed} by site {@code index}. */
  public static SignedRef to(int index, SignedBody signed) {
    return new SignedRef(index, signed.hash(), signed.signatureOctets());
  }

  /** Whether {@code key} signed the referenced body as {@code type} of session {@code sid}. */
  public boolean isSignedBy(VerifyingKey key, String type, Sha256Digest sid) {
    return key.verifies(SigInput.ofHash(type, sid, index, bodyHash), signature);
  }

  static List<SignedRef> set(List<SignedRef> refs) {
    return Canonical.set(refs, Canonical.MAX_SITES, SignedRef::index);
  }

  static void write(FvcWriter out, List<SignedRef> refs) {
    out.list(refs, r -> out.u16(r.index()).digest(r.bodyHash()).raw(r.signature()));
  }

  static List<SignedRef> read(FvcReader in) {
    return in.list(
        Canonical.MAX_SITES,
        BYTES,
        () -> new SignedRef(in.u16(), in.digest(), in.octets(Canonical.SIGNATURE_BYTES)));
  }
}
