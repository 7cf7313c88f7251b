package org.fedval.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fedval.cli.client.RosterMembers.kem;
import static org.fedval.cli.client.RosterMembers.member;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.proto.v1.GetRosterReply;
import org.fedval.proto.v1.GetRosterRequest;
import org.fedval.proto.v1.StudyServiceGrpc;
import org.fedval.wire.session.SignedBlobWire;
import org.junit.jupiter.api.Test;

class RosterKeysTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SigningKey COORDINATOR = SigningKey.generate(RANDOM);
  private static final Octets FIRST = kem();
  private static final Octets SECOND = kem();
  private static final Roster ROSTER =
      new Roster(
          "r", 1, COORDINATOR.verifyingKey(), List.of(member("a", FIRST), member("b", SECOND)));

  @Test
  void the_keys_come_with_the_roster_that_holds_their_hashes() throws Exception {
    RosterKeys keys = RosterKeys.of(reply(COORDINATOR, FIRST, SECOND));

    assertThat(keys.roster()).isEqualTo(ROSTER);
    assertThat(keys.keys()).hasSize(2);
    assertThat(keys.keys().get(1).mlKem()).isEqualTo(SECOND);
  }

  @Test
  void a_key_that_is_missing_swapped_or_another_is_refused() {
    unusable(reply(COORDINATOR, FIRST));
    unusable(reply(COORDINATOR, SECOND, FIRST));
    unusable(reply(COORDINATOR, FIRST, kem()));
    unusable(reply(COORDINATOR, FIRST, Octets.empty()));
    unusable(reply(COORDINATOR, FIRST, SECOND, SECOND));
  }

  @Test
  void a_roster_that_its_coordinator_did_not_sign_is_refused() {
    unusable(reply(SigningKey.generate(RANDOM), FIRST, SECOND));
  }

  @Test
  void with_another_roster_than_the_pinned_one_nothing_is_sealed_or_sent() throws Exception {
    String name = InProcessServerBuilder.generateName();
    Server server =
        InProcessServerBuilder.forName(name)
            .addService(
                new StudyServiceGrpc.StudyServiceImplBase() {
                  @Override
                  public void getRoster(
                      GetRosterRequest request, StreamObserver<GetRosterReply> answer) {
                    answer.onNext(reply(COORDINATOR, FIRST, SECOND));
                    answer.onCompleted();
                  }
                })
            .build()
            .start();
    try (VendorClient vendor = new VendorClient(InProcessChannelBuilder.forName(name).build())) {
      assertThatThrownBy(
              () ->
                  vendor.submit(
                      Path.of("no-such-bundle.fvb"),
                      new byte[0],
                      SigningKey.generate(RANDOM),
                      Instant.EPOCH,
                      Sha256Digest.ZERO))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("not the one of --roster; nothing was sent.");
    } finally {
      server.shutdownNow();
    }
  }

  private static void unusable(GetRosterReply reply) {
    assertThatThrownBy(() -> RosterKeys.of(reply))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is not sound; ask its operator");
  }

  private static GetRosterReply reply(SigningKey signer, Octets... kems) {
    byte[] body = ROSTER.encode();
    SignedBody signed =
        SignedBody.of(body, signer.sign(SigInput.outsideByCoordinator(Roster.TYPE, body)));
    GetRosterReply.Builder reply =
        GetRosterReply.newBuilder().setRoster(SignedBlobWire.ofCoordinator(signed));
    for (Octets kem : kems) {
      reply.addSealKemKeys(ByteString.copyFrom(kem.toByteArray()));
    }
    return reply.build();
  }
}
