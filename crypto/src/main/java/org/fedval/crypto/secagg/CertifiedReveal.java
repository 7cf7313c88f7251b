package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.Reveal;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.Vote;
import org.fedval.crypto.secagg.body.VoteKind;

/** A holder's shares together with the one survivor set that decides what they may open. */
final class CertifiedReveal {
  final SiteContext site;
  final AgreedPeers peers;
  final Survivors survivors;
  private final HeldShares held;

  CertifiedReveal(SiteContext site, AgreedPeers peers, HeldShares held, Survivors survivors) {
    this.site = site;
    this.peers = peers;
    this.held = held;
    this.survivors = survivors;
  }

  SignedBody vote() {
    Vote vote =
        new Vote(
            site.terms.sid(),
            peers.h1(),
            survivors.h2(),
            survivors.h3(),
            site.index,
            VoteKind.COMMIT);
    return site.sign(Vote.TYPE, vote.encode());
  }

  /** Section 6.2 step 4: q commit votes of survivors over exactly this site's own h1, h2, h3. */
  void checkCertificate(SignedBody signed) {
    SessionTerms terms = site.terms;
    byte[] body = terms.fromCoordinator(signed, VoteKind.COMMIT.certificateType());
    Certificate certificate = decoding(() -> Certificate.decode(VoteKind.COMMIT, body));
    terms.requireSession(certificate.sid());
    require(
        certificate.h1().equals(peers.h1())
            && certificate.h2().equals(survivors.h2())
            && certificate.h3().equals(survivors.h3()),
        Code.BAD_CERTIFICATE,
        "The certificate is for another survivor set than this site checked.");
    var unused =
        site.checks.outcome(
            PublicChecks.Check.COMMIT_CERTIFICATE,
            signed,
            survivors.h3(),
            () -> votesSigned(certificate));
    require(
        certificate.ballots().size() >= peers.quorum().votes(),
        Code.BAD_CERTIFICATE,
        "The certificate has fewer votes than the quorum.");
  }

  private Certificate votesSigned(Certificate certificate) {
    for (Certificate.Ballot ballot : certificate.ballots()) {
      require(
          survivors.sites().contains(ballot.index())
              && certificate.verifies(ballot, site.terms.roster().identity(ballot.index())),
          Code.BAD_CERTIFICATE,
          "A vote in the certificate is not a survivor's signed vote.",
          ballot.index());
    }
    return certificate;
  }

  SignedBody revealA() {
    List<Reveal.DealerRow> rows = new ArrayList<>();
    SortedSet<Integer> dealers = new TreeSet<>(survivors.sites());
    dealers.addAll(survivors.dropped());
    dealers.retainAll(held.dealers());
    for (int k : dealers) {
      int position = survivors.gatePosition(k);
      rows.add(held.row(k, v -> v == position));
    }
    return sign(RevealStage.A, Sha256Digest.ZERO, rows);
  }

  SignedBody revealB(Sha256Digest gateHash, BitSet allowed) {
    List<Reveal.DealerRow> rows = new ArrayList<>();
    SortedSet<Integer> dealers = new TreeSet<>(survivors.sites());
    dealers.retainAll(held.dealers());
    for (int k : dealers) {
      rows.add(held.row(k, v -> v >= 2 && allowed.get(v - 1)));
    }
    return sign(RevealStage.B, gateHash, rows);
  }

  void erase() {
    held.erase();
  }

  private SignedBody sign(RevealStage stage, Sha256Digest gateHash, List<Reveal.DealerRow> rows) {
    Reveal reveal = new Reveal(stage, site.terms.sid(), survivors.h3(), gateHash, site.index, rows);
    return site.sign(stage.type(), reveal.encode());
  }
}
