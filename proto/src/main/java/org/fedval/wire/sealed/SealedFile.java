package org.fedval.wire.sealed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.sealed.BundleRefused;
import org.fedval.crypto.sealed.SealedHeader;
import org.fedval.crypto.sealed.SealedStream;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.bundle.LockedBundle;

/** A sealed bundle on disk. What is opened stays in memory. */
public final class SealedFile {
  private static final String NAME = "The opened bundle";
  private static final int BUFFER_BYTES = 64 * 1024;

  private SealedFile() {}

  /**
   * Throws {@link BundleRefused} unless length and digest of the file are the manifest's.
   *
   * @throws IOException when the file cannot be read
   */
  public static void require(Path file, BundleManifest manifest) throws IOException {
    manifest.requireLength(Files.size(file));
    MessageDigest sha = Sha256Digest.newSha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha.update(buffer, 0, n);
      }
    }
    manifest.requireCiphertext(Sha256Digest.of(sha.digest()));
  }

  /**
   * Opens the bundle in memory: first the key's commitment, then segment by segment, at the end the
   * digest of the whole. {@link BundleRefused} when one of them is not the manifest's.
   *
   * @throws BundleException when what was opened is not a bundle that its owner signed
   */
  public static LockedBundle open(Path file, BundleManifest manifest, SecretBytes fileKey)
      throws BundleException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] preamble = in.readNBytes(SealedHeader.PREAMBLE_BYTES);
      SealedStream.Opener opener = SealedStream.open(fileKey, manifest.bundleId(), preamble);
      manifest.requireHeader(opener.header());
      LockedBundle bundle =
          LockedBundle.read(NAME, new OpenedStream(in, opener), manifest.plainLength());
      manifest.requirePlaintext(bundle.bundleDigest(), manifest.plainLength());
      return bundle;
    }
  }
}
