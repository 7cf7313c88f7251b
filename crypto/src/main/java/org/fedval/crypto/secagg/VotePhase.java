package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.Vote;
import org.fedval.crypto.secagg.body.VoteKind;

/** Shows U3 to its members and collects their commit votes; its close makes the certificate. */
public final class VotePhase {
  private final ServerContext server;
  private final AgreedPeers peers;
  private final Dealings dealings;
  private final Survivors survivors;
  private final SignedBody survivorSet;
  private final MaskedSum sum;
  private final Intake intake;

  VotePhase(
      ServerContext server,
      AgreedPeers peers,
      Dealings dealings,
      Survivors survivors,
      SignedBody survivorSet,
      MaskedSum sum) {
    this.server = server;
    this.peers = peers;
    this.dealings = dealings;
    this.survivors = survivors;
    this.survivorSet = survivorSet;
    this.sum = sum;
    this.intake = new Intake(server.terms, Vote.TYPE, survivors.sites());
  }

  /** The signed survivor set to send to every site of U2. */
  public SignedBody survivorSet() {
    return survivorSet;
  }

  /** U3. */
  public Set<Integer> survivors() {
    return survivors.sites();
  }

  /** Takes a survivor's commit vote. */
  public Outcome accept(int site, SignedBody vote) {
    return intake.offer(
        site,
        vote,
        () ->
            require(
                Arrays.equals(vote.body(), expected(site)),
                Code.WRONG_SESSION,
                "A vote is not a commit to this survivor set.",
                site));
  }

  /** Survivors that have not voted. */
  public Set<Integer> missing() {
    return intake.missing();
  }

  /** Whether {@link #close} can succeed: q survivors voted. */
  public boolean enough() {
    return intake.accepted().size() >= peers.quorum().votes();
  }

  /** Makes the commit certificate; survivors that have not voted may be missing. */
  public RevealAPhase close() {
    SessionFailed.unless(
        enough(), SessionFailed.Reason.TOO_FEW_VOTES, "Fewer survivors voted than the quorum.");
    server.ending.commit();
    intake.close();
    List<Certificate.Ballot> ballots =
        intake.accepted().entrySet().stream()
            .map(e -> new Certificate.Ballot(e.getKey(), e.getValue().signatureOctets()))
            .toList();
    Certificate certificate =
        new Certificate(
            VoteKind.COMMIT,
            server.terms.sid(),
            peers.h1(),
            survivors.h2(),
            survivors.h3(),
            ballots);
    SignedBody signed = server.sign(VoteKind.COMMIT.certificateType(), certificate.encode());
    return new RevealAPhase(new OpeningContext(server, peers, dealings, survivors, sum), signed);
  }

  /** Asks U1 to abort; from now on this session can never be committed. */
  public AbortPhase abort() {
    return new AbortPhase(server, peers);
  }

  private byte[] expected(int site) {
    return new Vote(
            server.terms.sid(), peers.h1(), survivors.h2(), survivors.h3(), site, VoteKind.COMMIT)
        .encode();
  }
}
