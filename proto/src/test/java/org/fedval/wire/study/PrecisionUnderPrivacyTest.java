package org.fedval.wire.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.fedval.crypto.dp.DiscreteGaussian;
import org.fedval.crypto.dp.UniformDraws;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.lattice.SuppressionRule;
import org.fedval.evaluation.plan.NoisePlan;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.ReportAssembler;
import org.fedval.evaluation.report.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What differential privacy costs in precision, measured: the table of docs/vendor.md. Five sites,
 * one finding, subgroups sex and age, 30 % positives, logit-normal scores with a sensitivity of
 * 0.88 and an AUROC of about 0.93; the plan's own derivation, the protocol's own noise.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrecisionUnderPrivacyTest {
  private static final int SITES = 5;
  private static final int RUNS = 40;
  private static final double MEAN = 1.5;
  private static final double SPREAD = MEAN / 1.175;
  private static final String PLAN =
      """
      schema: fedval.study/v1
      task: classification
      unit: image
      id: precision
      title: What privacy costs
      findings: [covid]
      operating_points: [screening]
      subgroups:
        - attribute: sex
          levels: [F, M]
        - attribute: age
          levels: ["0-39", "40-64", "65+"]
      """;

  /** Exact sums by cohort and length of the layout, since only the noise differs. */
  private final Map<String, CounterVector> sums = new HashMap<>();

  /** Half widths of the intervals, and how often they hold the truth. */
  private record Row(double sensitivity, double woman, double auroc, double held, int lost) {}

  @Test
  void intervals_widen_with_a_smaller_epsilon_and_still_hold_the_truth() throws Exception {
    Path page = Path.of(System.getProperty("fedval.top", "..")).resolve("docs/vendor.md");
    String documented = Files.readString(page);
    for (int images : new int[] {2_000, 20_000}) {
      double before = 0;
      for (String privacy : List.of("", "epsilon: 4", "epsilon: 2", "epsilon: 1", "epsilon: 0.5")) {
        Row row = row(privacy, images);
        assertThat(documented)
            .contains(
                String.format(
                    Locale.ROOT,
                    "| %,d | %s | %.3f | %.3f | %.3f | %d of %d |",
                    images,
                    privacy.isEmpty() ? "none" : privacy.substring(9),
                    row.sensitivity,
                    row.woman,
                    row.auroc,
                    row.lost,
                    3 * RUNS));
        assertThat(row.held).as(privacy).isGreaterThan(0.85);
        assertThat(row.sensitivity).as(privacy).isGreaterThanOrEqualTo(before);
        before = row.sensitivity;
      }
    }
  }

  private Row row(String privacy, int images) throws Exception {
    String yaml = privacy.isEmpty() ? PLAN : PLAN + "privacy:\n  " + privacy + "\n";
    StudyDocument document = StudyYaml.parse(yaml.getBytes(StandardCharsets.UTF_8));
    StudyPlan plan = document.bind(Map.of("screening", 0.5), List.of("covid"), SITES);
    CounterLayout layout = CounterLayout.of(plan);
    PrivacyWish wish = document.privacy();
    if (wish != null) {
      PrivacyDerivation derivation = new PrivacyDerivation("study.yaml", wish, layout);
      plan = plan.withNoise(derivation.noise(derivation.terms()));
      layout = CounterLayout.of(plan);
    }
    double truth = Normal.cdf(MEAN / SPREAD);
    List<Double> sensitivity = new ArrayList<>();
    List<Double> woman = new ArrayList<>();
    List<Double> auroc = new ArrayList<>();
    int held = 0;
    int lost = 0;
    for (int run = 0; run < RUNS; run++) {
      PooledCounts counts = counts(layout, images, run);
      for (MetricRow row : ReportAssembler.assemble(plan, layout, counts).estimates()) {
        boolean all = row.subgroup().equals("all");
        boolean used =
            row.metric().equals("sensitivity") && (all || row.subgroup().equals("sex=F"))
                || row.metric().equals("auroc") && all && row.parameter() == null;
        if (!used) {
          continue;
        }
        Double low = row.ciLow();
        Double high = row.ciHigh();
        if (row.status() != Status.OK || low == null || high == null) {
          lost++;
          continue;
        }
        double half = (high - low) / 2;
        (row.metric().equals("auroc") ? auroc : all ? sensitivity : woman).add(half);
        if (row.metric().equals("sensitivity") && all) {
          held += low <= truth && truth <= high ? 1 : 0;
        }
      }
    }
    return new Row(
        mean(sensitivity),
        mean(woman),
        mean(auroc),
        held / (double) Math.max(1, sensitivity.size()),
        lost);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
  }

  private CounterVector sum(CounterLayout layout, int images, int seed) {
    RandomGenerator random = new SplittableRandom(31L * images + seed);
    CounterVector sum = null;
    for (int site = 0; site < SITES; site++) {
      Accumulator accumulator = new Accumulator(layout, new byte[16]);
      for (int i = 0; i < images / SITES; i++) {
        boolean positive = random.nextDouble() < 0.3;
        double logit = (positive ? MEAN : -MEAN) + SPREAD * random.nextGaussian();
        accumulator.add(
            new CaseRecord(
                site + "-" + i,
                new double[] {1 / (1 + Math.exp(-logit))},
                new ReferenceLabel[] {positive ? ReferenceLabel.POSITIVE : ReferenceLabel.NEGATIVE},
                new int[] {random.nextInt(2), random.nextInt(3)}));
      }
      CounterVector mine = accumulator.freeze();
      sum = sum == null ? mine : sum.plus(mine);
    }
    if (sum == null) {
      throw new AssertionError("There are sites.");
    }
    return sum;
  }

  private PooledCounts counts(CounterLayout layout, int images, int seed) {
    NoisePlan noise = layout.plan().noise();
    CounterVector exact =
        sums.computeIfAbsent(
            images + "/" + seed + "/" + layout.overallEdges().bins(),
            key -> sum(layout, images, seed));
    if (noise == null) {
      return PooledCounts.of(exact);
    }
    byte[] key = new byte[32];
    key[0] = (byte) seed;
    UniformDraws draws = UniformDraws.of(SecretBytes.copyOf(key));
    long[] gate = exact.unit(0);
    add(gate, noise.gateVariance(), draws);
    Map<Integer, long[]> opened = new HashMap<>();
    SuppressionRule.allowedUnderNoise(layout.structure(), gate, 10).stream()
        .forEach(
            cell -> {
              long[] words = exact.unit(1 + cell);
              add(words, noise.metricVariance(), draws);
              opened.put(cell, words);
            });
    return PooledCounts.withNoise(layout, gate, opened, SITES);
  }

  private static void add(long[] words, long variance, UniformDraws draws) {
    DiscreteGaussian each = new DiscreteGaussian(variance, draws);
    for (int site = 0; site < SITES; site++) {
      each.addTo(words, 0, words.length);
    }
  }
}
