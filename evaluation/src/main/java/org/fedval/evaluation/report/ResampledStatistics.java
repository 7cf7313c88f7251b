package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.roc.PartialAuroc;
import org.fedval.evaluation.roc.PrecisionRecall;
import org.fedval.evaluation.roc.SensitivityAtSpecificity;
import org.fedval.evaluation.score.EdgeTable;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a finding whose intervals come from resampling, as functions of the bins that
 * hold a case. Empty bins change none of them and would only take time.
 */
final class ResampledStatistics {
  private final EdgeTable edges;
  private final int[] filled;
  private final ClassHistograms histograms;
  private final List<Statistic> all = new ArrayList<>();

  /**
   * One statistic.
   *
   * @param stratified whether each class is resampled for itself
   * @param function NaN where a replicate has none
   */
  record Statistic(
      List<String> key, boolean stratified, ToDoubleFunction<ClassHistograms> function) {}

  private ResampledStatistics(EdgeTable edges, ClassHistograms h) {
    this.edges = edges;
    filled =
        IntStream.range(0, h.bins()).filter(b -> h.positives(b) + h.negatives(b) > 0).toArray();
    histograms =
        new ClassHistograms(
            IntStream.of(filled).mapToLong(h::positives).toArray(),
            IntStream.of(filled).mapToLong(h::negatives).toArray());
  }

  static ResampledStatistics of(PooledCounts counts, String finding) {
    Stratum all = Stratum.all(counts, finding);
    ResampledStatistics statistics =
        new ResampledStatistics(all.edges(), all.histograms(Needs.BOTH));
    RiskRanks ranks = new RiskRanks(counts.scoreBins(finding));
    for (OperatingPoint point : counts.layout().plan().operatingPoints()) {
      statistics.addPoint(point, ranks);
    }
    counts.layout().plan().analyses().specificities().forEach(statistics::addSpecificity);
    statistics.addOthers(new BinnedBrier(counts.scoreBins(finding)));
    return statistics;
  }

  /** The bins that hold a case. */
  ClassHistograms histograms() {
    return histograms;
  }

  List<Statistic> all() {
    return all;
  }

  private void addPoint(OperatingPoint point, RiskRanks ranks) {
    int threshold = edges.firstPositiveBin(point.threshold());
    int first = (int) IntStream.of(filled).filter(b -> b < threshold).count();
    String name = point.name();
    add("balanced_accuracy", name, true, first, Confusion::balancedAccuracy);
    add("youden_index", name, true, first, Confusion::youden);
    add("f1", name, false, first, Confusion::f1);
    add("mcc", name, false, first, Confusion::mcc);
    int[] order = ranks.of(filled, point.threshold());
    add("risk_coverage_area", name, null, false, h -> RiskRanks.area(h, first, order));
  }

  private void add(
      String metric,
      String point,
      boolean stratified,
      int first,
      Function<Confusion, OptionalDouble> measure) {
    add(
        metric,
        point,
        null,
        stratified,
        h -> measure.apply(Confusion.at(h, first)).orElse(Double.NaN));
  }

  private void addSpecificity(double least) {
    String parameter = Parameters.specificity(least);
    add(
        "auroc_partial",
        null,
        parameter,
        true,
        h -> hasBoth(h) ? PartialAuroc.atSpecificityFrom(h, least).value() : Double.NaN);
    add(
        "auroc_partial_standardised",
        null,
        parameter,
        true,
        h -> hasBoth(h) ? PartialAuroc.atSpecificityFrom(h, least).standardised() : Double.NaN);
    add(
        "sensitivity_at_specificity",
        null,
        parameter,
        true,
        h ->
            SensitivityAtSpecificity.of(h, least)
                .map(SensitivityAtSpecificity::sensitivity)
                .orElse(Double.NaN));
  }

  private void addOthers(BinnedBrier brier) {
    add("auprc", null, null, false, h -> hasBoth(h) ? PrecisionRecall.integral(h) : Double.NaN);
    double[] scores = brier.scores(filled);
    add("brier", null, null, false, h -> BinnedBrier.of(h, scores));
    add(
        "brier_scaled",
        null,
        null,
        false,
        h -> hasBoth(h) ? BinnedBrier.scaled(h, BinnedBrier.of(h, scores)) : Double.NaN);
  }

  private void add(
      String metric,
      @Nullable String point,
      @Nullable String parameter,
      boolean stratified,
      ToDoubleFunction<ClassHistograms> function) {
    all.add(new Statistic(Resamples.key(metric, point, parameter), stratified, function));
  }

  private static boolean hasBoth(ClassHistograms h) {
    return h.positives() > 0 && h.negatives() > 0;
  }
}
