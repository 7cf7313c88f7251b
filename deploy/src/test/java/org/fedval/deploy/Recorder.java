package org.fedval.deploy;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Notes every message that leaves, as the bytes on the wire inside TLS. Thread-safe. */
final class Recorder implements ClientInterceptor {
  private final List<Sent> sent = new ArrayList<>();

  /** One message, with the call's name such as {@code PutChunk}. */
  record Sent(String call, byte[] bytes) {}

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        note("headers", headers.toString().getBytes(StandardCharsets.UTF_8));
        super.start(listener, headers);
      }

      @Override
      public void sendMessage(Q message) {
        try (InputStream bytes = method.streamRequest(message)) {
          note(method.getBareMethodName(), bytes.readAllBytes());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        super.sendMessage(message);
      }
    };
  }

  private synchronized void note(String call, byte[] bytes) {
    sent.add(new Sent(call, bytes));
  }

  synchronized List<Sent> all() {
    return List.copyOf(sent);
  }

  List<byte[]> of(String call) {
    return all().stream().filter(s -> s.call().equals(call)).map(Sent::bytes).toList();
  }
}
