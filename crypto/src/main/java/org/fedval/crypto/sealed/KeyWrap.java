package org.fedval.crypto.sealed;

import java.security.SecureRandom;
import java.util.Arrays;
import org.fedval.crypto.primitive.HybridSeal;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.sealed.BundleRefused.Reason;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;

/**
 * Closes a file key to one site and opens it there. The box is bound to study, bundle, site and (as
 * associated data) the hash of the manifest, so a wrap for anything else does not open.
 */
public final class KeyWrap {
  private final Sha256Digest studyHash;
  private final BundleManifest manifest;
  private final String siteId;

  private KeyWrap(Sha256Digest studyHash, BundleManifest manifest, String siteId) {
    this.studyHash = studyHash;
    this.manifest = manifest;
    this.siteId = siteId;
  }

  /** The wrap of one bundle for one site in one study. */
  public static KeyWrap of(Sha256Digest studyHash, BundleManifest manifest, String siteId) {
    return new KeyWrap(studyHash, manifest, siteId);
  }

  /** Closes {@code fileKey} (32 bytes) to {@code recipient}; the caller signs the result. */
  public ModelWrap seal(SecretBytes fileKey, SealingKey recipient, SecureRandom random) {
    if (fileKey.size() != SealedStream.FILE_KEY_BYTES) {
      throw new IllegalArgumentException("A bundle key has 32 bytes.");
    }
    byte[] key = fileKey.open(InsecureSecretAccess.get());
    try {
      byte[] box =
          HybridSeal.seal(
              recipient.x25519(),
              recipient.mlKem(),
              ModelWrap.sealInfo(studyHash, manifest.bundleId(), siteId),
              manifest.hash().toByteArray(),
              key,
              random);
      return new ModelWrap(studyHash, manifest.bundleId(), siteId, Octets.of(box));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Opens a verified wrap; {@link BundleRefused} says which part is not the expected one. */
  public SecretBytes open(ModelWrap wrap, X25519KeyPair x25519, MlKem mlKem) {
    require(wrap.studyHash().equals(studyHash), Reason.WRONG_STUDY);
    require(wrap.bundleId().equals(manifest.bundleId()), Reason.WRONG_BUNDLE);
    require(wrap.siteId().equals(siteId), Reason.WRONG_SITE);
    try {
      return HybridSeal.open(
          x25519,
          mlKem,
          ModelWrap.sealInfo(studyHash, manifest.bundleId(), siteId),
          manifest.hash().toByteArray(),
          wrap.box().toByteArray());
    } catch (MalformedBody e) {
      throw new BundleRefused(Reason.WRAP_DOES_NOT_OPEN);
    }
  }

  private static void require(boolean holds, Reason reason) {
    if (!holds) {
      throw new BundleRefused(reason);
    }
  }
}
