package org.fedval.coordinator;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fedval.wire.mtls.CertificateFiles;
import org.fedval.wire.mtls.MtlsCredentials;

/** Calls any method of any service by its name, with a certificate or without. */
final class RpcCaller implements AutoCloseable {
  private static final int SECONDS = 5;

  private final ManagedChannel channel;

  private RpcCaller(int port, SslContext tls) {
    this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port).sslContext(tls).build();
  }

  static RpcCaller with(Path credentials, int port) throws Exception {
    return new RpcCaller(
        port,
        MtlsCredentials.load(
                credentials.resolve("key.pem"),
                credentials.resolve("chain.pem"),
                credentials.resolve("trust.pem"))
            .clientContext());
  }

  /** Trusts whom the credentials trust, but shows no certificate. */
  static RpcCaller without(Path credentials, int port) throws Exception {
    return new RpcCaller(
        port,
        GrpcSslContexts.forClient()
            .trustManager(CertificateFiles.read(credentials.resolve("trust.pem")))
            .build());
  }

  /** One method of a registered service. */
  record Method(io.grpc.MethodDescriptor<?, ?> wire) {
    static List<Method> of(List<ServerServiceDefinition> services) {
      List<Method> methods = new ArrayList<>();
      for (ServerServiceDefinition service : services) {
        for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
          methods.add(new Method(method.getMethodDescriptor()));
        }
      }
      return methods;
    }

    String name() {
      return wire.getFullMethodName();
    }

    /** The field of the request that names a study, if it has one. */
    List<FieldDescriptor> studyFields() {
      return schema().getInputType().getFields().stream()
          .filter(f -> f.getName().equals("study") && f.getType() == FieldDescriptor.Type.BYTES)
          .toList();
    }

    byte[] about(byte[] study) {
      DynamicMessage.Builder request = DynamicMessage.newBuilder(schema().getInputType());
      studyFields()
          .forEach(f -> request.setField(f, com.google.protobuf.ByteString.copyFrom(study)));
      return request.build().toByteArray();
    }

    private MethodDescriptor schema() {
      return ((ProtoMethodDescriptorSupplier) wire.getSchemaDescriptor()).getMethodDescriptor();
    }
  }

  /** Status, sentence and every message that came back; a stream that stays open says so. */
  String call(Method method, byte[] request) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    StringBuilder messages = new StringBuilder();
    StreamObserver<byte[]> reader =
        new StreamObserver<>() {
          @Override
          public void onNext(byte[] message) {
            messages.append(HexFormat.of().formatHex(message)).append(';');
          }

          @Override
          public void onError(Throwable e) {
            Status status = Status.fromThrowable(e);
            answer.complete(status.getCode() + " " + status.getDescription() + " " + messages);
          }

          @Override
          public void onCompleted() {
            answer.complete("OK " + messages);
          }
        };
    var call =
        channel.newCall(
            raw(method), CallOptions.DEFAULT.withDeadlineAfter(SECONDS, TimeUnit.SECONDS));
    try {
      switch (method.wire().getType()) {
        case UNARY -> ClientCalls.asyncUnaryCall(call, request, reader);
        case SERVER_STREAMING -> ClientCalls.asyncServerStreamingCall(call, request, reader);
        default -> {
          StreamObserver<byte[]> sent = ClientCalls.asyncClientStreamingCall(call, reader);
          sent.onNext(request);
          sent.onCompleted();
        }
      }
    } catch (StatusRuntimeException e) {
      reader.onError(e);
    }
    return answer.join();
  }

  private static io.grpc.MethodDescriptor<byte[], byte[]> raw(Method method) {
    return io.grpc.MethodDescriptor.newBuilder(new Bytes(), new Bytes())
        .setFullMethodName(method.name())
        .setType(method.wire().getType())
        .build();
  }

  private static final class Bytes implements io.grpc.MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
