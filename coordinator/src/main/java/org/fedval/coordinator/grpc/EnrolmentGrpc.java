package org.fedval.coordinator.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.security.cert.X509Certificate;
import java.util.List;
import org.fedval.coordinator.audit.AuditLog;
import org.fedval.coordinator.site.Enrolment;
import org.fedval.crypto.log.LogEvent;
import org.fedval.proto.v1.EnrolReply;
import org.fedval.proto.v1.EnrolRequest;
import org.fedval.proto.v1.Enrolled;
import org.fedval.proto.v1.EnrolmentServiceGrpc;
import org.fedval.wire.mtls.CertificateFiles;
import org.fedval.wire.rpc.WireStatus;
import org.fedval.wire.session.SignedBlobWire;

/** The one call that needs no client certificate. */
public final class EnrolmentGrpc extends EnrolmentServiceGrpc.EnrolmentServiceImplBase {
  private static final int TOKEN_BYTES = 32;

  private final Enrolment enrolment;
  private final AuditLog audit;
  private final List<X509Certificate> trust;
  private final String host;
  private final int port;

  /**
   * @param host by which sites reach the main port
   * @param port the main port
   */
  public EnrolmentGrpc(
      Enrolment enrolment, AuditLog audit, List<X509Certificate> trust, String host, int port) {
    this.audit = audit;
    this.enrolment = enrolment;
    this.trust = trust;
    this.host = host;
    this.port = port;
  }

  @Override
  public void enrol(EnrolRequest request, StreamObserver<EnrolReply> reply) {
    if (request.getToken().size() != TOKEN_BYTES) {
      throw WireStatus.invalid("A token has 32 bytes.");
    }
    Enrolment.Outcome outcome =
        enrolment.enrol(
            SignedBlobWire.fromProto(request.getRequest()),
            request.getToken().toByteArray(),
            request.getOrganisation());
    if (outcome instanceof Enrolment.Outcome.Enrolled enrolled) {
      audit.certificate(LogEvent.CERTIFICATE_ISSUED, enrolled.chain().get(0));
    }
    reply.onNext(toProto(outcome));
    reply.onCompleted();
  }

  private EnrolReply toProto(Enrolment.Outcome outcome) {
    if (outcome instanceof Enrolment.Outcome.Enrolled enrolled) {
      return EnrolReply.newBuilder()
          .setEnrolled(
              Enrolled.newBuilder()
                  .setCertificateChainPem(
                      ByteString.copyFrom(CertificateFiles.encode(enrolled.chain())))
                  .setTrustPem(ByteString.copyFrom(CertificateFiles.encode(trust)))
                  .setHost(host)
                  .setPort(port))
          .build();
    }
    Enrolment.Outcome.Refused refused = (Enrolment.Outcome.Refused) outcome;
    return EnrolReply.newBuilder()
        .setRefused(Refusals.of(refused.code(), refused.sentence()))
        .build();
  }
}
