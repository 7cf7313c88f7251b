package org.fedval.cli.client;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.proto.v1.CreateTokenReply;
import org.fedval.proto.v1.CreateTokenRequest;
import org.fedval.proto.v1.ListSitesRequest;
import org.fedval.proto.v1.OperatorServiceGrpc;
import org.fedval.proto.v1.PublishRosterReply;
import org.fedval.proto.v1.PublishRosterRequest;
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
          .map(s -> new Site(s.getSiteId(), s.getOrganisation(), s.getFingerprint()))
          .toList();
    } catch (StatusRuntimeException e) {
      throw RefusedException.of(e);
    }
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
