package org.fedval.coordinator.grpc;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.TreeSet;
import org.fedval.coordinator.site.Revocation;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.site.SiteOffice;
import org.fedval.coordinator.store.EndorsementRepository;
import org.fedval.coordinator.store.RosterRepository;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Endorsement;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.proto.v1.AddEndorsementReply;
import org.fedval.proto.v1.AddEndorsementRequest;
import org.fedval.proto.v1.CreateTokenReply;
import org.fedval.proto.v1.CreateTokenRequest;
import org.fedval.proto.v1.EndorsementStored;
import org.fedval.proto.v1.EnrolledSite;
import org.fedval.proto.v1.ListSitesReply;
import org.fedval.proto.v1.ListSitesRequest;
import org.fedval.proto.v1.OperatorServiceGrpc;
import org.fedval.proto.v1.PublishRosterReply;
import org.fedval.proto.v1.PublishRosterRequest;
import org.fedval.proto.v1.RevokeSiteReply;
import org.fedval.proto.v1.RevokeSiteRequest;
import org.fedval.proto.v1.ShowRosterReply;
import org.fedval.proto.v1.ShowRosterRequest;
import org.fedval.proto.v1.SiteRevoked;
import org.fedval.wire.rpc.WireStatus;
import org.fedval.wire.session.SignedBlobWire;

/** What the coordinator's operator asks for. */
public final class OperatorGrpc extends OperatorServiceGrpc.OperatorServiceImplBase {
  private static final int MAX_ENDORSEMENT_BYTES = 4 * 1024;

  private final Parts parts;

  /** What the operator's calls work with. */
  public record Parts(
      SiteOffice office,
      SiteRepository sites,
      RosterBook rosters,
      RosterRepository rosterRows,
      EndorsementRepository endorsements,
      Revocation revocation,
      Announcer announcer) {}

  public OperatorGrpc(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void createToken(CreateTokenRequest request, StreamObserver<CreateTokenReply> reply) {
    CreateTokenReply.Builder answer = CreateTokenReply.newBuilder();
    try {
      answer.setToken(parts.office().createToken(request.getSiteId()).reveal());
    } catch (SiteOffice.Refused e) {
      answer.setRefused(Refusals.of(e.code(), e.sentence()));
    }
    reply.onNext(answer.build());
    reply.onCompleted();
  }

  @Override
  public void publishRoster(
      PublishRosterRequest request, StreamObserver<PublishRosterReply> reply) {
    PublishRosterReply.Builder answer = PublishRosterReply.newBuilder();
    try {
      SignedBody roster = parts.office().publishRoster(request.getRosterId());
      answer.setRoster(SignedBlobWire.ofCoordinator(roster));
    } catch (SiteOffice.Refused e) {
      answer.setRefused(Refusals.of(e.code(), e.sentence()));
    }
    reply.onNext(answer.build());
    reply.onCompleted();
  }

  @Override
  public void listSites(ListSitesRequest request, StreamObserver<ListSitesReply> reply) {
    ListSitesReply.Builder answer = ListSitesReply.newBuilder();
    answer.addAllSites(enrolled());
    reply.onNext(answer.build());
    reply.onCompleted();
  }

  @Override
  public void showRoster(ShowRosterRequest request, StreamObserver<ShowRosterReply> reply) {
    ShowRosterReply.Builder answer =
        ShowRosterReply.newBuilder()
            .addAllRevoked(parts.revocation().revoked())
            .addAllEnrolled(enrolled());
    parts
        .rosters()
        .current()
        .ifPresent(
            roster ->
                answer
                    .setRoster(SignedBlobWire.ofCoordinator(roster))
                    .addAllApprovedBy(
                        new TreeSet<>(parts.rosterRows().approvedBy(roster.hash().toByteArray()))));
    reply.onNext(answer.build());
    reply.onCompleted();
  }

  @Override
  public void revokeSite(RevokeSiteRequest request, StreamObserver<RevokeSiteReply> reply) {
    RevokeSiteReply.Builder answer = RevokeSiteReply.newBuilder();
    try {
      SiteRevoked.Builder done = SiteRevoked.newBuilder();
      parts
          .office()
          .revoke(request.getSiteId())
          .ifPresent(roster -> done.setRoster(SignedBlobWire.ofCoordinator(roster)));
      answer.setRevoked(done);
    } catch (SiteOffice.Refused e) {
      answer.setRefused(Refusals.of(e.code(), e.sentence()));
    }
    reply.onNext(answer.build());
    reply.onCompleted();
  }

  @Override
  public void addEndorsement(
      AddEndorsementRequest request, StreamObserver<AddEndorsementReply> reply) {
    if (request.getEndorsement().getBody().size() > MAX_ENDORSEMENT_BYTES) {
      throw WireStatus.invalid("An endorsement has at most 4 KiB.");
    }
    SignedBody signed = SignedBlobWire.fromProto(request.getEndorsement());
    AddEndorsementReply.Builder answer = AddEndorsementReply.newBuilder();
    try {
      Endorsement endorsement = Endorsement.decode(signed.body());
      if (parts.sites().find(endorsement.siteId()).isEmpty()) {
        answer.setRefused(
            Refusals.of("NO_SITE", "The endorsement is for a site that is not enrolled here."));
      } else {
        parts.endorsements().add(endorsement, signed);
        parts.rosters().current().ifPresent(parts.announcer()::roster);
        answer.setStored(EndorsementStored.newBuilder().setSiteId(endorsement.siteId()));
      }
    } catch (MalformedBody e) {
      answer.setRefused(Refusals.of("MALFORMED", "This is not an endorsement."));
    }
    reply.onNext(answer.build());
    reply.onCompleted();
  }

  private List<EnrolledSite> enrolled() {
    return parts.sites().list().stream()
        .map(
            site ->
                EnrolledSite.newBuilder()
                    .setSiteId(site.siteId())
                    .setOrganisation(site.organisation())
                    .setFingerprint(VerifyingKey.of(site.identityKey()).fingerprint().text())
                    .build())
        .toList();
  }
}
