package org.fedval.agent.grpc;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.fedval.agent.config.ConfigException;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.proto.v1.OwnBodiesRequest;
import org.fedval.proto.v1.SiteServiceGrpc;
import org.fedval.wire.rpc.ReplyDate;
import org.fedval.wire.session.SignedBlobWire;

/** One harmless question to the coordinator: what it has of this site in a session of nobody. */
public final class CoordinatorProbe {
  private static final long CALL_SECONDS = 10;

  private CoordinatorProbe() {}

  /**
   * What came back.
   *
   * @param trouble why the coordinator does not answer, in one sentence; empty when it does
   * @param date when it answered by its own clock, to a second; empty when it does not say
   */
  public record Answer(Optional<String> trouble, Optional<Instant> date) {}

  /**
   * Asks.
   *
   * @throws ConfigException when the question could not be given its receipt
   */
  public static Answer ask(ManagedChannel channel) throws ConfigException {
    AtomicReference<Metadata> headers = new AtomicReference<>();
    Optional<String> trouble =
        trouble(
            ClientInterceptors.intercept(
                channel,
                MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>())));
    return new Answer(trouble, Optional.ofNullable(headers.get()).flatMap(ReplyDate::of));
  }

  private static Optional<String> trouble(Channel channel) throws ConfigException {
    OwnBodiesRequest question =
        OwnBodiesRequest.newBuilder()
            .setSession(SignedBlobWire.bytes(Sha256Digest.hash(new byte[0])))
            .build();
    try {
      var unused =
          SiteServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
              .ownBodies(question);
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      CoordinatorClient.requireReceipt(e);
      switch (e.getStatus().getCode()) {
        case UNAVAILABLE:
        case DEADLINE_EXCEEDED:
          return Optional.of(
              "cannot be reached; let this computer open TCP connections to it, check proxy in"
                  + " agent.yaml, and ask its operator whether it runs.");
        case UNAUTHENTICATED:
        case PERMISSION_DENIED:
          return Optional.of(
              "does not take this site's certificate, or has revoked this site; ask its operator.");
        default:
          return Optional.empty();
      }
    }
  }
}
