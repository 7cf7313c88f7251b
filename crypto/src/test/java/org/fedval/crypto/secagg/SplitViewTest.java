package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.Violations.refused;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.AdvertiseSet;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.ShareDelivery;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRef;
import org.fedval.crypto.secagg.body.Vote;
import org.fedval.crypto.secagg.body.VoteKind;
import org.junit.jupiter.api.Test;

/** A coordinator that signs what it likes cannot move an honest site off the certified path. */
class SplitViewTest {
  private final TestFederation federation = new TestFederation(5, 1000, 31);
  private final SecAggRun run = federation.run();

  @Test
  void a_set_without_this_site_or_below_the_floor_is_refused() {
    SharePhase phase = run.advertise();
    List<SignedRef> refs = AdvertiseSet.decode(phase.advertiseSet().body()).sites();

    refused(
        Code.OWN_ENTRY_CHANGED,
        () -> run.advertised.at(0).shareKeys(set(refs.subList(1, 5)), phase.advertiseBodies()));
    refused(
        Code.TOO_FEW_SITES,
        () -> run.advertised.at(0).shareKeys(set(refs.subList(0, 2)), phase.advertiseBodies()));
  }

  @Test
  void two_sharings_in_one_session_are_refused() {
    SharePhase phase = run.advertise();
    run.share(phase);
    refused(
        Code.ALREADY_DONE,
        () -> run.advertised.at(0).shareKeys(phase.advertiseSet(), phase.advertiseBodies()));
  }

  @Test
  void a_dealer_that_saw_another_set_of_sites_is_refused() {
    SharePhase phase = run.advertise();
    List<SignedRef> refs = AdvertiseSet.decode(phase.advertiseSet().body()).sites();
    SharedClient split =
        run.advertised.at(1).shareKeys(set(refs.subList(0, 4)), phase.advertiseBodies());
    refused(Code.BAD_SHARES, phase.accept(1, split.message(), split.rows()));

    run.advertised.remove(1);
    MaskPhase mask = run.share(phase);
    ShareDelivery honest = ShareDelivery.decode(mask.shareDelivery().body());
    List<SignedRef> dealers = new ArrayList<>(honest.sites());
    dealers.add(1, SignedRef.to(1, split.message()));
    Map<Integer, DealtShare> dealt = new HashMap<>(mask.dealtTo(0));
    dealt.put(1, new DealtShare(split.message(), Objects.requireNonNull(split.rows().get(0))));
    SignedBody mixed = delivery(honest.h1(), dealers);
    refused(Code.BAD_SHARES, () -> run.shared.at(0).mask(mixed, dealt, federation.frozen(0)));
    SignedBody otherView = delivery(Sha256Digest.hash(new byte[3]), honest.sites());
    refused(
        Code.WRONG_SESSION, () -> run.shared.at(0).mask(otherView, dealt, federation.frozen(0)));
  }

  @Test
  void a_changed_share_box_or_too_few_dealers_stop_the_mask() {
    MaskPhase mask = run.share(run.advertise());
    Map<Integer, DealtShare> dealt = new HashMap<>(mask.dealtTo(0));
    DealtShare good = Objects.requireNonNull(dealt.get(2));
    byte[] box = good.row().box().toByteArray();
    box[box.length - 1] ^= 1;
    ShareRow bad = new ShareRow(good.row().shareRoot(), good.row().kemCiphertext(), Octets.of(box));
    dealt.put(2, new DealtShare(good.shareKeys(), bad));
    refused(
        Code.BAD_SHARES,
        () -> run.shared.at(0).mask(mask.shareDelivery(), dealt, federation.frozen(0)));

    ShareDelivery all = ShareDelivery.decode(mask.shareDelivery().body());
    SignedBody few = delivery(all.h1(), all.sites().subList(0, 3));
    refused(
        Code.TOO_FEW_SITES,
        () -> run.shared.at(0).mask(few, mask.dealtTo(0), federation.frozen(0)));
  }

  @Test
  void a_certificate_below_the_quorum_or_for_another_set_opens_nothing() {
    VotePhase vote = run.mask(run.share(run.advertise()), Set.of());
    RevealAPhase reveal = run.vote(vote);
    Certificate full = Certificate.decode(VoteKind.COMMIT, reveal.certificate().body());
    VotedClient voter = run.voted.at(0);

    refused(Code.BAD_CERTIFICATE, () -> voter.reveal(certificate(full, full.h3(), 3, 0)));
    refused(Code.BAD_CERTIFICATE, () -> voter.reveal(certificate(full, Sha256Digest.ZERO, 5, 0)));
    refused(Code.BAD_CERTIFICATE, () -> voter.reveal(certificate(full, full.h3(), 4, 1)));
  }

  @Test
  void genuine_votes_of_all_sites_for_another_view_open_nothing() {
    VotePhase vote = run.mask(run.share(run.advertise()), Set.of());
    RevealAPhase reveal = run.vote(vote);
    Certificate full = Certificate.decode(VoteKind.COMMIT, reveal.certificate().body());
    Sha256Digest other = Sha256Digest.hash(new byte[7]);
    VotedClient voter = run.voted.at(0);

    refused(Code.BAD_CERTIFICATE, () -> voter.reveal(genuine(other, full.h2(), full.h3())));
    refused(Code.BAD_CERTIFICATE, () -> voter.reveal(genuine(full.h1(), other, full.h3())));
    refused(Code.BAD_CERTIFICATE, () -> voter.reveal(genuine(full.h1(), full.h2(), other)));
    voter.reveal(genuine(full.h1(), full.h2(), full.h3()));
  }

  private SignedBody genuine(Sha256Digest h1, Sha256Digest h2, Sha256Digest h3) {
    Sha256Digest sid = federation.proposed.sid();
    List<Certificate.Ballot> ballots = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      byte[] vote = new Vote(sid, h1, h2, h3, i, VoteKind.COMMIT).encode();
      ballots.add(
          new Certificate.Ballot(i, federation.signAs(i, Vote.TYPE, vote).signatureOctets()));
    }
    return federation.sign(
        VoteKind.COMMIT.certificateType(),
        new Certificate(VoteKind.COMMIT, sid, h1, h2, h3, ballots).encode());
  }

  private SignedBody certificate(Certificate full, Sha256Digest h3, int votes, int shift) {
    List<Certificate.Ballot> ballots = new ArrayList<>();
    for (int n = 0; n < votes; n++) {
      ballots.add(new Certificate.Ballot(n, full.ballots().get((n + shift) % 5).signature()));
    }
    return federation.sign(
        VoteKind.COMMIT.certificateType(),
        new Certificate(VoteKind.COMMIT, full.sid(), full.h1(), full.h2(), h3, ballots).encode());
  }

  private SignedBody set(List<SignedRef> refs) {
    return federation.sign(
        AdvertiseSet.TYPE, new AdvertiseSet(federation.proposed.sid(), refs).encode());
  }

  private SignedBody delivery(Sha256Digest h1, List<SignedRef> refs) {
    return federation.sign(
        ShareDelivery.TYPE, new ShareDelivery(federation.proposed.sid(), h1, refs).encode());
  }
}
