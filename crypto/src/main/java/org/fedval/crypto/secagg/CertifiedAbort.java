package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.VoteKind;

/**
 * Proof that nothing of a session can ever be opened: {@code a} members of U1 pledged to open
 * nothing, so fewer shares than the threshold can appear. Only {@link #check} makes one.
 */
public final class CertifiedAbort {
  private final Sha256Digest sid;

  CertifiedAbort(Sha256Digest sid) {
    this.sid = sid;
  }

  static CertifiedAbort check(SessionTerms terms, AgreedPeers peers, SignedBody signed) {
    byte[] body = terms.fromCoordinator(signed, VoteKind.ABORT.certificateType());
    Certificate certificate = decoding(() -> Certificate.decode(VoteKind.ABORT, body));
    terms.requireSession(certificate.sid());
    require(
        certificate.h1().equals(peers.h1()),
        Code.BAD_CERTIFICATE,
        "The abort certificate is for another set of advertised sites than this site saw.");
    for (Certificate.Ballot ballot : certificate.ballots()) {
      require(
          peers.sites().contains(ballot.index())
              && certificate.verifies(ballot, terms.roster().identity(ballot.index())),
          Code.BAD_CERTIFICATE,
          "A vote in the abort certificate is not the signed vote of an advertised site.",
          ballot.index());
    }
    require(
        certificate.ballots().size() >= peers.quorum().abortVotes(),
        Code.BAD_CERTIFICATE,
        "The abort certificate has fewer votes than the abort quorum.");
    return new CertifiedAbort(terms.sid());
  }

  /** The session that is void. */
  public Sha256Digest sid() {
    return sid;
  }
}
