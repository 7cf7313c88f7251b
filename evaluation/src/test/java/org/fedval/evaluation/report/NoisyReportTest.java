package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.InconsistentCountsException;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledCounts.State;
import org.fedval.evaluation.lattice.SuppressionRule;
import org.fedval.evaluation.plan.NoisePlan;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.support.Studies;
import org.junit.jupiter.api.Test;

/** A report from sums with noise: honest intervals, no negative count, nothing exact. */
class NoisyReportTest {
  private static final int SITES = 5;

  private final StudyPlan plan = Studies.plan().withNoise(new NoisePlan(3, 40, 20));
  private final CounterLayout layout = CounterLayout.of(plan);
  private final CounterVector sum = sum();

  @Test
  void no_count_is_negative_and_every_estimate_says_that_it_holds_noise() {
    for (int seed = 0; seed < 20; seed++) {
      PooledResults results = ReportAssembler.assemble(plan, layout, noisy(seed));
      for (MetricRow row : results.estimates()) {
        assertThat(
                Stream.of(row.nCases(), row.nPatients(), row.nPositive(), row.nNegative())
                    .filter(Objects::nonNull))
            .allMatch(n -> n >= 0);
        if (row.status() == Status.OK) {
          assertThat(row.ciMethod()).endsWith("_noise");
        }
      }
      assertThat(results.curves()).isEmpty();
      assertThat(results.estimates()).anyMatch(row -> row.status() == Status.OK);
    }
  }

  @Test
  void what_the_noise_hides_is_not_estimable_and_says_why() {
    StudyPlan loud = Studies.plan().withNoise(new NoisePlan(1, 9, 100_000));
    PooledCounts counts = noisy(CounterLayout.of(loud), 3, 100_000);
    PooledResults results = ReportAssembler.assemble(loud, counts.layout(), counts);
    assertThat(results.estimates())
        .filteredOn(row -> row.status() == Status.NOT_ESTIMABLE)
        .isNotEmpty()
        .allMatch(row -> String.valueOf(row.reason()).startsWith("PRIVACY_NOISE"));
  }

  @Test
  void files_without_a_patient_are_not_counted() {
    Accumulator site = Studies.accumulator(layout);
    site.exclude(null, Exclusion.NOT_DICOM);
    site.exclude("somebody", Exclusion.NO_LABEL_ROW);
    site.exclude("somebody", Exclusion.PIXEL_DECODE);
    CounterVector counted = site.freeze();
    for (Exclusion reason : Exclusion.values()) {
      int cell = layout.indexOf(Cell.excluded(reason));
      assertThat(counted.unit(1 + cell)[0]).isEqualTo(reason == Exclusion.PIXEL_DECODE ? 1 : 0);
    }
    assertThat(ReportAssembler.assemble(plan, layout, noisy(1)).exclusions())
        .filteredOn(row -> row.reason().equals("NOT_DICOM"))
        .allMatch(row -> row.status() == Status.NOT_ESTIMABLE && row.nImages() == null);
  }

  @Test
  void an_empty_cell_is_withheld_like_a_small_one() {
    long[] gate = new long[2 * layout.cells().size()];
    PooledCounts counts = PooledCounts.withNoise(layout, gate, Map.of(), SITES);
    for (int cell = 0; cell < layout.cells().size(); cell++) {
      assertThat(counts.state(cell)).isEqualTo(State.SUPPRESSED);
    }
  }

  @Test
  void the_noisy_rule_opens_by_patients_alone_and_nothing_below_a_closed_cell() {
    long[] gate = new long[2 * layout.cells().size()];
    int all = layout.indexOf(Cell.overall(Kind.POSITIVE, "covid"));
    int women = layout.indexOf(Cell.level(Kind.POSITIVE, "covid", "sex", "F"));
    gate[2 * women] = 500;
    gate[2 * all] = -3;
    assertThat(allowed(gate)).isEqualTo(new BitSet());
    gate[2 * all] = 10;
    assertThat(allowed(gate).stream()).containsExactly(all, women);
    gate[2 * women] = 9;
    assertThat(allowed(gate).stream()).containsExactly(all);
  }

