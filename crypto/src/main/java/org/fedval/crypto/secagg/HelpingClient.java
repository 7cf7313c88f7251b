package org.fedval.crypto.secagg;

import org.fedval.crypto.secagg.body.SignedBody;

/**
 * A holder that is not a survivor: it has no vote, its own vector stays covered by its self mask,
 * and it opens shares exactly as a survivor does.
 */
public final class HelpingClient {
  private final CertifiedReveal reveal;

  HelpingClient(CertifiedReveal reveal) {
    this.reveal = reveal;
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
