package org.fedval.crypto.secagg;

import java.util.BitSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secagg.body.SignedBody;

/** Shows the gate to the sites and collects second reveals; its close opens the allowed units. */
public final class RevealBPhase {
  private final OpeningContext context;
  private final Unmasking unmasking;
  private final SignedBody gateTranscript;
  private final SignedBody gateResult;
  private final RingVector gateSums;
  private final BitSet allowed;
  private final OpenedShares shares;

  RevealBPhase(
      OpeningContext context,
      Unmasking unmasking,
      SignedBody gateTranscript,
      SignedBody gateResult,
      RingVector gateSums,
      BitSet allowed) {
    this.context = context;
    this.unmasking = unmasking;
    this.gateTranscript = gateTranscript;
    this.gateResult = gateResult;
    this.gateSums = gateSums;
    this.allowed = allowed;
    this.shares =
        new OpenedShares(
            context,
            RevealStage.B,
            gateResult.hash(),
            context.survivors.sites(),
            (dealer, position) -> position >= 2 && allowed.get(position - 1));
  }

  /** The signed transcript from which every site of U2 recomputes the gate. */
  public SignedBody gateTranscript() {
    return gateTranscript;
  }

  /** The signed gate sums and allowed units. */
  public SignedBody gateResult() {
    return gateResult;
  }

  /** The units that may be opened. */
  public BitSet allowedUnits() {
    return (BitSet) allowed.clone();
  }

  /** Takes the second reveal of any site of U2; a bad share is refused. */
  public Outcome accept(int site, SignedBody reveal) {
    return shares.accept(site, reveal);
  }

  /** Sites of U2 that have not revealed. */
  public Set<Integer> missing() {
    return shares.missing();
  }

  /** Whether {@link #close} can succeed: t reveals, or no unit to open. */
  public boolean enough() {
    return allowed.isEmpty() || shares.enough();
  }

  /** Opens the allowed units. */
  public FinishedSession close() {
    SessionFailed.unless(
        enough(),
        SessionFailed.Reason.TOO_FEW_REVEALS,
        "Fewer sites revealed than the sharing threshold.");
    SessionTerms terms = context.server.terms;
    SortedMap<Integer, RingVector> opened = new TreeMap<>();
    SortedMap<Integer, Sha256Digest> hashes = new TreeMap<>();
    for (int unit : allowed.stream().toArray()) {
      RingVector masked = context.sum.unit(terms, unit);
      RingVector sum = unmasking.open(unit, masked, SelfSecrets.of(context, shares, unit));
      SessionFailed.unless(
          AllowedUnits.inRange(terms, unit, sum),
          SessionFailed.Reason.OUT_OF_RANGE,
          "A unit's sum is beyond the declared bounds; a site spoiled the session.");
      opened.put(unit, sum);
      hashes.put(unit, Sha256Digest.hash(sum.toByteArray()));
    }
    shares.close();
    PooledVector pooled =
        PooledVector.of(terms.layout(), context.survivors.sites(), gateSums, opened);
    return new FinishedSession(
        context.server, context.survivors.h3(), gateResult.hash(), hashes, pooled);
  }
}
