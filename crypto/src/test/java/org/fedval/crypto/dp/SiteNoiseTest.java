package org.fedval.crypto.dp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SiteNoiseTest {
  @Test
  void honest_contributors_are_what_the_survivor_floor_leaves() {
    assertThat(SiteNoise.honestContributors(3, 1)).isEqualTo(2);
    assertThat(SiteNoise.honestContributors(10, 3)).isEqualTo(7);
    assertThat(SiteNoise.honestContributors(3, 5)).isEqualTo(2);
  }

  @Test
  void the_honest_sites_alone_carry_the_promised_noise() {
    for (int minSites = 3; minSites < 30; minSites++) {
      for (int f = 0; f < 12; f++) {
        for (long sigmaSquared : new long[] {1, 17, 100, 12_345}) {
          long each = SiteNoise.sigmaSquared(sigmaSquared, minSites, f);
          long honest = SiteNoise.honestContributors(minSites, f);
          assertThat(each).isGreaterThanOrEqualTo(9);
          assertThat(each * honest).isGreaterThanOrEqualTo(sigmaSquared);
          assertThat(each == 9 || (each - 1) * honest < sigmaSquared).isTrue();
        }
      }
    }
  }
}
