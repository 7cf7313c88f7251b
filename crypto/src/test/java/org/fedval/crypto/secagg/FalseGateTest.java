package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.GateResult;
import org.fedval.crypto.secagg.body.GateTranscript;
import org.fedval.crypto.secagg.body.Result;
import org.fedval.crypto.secagg.body.Reveal;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secagg.body.SignedBody;
import org.junit.jupiter.api.Test;

/** Every lie about the gate is found by an honest site before it opens anything. */
class FalseGateTest {
  private final TestFederation federation = new TestFederation(5, 1000, 41);
  private final SecAggRun run = federation.run();
  private final RevealBPhase phase =
      run.revealA(run.vote(run.mask(run.share(run.advertise()), Set.of(2))), Set.of());
  private final GateTranscript truth = GateTranscript.decode(phase.gateTranscript().body());
  private final GateResult result = GateResult.decode(phase.gateResult().body());

  @Test
  void a_closed_unit_that_the_coordinator_calls_allowed_is_refused() {
    refuse(phase.gateTranscript(), signed(result.gateSums(), List.of(1, 2, 3)));
    refuse(phase.gateTranscript(), signed(result.gateSums(), List.of(1)));
  }

  @Test
  void raised_gate_sums_are_refused() {
    byte[] sums = result.gateSums().toByteArray();
    sums[4 * 4] += 20;
    sums[4 * 5] += 3;
    refuse(phase.gateTranscript(), signed(Octets.of(sums), List.of(1, 2, 3)));
  }

  @Test
  void gate_sums_that_are_off_by_one_are_refused_even_where_they_allow_the_same_units() {
    byte[] sums = result.gateSums().toByteArray();
    sums[0] += 1;

    refuse(phase.gateTranscript(), signed(Octets.of(sums), result.allowedUnits()));
  }

  @Test
  void forged_gate_words_are_refused_though_the_sums_follow_from_them() {
    List<GateTranscript.OpenedGate> gates = new ArrayList<>(truth.survivors());
    GateTranscript.OpenedGate g = gates.get(1);
    SessionTerms terms = federation.proposed;
    RingVector words = RingVector.ofBytes(terms.ringBits(), g.gateBytes().toByteArray());
    RingVector sums = RingVector.ofBytes(terms.ringBits(), result.gateSums().toByteArray());
    RingVector one = RingVector.ofLongs(terms.ringBits(), new long[] {1, 0, 0, 0, 0, 0});
    words.add(one);
    sums.add(one);
    gates.set(
        1,
        new GateTranscript.OpenedGate(
            g.index(), g.selfSecret(), Octets.of(words.toByteArray()), g.confirmList()));

    refuse(
        signed(truth.dropped(), gates, truth.edges()),
        signed(Octets.of(sums.toByteArray()), result.allowedUnits()));
  }

  @Test
  void another_secret_than_the_committed_one_is_refused_by_the_commitment() {
    List<GateTranscript.OpenedGate> gates = new ArrayList<>(truth.survivors());
    GateTranscript.OpenedGate g = gates.get(1);
    Octets other = gates.get(0).selfSecret();
    gates.set(1, new GateTranscript.OpenedGate(g.index(), other, g.gateBytes(), g.confirmList()));
    SignedBody forged = signed(truth.dropped(), gates, truth.edges());

    // any other secret gives sums that the range check refuses too, so the sentence is asked for
    assertThatThrownBy(() -> run.revealed.at(0).revealGate(forged, phase.gateResult()))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessageContaining("not the one its site committed to");
  }

  @Test
  void a_false_opened_secret_gate_word_or_confirm_list_is_refused() {
    for (int what = 0; what < 3; what++) {
      List<GateTranscript.OpenedGate> gates = new ArrayList<>(truth.survivors());
      GateTranscript.OpenedGate g = gates.get(1);
      gates.set(
          1,
          new GateTranscript.OpenedGate(
              g.index(),
              what == 0 ? flipped(g.selfSecret()) : g.selfSecret(),
              what == 1 ? flipped(g.gateBytes()) : g.gateBytes(),
              what == 2 ? flipped(g.confirmList()) : g.confirmList()));
      refuse(signed(truth.dropped(), gates, truth.edges()), phase.gateResult());
    }
  }

  @Test
  void a_dropped_site_shown_as_kept_is_refused() {
    refuse(signed(List.of(), truth.survivors(), List.of()), phase.gateResult());
    refuse(
        signed(truth.dropped(), truth.survivors().subList(1, 4), truth.edges()),
        phase.gateResult());
  }

  @Test
  void nobody_opens_a_share_of_a_closed_unit_or_both_secrets_of_one_site() {
    run.revealB(phase, Set.of());
    run.revealed.forEach(
        (i, client) -> {
          Reveal a = Reveal.decode(RevealStage.A, client.revealA().body());
          Reveal b = Reveal.decode(RevealStage.B, run.opened.at(i).revealB().body());
          for (Reveal.DealerRow row : a.rows()) {
            assertThat(opened(row)).containsExactly(row.dealer() == 2 ? 0 : 1);
          }
          assertThat(b.rows()).extracting(Reveal.DealerRow::dealer).containsExactly(0, 1, 3, 4);
          b.rows().forEach(row -> assertThat(opened(row)).containsExactly(2, 3));
        });
  }

  @Test
  void a_second_gate_result_opens_nothing_more() {
    RevealedClient site = run.revealed.at(0);
    site.revealGate(phase.gateTranscript(), phase.gateResult());
    refused(Code.ALREADY_DONE, () -> site.revealGate(phase.gateTranscript(), phase.gateResult()));
  }

  @Test
  void a_result_over_other_units_than_the_gate_allowed_is_refused() {
    OpenedClient site = run.revealed.at(0).revealGate(phase.gateTranscript(), phase.gateResult());
    byte[] lie =
        new Result(
                result.sid(),
                result.h3(),
                result.hash(),
                List.of(new Result.UnitSum(3, Sha256Digest.ZERO)),
                1)
            .encode();
    refused(Code.BAD_RESULT, () -> site.finish(federation.sign(Result.TYPE, lie)));
  }

  private void refuse(SignedBody transcript, SignedBody gateResult) {
    refused(Code.FALSE_GATE, () -> run.revealed.at(0).revealGate(transcript, gateResult));
  }

  private SignedBody signed(Octets sums, List<Integer> allowed) {
    return federation.sign(
        GateResult.TYPE, new GateResult(result.sid(), result.h3(), sums, allowed).encode());
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

  private static List<Integer> opened(Reveal.DealerRow row) {
    List<Integer> positions = new ArrayList<>();
    for (int v = 0; v < row.cells().size(); v++) {
      if (row.cells().get(v).opened()) {
        positions.add(v);
      }
    }
    return positions;
  }
}
