package org.fedval.crypto.secagg;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.body.GateResult;
import org.fedval.crypto.secagg.body.GateTranscript;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.shamir.FieldElement;

/** Hands the certificate out and collects first reveals; its close opens the gate sums. */
public final class RevealAPhase {
  private final OpeningContext context;
  private final SignedBody certificate;
  private final OpenedShares shares;

  RevealAPhase(OpeningContext context, SignedBody certificate) {
    this.context = context;
    this.certificate = certificate;
    this.shares =
        new OpenedShares(
            context,
            RevealStage.A,
            Sha256Digest.ZERO,
            context.dealings.dealers(),
            (dealer, position) -> context.survivors.gatePosition(dealer) == position);
  }

  /** The signed commit certificate to send to every site of U2. */
  public SignedBody certificate() {
    return certificate;
  }

  /** Takes the first reveal of any site of U2, survivor or not; a bad share is refused. */
  public Outcome accept(int site, SignedBody reveal) {
    return shares.accept(site, reveal);
  }

  /** Sites of U2 that have not revealed. */
  public Set<Integer> missing() {
    return shares.missing();
  }

  /** Whether t reveals are there, so that {@link #close} can succeed. */
  public boolean enough() {
    return shares.enough();
  }

  /** Opens the gate sums and decides which units may be opened. */
  public RevealBPhase close() {
    SessionFailed.unless(
        enough(),
        SessionFailed.Reason.TOO_FEW_REVEALS,
        "Fewer sites revealed than the sharing threshold.");
    SortedMap<Integer, FieldElement> seeds = new TreeMap<>();
    for (int dropped : context.survivors.dropped()) {
      seeds.put(dropped, seed(dropped));
    }
    SortedMap<Integer, FieldElement> selfSecrets = SelfSecrets.of(context, shares, 0);
    SortedMap<Edge, Octets> edges = edges();
    Unmasking unmasking = unmasking(seeds, edges);
    SessionTerms terms = context.server.terms;
    RingVector sums = unmasking.open(0, context.sum.unit(terms, 0), selfSecrets);
    BitSet allowed = allowed(sums);
    GateResult result =
        new GateResult(
            terms.sid(),
            context.survivors.h3(),
            Octets.of(sums.toByteArray()),
            allowed.stream().boxed().toList());
    GateTranscript transcript = transcript(seeds, selfSecrets, edges);
    shares.close();
    return new RevealBPhase(
        context,
        unmasking,
        context.server.sign(GateTranscript.TYPE, transcript.encode()),
        context.server.sign(GateResult.TYPE, result.encode()),
        sums,
        allowed);
  }

  private FieldElement seed(int dropped) {
    FieldElement seed = shares.secret(dropped, 0);
    MaskKeys keys = new MaskKeys(context.server.terms.sid(), dropped, seed);
    if (!keys.match(context.peers.advertise(dropped))) {
      throw new SessionFailed(
          SessionFailed.Reason.BAD_DEALER,
          "A site's shares do not give the mask keys it advertised.",
          dropped,
          shares.blame(dropped, 0));
    }
    return seed;
  }

  private SortedMap<Edge, Octets> edges() {
    SortedMap<Edge, Octets> edges = new TreeMap<>();
    for (int d : context.survivors.dropped()) {
      for (int i : context.survivors.sites()) {
        if (context.peers.graph().adjacent(d, i)) {
          Edge edge = Edge.between(d, i);
          edges.put(edge, context.dealings.ciphertext(edge));
        }
      }
    }
    return edges;
  }

  private Unmasking unmasking(
      SortedMap<Integer, FieldElement> seeds, SortedMap<Edge, Octets> edges) {
    try {
      return Unmasking.prepare(
          context.server.terms,
          context.peers,
          context.survivors,
          seeds,
          edges,
          context.sum.confirmLists());
    } catch (ProtocolViolation e) {
      throw new SessionFailed(
          SessionFailed.Reason.BAD_CONFIRMATION,
          "A site's masks with a dropped site cannot be rebuilt.",
          e.site().orElse(-1));
    }
  }

  private BitSet allowed(RingVector sums) {
    try {
      return AllowedUnits.decide(
          context.server.terms, context.server.gateRule, sums, context.server.earlierAllowed);
    } catch (ProtocolViolation e) {
      throw new SessionFailed(
          SessionFailed.Reason.OUT_OF_RANGE,
          "The gate sums are beyond the declared bounds; a site spoiled the session.");
    }
  }

  private GateTranscript transcript(
      SortedMap<Integer, FieldElement> seeds,
      SortedMap<Integer, FieldElement> selfSecrets,
      SortedMap<Edge, Octets> edges) {
    List<GateTranscript.OpenedSeed> dropped = new ArrayList<>();
    seeds.forEach(
        (d, seed) -> dropped.add(new GateTranscript.OpenedSeed(d, Octets.of(seed.encode()))));
    List<GateTranscript.OpenedGate> survivors = new ArrayList<>();
    context
        .sum
        .confirmLists()
        .forEach(
            (i, list) ->
                survivors.add(
                    new GateTranscript.OpenedGate(
                        i,
                        Octets.of(secretOf(selfSecrets, i).encode()),
                        context.sum.gateBytes(i),
                        Octets.of(list.encode()))));
    List<GateTranscript.DroppedEdge> open =
        edges.entrySet().stream()
            .map(
                e ->
                    new GateTranscript.DroppedEdge(
                        e.getKey().low(), e.getKey().high(), e.getValue()))
            .toList();
    return new GateTranscript(
        context.server.terms.sid(), context.survivors.h3(), dropped, survivors, open);
  }

  private static FieldElement secretOf(SortedMap<Integer, FieldElement> secrets, int site) {
    FieldElement secret = secrets.get(site);
    if (secret == null) {
      throw new AssertionError("Every survivor's self-mask secret was opened.");
    }
    return secret;
  }
}
