package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real rules hold in every behaviour of a lying coordinator; every broken rule is caught. */
class ModelCheckTest {
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7})
  void two_attempts_with_split_views_give_one_certificate_and_no_single_site(int sites) {
    assertThat(new QuorumModel(new ModelRules(), sites, f(sites)).violation()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "3,3,true", "4,3,true", "5,3,true", "6,2,true", "7,2,true",
    "3,3,false", "4,3,false", "5,3,false", "6,2,false", "7,2,false"
  })
  void attempts_with_pledges_and_partial_certificates_never_open_beside_an_abort(
      int sites, int attempts, boolean completeGraph) {
    assertThat(
            new AttemptsModel(new ModelRules(), sites, f(sites), completeGraph).violation(attempts))
        .isEmpty();
  }

  @Test
  void two_thirds_of_the_shrunken_set_is_no_quorum() {
    caught(
        new ModelRules() {
          @Override
          int votes(int sites, int f) {
            return 2 * sites / 3 + 1;
          }
        },
        "commit");
  }

  @Test
  void a_retry_without_a_certificate_leaks() {
    caught(
        new ModelRules() {
          @Override
          boolean mayRetryWithoutCertificate() {
            return true;
          }

          @Override
          boolean mayVote(int lock, int survivors) {
            return true;
          }

          @Override
          boolean mayJoin(int lock, int view) {
            return true;
          }
        },
        "span");
  }

  @Test
  void votes_of_sites_outside_the_survivor_set_leak() {
    caught(
        new ModelRules() {
          @Override
          boolean outsidersVote() {
            return true;
          }

          @Override
          boolean mayJoin(int lock, int view) {
            return true;
          }

          @Override
          int survivorFloor(int sites, int f) {
            return Math.max(3, f + 2);
          }
        },
        "");
  }

  @Test
  void a_survivor_floor_that_corrupt_sites_can_fill_leaks() {
    caught(
        new ModelRules() {
          @Override
          int survivorFloor(int sites, int f) {
            return Math.max(3, votes(sites, f));
          }
        },
        "span");
  }

  @Test
  void an_abort_quorum_that_is_one_lower_is_caught_with_and_without_pledges() {
    ModelRules low =
        new ModelRules() {
          @Override
          int abortVotes(int sites, int f) {
            return super.abortVotes(sites, f) - 1;
          }
        };
    assertThat(attempts(low, true)).isPresent();
    assertThat(attempts(low, false)).isPresent();
    assertThat(quorum(low)).isPresent();
  }

  @Test
  void an_abort_after_the_first_reveal_is_caught() {
    ModelRules late =
        new ModelRules() {
          @Override
          boolean mayAbort(boolean committed, boolean revealed, boolean completeGraph) {
            return true;
          }
        };
    assertThat(attempts(late, true)).isPresent();
  }

  private static void caught(ModelRules mutant, String what) {
    assertThat(quorum(mutant)).hasValueSatisfying(said -> assertThat(said).contains(what));
  }

  private static Optional<String> quorum(ModelRules mutant) {
    return IntStream.rangeClosed(3, 7)
        .mapToObj(sites -> new QuorumModel(mutant, sites, f(sites)).violation())
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> attempts(ModelRules mutant, boolean completeGraph) {
    return IntStream.of(3, 4, 5, 7)
        .mapToObj(sites -> new AttemptsModel(mutant, sites, f(sites), completeGraph).violation(1))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static int f(int sites) {
    return Quorum.defaultFaults(sites);
  }
}
