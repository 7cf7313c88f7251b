package org.fedval.coordinator.grpc;

import io.grpc.stub.StreamObserver;
import java.util.Optional;
import org.fedval.coordinator.site.Enrolment;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.proto.v1.CreateTokenReply;
import org.fedval.proto.v1.CreateTokenRequest;
import org.fedval.proto.v1.EnrolledSite;
import org.fedval.proto.v1.ListSitesReply;
import org.fedval.proto.v1.ListSitesRequest;
import org.fedval.proto.v1.OperatorServiceGrpc;
import org.fedval.proto.v1.PublishRosterReply;
import org.fedval.proto.v1.PublishRosterRequest;
import org.fedval.wire.mtls.EnrollmentToken;
import org.fedval.wire.session.SignedBlobWire;

/** What the coordinator's operator asks for. */
public final class OperatorGrpc extends OperatorServiceGrpc.OperatorServiceImplBase {
  private final Enrolment enrolment;
  private final SiteRepository sites;
  private final RosterBook rosters;

  public OperatorGrpc(Enrolment enrolment, SiteRepository sites, RosterBook rosters) {
    this.enrolment = enrolment;
    this.sites = sites;
    this.rosters = rosters;
  }

  @Override
  public void createToken(CreateTokenRequest request, StreamObserver<CreateTokenReply> reply) {
    CreateTokenReply.Builder answer = CreateTokenReply.newBuilder();
    if (!Enrolment.isSiteId(request.getSiteId())) {
      answer.setRefused(
          Refusals.of("SITE_ID", "A site id is 1 to 64 characters of a-z, 0-9 and '-'."));
    } else {
      Optional<EnrollmentToken> token = enrolment.createToken(request.getSiteId());
      token.ifPresentOrElse(
          t -> answer.setToken(t.reveal()),
          () ->
              answer.setRefused(
                  Refusals.of("ENROLLED", "This site is enrolled already; it needs no token.")));
    }
    reply.onNext(answer.build());
    reply.onCompleted();
  }

  @Override
  public void publishRoster(
      PublishRosterRequest request, StreamObserver<PublishRosterReply> reply) {
    PublishRosterReply.Builder answer = PublishRosterReply.newBuilder();
    if (!Enrolment.isSiteId(request.getRosterId())) {
      answer.setRefused(
          Refusals.of("ROSTER_ID", "A roster id is 1 to 64 characters of a-z, 0-9 and '-'."));
    } else {
      Optional<SignedBody> roster = rosters.publish(request.getRosterId());
      roster.ifPresentOrElse(
          r -> answer.setRoster(SignedBlobWire.ofCoordinator(r)),
          () ->
              answer.setRefused(
                  Refusals.of("NO_SITES", "No site is enrolled yet; enrol sites first.")));
    }
    reply.onNext(answer.build());
    reply.onCompleted();
  }

  @Override
  public void listSites(ListSitesRequest request, StreamObserver<ListSitesReply> reply) {
    ListSitesReply.Builder answer = ListSitesReply.newBuilder();
    for (SiteRepository.EnrolledSite site : sites.list()) {
      answer.addSites(
          EnrolledSite.newBuilder()
              .setSiteId(site.siteId())
              .setOrganisation(site.organisation())
              .setFingerprint(VerifyingKey.of(site.identityKey()).fingerprint().text()));
    }
    reply.onNext(answer.build());
    reply.onCompleted();
  }
}
