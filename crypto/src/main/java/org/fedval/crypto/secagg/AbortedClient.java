package org.fedval.crypto.secagg;

import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.Vote;
import org.fedval.crypto.secagg.body.VoteKind;

/**
 * A site that pledged to open nothing of this session (section 6.2, step 3). Its data set stays
 * bound until {@link #aborted} accepts a certificate: a vote alone ends nothing.
 */
public final class AbortedClient {
  private final SiteContext site;
  private final AgreedPeers peers;
  private final SignedBody vote;

  AbortedClient(SiteContext site, AgreedPeers peers) {
    this.site = site;
    this.peers = peers;
    site.conduct.abort(peers.graph().isComplete());
    Vote abort =
        new Vote(
            site.terms.sid(),
            peers.h1(),
            Sha256Digest.ZERO,
            Sha256Digest.ZERO,
            site.index,
            VoteKind.ABORT);
    this.vote = site.sign(Vote.TYPE, abort.encode());
  }

  /** The signed abort vote to send, once it is persisted. */
  public SignedBody vote() {
    return vote;
  }

  /** Checks the abort certificate; throws {@link ProtocolViolation}. */
  public CertifiedAbort aborted(SignedBody certificate) {
    return CertifiedAbort.check(site.terms, peers, certificate);
  }
}
