package org.fedval.wire.mtls;

import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.util.AdvancedTlsX509KeyManager;
import java.security.cert.X509Certificate;

/**
 * A server's transport identity that is replaced while the server runs: connections that stand keep
 * the old certificate, every new one gets the newest. Thread-safe.
 */
public final class RenewableServer {
  private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
  private volatile MtlsCredentials current;

  public RenewableServer(MtlsCredentials first) {
    this.current = first;
    first.giveTo(keys);
  }

  /** Shows these credentials from now on; whom the server trusts stays as it was. */
  public void replace(MtlsCredentials next) {
    next.giveTo(keys);
    current = next;
  }

  /** What new connections see. */
  public X509Certificate certificate() {
    return current.certificate();
  }

  /** The main port: every client must present a certificate of the trusted authority. */
  public SslContext mainContext() {
    return current.serverContext(keys);
  }

  /** The enrolment port: asks for no client certificate. */
  public SslContext enrolmentContext() {
    return MtlsCredentials.enrolmentServerContext(keys);
  }
}
