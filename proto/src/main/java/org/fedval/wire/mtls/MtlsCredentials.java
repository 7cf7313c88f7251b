package org.fedval.wire.mtls;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.util.AdvancedTlsX509KeyManager;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.files.KeyFileException;

/**
 * A transport identity and whom it trusts, made into TLS contexts for gRPC: BoringSSL, TLS 1.3
 * only, which also gives the hybrid X25519MLKEM768 key exchange. Immutable; prints no key.
 */
public final class MtlsCredentials {
  private static final String TLS = "TLSv1.3";

  private final PrivateKey key;
  private final List<X509Certificate> chain;
  private final List<X509Certificate> trust;

  private MtlsCredentials(
      PrivateKey key, List<X509Certificate> chain, List<X509Certificate> trust) {
    this.key = key;
    this.chain = List.copyOf(chain);
    this.trust = List.copyOf(trust);
  }

  /** Credentials made in this process. */
  public static MtlsCredentials of(
      TlsKeyPair key, List<X509Certificate> chain, List<X509Certificate> trust) {
    return new MtlsCredentials(key.privateKey(), chain, trust);
  }

  /**
   * Loads PEM files.
   *
   * @param keyFile PKCS#8, mode 0600
   * @param chainFile the own certificate first, then its issuers
   * @param trustFile the roots that the peer's certificate must lead to
   * @throws KeyFileException when a file is missing, unsafe or malformed, or the key is not the
   *     certificate's
   */
  public static MtlsCredentials load(Path keyFile, Path chainFile, Path trustFile)
      throws IOException {
    PrivateKey key = TlsKeyPair.readPrivate(keyFile);
    List<X509Certificate> chain = CertificateFiles.read(chainFile);
    if (!CertificateFiles.belongTogether(key, chain.get(0))) {
      throw new KeyFileException(
          "The key in " + keyFile + " does not belong to the certificate in " + chainFile + ".");
    }
    return new MtlsCredentials(key, chain, CertificateFiles.read(trustFile));
  }

  /** The own certificate, for its expiry and identity. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** The main port: every client must present a certificate of the trusted authority. */
  public SslContext serverContext() {
    return build(server().clientAuth(ClientAuth.REQUIRE).trustManager(trust));
  }

  /** The enrolment port: asks for no client certificate. */
  public SslContext enrolmentServerContext() {
    return build(server().clientAuth(ClientAuth.NONE));
  }

  /** Puts key and chain where contexts that live longer than they do take them from. */
  void giveTo(AdvancedTlsX509KeyManager keys) {
    keys.updateIdentityCredentials(chain.toArray(X509Certificate[]::new), key);
  }

  /** {@link #serverContext()} with key and chain from {@code keys}. */
  SslContext serverContext(KeyManager keys) {
    return build(
        configured(SslContextBuilder.forServer(keys))
            .clientAuth(ClientAuth.REQUIRE)
            .trustManager(trust));
  }

  /** {@link #enrolmentServerContext()} with key and chain from {@code keys}. */
  static SslContext enrolmentServerContext(KeyManager keys) {
    return build(configured(SslContextBuilder.forServer(keys)).clientAuth(ClientAuth.NONE));
  }

  /** A client that presents its certificate and trusts the authority's servers. */
  public SslContext clientContext() {
    return build(
        configured(SslContextBuilder.forClient()).keyManager(key, chain).trustManager(trust));
  }

  /**
   * A client without a certificate that accepts one issuing key and nothing else.
   *
   * @param pin H(SPKI) of the issuing certificate, from the enrolment token
   */
  public static SslContext enrolmentClientContext(Sha256Digest pin) {
    return build(configured(SslContextBuilder.forClient()).trustManager(new PinnedTrust(pin)));
  }

  private SslContextBuilder server() {
    return configured(SslContextBuilder.forServer(key, chain));
  }

  private static SslContextBuilder configured(SslContextBuilder builder) {
    return GrpcSslContexts.configure(builder, SslProvider.OPENSSL).protocols(TLS);
  }

  private static SslContext build(SslContextBuilder builder) {
    try {
      return builder.build();
    } catch (SSLException unsupported) {
      throw new IllegalStateException(
          "The TLS library refuses these credentials; they must be ECDSA P-256.", unsupported);
    }
  }

  @Override
  public String toString() {
    return "MtlsCredentials[redacted]";
  }
}
