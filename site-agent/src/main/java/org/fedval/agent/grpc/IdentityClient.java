package org.fedval.agent.grpc;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fedval.agent.config.SiteKeys;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.EnrollRequest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRotation;
import org.fedval.proto.v1.IdentityServiceGrpc;
import org.fedval.proto.v1.RenewReply;
import org.fedval.proto.v1.RenewRequest;
import org.fedval.proto.v1.RotateIdentityReply;
import org.fedval.proto.v1.RotateIdentityRequest;
import org.fedval.wire.mtls.CertificateFiles;
import org.fedval.wire.mtls.CertificateRequest;
import org.fedval.wire.mtls.PeerIdentity;
import org.fedval.wire.mtls.TlsKeyPair;
import org.fedval.wire.session.SignedBlobWire;
import org.fedval.wire.session.SignedRotationWire;

/** How an enrolled site keeps its identity current, over its mutually authenticated channel. */
public final class IdentityClient {
  private static final long CALL_SECONDS = 30;

  private final Channel channel;

  public IdentityClient(Channel channel) {
    this.channel = channel;
  }

  /** The coordinator says no; the message is its sentence. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String sentence) {
      super(sentence);
    }
  }

  /** The coordinator gave no answer to the question; the message is one sentence. */
  public static final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1;

    UnreachableException(String sentence) {
      super(sentence);
    }
  }

  /**
   * Asks for the next certificate for this TLS key.
   *
   * @return the certificate and its issuers
   * @throws IOException when the coordinator cannot be reached or answers with no certificate
   */
  public List<X509Certificate> renew(SiteKeys keys, TlsKeyPair tls, String siteId, Clock clock)
      throws RefusedException, IOException {
    SignedBody request = request(keys, tls, siteId, Sha256Digest.ZERO, clock);
    RenewReply reply;
    try {
      reply =
          stub()
              .renew(RenewRequest.newBuilder().setRequest(SignedBlobWire.outside(request)).build());
    } catch (StatusRuntimeException e) {
      throw unreachable(e);
    }
    if (reply.hasRefused()) {
      throw new RefusedException(reply.getRefused().getSentence());
    }
    return CertificateFiles.decode(
        reply.getRenewed().getCertificateChainPem().toByteArray(), "The coordinator's answer");
  }

  /** Hands in another identity key; asking again with the same keys is fine. */
  public void rotate(SignedRotation rotation) throws RefusedException, IOException {
    RotateIdentityReply reply;
    try {
      reply =
          stub()
              .rotateIdentity(
                  RotateIdentityRequest.newBuilder()
                      .setRotation(SignedRotationWire.toProto(rotation))
                      .build());
    } catch (StatusRuntimeException e) {
      throw unreachable(e);
    }
    if (reply.hasRefused()) {
      throw new RefusedException(reply.getRefused().getSentence());
    }
  }

  /** The body of enrolment and renewal, signed by the identity key. */
  static SignedBody request(
      SiteKeys keys, TlsKeyPair tls, String siteId, Sha256Digest tokenHash, Clock clock) {
    byte[] body =
        new EnrollRequest(
                siteId,
                tokenHash,
                keys.identity().verifyingKey(),
                keys.sealX(),
                keys.sealKem(),
                Octets.of(CertificateRequest.create(tls, PeerIdentity.site(siteId)).der()),
                clock.instant().getEpochSecond())
            .encode();
    return SignedBody.signOutside(EnrollRequest.TYPE, body, keys.identity());
  }

  private IdentityServiceGrpc.IdentityServiceBlockingStub stub() {
    return IdentityServiceGrpc.newBlockingStub(channel)
        .withWaitForReady()
        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  /** Never a refusal: what the coordinator took before it stopped answering stays taken. */
  private static UnreachableException unreachable(StatusRuntimeException e) {
    Status.Code code = e.getStatus().getCode();
    return new UnreachableException(
        code == Status.Code.UNAUTHENTICATED || code == Status.Code.PERMISSION_DENIED
            ? "The coordinator does not take this site's certificate, or has revoked this site; ask its operator."
            : "The coordinator did not answer (" + code + "); try again later.");
  }
}
