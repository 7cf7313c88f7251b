package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;
import org.fedval.crypto.ring.RingBits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FederationInMemoryTest {
  private static final long NARROW = 1_000;
  private static final long WIDE = 1L << 40;

  @ParameterizedTest
  @CsvSource({
    "3,1000,W32",
    "4,1000,W32",
    "5,1000,W32",
    "7,1000,W32",
    "3,1099511627776,W64",
    "4,1099511627776,W64",
    "5,1099511627776,W64",
    "7,1099511627776,W64"
  })
  void the_pooled_sum_is_the_plaintext_sum(int sites, long bound, RingBits width) {
    TestFederation federation = new TestFederation(sites, bound, 11 + sites);
    PooledVector pooled = federation.run().all(Set.of(), Set.of());

    assertThat(federation.proposed.ringBits()).isEqualTo(width);
    assertPooled(federation, pooled, Set.of());
  }

  @ParameterizedTest
  @CsvSource({
    "4,1000,0",
    "4,1000,3",
    "5,1000,2",
    "7,1000,6",
    "4,1099511627776,1",
    "5,1099511627776,4",
    "7,1099511627776,0"
  })
  void a_site_that_drops_after_sharing_does_not_spoil_the_sum(int sites, long bound, int lost) {
    TestFederation federation = new TestFederation(sites, bound, 101 + sites);
    PooledVector pooled = federation.run().all(Set.of(lost), Set.of());

    assertPooled(federation, pooled, Set.of(lost));
  }

  @Test
  void two_of_seven_may_drop_and_the_rest_still_pools_exactly() {
    TestFederation federation = new TestFederation(7, NARROW, 5);
    PooledVector pooled = federation.run().all(Set.of(1, 5), Set.of());

    assertPooled(federation, pooled, Set.of(1, 5));
  }

  @Test
  void t_holders_are_enough_to_open_and_t_minus_one_are_not() {
    TestFederation federation = new TestFederation(5, WIDE, 6);
    assertPooled(federation, federation.run().all(Set.of(2), Set.of(2)), Set.of(2));

    SecAggRun run = federation.run();
    RevealAPhase a = run.vote(run.mask(run.share(run.advertise()), Set.of()));
    assertThatThrownBy(() -> run.revealA(a, Set.of(0, 1)))
        .isInstanceOfSatisfying(
            SessionFailed.class,
            e -> assertThat(e.reason()).isEqualTo(SessionFailed.Reason.TOO_FEW_REVEALS));
    assertThat(a.missing()).containsExactly(0, 1);
  }

  @Test
  void a_site_that_is_not_a_survivor_helps_to_open() {
    TestFederation federation = new TestFederation(4, NARROW, 7);
    assertPooled(federation, federation.run().all(Set.of(1), Set.of(3)), Set.of(1));
  }

  private static void assertPooled(
      TestFederation federation, PooledVector pooled, Set<Integer> lost) {
    Set<Integer> survivors = new TreeSet<>();
    for (int i = 0; i < federation.roster.size(); i++) {
      if (!lost.contains(i)) {
        survivors.add(i);
      }
    }
    BitSet open = new BitSet();
    open.set(1, 3);
    assertThat(pooled.survivors()).isEqualTo(survivors);
    assertThat(pooled.gateSums()).isEqualTo(federation.plainSum(survivors, 0));
    assertThat(pooled.openUnits()).isEqualTo(open);
    assertThat(pooled.sums(1)).contains(federation.plainSum(survivors, 1));
    assertThat(pooled.sums(2)).contains(federation.plainSum(survivors, 2));
    assertThat(pooled.sums(3)).isEmpty();
  }
}
