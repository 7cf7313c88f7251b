package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.failed;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.List;
import java.util.Set;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.ConfirmList;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

/** A bad message costs its sender, not the session. */
class CoordinatorChecksTest {
  private final TestFederation federation = new TestFederation(5, 1000, 51);
  private final SecAggRun run = federation.run();

  private AdvertisePhase advertisePhase() {
    return SecAggServer.open(
        federation.proposed,
        federation.coordinator,
        TestFederation.RULE,
        new InMemoryVectorStore());
  }

  @Test
  void the_same_message_is_a_duplicate_and_another_one_an_equivocation() {
    AdvertisePhase phase = advertisePhase();
    SignedBody first = federation.client(0).advertise();

    assertThat(phase.accept(0, first)).isEqualTo(new Outcome.Accepted());
    assertThat(phase.accept(0, first)).isEqualTo(new Outcome.Duplicate());
    assertThat(phase.accept(0, federation.client(0).advertise()))
        .isEqualTo(new Outcome.Equivocation());
    assertThat(phase.missing()).containsExactly(1, 2, 3, 4);
    failed(SessionFailed.Reason.TOO_FEW_ADVERTISED, phase::close);
  }

  @Test
  void a_message_of_another_site_session_or_stranger_is_refused() {
    AdvertisePhase phase = advertisePhase();
    TestFederation other = new TestFederation(5, 1000, 52);

    refused(Code.BAD_SIGNATURE, phase.accept(1, federation.client(0).advertise()));
    refused(Code.BAD_SIGNATURE, phase.accept(0, other.client(0).advertise()));
    refused(Code.NOT_EXPECTED, phase.accept(9, federation.client(0).advertise()));
    SessionTerms replayed =
        federation.propose(federation.study, federation.layout, federation.roster);
    AdvertisedClient elsewhere =
        AdvertisedClient.open(
            replayed,
            0,
            federation.identities.get(0),
            federation.trustAll(),
            TestFederation.RULE,
            federation.random);
    refused(Code.BAD_SIGNATURE, phase.accept(0, elsewhere.advertise()));
  }

  @Test
  void a_vector_that_is_not_the_one_in_the_manifest_is_refused() {
    MaskPhase phase = run.share(run.advertise());
    MaskedClient client =
        run.shared.at(0).mask(phase.shareDelivery(), phase.dealtTo(0), federation.frozen(0));
    for (int at : new int[] {0, client.maskedVector().length - 1}) {
      byte[] vector = client.maskedVector();
      vector[at] ^= 1;
      refused(Code.BAD_MANIFEST, phase.accept(0, client.manifest(), vector, client.confirmList()));
    }
    refused(
        Code.BAD_MANIFEST, phase.accept(0, client.manifest(), new byte[4], client.confirmList()));
    refused(
        Code.BAD_MANIFEST,
        phase.accept(
            0, client.manifest(), client.maskedVector(), new ConfirmList(List.of()).encode()));
  }

  @Test
  void a_vector_frozen_for_other_bounds_is_not_masked() {
    MaskPhase phase = run.share(run.advertise());
    List<long[]> units = federation.plain.get(0);
    FrozenVector other =
        FrozenVector.freeze(
            TestFederation.layout(2000), units, SecretBytes.random(32, federation.random), 0);
    refused(
        Code.INPUT_OUT_OF_RANGE,
        () -> run.shared.at(0).mask(phase.shareDelivery(), phase.dealtTo(0), other));
  }

  @Test
  void a_closed_phase_recognises_old_messages_and_refuses_new_ones() {
    MaskPhase phase = run.share(run.advertise());
    VotePhase vote = run.mask(phase, Set.of(3));
    MaskedClient early = run.masked.at(0);
    MaskedClient late = run.masked.at(3);

    assertThat(phase.accept(0, early.manifest(), early.maskedVector(), early.confirmList()))
        .isEqualTo(new Outcome.Duplicate());
    refused(
        Code.NOT_EXPECTED,
        phase.accept(3, late.manifest(), late.maskedVector(), late.confirmList()));
    assertThat(vote.survivors()).containsExactly(0, 1, 2, 4);
  }

  private SignedBody sign(int site, String type, byte[] body) {
    return SignedBody.sign(
        type, federation.proposed.sid(), site, body, federation.identities.get(site));
  }
}
