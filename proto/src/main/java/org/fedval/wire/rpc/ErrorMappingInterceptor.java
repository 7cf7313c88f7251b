package org.fedval.wire.rpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Turns whatever a handler throws or closes with into a status that says no more than it should:
 * the statuses of {@link WireStatus} pass, anything else becomes INTERNAL with an error id.
 */
public final class ErrorMappingInterceptor implements ServerInterceptor {
  private static final Set<Status.Code> PASSED =
      EnumSet.of(
          Status.Code.OK,
          Status.Code.INVALID_ARGUMENT,
          Status.Code.UNAUTHENTICATED,
          Status.Code.PERMISSION_DENIED,
          Status.Code.UNAVAILABLE);

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
    MappedCall<Q, R> mapped = new MappedCall<>(call);
    try {
      return new Guarded<>(next.startCall(mapped, headers), mapped);
    } catch (RuntimeException e) {
      mapped.fail(e);
      return new ServerCall.Listener<>() {};
    }
  }

  /** A call that is closed once, with a status that may be told. */
  private final class MappedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final AtomicBoolean closed = new AtomicBoolean();

    MappedCall(ServerCall<Q, R> call) {
      super(call);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (PASSED.contains(status.getCode())) {
        closeOnce(status, trailers);
      } else {
        fail(
            status.getCause() instanceof RuntimeException cause
                ? cause
                : status.asRuntimeException());
      }
    }

    void fail(RuntimeException failure) {
      if (failure instanceof StatusRuntimeException known
          && PASSED.contains(known.getStatus().getCode())) {
        closeOnce(known.getStatus(), new Metadata());
        return;
      }
      if (failure.getCause() instanceof InvalidProtocolBufferException) {
        closeOnce(
            WireStatus.invalid("The request is not a message of this call.").getStatus(),
            new Metadata());
        return;
      }
      if (isCancelled() || closed.get()) {
        return;
      }
      String errorId = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
      log.accept(errorId, failure);
      closeOnce(WireStatus.internal(errorId).getStatus(), new Metadata());
    }

    private void closeOnce(Status status, Metadata trailers) {
      if (closed.compareAndSet(false, true)) {
        super.close(status, trailers);
      }
    }
  }

  /** Hands every failure of a handler to its call. */
  private static final class Guarded<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ErrorMappingInterceptor.MappedCall<Q, ?> call;

    Guarded(ServerCall.Listener<Q> handler, MappedCall<Q, ?> call) {
      super(handler);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      guard(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      guard(super::onHalfClose);
    }

    @Override
    public void onReady() {
      guard(super::onReady);
    }

    private void guard(Runnable step) {
      try {
        step.run();
      } catch (RuntimeException e) {
        call.fail(e);
      }
    }
  }
}