  @Test
  void counts_with_noise_are_read_only_as_such() {
    PooledCounts counts = noisy(1);
    int all = layout.indexOf(Cell.overall(Kind.POSITIVE, "covid"));
    assertThatThrownBy(() -> counts.histogram(all)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> PooledCounts.of(sum)).hasMessageContaining("asks for noise");
    CounterLayout exact = CounterLayout.of(Studies.plan());
    assertThatThrownBy(
            () ->
                PooledCounts.withNoise(exact, new long[2 * exact.cells().size()], Map.of(), SITES))
        .hasMessageContaining("a plan that asks for it");
  }

  @Test
  void other_opened_cells_or_lengths_are_refused() {
    long[] gate = new long[2 * layout.cells().size()];
    assertThatThrownBy(() -> PooledCounts.withNoise(layout, gate, Map.of(0, sum.unit(1)), SITES))
        .hasMessageContaining("suppress/1-noise");
    gate[0] = 100;
    assertThatThrownBy(() -> PooledCounts.withNoise(layout, gate, Map.of(0, new long[3]), SITES))
        .isInstanceOf(InconsistentCountsException.class);
  }

  /** Two findings, two attributes: 2 * 2 * 3 words. */
  @Test
  void one_image_touches_as_many_words_as_stated() {
    assertThat(layout.touchedWords()).isEqualTo(12);
    Accumulator none = Studies.accumulator(layout);
    Accumulator one = Studies.accumulator(layout);
    Studies.rows(new SplittableRandom(3), 40, "p").stream()
        .filter(row -> row.image() != null)
        .limit(1)
        .forEach(row -> row.countIn(one));
    long[][] before = none.freeze().units();
    long[][] after = one.freeze().units();
    assertThat(changed(before, after, 0, 1)).isLessThanOrEqualTo(12);
    assertThat(changed(before, after, 1, before.length)).isLessThanOrEqualTo(12);
  }

  private static long changed(long[][] before, long[][] after, int from, int to) {
    long words = 0;
    for (int u = from; u < to; u++) {
      for (int w = 0; w < before[u].length; w++) {
        assertThat(after[u][w] - before[u][w]).isBetween(0L, 1L);
        words += after[u][w] - before[u][w];
      }
    }
    return words;
  }

  private BitSet allowed(long[] gate) {
    return SuppressionRule.allowedUnderNoise(layout.structure(), gate, 10);
  }

  private PooledCounts noisy(int seed) {
    return noisy(layout, seed, 20);
  }

  private PooledCounts noisy(CounterLayout of, int seed, long variance) {
    RandomGenerator random = new SplittableRandom(seed);
    long[] gate = sum.unit(0);
    add(gate, random, 40);
    Map<Integer, long[]> opened = new HashMap<>();
    SuppressionRule.allowedUnderNoise(of.structure(), gate, 10).stream()
        .forEach(
            cell -> {
              long[] words = sum.unit(1 + cell);
              add(words, random, variance);
              opened.put(cell, words);
            });
    return PooledCounts.withNoise(of, gate, opened, SITES);
  }

  private static void add(long[] words, RandomGenerator random, long variance) {
    for (int w = 0; w < words.length; w++) {
      words[w] += Math.round(Math.sqrt(SITES * (double) variance) * random.nextGaussian());
    }
  }

  private CounterVector sum() {
    List<CounterVector> vectors = new ArrayList<>();
    for (int site = 0; site < SITES; site++) {
      vectors.add(
          Studies.vector(layout, Studies.rows(new SplittableRandom(site), 300, "s" + site + "-")));
    }
    return Studies.sum(vectors);
  }
}
