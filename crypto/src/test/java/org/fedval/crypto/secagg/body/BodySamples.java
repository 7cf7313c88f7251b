package org.fedval.crypto.secagg.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.ring.RingBits;
import org.fedval.crypto.secret.SecretBytes;

/** One random body of every kind. */
final class BodySamples {
  private final Random random;
  private final List<BodiesTest.Kind> kinds = new ArrayList<>();

  private BodySamples(Random random) {
    this.random = random;
  }

  static List<BodiesTest.Kind> all(Random random) {
    BodySamples samples = new BodySamples(random);
    samples.documents();
    samples.session();
    samples.openings();
    return samples.kinds;
  }

  private void documents() {
    Roster roster =
        new Roster(
            "r",
            3,
            key(),
            List.of(
                new Roster.Member("a", "Klinikum Süd", key(), octets(32), hash()),
                new Roster.Member("b", "North", key(), octets(32), hash())));
    add("Roster", roster.encode(), b -> Roster.decode(b).encode());
    add(
        "RosterApproval",
        new RosterApproval(hash(), key()).encode(),
        b -> RosterApproval.decode(b).encode());
    add(
        "StudyApproval",
        new StudyApproval(hash(), key()).encode(),
        b -> StudyApproval.decode(b).encode());
    add(
        "IKRotation",
        new IdentityRotation("a", key(), key(), 9).encode(),
        b -> IdentityRotation.decode(b).encode());
    add(
        "Endorsement",
        new Endorsement("a", "Klinikum Süd", key(), 9).encode(),
        b -> Endorsement.decode(b).encode());
    add(
        "BlameProof",
        new BlameProof(
                octets(90),
                2,
                SignedBody.of(octets(40).toByteArray(), octets(64)),
                SignedBody.of(octets(50).toByteArray(), octets(64)),
                List.of(new BlameProof.Entrant(1, hash()), new BlameProof.Entrant(2, hash())),
                1,
                List.of(
                    new BlameProof.OpenedRow(
                        1,
                        new ShareRow(hash(), Octets.empty(), octets(44)),
                        List.of(octets(32), octets(32)))))
            .encode(),
        b -> BlameProof.decode(b).encode());
    add(
        "EnrollRequest",
        new EnrollRequest("a", hash(), key(), octets(32), octets(1184), octets(77), 9).encode(),
        b -> EnrollRequest.decode(b).encode());
    Layout layout =
        new Layout(
            List.of(
                new Layout.Unit("gate", 4, UnitKind.GATE, List.of(), Layout.ROOT, 9),
                new Layout.Unit("x", 5, UnitKind.UNSIGNED, List.of(1, 4), Layout.ROOT, 9),
                new Layout.Unit("y", 6, UnitKind.SIGNED, List.of(), 0, 1L << 40)));
    add("Layout", layout.encode(), b -> Layout.decode(b).encode());
    StudyDefinition study =
        new StudyDefinition(
            "s",
            1,
            key(),
            key(),
            hash(),
            0,
            0,
            1,
            List.of(new StudyDefinition.Model(key(), hash(), hash())),
            hash(),
            hash(),
            List.of("slot-0", "slot-1"),
            3,
            1,
            10,
            3,
            new PrivacyTerms(true, 1, 2, 3, 4, 5, 6),
            hash(),
            1,
            true,
            77);
    add("StudyDefinition", study.encode(), b -> StudyDefinition.decode(b).encode());
    SessionProposal proposal =
        new SessionProposal(
            hash(),
            "slot-0",
            2,
            hash(),
            1,
            RingBits.W64,
            1,
            3,
            hash(),
            List.of(4, 5, 6),
            new SessionProposal.Deadlines(1, 2, 3, 4),
            hash(),
            List.of(hash(), hash()));
    add("SessionProposal", proposal.encode(), b -> SessionProposal.decode(b).encode());
  }

