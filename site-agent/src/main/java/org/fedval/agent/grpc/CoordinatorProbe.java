package org.fedval.agent.grpc;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fedval.agent.config.ConfigException;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.proto.v1.OwnBodiesRequest;
import org.fedval.proto.v1.SiteServiceGrpc;
import org.fedval.wire.session.SignedBlobWire;

/** One harmless question to the coordinator: what it has of this site in a session of nobody. */
public final class CoordinatorProbe {
  private static final long CALL_SECONDS = 10;

  private CoordinatorProbe() {}

  /**
   * Why the coordinator does not answer, in one sentence; empty when it does.
   *
   * @throws ConfigException when the question could not be given its receipt
   */
  public static Optional<String> trouble(ManagedChannel channel) throws ConfigException {
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
