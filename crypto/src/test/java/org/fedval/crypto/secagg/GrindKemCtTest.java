package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.GateTranscript;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SurvivorSet;
import org.junit.jupiter.api.Test;

/** The confirm tags bind the encapsulations, so a coordinator cannot pick masks that fit. */
class GrindKemCtTest {
  private final TestFederation federation = new TestFederation(5, 1000, 144);
  private final SecAggRun run = federation.run();
  private final SharePhase share = run.advertise();
  private final MaskPhase mask = run.share(share);
  private final VotePhase vote = run.mask(mask, Set.of(2));
  private final RevealBPhase phase = run.revealA(run.vote(vote), Set.of());
  private final GateTranscript truth = GateTranscript.decode(phase.gateTranscript().body());

  @Test
  void a_false_seed_or_encapsulation_of_a_dropped_site_is_refused() {
    GateTranscript.OpenedSeed seed = truth.dropped().get(0);
    List<GateTranscript.OpenedSeed> seeds =
        List.of(new GateTranscript.OpenedSeed(seed.index(), flipped(seed.seed())));
    refuse(signed(seeds, truth.survivors(), truth.edges()), phase.gateResult());

    for (int e = 0; e < truth.edges().size(); e++) {
      List<GateTranscript.DroppedEdge> edges = new ArrayList<>(truth.edges());
      GateTranscript.DroppedEdge edge = edges.get(e);
      edges.set(
          e,
          new GateTranscript.DroppedEdge(edge.low(), edge.high(), flipped(edge.kemCiphertext())));
      refuse(signed(truth.dropped(), truth.survivors(), edges), phase.gateResult());
    }
    refuse(signed(truth.dropped(), truth.survivors(), List.of()), phase.gateResult());
  }

  /** Whatever sums the coordinator publishes: the tags refuse the masks before any sum is taken. */
  @Test
  void another_encapsulation_gives_no_sum_at_all() {
    SessionTerms terms = federation.proposed;
    TreeMap<Integer, Advertise> advertises = new TreeMap<>();
    share.advertiseBodies().forEach((i, body) -> advertises.put(i, Advertise.decode(body)));
    AgreedPeers peers = new AgreedPeers(terms, advertises);
    SurvivorSet set = SurvivorSet.decode(vote.survivorSet().body());
    Survivors survivors =
        Survivors.check(terms, peers, set.h2(), Set.of(0, 1, 2, 3, 4), vote.survivorSet());
    assertThat(GateCheck.recompute(terms, peers, survivors, truth).toSignedLongs())
        .isEqualTo(federation.plainSum(Set.of(0, 1, 3, 4), 0));

    for (int e = 0; e < truth.edges().size(); e++) {
      List<GateTranscript.DroppedEdge> edges = new ArrayList<>(truth.edges());
      GateTranscript.DroppedEdge edge = edges.get(e);
      edges.set(
          e,
          new GateTranscript.DroppedEdge(edge.low(), edge.high(), flipped(edge.kemCiphertext())));
      GateTranscript ground =
          new GateTranscript(truth.sid(), truth.h3(), truth.dropped(), truth.survivors(), edges);
      refused(Code.FALSE_GATE, () -> GateCheck.recompute(terms, peers, survivors, ground));
    }
  }

  private void refuse(SignedBody transcript, SignedBody gateResult) {
    refused(Code.FALSE_GATE, () -> run.revealed.at(0).revealGate(transcript, gateResult));
  }

  private SignedBody signed(
      List<GateTranscript.OpenedSeed> seeds,
      List<GateTranscript.OpenedGate> gates,
      List<GateTranscript.DroppedEdge> edges) {
    return federation.sign(
        GateTranscript.TYPE,
        new GateTranscript(truth.sid(), truth.h3(), seeds, gates, edges).encode());
  }

  private static Octets flipped(Octets octets) {
    byte[] bytes = octets.toByteArray();
    bytes[bytes.length / 2] ^= 1;
    return Octets.of(bytes);
  }
}
