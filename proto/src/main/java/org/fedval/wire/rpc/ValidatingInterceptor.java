package org.fedval.wire.rpc;

import com.google.protobuf.Message;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/**
 * Refuses a request whose fields break the rules that the proto declares, before any service sees
 * it. Stands inside {@link ErrorMappingInterceptor}; in a stream of requests the first broken one
 * ends the call as if the client had gone away.
 */
public final class ValidatingInterceptor implements ServerInterceptor {
  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return new Checked<>(next.startCall(call, headers), call);
  }

  private static final class Checked<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, ?> call;
    private boolean refused;

    Checked(ServerCall.Listener<Q> service, ServerCall<Q, ?> call) {
      super(service);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      if (refused) {
        return;
      }
      Optional<String> broken =
          message instanceof Message request ? MessageRules.broken(request) : Optional.empty();
      if (broken.isEmpty()) {
        super.onMessage(message);
        return;
      }
      refused = true;
      StatusRuntimeException invalid = WireStatus.invalid(broken.get());
      call.close(invalid.getStatus(), new Metadata());
      super.onCancel();
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        super.onHalfClose();
      }
    }

    @Override
    public void onReady() {
      if (!refused) {
        super.onReady();
      }
    }

    @Override
    public void onCancel() {
      if (!refused) {
        super.onCancel();
      }
    }

    @Override
    public void onComplete() {
      if (!refused) {
        super.onComplete();
      }
    }
  }
}
