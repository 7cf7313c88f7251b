package org.fedval.wire.mtls;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** A gRPC server on loopback with one call that answers who called; and a client for it. */
final class EchoServer implements AutoCloseable {
  private static final MethodDescriptor<byte[], byte[]> WHO =
      MethodDescriptor.<byte[], byte[]>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("fedval.test.Echo/Who")
          .setRequestMarshaller(new Bytes())
          .setResponseMarshaller(new Bytes())
          .build();

  final AtomicReference<String> protocol = new AtomicReference<>("");
  private final Server server;

  private EchoServer(SslContext context, ServerInterceptor identity, boolean identified)
      throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .sslContext(context)
            .intercept(identity)
            .intercept(new ProtocolProbe())
            .addService(
                ServerServiceDefinition.builder("fedval.test.Echo")
                    .addMethod(
                        WHO,
                        ServerCalls.asyncUnaryCall(
                            (request, answer) -> {
                              String who =
                                  identified
                                      ? CallerIdentityInterceptor.current().uri()
                                      : "anonymous";
                              answer.onNext(who.getBytes(StandardCharsets.UTF_8));
                              answer.onCompleted();
                            }))
                    .build())
            .build()
            .start();
  }

  static EchoServer identified(SslContext context) throws IOException {
    return new EchoServer(context, CallerIdentityInterceptor.admittingAll(), true);
  }

  static EchoServer identified(SslContext context, CallerIdentityInterceptor identity)
      throws IOException {
    return new EchoServer(context, identity, true);
  }

  static EchoServer anonymous(SslContext context) throws IOException {
    return new EchoServer(context, new ProtocolPass(), false);
  }

  /** The server's certificate, as a new connection sees it. */
  X509Certificate shown(SslContext client) throws Exception {
    AtomicReference<X509Certificate> shown = new AtomicReference<>();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(new InetSocketAddress("127.0.0.1", server.getPort()))
            .overrideAuthority("localhost")
            .sslContext(client)
            .build();
    try {
      ClientCall<byte[], byte[]> call = channel.newCall(WHO, CallOptions.DEFAULT);
      CountDownLatch done = new CountDownLatch(1);
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onHeaders(io.grpc.Metadata headers) {
              SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
              try {
                shown.set((X509Certificate) session.getPeerCertificates()[0]);
              } catch (SSLPeerUnverifiedException impossible) {
                throw new IllegalStateException(impossible);
              }
            }

            @Override
            public void onClose(io.grpc.Status status, io.grpc.Metadata trailers) {
              done.countDown();
            }
          },
          new io.grpc.Metadata());
      call.sendMessage(new byte[0]);
      call.halfClose();
      call.request(2);
      done.await();
      return shown.get();
    } finally {
      channel.shutdownNow();
    }
  }

  /** Calls under the name {@code localhost}. */
  String who(SslContext client) {
    return who(client, "localhost");
  }

  String who(SslContext client, String host) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(new InetSocketAddress("127.0.0.1", server.getPort()))
            .overrideAuthority(host)
            .sslContext(client)
            .build();
    try {
      byte[] answer =
          ClientCalls.blockingUnaryCall(
              channel,
              WHO,
              CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
              new byte[0]);
      return new String(answer, StandardCharsets.UTF_8);
    } finally {
      channel.shutdownNow();
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private final class ProtocolProbe implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, io.grpc.Metadata headers, ServerCallHandler<Q, A> next) {
      SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
      protocol.set(session == null ? "none" : session.getProtocol());
      return next.startCall(call, headers);
    }
  }

  private static final class ProtocolPass implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, io.grpc.Metadata headers, ServerCallHandler<Q, A> next) {
      return next.startCall(call, headers);
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }
}
