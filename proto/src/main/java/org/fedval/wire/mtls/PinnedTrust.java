package org.fedval.wire.mtls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * Trusts a server whose certificate was issued by exactly one key, known by H(SPKI). The chain must
 * hold the issuing certificate; it becomes the only anchor, and the JDK then checks signature,
 * validity, purpose and host name of the server's certificate.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
  private final Sha256Digest pin;

  PinnedTrust(Sha256Digest pin) {
    this.pin = pin;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    X509ExtendedTrustManager anchored = anchoredAt(pinned(chain));
    anchored.checkServerTrusted(new X509Certificate[] {chain[0]}, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    X509ExtendedTrustManager anchored = anchoredAt(pinned(chain));
    anchored.checkServerTrusted(new X509Certificate[] {chain[0]}, authType, socket);
  }

  /** Refused: without an engine or socket nobody could check the host name. */
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("A pinned server is checked together with its host name.");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("A pin names a server, not a client.");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("A pin names a server, not a client.");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("A pin names a server, not a client.");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private X509Certificate pinned(X509Certificate[] chain) throws CertificateException {
    for (int i = 1; i < chain.length; i++) {
      if (CertificateFiles.pin(chain[i]).equals(pin)) {
        chain[i].checkValidity();
        return chain[i];
      }
    }
    throw new CertificateException("The server is not the one that the enrolment token pins.");
  }

  private static X509ExtendedTrustManager anchoredAt(X509Certificate anchor)
      throws CertificateException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("pinned", anchor);
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager extended) {
          return extended;
        }
      }
      throw new AssertionError("Every Java platform has a PKIX trust manager.");
    } catch (IOException | GeneralSecurityException impossible) {
      throw new CertificateException("The pinned certificate cannot be an anchor.", impossible);
    }
  }
}
