package org.fedval.wire.sealed;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.sealed.SealedHeader;
import org.fedval.crypto.sealed.SealedStream;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.bundle.LockedBundle;

/**
 * Seals a {@code .fvb} file under a fresh key and signs what it is. Two seals of one file share
 * neither key nor ciphertext.
 */
public final class BundleSealer {
  private BundleSealer() {}

  /**
   * Reads, verifies and seals.
   *
   * @param sealed the file to write; holds ciphertext only
   * @param expires Unix time in seconds after which no site opens it
   * @throws BundleException when {@code plain} is no bundle that {@code owner} signed
   */
  public static SealedBundle seal(
      Path plain, Path sealed, SigningKey owner, long expires, SecureRandom random)
      throws BundleException, IOException {
    LockedBundle bundle = LockedBundle.read(plain);
    bundle.requireOwner(owner.verifyingKey().fingerprint());
    ModelDescription model = ModelDescription.of(bundle);
    SecretBytes fileKey = SecretBytes.random(SealedStream.FILE_KEY_BYTES, random);
    try {
      byte[] id = new byte[SealedStream.BUNDLE_ID_BYTES];
      random.nextBytes(id);
      Octets bundleId = Octets.of(id);
      long length = Files.size(plain);
      Sha256Digest ciphertext =
          write(plain, sealed, SealedStream.seal(fileKey, bundleId, length, random), model);
      BundleManifest manifest =
          new BundleManifest(
              bundleId,
              ciphertext,
              model.bundleDigest(),
              length,
              model.modelName(),
              model.version(),
              Sha256Digest.ZERO,
              model.hash(),
              owner.verifyingKey(),
              expires);
      return new SealedBundle(
          DescribedBundle.of(manifest, model.encode()),
          SignedBody.signOutside(BundleManifest.TYPE, manifest.encode(), owner),
          fileKey);
    } catch (BundleException | IOException | RuntimeException e) {
      fileKey.erase();
      throw e;
    }
  }

  /** The digest of what was written, whose plaintext is checked to be the verified one. */
  private static Sha256Digest write(
      Path plain, Path sealed, SealedStream.Sealer sealer, ModelDescription model)
      throws BundleException, IOException {
    MessageDigest opened = Sha256Digest.newSha256();
    MessageDigest written = Sha256Digest.newSha256();
    byte[] segment = new byte[SealedHeader.SEGMENT_BYTES];
    byte[] closed = new byte[SealedHeader.SEGMENT_BYTES + SealedHeader.TAG_BYTES];
    try (InputStream in = Files.newInputStream(plain);
        OutputStream out =
            new DigestOutputStream(
                new BufferedOutputStream(Files.newOutputStream(sealed)), written)) {
      out.write(sealer.preamble());
      for (int next = sealer.nextPlainBytes(); next >= 0; next = sealer.nextPlainBytes()) {
        if (in.readNBytes(segment, 0, next) != next) {
          throw changed();
        }
        opened.update(segment, 0, next);
        out.write(closed, 0, sealer.accept(segment, closed));
      }
      if (in.read() >= 0 || !Sha256Digest.of(opened.digest()).equals(model.bundleDigest())) {
        throw changed();
      }
    } finally {
      Arrays.fill(segment, (byte) 0);
    }
    return Sha256Digest.of(written.digest());
  }

  private static BundleException changed() {
    return new BundleException("The bundle changed while it was sealed; try again.");
  }
}
