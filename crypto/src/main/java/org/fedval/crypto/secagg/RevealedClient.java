package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.BitSet;
import java.util.List;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.GateResult;
import org.fedval.crypto.secagg.body.GateTranscript;
import org.fedval.crypto.secagg.body.SignedBody;

/** A holder with a commit certificate (section 6.2, steps 4 and 5). Not thread-safe. */
public final class RevealedClient {
  private final CertifiedReveal reveal;
  private final SignedBody revealA;
  private final Once opened = new Once();

  RevealedClient(CertifiedReveal reveal) {
    reveal.site.conduct.reveal();
    this.reveal = reveal;
    this.revealA = reveal.revealA();
  }

  /** The signed first reveal to send, once it is persisted. */
  public SignedBody revealA() {
    return revealA;
  }

  /** The certified survivor set that now binds this site's data set. */
  public CertifiedCommit committed() {
    return CertifiedCommit.of(reveal.site.terms, reveal.survivors.sites());
  }

  /** Checks an abort certificate, which outranks the commit; throws {@link ProtocolViolation}. */
  public CertifiedAbort aborted(SignedBody certificate) {
    return CertifiedAbort.check(reveal.site.terms, reveal.peers, certificate);
  }

  /**
   * Recomputes the gate sums and the allowed units from the transcript and compares them with the
   * coordinator's result; throws {@link ProtocolViolation}. May succeed once only.
   */
  public OpenedClient revealGate(SignedBody gateTranscript, SignedBody gateResult) {
    opened.requireFree();
    SessionTerms terms = reveal.site.terms;
    byte[] transcriptBody = terms.fromCoordinator(gateTranscript, GateTranscript.TYPE);
    byte[] resultBody = terms.fromCoordinator(gateResult, GateResult.TYPE);
    GateResult result = decoding(() -> GateResult.decode(resultBody));
    terms.requireSession(result.sid());
    requireSurvivors(result.h3());
    Octets recomputed =
        reveal.site.checks.outcome(
            PublicChecks.Check.GATE_TRANSCRIPT,
            gateTranscript,
            reveal.survivors.h3(),
            () -> gateSums(transcriptBody));
    RingVector sums = RingVector.ofBytes(terms.ringBits(), recomputed.toByteArray());
    require(
        recomputed.equals(result.gateSums()),
        Code.FALSE_GATE,
        "The coordinator's gate sums are not the sums of the sites.");
    BitSet allowed = AllowedUnits.decide(terms, reveal.site.gateRule, sums);
    List<Integer> units = allowed.stream().boxed().toList();
    require(
        units.equals(result.allowedUnits()),
        Code.FALSE_GATE,
        "The coordinator's allowed units do not follow from the gate sums.");
    opened.take();
    return new OpenedClient(reveal, result, sums.toSignedLongs(), allowed);
  }

  private Octets gateSums(byte[] transcriptBody) {
    SessionTerms terms = reveal.site.terms;
    GateTranscript transcript = decoding(() -> GateTranscript.decode(transcriptBody));
    terms.requireSession(transcript.sid());
    requireSurvivors(transcript.h3());
    return Octets.of(
        GateCheck.recompute(terms, reveal.peers, reveal.survivors, transcript).toByteArray());
  }

  private void requireSurvivors(Sha256Digest h3) {
    require(
        h3.equals(reveal.survivors.h3()),
        Code.WRONG_SESSION,
        "The gate is for another survivor set.");
  }
}
