package org.fedval.evaluation.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.fedval.evaluation.dist.ChiSquared;
import org.fedval.evaluation.support.Laws;
import org.junit.jupiter.api.Test;

class TauGridTest {
  private static final double AGREEMENT = 1e-6;

  private static TauRound round(List<SiteLogit> sites) {
    return values -> {
      List<WeightedSums> answers = new ArrayList<>();
      for (double t : values) {
        answers.add(
            WeightedSums.of(
                sites.stream()
                    .map(s -> WeightedSums.ofSite(s, t))
                    .reduce((a, b) -> a.plus(b))
                    .orElseThrow()));
      }
      return answers;
    };
  }

  private static List<SiteLogit> hospitals(SplittableRandom random) {
    double spread = random.nextInt(3) * 0.5;
    List<SiteLogit> sites = new ArrayList<>();
    for (int s = random.nextInt(6, 20); s > 0; s--) {
      double logit = 1 + spread * (random.nextDouble() * 2 - 1);
      int n = random.nextInt(30, 400);
      sites.add(SiteLogit.of(Math.round(n / (1 + Math.exp(-logit))), n));
    }
    return sites;
  }

  /** The second grid of one estimator, as a study publishes it and sums over it. */
  private static TauGrid second(TauRound round, int estimator) {
    double[] first = TauSquared.firstGrid(round.pooled(0).get(0));
    double[] zoomed = TauSquared.zoom(first, round.pooled(first));
    int from = estimator * TauSquared.GRID;
    double[] mine = Arrays.copyOfRange(zoomed, from, from + TauSquared.GRID);
    return TauGrid.of(mine, round.pooled(mine));
  }

  @Test
  void two_grids_and_a_polynomial_give_what_three_grids_give() {
    Laws.forAll(
        1,
        150,
        random -> {
          TauRound round = round(hospitals(random));
          TauSquared adaptive = new TauSquared(round);
          double degrees = adaptive.atZero().sites() - 1.0;

          agree(second(round, 1).crossing(degrees), adaptive.pauleMandel());
          agree(
              second(round, 2).crossing(ChiSquared.quantile(0.975, degrees)),
              adaptive.qProfile(0.95).lower());
          agree(
              second(round, 3).crossing(ChiSquared.quantile(0.025, degrees)),
              adaptive.qProfile(0.95).upper());
          agree(second(round, 0).restrictedMaximum(), adaptive.restrictedMaximumLikelihood());
        });
  }

  /** The adaptive search calls a maximum below its first grid value 0. */
  private static void agree(double got, double want) {
    assertThat(got).isCloseTo(want, within(AGREEMENT * Math.max(want, 1e-3)));
  }

  @Test
  void the_sums_between_grid_values_are_those_of_a_round_of_their_own() {
    Laws.forAll(
        500,
        50,
        random -> {
          TauRound round = round(hospitals(random));
          TauGrid grid = second(round, 1);
          double t = new TauSquared(round).pauleMandel();
          WeightedSums exact = round.pooled(t).get(0);
          WeightedSums between = grid.at(t);

          assertThat(between.sites()).isEqualTo(exact.sites());
          assertThat(between.mean()).isCloseTo(exact.mean(), within(1e-6));
          assertThat(between.w()).isCloseTo(exact.w(), within(1e-6 * exact.w()));
          assertThat(between.q()).isCloseTo(exact.q(), within(1e-6 * (1 + exact.q())));
        });
  }

  @Test
  void hospitals_that_agree_have_no_variance_between_them() {
    List<SiteLogit> same = new ArrayList<>();
    for (int s = 0; s < 8; s++) {
      same.add(SiteLogit.of(80, 100));
    }
    TauRound round = round(same);

    assertThat(second(round, 0).restrictedMaximum()).isZero();
    assertThat(second(round, 1).crossing(7)).isZero();
  }

  @Test
  void a_grid_needs_its_sums() {
    assertThatThrownBy(() -> TauGrid.of(new double[5], List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
