package org.fedval.agent.grpc;

import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ManagedChannel;
import io.grpc.ProxiedSocketAddress;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.fedval.agent.config.CoordinatorPin;
import org.fedval.agent.config.HttpProxy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.mtls.MtlsCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Opens this site's connections, all of them outward: through the proxy when one is configured,
 * never past it, and with a receipt for every message.
 */
public final class OutboundChannels {
  private static final int MAX_MESSAGE_BYTES = 32 * 1024 * 1024;
  private static final long KEEP_ALIVE_SECONDS = 20;

  private final @Nullable HttpProxy proxy;
  private final ReceiptInterceptor receipts;

  /**
   * @param proxy null where the coordinator is reached directly
   */
  public OutboundChannels(@Nullable HttpProxy proxy, ReceiptInterceptor receipts) {
    this.proxy = proxy;
    this.receipts = receipts;
  }

  /** The channel to the main port, with this site's certificate. */
  public ManagedChannel main(CoordinatorPin pin, MtlsCredentials tls) {
    return proxied(NettyChannelBuilder.forAddress(pin.host(), pin.port()))
        .sslContext(tls.clientContext())
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
        .build();
  }

  /**
   * The channel to the enrolment port, without a certificate.
   *
   * @param address HOST:PORT
   * @param issuingPin of the one issuing key that is accepted
   */
  ManagedChannel enrolment(String address, Sha256Digest issuingPin) {
    return proxied(NettyChannelBuilder.forTarget(address))
        .sslContext(MtlsCredentials.enrolmentClientContext(issuingPin))
        .build();
  }

  private NettyChannelBuilder proxied(NettyChannelBuilder builder) {
    HttpProxy through = proxy;
    if (through != null) {
      builder.proxyDetector(target -> connect(through, target));
    }
    return builder.intercept(receipts);
  }

  /** The proxy looks the coordinator's name up; this site need not be able to. */
  private static ProxiedSocketAddress connect(HttpProxy proxy, SocketAddress target)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(proxy.host(), proxy.port());
    if (address.isUnresolved()) {
      throw new UnknownHostException("The proxy's name is not known here.");
    }
    return HttpConnectProxiedSocketAddress.newBuilder()
        .setProxyAddress(address)
        .setTargetAddress((InetSocketAddress) target)
        .setUsername(proxy.user())
        .setPassword(proxy.password())
        .build();
  }
}
