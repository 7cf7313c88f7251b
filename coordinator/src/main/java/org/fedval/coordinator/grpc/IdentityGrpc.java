package org.fedval.coordinator.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;
import org.fedval.coordinator.site.Enrolment;
import org.fedval.coordinator.site.IdentityChange;
import org.fedval.coordinator.site.Renewal;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.secagg.body.SignedRotation;
import org.fedval.proto.v1.IdentityServiceGrpc;
import org.fedval.proto.v1.RenewReply;
import org.fedval.proto.v1.RenewRequest;
import org.fedval.proto.v1.Renewed;
import org.fedval.proto.v1.RotateIdentityReply;
import org.fedval.proto.v1.RotateIdentityRequest;
import org.fedval.proto.v1.Rotated;
import org.fedval.wire.mtls.CallerIdentityInterceptor;
import org.fedval.wire.mtls.CertificateFiles;
import org.fedval.wire.rpc.WireStatus;
import org.fedval.wire.session.SignedBlobWire;
import org.fedval.wire.session.SignedRotationWire;
import org.fedval.wire.session.SubmitOutcome;

/** How an enrolled site keeps its identity current. */
public final class IdentityGrpc extends IdentityServiceGrpc.IdentityServiceImplBase {
  private static final int MAX_REQUEST_BYTES = 16 * 1024;

  private final Renewal renewal;
  private final IdentityChange change;
  private final Consumer<SignedRotation> announce;

  /**
   * @param announce tells the attached sites of a new rotation
   */
  public IdentityGrpc(Renewal renewal, IdentityChange change, Consumer<SignedRotation> announce) {
    this.renewal = renewal;
    this.change = change;
    this.announce = announce;
  }

  @Override
  public void renew(RenewRequest request, StreamObserver<RenewReply> reply) {
    if (request.getRequest().getBody().size() > MAX_REQUEST_BYTES) {
      throw WireStatus.invalid("A renewal request has at most 16 KiB.");
    }
    Enrolment.Outcome outcome =
        renewal.renew(caller(), SignedBlobWire.fromProto(request.getRequest()));
    RenewReply.Builder answer = RenewReply.newBuilder();
    if (outcome instanceof Enrolment.Outcome.Enrolled renewed) {
      answer.setRenewed(
          Renewed.newBuilder()
              .setCertificateChainPem(
                  ByteString.copyFrom(CertificateFiles.encode(renewed.chain()))));
    } else if (outcome instanceof Enrolment.Outcome.Refused refused) {
      answer.setRefused(Refusals.of(refused.code(), refused.sentence()));
    }
    reply.onNext(answer.build());
    reply.onCompleted();
  }

  @Override
  public void rotateIdentity(
      RotateIdentityRequest request, StreamObserver<RotateIdentityReply> reply) {
    RotateIdentityReply.Builder answer = RotateIdentityReply.newBuilder();
    try {
      SignedRotation rotation = SignedRotationWire.fromProto(request.getRotation());
      SubmitOutcome outcome = change.rotate(caller(), rotation);
      if (outcome instanceof SubmitOutcome.Refused refused) {
        answer.setRefused(Refusals.of(refused.code(), refused.sentence()));
      } else {
        announce.accept(rotation);
        answer.setRotated(Rotated.getDefaultInstance());
      }
    } catch (MalformedBody e) {
      throw WireStatus.invalid("The rotation is malformed.");
    }
    reply.onNext(answer.build());
    reply.onCompleted();
  }

  private static String caller() {
    return CallerIdentityInterceptor.current().id();
  }
}
