package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.BlameProof;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.ShareKeys;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.Transcript;
import org.fedval.crypto.shamir.FieldElement;
import org.fedval.crypto.shamir.Reconstruction;

/**
 * Checks a {@link BlameProof} (section 6.5) from signed bytes alone: t shares that the dealer
 * itself signed reconstruct to a value that contradicts its own commitment or keys. An honest
 * dealer signs one sharing of the values it committed to, so nobody can make a proof against it.
 */
public final class Blame {
  private Blame() {}

  /** Who is convicted; throws {@link ProtocolViolation} with code BAD_BLAME for anything less. */
  public static ProvenBad check(BlameProof proof, Roster roster) {
    return check(proof, roster, GraphRule.STANDARD);
  }

  static ProvenBad check(BlameProof proof, Roster roster, GraphRule rule) {
    Sha256Digest sid = Sha256Digest.hash(proof.proposal().toByteArray());
    SessionProposal proposal =
        decoding(
            Code.BAD_BLAME,
            proof.dealer(),
            () -> SessionProposal.decode(proof.proposal().toByteArray()));
    demand(
        proposal.rosterHash().equals(roster.hash()) && proof.dealer() < roster.size(),
        proof,
        "A blame proof is for another roster.");
    demand(
        signed(proof.advertise(), Advertise.TYPE, sid, proof, roster)
            && signed(proof.shareKeys(), ShareKeys.TYPE, sid, proof, roster),
        proof,
        "A blame proof has a body that the dealer did not sign.");
    Advertise advertise =
        decoding(Code.BAD_BLAME, proof.dealer(), () -> Advertise.decode(proof.advertise().body()));
    ShareKeys keys =
        decoding(Code.BAD_BLAME, proof.dealer(), () -> ShareKeys.decode(proof.shareKeys().body()));
    SortedMap<Integer, Sha256Digest> advertised = new TreeMap<>();
    proof.advertised().forEach(e -> advertised.put(e.index(), e.advertiseHash()));
    demand(
        keys.h1().equals(Transcript.h1(sid, advertised))
            && proof
                .advertise()
                .hash()
                .equals(advertised.getOrDefault(proof.dealer(), Sha256Digest.ZERO)),
        proof,
        "A blame proof is not over the sites that advertised.");
    int threshold =
        ShareGraph.over(rule, sid, keys.h1(), advertised.keySet(), proposal.f()).threshold();
    demand(
        proof.rows().size() == threshold,
        proof,
        "A blame proof does not have exactly as many rows as the sharing threshold.");
    contradict(proof, sid, advertise, secret(proof, sid, keys));
    return new ProvenBad(sid, roster.identity(proof.dealer()));
  }

  private static FieldElement secret(BlameProof proof, Sha256Digest sid, ShareKeys keys) {
    List<Integer> holders = new ArrayList<>();
    List<FieldElement> shares = new ArrayList<>();
    for (BlameProof.OpenedRow row : proof.rows()) {
      demand(
          keys.rowHash(row.holder()).filter(row.row().hash()::equals).isPresent()
              && proof.position() < row.cells().size()
              && ShareCommitments.root(leaves(proof, sid, row)).equals(row.row().shareRoot()),
          proof,
          "A row in a blame proof is not the one that the dealer signed.");
      Octets share = row.cells().get(proof.position());
      shares.add(decoding(Code.BAD_BLAME, proof.dealer(), () -> ShareCommitments.element(share)));
      holders.add(row.holder());
    }
    return Reconstruction.of(holders).secret(shares);
  }

  private static List<Sha256Digest> leaves(
      BlameProof proof, Sha256Digest sid, BlameProof.OpenedRow row) {
    List<Sha256Digest> leaves = new ArrayList<>();
    for (int v = 0; v < row.cells().size(); v++) {
      byte[] cell = row.cells().get(v).toByteArray();
      leaves.add(
          v == proof.position()
              ? ShareCommitments.leaf(sid, proof.dealer(), row.holder(), v, cell)
              : Sha256Digest.of(cell));
    }
    return leaves;
  }

  private static void contradict(
      BlameProof proof, Sha256Digest sid, Advertise advertise, FieldElement secret) {
    int unit = proof.position() - 1;
    boolean consistent =
        unit < 0
            ? new MaskKeys(sid, proof.dealer(), secret).match(advertise)
            : unit < advertise.selfCommits().size()
                && ShareCommitments.selfCommit(sid, proof.dealer(), unit, secret)
                    .equals(advertise.selfCommits().get(unit));
    demand(
        !consistent && unit < advertise.selfCommits().size(),
        proof,
        "The shares in a blame proof give exactly what the dealer committed to.");
  }

  private static boolean signed(
      SignedBody signed, String type, Sha256Digest sid, BlameProof proof, Roster roster) {
    return signed.isSignedBy(roster.identity(proof.dealer()), type, sid, proof.dealer());
  }

  private static void demand(boolean holds, BlameProof proof, String sentence) {
    require(holds, Code.BAD_BLAME, sentence, proof.dealer());
  }
}
