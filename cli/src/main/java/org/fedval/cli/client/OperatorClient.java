package org.fedval.cli.client;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.proto.v1.AddEndorsementReply;
import org.fedval.proto.v1.AddEndorsementRequest;
import org.fedval.proto.v1.CreateTokenReply;
import org.fedval.proto.v1.CreateTokenRequest;
import org.fedval.proto.v1.EnrolledSite;
import org.fedval.proto.v1.ListSitesRequest;
import org.fedval.proto.v1.OperatorServiceGrpc;
import org.fedval.proto.v1.PublishRosterReply;
import org.fedval.proto.v1.PublishRosterRequest;
import org.fedval.proto.v1.RevokeSiteReply;
import org.fedval.proto.v1.RevokeSiteRequest;
import org.fedval.proto.v1.ShowRosterReply;
import org.fedval.proto.v1.ShowRosterRequest;
import org.fedval.proto.v1.SignedBlob;
import org.fedval.wire.session.SignedBlobWire;

/** What the coordinator's operator asks. */
public final class OperatorClient implements AutoCloseable {
  private static final long CALL_SECONDS = 30;

  private final ManagedChannel channel;

  public OperatorClient(ManagedChannel channel) {
    this.channel = channel;
  }

  /** A site as the coordinator lists it. */
  public record Site(String siteId, String organisation, String fingerprint) {}

  /** A one-time enrolment token. */
  public String createToken(String siteId) throws RefusedException {
    try {
      CreateTokenReply reply =
          stub().createToken(CreateTokenRequest.newBuilder().setSiteId(siteId).build());
      if (reply.hasRefused()) {
        throw RefusedException.of(reply.getRefused());
      }
      return reply.getToken();
    } catch (StatusRuntimeException e) {
      throw RefusedException.of(e);
    }
  }

  /** Publishes a roster version of all enrolled sites. */
  public Roster publishRoster(String rosterId) throws RefusedException {
    try {
      PublishRosterReply reply =
          stub().publishRoster(PublishRosterRequest.newBuilder().setRosterId(rosterId).build());
      if (reply.hasRefused()) {
        throw RefusedException.of(reply.getRefused());
      }
      return Roster.decode(SignedBlobWire.fromProto(reply.getRoster()).body());
    } catch (StatusRuntimeException e) {
      throw RefusedException.of(e);
    }
  }

  /** Who is enrolled. */
  public List<Site> sites() throws RefusedException {
    try {
      return stub().listSites(ListSitesRequest.getDefaultInstance()).getSitesList().stream()
          .map(OperatorClient::site)
          .toList();
    } catch (StatusRuntimeException e) {
      throw RefusedException.of(e);
    }
  }

  /**
   * The coordinator's view of the roster.
   *
   * @param roster the current version; empty when none is published
   * @param approvedBy ids of the sites whose operator approved it
   * @param revoked ids of revoked sites
   * @param enrolled everybody who is enrolled
   */
  public record RosterState(
      Optional<Roster> roster,
      List<String> approvedBy,
      List<String> revoked,
      List<Site> enrolled) {}

  /** The current roster, its approvals, and who was revoked. */
  public RosterState rosterState() throws RefusedException {
    try {
      ShowRosterReply reply = stub().showRoster(ShowRosterRequest.getDefaultInstance());
      return new RosterState(
          reply.hasRoster() ? Optional.of(roster(reply.getRoster())) : Optional.empty(),
          List.copyOf(reply.getApprovedByList()),
          List.copyOf(reply.getRevokedList()),
          reply.getEnrolledList().stream().map(OperatorClient::site).toList());
    } catch (StatusRuntimeException e) {
      throw RefusedException.of(e);
    }
  }

  /** Revokes a site for good; the new roster version, if there is one. */
  public Optional<Roster> revoke(String siteId) throws RefusedException {
    try {
      RevokeSiteReply reply =
          stub().revokeSite(RevokeSiteRequest.newBuilder().setSiteId(siteId).build());
      if (reply.hasRefused()) {
        throw RefusedException.of(reply.getRefused());
      }
      return reply.getRevoked().hasRoster()
          ? Optional.of(roster(reply.getRevoked().getRoster()))
          : Optional.empty();
    } catch (StatusRuntimeException e) {
      throw RefusedException.of(e);
    }
  }

  /** Hands in an endorsement; the id of the site that it vouches for. */
  public String addEndorsement(SignedBody endorsement) throws RefusedException {
    try {
      AddEndorsementReply reply =
          stub()
              .addEndorsement(
                  AddEndorsementRequest.newBuilder()
                      .setEndorsement(SignedBlobWire.outside(endorsement))
                      .build());
      if (reply.hasRefused()) {
        throw RefusedException.of(reply.getRefused());
      }
      return reply.getStored().getSiteId();
    } catch (StatusRuntimeException e) {
      throw RefusedException.of(e);
    }
  }

  private static Roster roster(SignedBlob blob) {
    return Roster.decode(SignedBlobWire.fromProto(blob).body());
  }

  private static Site site(EnrolledSite s) {
    return new Site(s.getSiteId(), s.getOrganisation(), s.getFingerprint());
  }

  private OperatorServiceGrpc.OperatorServiceBlockingStub stub() {
    return OperatorServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
