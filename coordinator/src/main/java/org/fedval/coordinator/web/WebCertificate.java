package org.fedval.coordinator.web;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.fedval.coordinator.config.StartException;
import org.fedval.coordinator.config.WebConfig;
import org.fedval.wire.mtls.CertificateFiles;

/** The certificate that browsers see; any authority's, not the one of the sites. */
final class WebCertificate {
  private static final char[] NO_PASSWORD = {};

  private WebCertificate() {}

  /**
   * Reads certificate and key.
   *
   * @throws IOException with one sentence for the operator
   */
  static SSLContext context(WebConfig config) throws IOException {
    Path chainFile = Path.of(String.valueOf(config.certificate()));
    Path keyFile = Path.of(String.valueOf(config.key()));
    try {
      List<X509Certificate> chain = CertificateFiles.read(chainFile);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry(
          "web", privateKey(keyFile), NO_PASSWORD, chain.toArray(new X509Certificate[0]));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new StartException(
          "web: the certificate %s and the key %s cannot be used together; give a PEM chain and its unencrypted PKCS #8 key."
              .formatted(chainFile, keyFile));
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException {
    try (Reader text = Files.newBufferedReader(file);
        PEMParser pem = new PEMParser(text)) {
      Object read = pem.readObject();
      JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
      if (read instanceof PrivateKeyInfo key) {
        return converter.getPrivateKey(key);
      }
      if (read instanceof PEMKeyPair pair) {
        return converter.getPrivateKey(pair.getPrivateKeyInfo());
      }
      throw new IOException("no key");
    }
  }
}
