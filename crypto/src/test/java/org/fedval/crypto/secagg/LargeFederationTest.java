package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A whole session over the standard sparse graph; minutes long, so only on demand. */
class LargeFederationTest {
  private static final int SITES = Integer.getInteger("fedval.secagg.sites", 0);

  @Test
  void a_session_above_256_sites_opens_the_exact_sum_of_the_survivors() {
    assumeTrue(SITES > 256, "Runs with -Dfedval.secagg.sites=257 or more.");
    TestFederation federation = new TestFederation(SITES, 1000, 161, 3);
    Set<Integer> lost = Set.of(3, SITES / 2);
    PooledVector pooled = federation.run().all(lost, Set.of(0, 11));

    Set<Integer> survivors = new TreeSet<>();
    for (int i = 0; i < SITES; i++) {
      survivors.add(i);
    }
    survivors.removeAll(lost);
    assertThat(pooled.survivors()).isEqualTo(survivors);
    assertThat(pooled.gateSums()).isEqualTo(federation.plainSum(survivors, 0));
    assertThat(pooled.sums(2)).contains(federation.plainSum(survivors, 2));
  }
}
