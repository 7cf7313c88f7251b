package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumTest {
  /** The worked values of the design: roster size, q, a (0 = not given). */
  @ParameterizedTest
  @CsvSource({"3,3,2", "4,3,3", "5,4,3", "7,5,5", "10,7,0", "25,17,0", "100,67,0"})
  void the_quorum_of_a_full_roster_is_the_worked_value(int sites, int votes, int aborts) {
    Quorum quorum = new Quorum(sites, Quorum.defaultFaults(sites));
    assertThat(quorum.votes()).isEqualTo(votes);
    if (aborts > 0) {
      assertThat(quorum.abortVotes()).isEqualTo(aborts);
    }
  }

  @Test
  void two_commits_intersect_honestly_and_a_commit_excludes_an_abort() {
    for (int sites = 1; sites <= 256; sites++) {
      for (int f = 0; 3 * f <= sites; f++) {
        Quorum quorum = new Quorum(sites, f);
        assertThat(2 * quorum.votes()).isGreaterThan(sites + f);
        assertThat(quorum.votes() + quorum.abortVotes()).isGreaterThan(sites + f);
        assertThat(quorum.survivorFloor(3)).isGreaterThanOrEqualTo(f + 2);
      }
    }
  }
}
