package org.fedval.crypto.sealed;

import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcText;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.HybridSeal;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * The file key of one bundle, closed to one site in one study. Signed by the model owner, or by the
 * coordinator as the owner's delegate. Sites can be added without signing the manifest again.
 */
public record ModelWrap(Sha256Digest studyHash, Octets bundleId, String siteId, Octets box) {
  public static final String TYPE = "ModelWrap";
  private static final int BOX_BYTES = HybridSeal.OVERHEAD_BYTES + SealedStream.FILE_KEY_BYTES;

  public ModelWrap {
    bundleId.requireSize(SealedStream.BUNDLE_ID_BYTES, "A bundle id");
    FvcText.check(siteId);
    box.requireSize(BOX_BYTES, "A sealed file key");
  }

  /** The wrap after its signature was checked over these exact bytes. */
  public static ModelWrap verified(
      SignedBody signed, VerifyingKey owner, VerifyingKey coordinator) {
    if (!signed.isSignedOutsideBy(owner, TYPE)
        && !signed.isSignedBy(coordinator, TYPE, Sha256Digest.ZERO, SigInput.COORDINATOR)) {
      throw new BundleRefused(BundleRefused.Reason.BAD_SIGNATURE);
    }
    return decode(signed.body());
  }

  /** What the box is bound to: the body up to and including siteId. */
  static byte[] sealInfo(Sha256Digest studyHash, Octets bundleId, String siteId) {
    return head(studyHash, bundleId, siteId).toByteArray();
  }

  /** The body. */
  public byte[] encode() {
    return head(studyHash, bundleId, siteId).vec(box.toByteArray()).toByteArray();
  }

  /** Reads a body. */
  public static ModelWrap decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    ModelWrap wrap =
        new ModelWrap(
            in.digest(),
            in.octets(SealedStream.BUNDLE_ID_BYTES),
            in.text(),
            Octets.of(in.vec(BOX_BYTES)));
    in.end();
    return wrap;
  }

  private static FvcWriter head(Sha256Digest studyHash, Octets bundleId, String siteId) {
    return FvcWriter.labelled(TYPE).digest(studyHash).raw(bundleId).text(siteId);
  }
}
