package org.fedval.wire.mtls;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Who holds a client certificate: its only subject alternative name, a URI such as {@code
 * fedval:site:site-a}.
 *
 * @param kind what the holder is
 * @param id letters, digits, {@code .}, {@code -}, {@code _}; at most 64; begins with a letter or
 *     digit
 */
public record PeerIdentity(Kind kind, String id) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final String SCHEME = "fedval";
  private static final int URI_NAME = 6;

  /** What a holder of a client certificate may be. */
  public enum Kind {
    SITE,
    VENDOR,
    OPERATOR;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PeerIdentity {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "An identity has 1 to 64 letters, digits, dots, hyphens or underscores, beginning with a"
              + " letter or digit.");
    }
  }

  public static PeerIdentity site(String id) {
    return new PeerIdentity(Kind.SITE, id);
  }

  /** The text form, {@code fedval:kind:id}. */
  public String uri() {
    return SCHEME + ":" + kind.word() + ":" + id;
  }

  /** Reads the text form; empty when it is anything else. */
  public static Optional<PeerIdentity> parse(String uri) {
    String[] parts = uri.split(":", -1);
    if (parts.length != 3 || !parts[0].equals(SCHEME) || !ID.matcher(parts[2]).matches()) {
      return Optional.empty();
    }
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(parts[1])) {
        return Optional.of(new PeerIdentity(kind, parts[2]));
      }
    }
    return Optional.empty();
  }

  /** The identity in a certificate; empty unless it is the only alternative name. */
  public static Optional<PeerIdentity> of(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names == null || names.size() != 1) {
        return Optional.empty();
      }
      List<?> name = names.iterator().next();
      return name.get(0).equals(URI_NAME) ? parse((String) name.get(1)) : Optional.empty();
    } catch (CertificateParsingException malformed) {
      return Optional.empty();
    }
  }

  /** The identity of the verified peer of a TLS session; empty without a client certificate. */
  public static Optional<PeerIdentity> of(SSLSession session) {
    return certificate(session).flatMap(PeerIdentity::of);
  }

  /** The verified peer's own certificate; empty without one. */
  static Optional<X509Certificate> certificate(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate leaf
          ? Optional.of(leaf)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException anonymous) {
      return Optional.empty();
    }
  }
}
