package org.fedval.wire.mtls;

import io.grpc.netty.shaded.io.netty.handler.ssl.DelegatingSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.internal.tcnative.SSL;
import javax.net.ssl.SSLEngine;

/**
 * A server's TLS context that gives out no session tickets: a ticket of BoringSSL lives two days,
 * and a connection resumed with one is never asked for its certificate again, also when that has
 * expired since.
 */
final class TicketlessContext extends DelegatingSslContext {
  TicketlessContext(SslContext server) {
    super(server);
  }

  @Override
  protected void initEngine(SSLEngine engine) {
    if (!(engine instanceof ReferenceCountedOpenSslEngine openSsl)) {
      throw new IllegalStateException("Only BoringSSL's engine can be told to give no tickets.");
    }
    SSL.setOptions(openSsl.sslPointer(), SSL.SSL_OP_NO_TICKET);
  }
}