  private void session() {
    add(
        "Advertise",
        new Advertise(
                hash(),
                3,
                octets(32),
                octets(1184),
                octets(32),
                octets(1184),
                List.of(hash(), hash()))
            .encode(),
        b -> Advertise.decode(b).encode());
    List<SignedRef> refs =
        List.of(new SignedRef(0, hash(), octets(64)), new SignedRef(7, hash(), octets(64)));
    add(
        "AdvertiseSet",
        new AdvertiseSet(hash(), refs).encode(),
        b -> AdvertiseSet.decode(b).encode());
    add(
        "ShareDelivery",
        new ShareDelivery(hash(), hash(), refs).encode(),
        b -> ShareDelivery.decode(b).encode());
    add(
        "ShareKeys",
        new ShareKeys(
                hash(),
                hash(),
                1,
                List.of(new ShareKeys.RowRef(0, hash()), new ShareKeys.RowRef(1, hash())))
            .encode(),
        b -> ShareKeys.decode(b).encode());
    add(
        "ShareRow",
        new ShareRow(hash(), octets(1088), octets(1300)).encode(),
        b -> ShareRow.decode(b).encode());
    MaskedManifest manifest =
        new MaskedManifest(hash(), hash(), 2, RingBits.W32, hash(), hash(), hash(), hash());
    add("MaskedManifest", manifest.encode(), b -> MaskedManifest.decode(b).encode());
    add(
        "ConfirmList",
        new ConfirmList(
                List.of(new ConfirmList.Tag(0, octets(16)), new ConfirmList.Tag(5, octets(16))))
            .encode(),
        b -> ConfirmList.decode(b).encode());
    add(
        "SurvivorSet",
        new SurvivorSet(
                hash(),
                hash(),
                List.of(
                    new SurvivorSet.Survivor(2, Octets.of(manifest.encode()), octets(64)),
                    new SurvivorSet.Survivor(3, Octets.of(manifest.encode()), octets(64))))
            .encode(),
        b -> SurvivorSet.decode(b).encode());
    add(
        "Complaint",
        new Complaint(hash(), hash(), 1, 2, Complaint.Reason.BOX).encode(),
        b -> Complaint.decode(b).encode());
    votes();
  }

  private void votes() {
    Vote commit = new Vote(hash(), hash(), hash(), hash(), 1, VoteKind.COMMIT);
    Vote abort = new Vote(hash(), hash(), Sha256Digest.ZERO, Sha256Digest.ZERO, 1, VoteKind.ABORT);
    add("Vote commit", commit.encode(), b -> Vote.decode(b).encode());
    add("Vote abort", abort.encode(), b -> Vote.decode(b).encode());
    List<Certificate.Ballot> ballots =
        List.of(new Certificate.Ballot(1, octets(64)), new Certificate.Ballot(2, octets(64)));
    add(
        "CommitCert",
        new Certificate(VoteKind.COMMIT, hash(), hash(), hash(), hash(), ballots).encode(),
        b -> Certificate.decode(VoteKind.COMMIT, b).encode());
    add(
        "AbortCert",
        new Certificate(
                VoteKind.ABORT, hash(), hash(), Sha256Digest.ZERO, Sha256Digest.ZERO, ballots)
            .encode(),
        b -> Certificate.decode(VoteKind.ABORT, b).encode());
  }

  private void openings() {
    List<Reveal.DealerRow> rows =
        List.of(
            new Reveal.DealerRow(
                0, List.of(new Reveal.Cell(true, octets(32)), new Reveal.Cell(false, octets(32)))),
            new Reveal.DealerRow(2, List.of()));
    add(
        "RevealA",
        new Reveal(RevealStage.A, hash(), hash(), Sha256Digest.ZERO, 1, rows).encode(),
        b -> Reveal.decode(RevealStage.A, b).encode());
    add(
        "RevealB",
        new Reveal(RevealStage.B, hash(), hash(), hash(), 1, rows).encode(),
        b -> Reveal.decode(RevealStage.B, b).encode());
    add(
        "GateTranscript",
        new GateTranscript(
                hash(),
                hash(),
                List.of(new GateTranscript.OpenedSeed(1, octets(32))),
                List.of(new GateTranscript.OpenedGate(0, octets(32), octets(32), octets(40))),
                List.of(new GateTranscript.DroppedEdge(0, 1, octets(1088))))
            .encode(),
        b -> GateTranscript.decode(b).encode());
    add(
        "GateResult",
        new GateResult(hash(), hash(), octets(32), List.of(1, 2)).encode(),
        b -> GateResult.decode(b).encode());
    add(
        "Result",
        new Result(hash(), hash(), hash(), List.of(new Result.UnitSum(1, hash())), 4).encode(),
        b -> Result.decode(b).encode());
  }

  private void add(String name, byte[] body, java.util.function.Function<byte[], byte[]> rewrite) {
    kinds.add(new BodiesTest.Kind(name, body, rewrite));
  }

  private Octets octets(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Octets.of(bytes);
  }

  private Sha256Digest hash() {
    return Sha256Digest.of(octets(32).toByteArray());
  }

  private VerifyingKey key() {
    return SigningKey.fromSeed(SecretBytes.copyOf(octets(32).toByteArray())).verifyingKey();
  }
}
