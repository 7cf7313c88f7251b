package org.fedval.agent.dicomweb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.files.Pem;
import org.fedval.wire.files.PrivateFiles;

/**
 * TLS towards the archive from PEM files. The hospital's own certificate authority decides which
 * kinds of keys there are, so RSA and any curve of the JDK are accepted, unlike in the federation.
 * Verification of certificate and host name cannot be switched off.
 */
public final class ArchiveTls {
  private static final int TRUST_BYTES = 1 << 20;

  private ArchiveTls() {}

  static SSLContext context(DicomWebSettings settings) throws IOException {
    Path key = settings.clientKeyFile();
    Path chain = settings.clientChainFile();
    Path trust = settings.trustFile();
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          key == null || chain == null ? null : keys(key, chain),
          trust == null ? null : anchors(trust),
          new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("Every Java platform has TLS.", e);
    }
  }

  /**
   * The agent's own certificate with its key.
   *
   * @param keyFile PKCS#8 PEM with mode 0600
   * @param chainFile PEM, the agent's certificate first
   * @throws KeyFileException with one sentence when a file is not what it should be
   */
  public static KeyManager[] keys(Path keyFile, Path chainFile) throws IOException {
    List<? extends Certificate> chain = List.copyOf(certificates(chainFile));
    try {
      KeyStore store = empty();
      char[] inMemory = new char[0];
      store.setKeyEntry(
          "client",
          privateKey(keyFile, chain.get(0).getPublicKey().getAlgorithm()),
          inMemory,
          chain.toArray(new Certificate[0]));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, inMemory);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new KeyFileException(
          keyFile + " and " + chainFile + " do not belong together; check the paths.");
    }
  }

  private static PrivateKey privateKey(Path file, String algorithm) throws IOException {
    byte[] pem = PrivateFiles.read(file, Pem.LIMIT_BYTES);
    byte[] der = Pem.decode(Pem.PRIVATE_KEY, pem, file.toString()).get(0);
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new KeyFileException(
          file + " does not hold a PKCS#8 key of the client certificate's kind; check the path.");
    } finally {
      Arrays.fill(pem, (byte) 0);
      Arrays.fill(der, (byte) 0);
    }
  }

  /**
   * Trust in what descends from the certificates of a file.
   *
   * @throws KeyFileException with one sentence when the file does not hold certificates
   */
  public static TrustManager[] anchors(Path file) throws IOException {
    Collection<? extends Certificate> anchors = certificates(file);
    try {
      KeyStore store = empty();
      int n = 0;
      for (Certificate certificate : anchors) {
        store.setCertificateEntry("anchor" + n++, certificate);
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new KeyFileException(file + " holds certificates that cannot be trusted as issuers.");
    }
  }

  private static Collection<? extends Certificate> certificates(Path file) throws IOException {
    try (InputStream in = new ByteArrayInputStream(PrivateFiles.readPublic(file, TRUST_BYTES))) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (!all.isEmpty()) {
        return all;
      }
    } catch (CertificateException notPem) {
      // The sentence below tells the owner all there is to know.
    }
    throw new KeyFileException(file + " does not hold certificates in PEM; check the path.");
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
