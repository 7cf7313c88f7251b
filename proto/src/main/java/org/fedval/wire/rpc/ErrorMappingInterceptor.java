package org.fedval.wire.rpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/** Turns whatever a handler throws into a status that says no more than it should. */
public final class ErrorMappingInterceptor implements ServerInterceptor {
  private final BiConsumer<String, RuntimeException> log;

  /**
   * @param log receives the error id and the exception; it must not log the exception's message
   *     where that could hold patient data
   */
  public ErrorMappingInterceptor(BiConsumer<String, RuntimeException> log) {
    this.log = log;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onMessage(Q message) {
        guard(() -> super.onMessage(message));
      }

      @Override
      public void onHalfClose() {
        guard(super::onHalfClose);
      }

      private void guard(Runnable step) {
        try {
          step.run();
        } catch (StatusRuntimeException e) {
          call.close(e.getStatus(), new Metadata());
        } catch (RuntimeException e) {
          String errorId = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
          log.accept(errorId, e);
          call.close(WireStatus.internal(errorId).getStatus(), new Metadata());
        }
      }
    };
  }
}
