package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.fedval.evaluation.compare.AdjustedRiskDifference;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledCounts.State;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.sums.ExactSums;
import org.jspecify.annotations.Nullable;

/**
 * Each level against all other images of the same hospital, pooled by Mantel and Haenszel: a gap
 * that does not come from hospitals that differ in both. The p-values of one metric and operating
 * point over all levels of all attributes are one family. Images count as independent. A row needs
 * both classes of its level, and more hospitals than other rows do, since each of them adds a term
 * of its own.
 */
final class AdjustedGapRows implements Chapter {
  static final String SATO = "mantel_haenszel_sato";

  private final StudyPlan plan;
  private final double z = Normal.twoSided(StratumEstimates.CONFIDENCE);

  AdjustedGapRows(StudyPlan plan) {
    this.plan = plan;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    PooledCounts counts = study.first();
    List<Stratum> levels =
        plan.subgroups().stream()
            .flatMap(s -> Stratum.levels(counts, rows.finding(), s).stream())
            .toList();
    for (int t = 0; t < plan.operatingPoints().size(); t++) {
      family(counts, rows, levels, Metric.SENSITIVITY, Statistic.CONTRAST_SENSITIVITY, t);
      family(counts, rows, levels, Metric.SPECIFICITY, Statistic.CONTRAST_SPECIFICITY, t);
    }
  }

  private void family(
      PooledCounts counts,
      RowWriter rows,
      List<Stratum> levels,
      Metric metric,
      Statistic statistic,
      int t) {
    OperatingPoint point = plan.operatingPoints().get(t);
    Stratum all = Stratum.all(counts, rows.finding());
    List<Estimate> gaps = new ArrayList<>();
    for (Stratum level : levels) {
      String suppression = level.suppression(Needs.BOTH);
      gaps.add(
          suppression == null
              ? gap(counts, all, level, statistic, t)
              : Estimate.suppressed(suppression));
    }
    List<Estimate> adjusted = GapRows.adjusted(gaps, plan.analyses().gaps());
    for (int i = 0; i < levels.size(); i++) {
      String name = metric.code() + "_gap_adjusted";
      rows.add(levels.get(i), name, Needs.BOTH, point, null, adjusted.get(i), null);
    }
  }

  private Estimate gap(
      PooledCounts counts, Stratum all, Stratum level, Statistic statistic, int t) {
    if (isNone(level.positives(), all.positives()) || isNone(level.negatives(), all.negatives())) {
      return GapRows.empty(level, Needs.BOTH);
    }
    Cell contrast = new Cell(Kind.CONTRAST, level.finding(), level.levels(), null);
    int cell = counts.layout().indexOf(contrast);
    if (counts.state(cell) != State.OPEN) {
      return Estimate.notEstimable(counts.reason(cell));
    }
    int length = AdjustedRiskDifference.LENGTH;
    ExactSums sums = counts.sums(cell, statistic);
    if (t * length >= sums.length()) {
      return Estimate.notEstimable(
          "only the plan's first operating points are compared within hospitals");
    }
    return AdjustedRiskDifference.of(sums.part(t * length, length))
        .map(this::estimate)
        .orElseGet(() -> GapRows.empty(level, Needs.BOTH));
  }

  /** Whether a class has no image in the level or none outside of it. */
  private static boolean isNone(@Nullable Long inside, @Nullable Long all) {
    return Long.valueOf(0).equals(inside) || Objects.equals(inside, all);
  }

  private Estimate estimate(AdjustedRiskDifference difference) {
    OptionalDouble p = difference.p();
    if (p.isEmpty()) {
      return Estimate.plain(difference.value()).withReason("no interval: Sato's variance is 0");
    }
    RealInterval interval = difference.interval(z);
    return Estimate.ok(
            difference.value(),
            new RealInterval(Math.max(-1, interval.lower()), Math.min(1, interval.upper())),
            SATO)
        .withError(difference.standardError())
        .withP(p.getAsDouble());
  }
}
