package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.Vote;
import org.fedval.crypto.secagg.body.VoteKind;

/**
 * Collects the pledges of U1 to open nothing; its close makes the abort certificate. From the
 * moment a phase is made, no phase of the session issues a commit certificate.
 */
public final class AbortPhase {
  private final ServerContext server;
  private final AgreedPeers peers;
  private final Intake intake;

  AbortPhase(ServerContext server, AgreedPeers peers) {
    server.ending.abort();
    this.server = server;
    this.peers = peers;
    this.intake = new Intake(server.terms, Vote.TYPE, peers.sites());
  }

  /** Takes an abort vote of any member of U1. */
  public Outcome accept(int site, SignedBody vote) {
    return intake.offer(
        site,
        vote,
        () ->
            require(
                Arrays.equals(vote.body(), expected(site)),
                Code.WRONG_SESSION,
                "A vote is not an abort of this session.",
                site));
  }

  /** Sites of U1 that have not pledged. */
  public Set<Integer> missing() {
    return intake.missing();
  }

  /** Whether {@link #close} can succeed. */
  public boolean enough() {
    return intake.accepted().size() >= peers.quorum().abortVotes();
  }

  /** The signed abort certificate to send to every site of U1. */
  public SignedBody close() {
    SessionFailed.unless(
        enough(),
        SessionFailed.Reason.TOO_FEW_VOTES,
        "Fewer sites pledged to abort than the abort quorum.");
    intake.close();
    List<Certificate.Ballot> ballots =
        intake.accepted().entrySet().stream()
            .map(e -> new Certificate.Ballot(e.getKey(), e.getValue().signatureOctets()))
            .toList();
    Certificate certificate =
        new Certificate(
            VoteKind.ABORT,
            server.terms.sid(),
            peers.h1(),
            Sha256Digest.ZERO,
            Sha256Digest.ZERO,
            ballots);
    return server.sign(VoteKind.ABORT.certificateType(), certificate.encode());
  }

  private byte[] expected(int site) {
    return new Vote(
            server.terms.sid(),
            peers.h1(),
            Sha256Digest.ZERO,
            Sha256Digest.ZERO,
            site,
            VoteKind.ABORT)
        .encode();
  }
}
