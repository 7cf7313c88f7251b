package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.ConfirmList;
import org.fedval.crypto.secagg.body.GateTranscript;
import org.fedval.crypto.shamir.FieldElement;

/**
 * A site's verification of the gate (section 8): every opened secret against what its owner signed,
 * every edge of a dropped site against the survivors' tags, then the sums from the masked bytes.
 */
final class GateCheck {
  private GateCheck() {}

  /** The gate sums; throws {@link ProtocolViolation} with code FALSE_GATE. */
  static RingVector recompute(
      SessionTerms terms, AgreedPeers peers, Survivors survivors, GateTranscript transcript) {
    require(
        transcript.survivors().stream()
                .map(GateTranscript.OpenedGate::index)
                .toList()
                .equals(survivors.sites().stream().toList())
            && transcript.dropped().stream()
                .map(GateTranscript.OpenedSeed::index)
                .toList()
                .equals(survivors.dropped().stream().toList()),
        Code.FALSE_GATE,
        "The gate transcript is not over the certified survivor set.");
    RingVector sum = RingVector.zeros(terms.ringBits(), terms.unitLength(0));
    Map<Integer, FieldElement> selfSecrets = new HashMap<>();
    SortedMap<Integer, ConfirmList> confirmLists = new TreeMap<>();
    for (GateTranscript.OpenedGate gate : transcript.survivors()) {
      selfSecrets.put(gate.index(), selfSecret(terms, peers, gate));
      confirmLists.put(gate.index(), confirmList(survivors, gate));
      sum.add(gateWords(terms, survivors, gate));
    }
    Unmasking unmasking =
        Unmasking.prepare(
            terms, peers, survivors, seeds(transcript), edges(transcript), confirmLists);
    return unmasking.open(0, sum, selfSecrets);
  }

  private static FieldElement selfSecret(
      SessionTerms terms, AgreedPeers peers, GateTranscript.OpenedGate gate) {
    FieldElement secret =
        decoding(Code.FALSE_GATE, gate.index(), () -> ShareCommitments.element(gate.selfSecret()));
    require(
        ShareCommitments.selfCommit(terms.sid(), gate.index(), 0, secret)
            .equals(peers.advertise(gate.index()).selfCommits().get(0)),
        Code.FALSE_GATE,
        "An opened self-mask secret is not the one its site committed to.",
        gate.index());
    return secret;
  }

  private static ConfirmList confirmList(Survivors survivors, GateTranscript.OpenedGate gate) {
    ConfirmList list =
        decoding(
            Code.FALSE_GATE,
            gate.index(),
            () -> ConfirmList.decode(gate.confirmList().toByteArray()));
    require(
        list.hash().equals(survivors.manifest(gate.index()).confirmHash()),
        Code.FALSE_GATE,
        "A confirm list is not the one its site signed.",
        gate.index());
    return list;
  }

  private static RingVector gateWords(
      SessionTerms terms, Survivors survivors, GateTranscript.OpenedGate gate) {
    byte[] bytes = gate.gateBytes().toByteArray();
    require(
        bytes.length == terms.unitLength(0) * terms.ringBits().bytes(),
        Code.FALSE_GATE,
        "Masked gate words do not have the length of the gate.",
        gate.index());
    RingVector words = RingVector.ofBytes(terms.ringBits(), bytes);
    require(
        ShareCommitments.unitHash(terms, gate.index(), 0, words, 0)
            .equals(survivors.manifest(gate.index()).gateUnitHash()),
        Code.FALSE_GATE,
        "Masked gate words are not the ones their site signed.",
        gate.index());
    return words;
  }

  private static SortedMap<Integer, FieldElement> seeds(GateTranscript transcript) {
    SortedMap<Integer, FieldElement> seeds = new TreeMap<>();
    for (GateTranscript.OpenedSeed opened : transcript.dropped()) {
      seeds.put(
          opened.index(),
          decoding(Code.FALSE_GATE, opened.index(), () -> ShareCommitments.element(opened.seed())));
    }
    return seeds;
  }

  private static SortedMap<Edge, Octets> edges(GateTranscript transcript) {
    SortedMap<Edge, Octets> edges = new TreeMap<>();
    for (GateTranscript.DroppedEdge edge : transcript.edges()) {
      edges.put(new Edge(edge.low(), edge.high()), edge.kemCiphertext());
    }
    return edges;
  }
}
