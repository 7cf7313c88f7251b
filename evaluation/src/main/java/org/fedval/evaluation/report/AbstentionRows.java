package org.fedval.evaluation.report;

import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.calib.ScoreBins;
import org.fedval.evaluation.clinical.Abstention;
import org.fedval.evaluation.clinical.RiskCoverage;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.Analyses.AbstentionBand;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.roc.ClassHistograms;

/** A model that leaves its least certain calls to a reader. */
final class AbstentionRows implements Chapter {
  private static final double Z = Normal.twoSided(StratumEstimates.CONFIDENCE);

  private final Resampling resampling;

  AbstentionRows(Resampling resampling) {
    this.resampling = resampling;
  }

  /** A measure with its denominator. */
  private record Share(OptionalDouble value, long cases, String whenNone) {}

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    Stratum all = Stratum.all(study.first(), rows.finding());
    for (AbstentionBand band : resampling.plan().analyses().abstention()) {
      writeBand(rows, all, band);
    }
    for (OperatingPoint point : resampling.plan().operatingPoints()) {
      rows.add(
          all,
          "risk_coverage_area",
          Needs.BOTH,
          point,
          null,
          () -> area(all, point, resampling.of(rows.finding())));
    }
  }

  private static void writeBand(RowWriter rows, Stratum all, AbstentionBand band) {
    share(
        rows,
        all,
        band,
        "abstention_coverage",
        Needs.BOTH,
        a -> new Share(a.coverage(), cases(a), "no labelled images"));
    share(
        rows,
        all,
        band,
        "selective_error",
        Needs.BOTH,
        a -> new Share(a.selectiveError(), a.decided().cases(), "no image is decided"));
    share(
        rows,
        all,
        band,
        "sensitivity_abstain_positive",
        Needs.POSITIVES,
        a -> new Share(a.sensitivityAbstainPositive(), positives(a), "no positive images"));
    share(
        rows,
        all,
        band,
        "specificity_abstain_positive",
        Needs.NEGATIVES,
        a -> new Share(a.specificityAbstainPositive(), negatives(a), "no negative images"));
    share(
        rows,
        all,
        band,
        "sensitivity_abstain_wrong",
        Needs.POSITIVES,
        a -> new Share(a.sensitivityAbstainWrong(), positives(a), "no positive images"));
    share(
        rows,
        all,
        band,
        "specificity_abstain_wrong",
        Needs.NEGATIVES,
        a -> new Share(a.specificityAbstainWrong(), negatives(a), "no negative images"));
  }

  private static long positives(Abstention a) {
    return a.decided().positives() + a.abstainedPositives();
  }

  private static long negatives(Abstention a) {
    return a.decided().negatives() + a.abstainedNegatives();
  }

  private static long cases(Abstention a) {
    return positives(a) + negatives(a);
  }

  private static void share(
      RowWriter rows,
      Stratum all,
      AbstentionBand band,
      String metric,
      Needs needs,
      Function<Abstention, Share> measure) {
    rows.add(
        all,
        metric,
        needs,
        null,
        Parameters.abstention(band),
        () -> {
          Share share =
              measure.apply(
                  Abstention.of(
                      all.histograms(needs),
                      all.edges().firstPositiveBin(band.lower()),
                      all.edges().firstPositiveBin(band.upper())));
          if (share.value().isEmpty()) {
            return Estimate.notEstimable(share.whenNone());
          }
          double value = share.value().getAsDouble();
          long k = Math.round(value * share.cases());
          return Estimate.ok(value, Wilson.interval(k, share.cases(), Z), "wilson");
        });
  }

  private static Estimate area(Stratum all, OperatingPoint point, Resamples resamples) {
    ScoreBins bins = all.counts().scoreBins(all.finding());
    ClassHistograms byConfidence = byConfidence(all, bins, point);
    return byConfidence.positives() + byConfidence.negatives() == 0
        ? Estimate.notEstimable("no labelled images")
        : resamples.around(
            "risk_coverage_area", point.name(), null, RiskCoverage.area(byConfidence));
  }

  /** Wrong and right calls by confidence, ascending. */
  static ClassHistograms byConfidence(Stratum all, ScoreBins bins, OperatingPoint point) {
    int[] filled = IntStream.range(0, bins.bins()).filter(b -> bins.count(b) > 0).toArray();
    int threshold = all.edges().firstPositiveBin(point.threshold());
    int first = (int) IntStream.of(filled).filter(b -> b < threshold).count();
    ClassHistograms h = bins.histograms();
    ClassHistograms dense =
        new ClassHistograms(
            IntStream.of(filled).mapToLong(h::positives).toArray(),
            IntStream.of(filled).mapToLong(h::negatives).toArray());
    return RiskRanks.byConfidence(dense, first, new RiskRanks(bins).of(filled, point.threshold()));
  }
}
