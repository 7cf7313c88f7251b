package org.fedval.crypto.secagg;

import org.fedval.crypto.secagg.body.SignedBody;

/** A survivor that voted for the survivor set (section 6.2, steps 3 and 4). Not thread-safe. */
public final class VotedClient {
  private final CertifiedReveal reveal;
  private final SignedBody vote;

  VotedClient(CertifiedReveal reveal) {
    this.reveal = reveal;
    this.vote = reveal.vote();
  }

  /** The signed commit vote to send, once it is persisted. */
  public SignedBody vote() {
    return vote;
  }

  /** Checks the commit certificate; throws {@link ProtocolViolation}. */
  public RevealedClient reveal(SignedBody certificate) {
    reveal.checkCertificate(certificate);
    return new RevealedClient(reveal);
  }

  /** Pledges to open nothing of this session, which the coordinator asked to abort. */
  public AbortedClient abort() {
    return new AbortedClient(reveal.site, reveal.peers);
  }

  /** Checks an abort certificate; throws {@link ProtocolViolation}. */
  public CertifiedAbort aborted(SignedBody certificate) {
    return CertifiedAbort.check(reveal.site.terms, reveal.peers, certificate);
  }
}
