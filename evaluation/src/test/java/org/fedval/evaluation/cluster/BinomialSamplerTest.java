package org.fedval.evaluation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.fedval.evaluation.dist.Binomial;
import org.fedval.evaluation.dist.ChiSquared;
import org.fedval.evaluation.roc.ClassHistograms;
import org.junit.jupiter.api.Test;

class BinomialSamplerTest {
  private static final int DRAWS = 40_000;

  private static void drawsFollow(long n, double p, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int bins = 8;
    double sd = Math.sqrt(n * p * (1 - p));
    long[] upper = new long[bins - 1];
    for (int i = 0; i < upper.length; i++) {
      upper[i] = Math.round(n * p + sd * (i - (bins - 2) / 2.0) * 0.7);
    }
    long[] seen = new long[bins];
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      long k = BinomialSampler.draw(n, p, random);
      assertThat(k).isBetween(0L, n);
      sum += k;
      int bin = 0;
      while (bin < upper.length && k > upper[bin]) {
        bin++;
      }
      seen[bin]++;
    }
    assertThat(Math.abs(sum / DRAWS - n * p))
        .as("mean of Binomial(%d, %s)", n, p)
        .isLessThan(5 * sd / Math.sqrt(DRAWS));
    double statistic = 0;
    int used = 0;
    for (int bin = 0; bin < bins; bin++) {
      double below = bin == 0 ? 1 : Binomial.upperTail(upper[bin - 1] + 1, n, p);
      double above = bin == bins - 1 ? 0 : Binomial.upperTail(upper[bin] + 1, n, p);
      double expected = DRAWS * (below - above);
      if (expected > 5) {
        statistic += (seen[bin] - expected) * (seen[bin] - expected) / expected;
        used++;
      } else {
        assertThat(seen[bin]).isLessThan(30);
      }
    }
    assertThat(ChiSquared.upperTail(statistic, used - 1.0))
        .as("chi-square of Binomial(%d, %s)", n, p)
        .isGreaterThan(1e-4);
  }

  @Test
  void draws_have_the_binomial_distribution_by_inversion_and_by_rejection() {
    drawsFollow(20, 0.3, 1);
    drawsFollow(1000, 0.004, 2);
    drawsFollow(25, 0.45, 3);
    drawsFollow(1000, 0.2, 4);
    drawsFollow(1000, 0.93, 5);
    drawsFollow(3_000_000, 0.37, 6);
  }

  @Test
  void certain_and_impossible_events_need_no_chance() {
    SplittableRandom random = new SplittableRandom(1);

    assertThat(BinomialSampler.draw(9, 0, random)).isZero();
    assertThat(BinomialSampler.draw(9, 1, random)).isEqualTo(9);
    assertThat(BinomialSampler.draw(0, 0.5, random)).isZero();
  }

  @Test
  void a_table_is_resampled_to_its_own_total_and_empty_cells_stay_empty() {
    for (long scale : new long[] {1, 10_000}) {
      Multinomial table = new Multinomial(new long[] {0, 3 * scale, 0, 5 * scale, 2 * scale});
      SplittableRandom random = new SplittableRandom(3);
      double[] means = new double[5];
      for (int i = 0; i < 4000; i++) {
        long[] drawn = table.draw(random);
        assertThat(Arrays.stream(drawn).sum()).isEqualTo(10 * scale);
        assertThat(drawn[0] + drawn[2]).isZero();
        for (int c = 0; c < 5; c++) {
          means[c] += drawn[c] / 4000.0;
        }
      }
      double spread = 5 * Math.sqrt(10 * scale / 4.0 / 4000);
      assertThat(Math.abs(means[1] - 3 * scale)).isLessThan(spread);
      assertThat(Math.abs(means[3] - 5 * scale)).isLessThan(spread);
    }
  }

  @Test
  void few_and_many_cases_a_bin_give_the_spread_that_theory_gives() {
    for (long scale : new long[] {10, 10_000}) {
      ClassHistograms h =
          new ClassHistograms(new long[] {2 * scale, 3 * scale}, new long[] {4 * scale, scale});
      var drawn =
          HistogramBootstrap.of(
              h,
              true,
              4000,
              9,
              List.of(r -> (double) r.positives(1) / r.positives(), r -> Double.NaN));
      double expected = Math.sqrt(0.6 * 0.4 / (5 * scale));
      assertThat(drawn.get(0).orElseThrow().standardError() / expected).isBetween(0.95, 1.05);
      assertThat(drawn.get(1)).as("no replicate has it").isEmpty();
    }
  }
}
