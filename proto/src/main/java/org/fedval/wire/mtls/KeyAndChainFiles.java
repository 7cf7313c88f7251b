package org.fedval.wire.mtls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key and its certificate chain in two files that change together: the new key waits
 * beside the old one until the new chain is in place, so that a crash at any point leaves one pair
 * that fits.
 */
public final class KeyAndChainFiles {
  private KeyAndChainFiles() {}

  /** Replaces both files, or writes them for the first time. */
  public static void replace(
      Path keyFile, Path chainFile, TlsKeyPair key, List<X509Certificate> chain)
      throws IOException {
    Path next = next(keyFile);
    key.write(next);
    CertificateFiles.write(chainFile, chain);
    Files.move(next, keyFile, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Finishes or undoes a replacement that a crash cut short. Only the process that writes the pair
   * may call this.
   */
  public static void settle(Path keyFile, Path chainFile) throws IOException {
    Path next = next(keyFile);
    if (!Files.exists(next)) {
      return;
    }
    if (Files.exists(chainFile)
        && CertificateFiles.belongTogether(
            TlsKeyPair.readPrivate(next), CertificateFiles.read(chainFile).get(0))) {
      Files.move(next, keyFile, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.delete(next);
    }
  }

  static Path next(Path keyFile) {
    return keyFile.resolveSibling(keyFile.getFileName() + ".next");
  }
}
