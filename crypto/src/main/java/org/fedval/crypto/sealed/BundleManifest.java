package org.fedval.crypto.sealed;

import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcText;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.sealed.BundleRefused.Reason;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * What a bundle is, signed by the model owner that the study pins and by the coordinator.
 *
 * @param bundleId 16 random bytes
 * @param ciphertextHash SHA-256 of the whole sealed file
 * @param plainHash SHA-256 of the plaintext, also pinned in the study
 * @param plainLength bytes of the plaintext
 * @param descriptionHash SHA-256 of what is public about the model, in a form that this module does
 *     not read; so the study, which pins this manifest, pins that as well
 * @param expires Unix time in seconds after which no site opens it
 */
public record BundleManifest(
    Octets bundleId,
    Sha256Digest ciphertextHash,
    Sha256Digest plainHash,
    long plainLength,
    String modelName,
    String version,
    Sha256Digest licenceHash,
    Sha256Digest descriptionHash,
    VerifyingKey owner,
    long expires) {
  public static final String TYPE = "BundleManifest";

  public BundleManifest {
    bundleId.requireSize(SealedStream.BUNDLE_ID_BYTES, "A bundle id");
    FvcText.check(modelName);
    FvcText.check(version);
  }

  /**
   * The manifest after both signatures were checked over these exact bytes: {@code owner} is the
   * key that the study pins, {@code coordinator} the pinned CK.
   */
  public static BundleManifest verified(
      SignedBody byOwner,
      Octets coordinatorSignature,
      VerifyingKey owner,
      VerifyingKey coordinator) {
    SigInput countersigned = SigInput.outsideByCoordinator(TYPE, byOwner.body());
    require(coordinator.verifies(countersigned, coordinatorSignature), Reason.BAD_SIGNATURE);
    return signedBy(byOwner, owner);
  }

  /** The manifest after the owner's signature was checked: what the coordinator countersigns. */
  public static BundleManifest signedBy(SignedBody byOwner, VerifyingKey owner) {
    require(byOwner.isSignedOutsideBy(owner, TYPE), Reason.BAD_SIGNATURE);
    BundleManifest manifest = decode(byOwner.body());
    require(manifest.owner().equals(owner), Reason.BAD_SIGNATURE);
    return manifest;
  }

  /** Throws unless this is the manifest and the model that the study names. */
  public void requireInStudy(Sha256Digest manifestHash, Sha256Digest studyPlainHash) {
    require(hash().equals(manifestHash), Reason.WRONG_MANIFEST);
    require(plainHash.equals(studyPlainHash), Reason.WRONG_PLAINTEXT);
  }

  /** Throws once {@code now} (Unix time in seconds) is past {@link #expires}. */
  public void requireValidAt(long now) {
    require(now <= expires, Reason.EXPIRED);
  }

  /** Throws unless the opened header tells the length named here; call before allocating. */
  public void requireHeader(SealedHeader header) {
    require(header.plainLength() == plainLength, Reason.WRONG_CIPHERTEXT);
  }

  /** Throws unless the file of {@code bytes} can be a sealed bundle of {@link #plainLength}. */
  public void requireLength(long bytes) {
    require(bytes == SealedHeader.sealedLength(plainLength), Reason.WRONG_CIPHERTEXT);
  }

  /** Throws unless the file's SHA-256 is the one named here. */
  public void requireCiphertext(Sha256Digest fileHash) {
    require(fileHash.equals(ciphertextHash), Reason.WRONG_CIPHERTEXT);
  }

  /** Throws unless the opened bytes are the ones named here; call before loading the model. */
  public void requirePlaintext(Sha256Digest openedHash, long openedLength) {
    require(openedHash.equals(plainHash) && openedLength == plainLength, Reason.WRONG_PLAINTEXT);
  }

  /** SHA-256 of the body. */
  public Sha256Digest hash() {
    return Sha256Digest.hash(encode());
  }

  /** The body. */
  public byte[] encode() {
    return FvcWriter.labelled(TYPE)
        .raw(bundleId)
        .digest(ciphertextHash)
        .digest(plainHash)
        .u64(plainLength)
        .text(modelName)
        .text(version)
        .digest(licenceHash)
        .digest(descriptionHash)
        .raw(owner.toByteArray())
        .u64(expires)
        .toByteArray();
  }

  /** Reads a body. */
  public static BundleManifest decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    BundleManifest manifest =
        new BundleManifest(
            in.octets(SealedStream.BUNDLE_ID_BYTES),
            in.digest(),
            in.digest(),
            in.u64(),
            in.text(),
            in.text(),
            in.digest(),
            in.digest(),
            in.verifyingKey(),
            in.u64());
    in.end();
    return manifest;
  }

  private static void require(boolean holds, Reason reason) {
    if (!holds) {
      throw new BundleRefused(reason);
    }
  }
}
