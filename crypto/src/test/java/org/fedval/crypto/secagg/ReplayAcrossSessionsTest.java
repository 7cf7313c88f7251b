package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.AdvertiseSet;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRef;
import org.junit.jupiter.api.Test;

/** Every body names its session and what came before, so nothing serves twice. */
class ReplayAcrossSessionsTest {
  private final TestFederation federation = new TestFederation(5, 1000, 134);
  private final SecAggRun run = federation.run();
  private final Forgery forgery = new Forgery(federation);

  private final SecAggRun other = new TestFederation(5, 1000, 134).reproposed().run();

  @Test
  void an_advertise_of_another_session_is_refused_by_coordinator_and_sites() {
    SharePhase phase = run.advertise();
    SignedBody old = other.federation.client(1).advertise();
    AdvertisePhase fresh =
        SecAggServer.open(
            federation.proposed,
            federation.coordinator,
            TestFederation.RULE,
            new InMemoryVectorStore());
    refused(Code.BAD_SIGNATURE, fresh.accept(1, old));
    List<SignedRef> refs =
        new ArrayList<>(AdvertiseSet.decode(phase.advertiseSet().body()).sites());
    refs.set(1, SignedRef.to(1, old));
    Map<Integer, byte[]> bodies = new HashMap<>(phase.advertiseBodies());
    bodies.put(1, old.body());
    refused(Code.BAD_SIGNATURE, () -> run.advertised.at(0).shareKeys(forgery.set(refs), bodies));
  }

  @Test
  void shares_a_manifest_and_a_vote_of_another_session_are_refused() {
    SharePhase share = run.advertise();
    SharePhase otherShare = other.advertise();
    MaskPhase otherMask = other.share(otherShare);
    refused(
        Code.BAD_SIGNATURE,
        share.accept(1, other.shared.at(1).message(), other.shared.at(1).rows()));
    MaskPhase mask = run.share(share);
    refused(
        Code.BAD_SIGNATURE,
        () ->
            run.shared
                .at(0)
                .mask(otherMask.shareDelivery(), otherMask.dealtTo(0), federation.frozen(0)));
    VotePhase otherVote = other.mask(otherMask, Set.of());
    MaskedClient old = other.masked.at(1);
    refused(
        Code.BAD_SIGNATURE, mask.accept(1, old.manifest(), old.maskedVector(), old.confirmList()));
    VotePhase vote = run.mask(mask, Set.of());
    refused(Code.BAD_SIGNATURE, () -> run.masked.at(0).vote(otherVote.survivorSet()));
    refused(
        Code.BAD_SIGNATURE,
        () -> run.masked.at(0).vote(forgery.survivorsWith(vote, 1, old.manifest())));
    refused(Code.BAD_SIGNATURE, vote.accept(1, old.vote(otherVote.survivorSet()).vote()));
  }

  @Test
  void certificates_gates_and_results_of_another_session_are_refused() {
    RevealAPhase a = run.vote(run.mask(run.share(run.advertise()), Set.of()));
    RevealAPhase otherA = other.vote(other.mask(other.share(other.advertise()), Set.of()));
    refused(Code.BAD_SIGNATURE, () -> run.voted.at(0).reveal(otherA.certificate()));
    refused(Code.BAD_SIGNATURE, a.accept(1, other.revealed.at(1).revealA()));
    RevealBPhase b = run.revealA(a, Set.of());
    RevealBPhase otherB = other.revealA(otherA, Set.of());
    refused(
        Code.BAD_SIGNATURE,
        () -> run.revealed.at(0).revealGate(otherB.gateTranscript(), otherB.gateResult()));
    FinishedSession otherEnd = other.revealB(otherB, Set.of());
    OpenedClient opened = run.revealed.at(0).revealGate(b.gateTranscript(), b.gateResult());
    refused(Code.BAD_SIGNATURE, () -> opened.finish(otherEnd.result(1)));
    refused(Code.BAD_SIGNATURE, b.accept(1, other.opened.at(1).revealB()));
  }

  @Test
  void the_same_bytes_as_another_type_or_of_another_signer_do_not_verify() {
    SharePhase phase = run.advertise();
    SignedBody advertise = run.advertised.at(0).advertise();
    assertThat(
            advertise.isSignedBy(
                federation.roster.identity(0), "ShareKeys", federation.proposed.sid(), 0))
        .isFalse();
    assertThat(
            advertise.isSignedBy(
                federation.roster.identity(0), Advertise.TYPE, federation.proposed.sid(), 1))
        .isFalse();
    assertThat(phase.missing()).hasSize(5);
  }
}
