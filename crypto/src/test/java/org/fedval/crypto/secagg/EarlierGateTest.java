package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.junit.jupiter.api.Test;

/**
 * A rerun over the same sites opens no unit that an earlier session kept shut: one liar who changes
 * its gate between two sessions would otherwise open both halves of a hidden family.
 */
class EarlierGateTest {
  private final TestFederation federation = new TestFederation(4, 1000, 11);

  @Test
  void both_roles_keep_shut_what_an_earlier_session_kept_shut() {
    BitSet onlyTheFirst = new BitSet();
    onlyTheFirst.set(1);
    SecAggRun run = federation.run();
    RevealBPhase gate = gate(run, List.of(onlyTheFirst));

    assertThat(gate.allowedUnits()).isEqualTo(onlyTheFirst);
    for (int i = 0; i < 4; i++) {
      OpenedClient opened =
          run.revealed
              .at(i)
              .revealGate(gate.gateTranscript(), gate.gateResult(), List.of(onlyTheFirst));
      assertThat(opened.allowedUnits()).isEqualTo(onlyTheFirst);
      SecAggRun.taken(gate.accept(i, opened.revealB()));
    }
    PooledVector pooled = gate.close().pooled();
    assertThat(pooled.sums(1)).isPresent();
    assertThat(pooled.sums(2)).isEmpty();
  }

  @Test
  void a_coordinator_that_forgets_the_earlier_session_gets_no_share() {
    BitSet onlyTheFirst = new BitSet();
    onlyTheFirst.set(1);
    SecAggRun run = federation.run();
    RevealBPhase gate = gate(run, List.of());

    assertThat(gate.allowedUnits().cardinality()).isGreaterThan(1);
    assertThatThrownBy(
            () ->
                run.revealed
                    .at(0)
                    .revealGate(gate.gateTranscript(), gate.gateResult(), List.of(onlyTheFirst)))
        .isInstanceOfSatisfying(
            ProtocolViolation.class, e -> assertThat(e.code()).isEqualTo(Code.FALSE_GATE));
  }

  private RevealBPhase gate(SecAggRun run, List<BitSet> earlier) {
    AdvertisePhase advertise =
        SecAggServer.open(
            federation.proposed,
            federation.coordinator,
            TestFederation.RULE,
            new InMemoryVectorStore(),
            Set.of(),
            earlier);
    for (int i = 0; i < 4; i++) {
      run.advertised.put(i, federation.client(i));
      SecAggRun.taken(advertise.accept(i, run.advertised.at(i).advertise()));
    }
    return run.revealA(run.vote(run.mask(run.share(advertise.close()), Set.of())), Set.of());
  }
}
