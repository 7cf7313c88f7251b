package org.fedval.evaluation.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.fedval.evaluation.cluster.HistogramBootstrap;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.roc.ClassHistograms;
import org.jspecify.annotations.Nullable;

/**
 * Percentile intervals of one finding's statistics from replicates of its pooled histogram. What
 * keeps its meaning at another prevalence is resampled a class, the rest over all cases together.
 */
final class Resamples {
  /** The interval method of the rows. */
  static final String METHOD = "bootstrap_percentile";

  static final int REPLICATES = 2000;

  /** Below this share of replicates that have the statistic no interval is stated. */
  private static final double LEAST_KNOWN = 0.95;

  private static final String SEED = "fedval.bootstrap/1";

  private final Map<List<String>, Optional<HistogramBootstrap>> known = new HashMap<>();

  private Resamples() {}

  /** Both classes of the finding may be shown. */
  static Resamples of(PooledCounts counts, String finding) {
    ResampledStatistics statistics = ResampledStatistics.of(counts, finding);
    Resamples all = new Resamples();
    for (boolean stratified : new boolean[] {true, false}) {
      all.draw(statistics, stratified, seed(counts, finding, stratified));
    }
    return all;
  }

  private void draw(ResampledStatistics statistics, boolean stratified, long seed) {
    List<ResampledStatistics.Statistic> mine =
        statistics.all().stream().filter(s -> s.stratified() == stratified).toList();
    ClassHistograms h = statistics.histograms();
    if (mine.isEmpty() || h.positives() + h.negatives() == 0) {
      return;
    }
    List<ToDoubleFunction<ClassHistograms>> functions = new ArrayList<>();
    mine.forEach(s -> functions.add(s.function()));
    List<Optional<HistogramBootstrap>> drawn =
        HistogramBootstrap.of(h, stratified, REPLICATES, seed, functions);
    for (int s = 0; s < drawn.size(); s++) {
      known.put(mine.get(s).key(), drawn.get(s));
    }
  }

  /** The first 64 bits of SHA-256 over study, finding and kind of resampling. */
  static long seed(PooledCounts counts, String finding, boolean stratified) {
    String text =
        String.join(
            "\n",
            SEED,
            counts.layout().plan().studyId(),
            finding,
            stratified ? "by class" : "all cases");
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)))
          .getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  static List<String> key(String metric, @Nullable String point, @Nullable String parameter) {
    return List.of(metric, point == null ? "" : point, parameter == null ? "" : parameter);
  }

  /**
   * The estimate with its interval; without one, and with the reason, where the replicates give
   * none that holds the value.
   */
  Estimate around(String metric, @Nullable String point, @Nullable String parameter, double value) {
    return around(metric, point, parameter, value, 0);
  }

  /**
   * The same for a value that differs from that of the bins.
   *
   * @param shift value less that of the bins, which every replicate gets too
   */
  Estimate around(
      String metric,
      @Nullable String point,
      @Nullable String parameter,
      double value,
      double shift) {
    Optional<HistogramBootstrap> bootstrap =
        known.getOrDefault(key(metric, point, parameter), Optional.empty());
    if (bootstrap.isEmpty() || bootstrap.get().replicates() < LEAST_KNOWN * REPLICATES) {
      return Estimate.plain(value).withReason("no interval: too few resamples have this measure");
    }
    RealInterval percentiles = bootstrap.get().interval(StratumEstimates.CONFIDENCE);
    double lower = percentiles.lower() + shift;
    double upper = percentiles.upper() + shift;
    if (!(lower < upper)) {
      return Estimate.plain(value).withReason("no interval: all resamples give the same value");
    }
    if (!(lower <= value && value <= upper)) {
      return Estimate.plain(value)
          .withReason("no interval: the limits of the resamples do not hold the value");
    }
    return Estimate.ok(value, new RealInterval(lower, upper), METHOD)
        .withError(bootstrap.get().standardError());
  }
}
