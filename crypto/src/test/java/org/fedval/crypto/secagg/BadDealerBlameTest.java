package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.BlameProof;
import org.fedval.crypto.secagg.body.Reveal;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;
import org.junit.jupiter.api.Test;

/** A dealer whose shares contradict its keys is convicted by its own signatures, nobody else. */
class BadDealerBlameTest {
  private final TestFederation federation = new TestFederation(5, 1000, 81);

  @Test
  void a_dropped_bad_dealer_is_convicted_by_its_mask_seed() {
    BlameProof proof = blameOfSeed();
    assertThat(proof.position()).isZero();
    assertThat(Blame.check(proof, federation.roster).identity())
        .isEqualTo(federation.identities.get(4).verifyingKey());
  }

  @Test
  void a_surviving_bad_dealer_is_convicted_by_its_commitment_from_the_bytes_alone() {
    BlameProof proof = blameOfCommitment();
    assertThat(proof.position()).isEqualTo(1);
    BlameProof read = BlameProof.decode(proof.encode());
    assertThat(read.encode()).isEqualTo(proof.encode());
    assertThat(Blame.check(read, federation.roster).sid()).isEqualTo(federation.proposed.sid());
  }

  @Test
  void an_honest_dealer_cannot_be_framed() {
    BlameProof honest = proofAgainstHonest();
    refused(Code.BAD_BLAME, () -> Blame.check(honest, federation.roster));

    List<BlameProof.OpenedRow> few = honest.rows().subList(0, honest.rows().size() - 1);
    refused(Code.BAD_BLAME, () -> Blame.check(with(honest, few), federation.roster));

    List<BlameProof.OpenedRow> forged = new ArrayList<>(honest.rows());
    BlameProof.OpenedRow first = forged.get(0);
    List<Octets> cells = new ArrayList<>(first.cells());
    byte[] share = cells.get(1).toByteArray();
    share[0] ^= 1;
    cells.set(1, Octets.of(share));
    forged.set(0, new BlameProof.OpenedRow(first.holder(), first.row(), cells));
    refused(Code.BAD_BLAME, () -> Blame.check(with(honest, forged), federation.roster));

    ShareRow other = honest.rows().get(1).row();
    forged.set(0, new BlameProof.OpenedRow(first.holder(), other, first.cells()));
    refused(Code.BAD_BLAME, () -> Blame.check(with(honest, forged), federation.roster));

    List<BlameProof.Entrant> fewer = honest.advertised().subList(0, 4);
    BlameProof shrunk =
        new BlameProof(
            honest.proposal(),
            honest.dealer(),
            honest.advertise(),
            honest.shareKeys(),
            fewer,
            honest.position(),
            honest.rows().subList(0, 3));
    refused(Code.BAD_BLAME, () -> Blame.check(shrunk, federation.roster));
  }

  @Test
  void a_proof_from_another_roster_or_with_another_dealers_signature_is_refused() {
    BlameProof proof = blameOfSeed();
    refused(Code.BAD_BLAME, () -> Blame.check(proof, new TestFederation(5, 1000, 82).roster));
    BlameProof other =
        new BlameProof(
            proof.proposal(),
            3,
            proof.advertise(),
            proof.shareKeys(),
            proof.advertised(),
            proof.position(),
            proof.rows());
    refused(Code.BAD_BLAME, () -> Blame.check(other, federation.roster));
  }

  @Test
  void a_body_that_the_dealer_did_not_sign_convicts_nobody() {
    BlameProof proof = blameOfSeed();
    byte[] signature = proof.advertise().signature();
    signature[0] ^= 1;
    BlameProof unsigned =
        new BlameProof(
            proof.proposal(),
            proof.dealer(),
            new SignedBody(proof.advertise().body(), signature),
            proof.shareKeys(),
            proof.advertised(),
            proof.position(),
            proof.rows());
    refused(Code.BAD_BLAME, () -> Blame.check(unsigned, federation.roster));
  }

  private BlameProof blameOfSeed() {
    SecAggRun run = federation.run();
    SharePhase phase = run.advertise();
    SharedClient lie = new Forgery(federation).badDealer(federation.proposed, phase, 4);
    run.advertised.remove(4);
    SecAggRun.taken(phase.accept(4, lie.message(), lie.rows()));
    RevealAPhase reveal = run.vote(run.mask(run.share(phase), Set.of(4)));
    return proof(() -> run.revealA(reveal, Set.of()));
  }

  private BlameProof blameOfCommitment() {
    RuledSession session = session().spoiledBy(4);
    return proof(() -> session.finish(Set.of()));
  }

  private RuledSession session() {
    return new RuledSession(
        federation, federation.proposed, RuledSession.sites(federation), Set.of(0, 1, 2, 3, 4));
  }

  private static BlameProof proof(ThrowingCallable step) {
    SessionFailed failed = catchThrowableOfType(SessionFailed.class, step);
    assertThat(failed.reason()).isEqualTo(SessionFailed.Reason.BAD_DEALER);
    assertThat(failed.site()).hasValue(4);
    return failed.blame().orElseThrow();
  }

  /** What a coordinator can put together about dealer 0 of a session that goes well. */
  private BlameProof proofAgainstHonest() {
    RuledSession session = session();
    MaskPhase mask = session.share(session.advertise());
    var unused = session.vote(session.mask(mask, Set.of()));
    List<BlameProof.OpenedRow> rows = new ArrayList<>();
    for (int holder = 0; holder < new Quorum(5, 1).votes(); holder++) {
      Reveal reveal = Reveal.decode(RevealStage.A, session.revealed.at(holder).revealA().body());
      rows.add(
          new BlameProof.OpenedRow(
              holder,
              mask.dealtTo(holder).get(0).row(),
              reveal.rows().get(0).cells().stream().map(Reveal.Cell::value).toList()));
    }
    List<BlameProof.Entrant> advertised = new ArrayList<>();
    session.advertised.forEach(
        (i, client) -> advertised.add(new BlameProof.Entrant(i, client.advertise().hash())));
    return new BlameProof(
        Octets.of(federation.proposed.signedProposal().body()),
        0,
        session.advertised.at(0).advertise(),
        session.shared.at(0).message(),
        advertised,
        1,
        rows);
  }

  private static BlameProof with(BlameProof proof, List<BlameProof.OpenedRow> rows) {
    return new BlameProof(
        proof.proposal(),
        proof.dealer(),
        proof.advertise(),
        proof.shareKeys(),
        proof.advertised(),
        proof.position(),
        rows);
  }
}
