package org.fedval.evaluation.counters;

import java.util.Locale;

/** What a segment's numbers are. The order is that of the segments in a unit. */
public enum Statistic {
  /** Images, the first word of every unit. */
  IMAGES,
  /** Images a score bin, ascending. */
  HISTOGRAM,
  /** Images in each interval between the operating points, ascending. */
  CALLS,
  /** Sum of the scores of each bin of the histogram. */
  SCORE_SUMS,
  /** Sums of {@code calib.ScoreMoments}. */
  MOMENTS,
  /** Sums of {@code calib.Reliability} over ten bins of width 0.1. */
  RELIABILITY,
  /** Sums of {@code cluster.ClusteredProportion} of the positive calls, one set a point. */
  CLUSTERED_CALLS,
  /** Images a score bin of the score that this one is compared with. */
  PAIRED_HISTOGRAM,
  /** Images that both, only this, only the other and neither score calls right, a point. */
  PAIRED_CALLS,
  /** Sums of {@code roc.StratifiedAuroc} over the raw scores of each site. */
  WITHIN_SITE,
  /**
   * Positives a bin of the marginal grid, after cross-fitted Platt scaling at each site that can
   * fit.
   */
  PLATT_POSITIVES,
  /** Negatives likewise. */
  PLATT_NEGATIVES,
  /** Sums of {@code calib.Reliability} after Platt scaling. */
  PLATT_RELIABILITY,
  /** Positives a bin of the marginal grid, after cross-fitted isotonic regression at each site. */
  ISOTONIC_POSITIVES,
  /** Negatives likewise. */
  ISOTONIC_NEGATIVES,
  /** Sums of {@code calib.Reliability} after isotonic regression. */
  ISOTONIC_RELIABILITY,
  /** Sites that could fit: Platt, isotonic. The others' scores are in the sums as they are. */
  RECALIBRATED_SITES,
  /** Sums of {@code meta.WeightedSums} of the sensitivity, one set a point and weight. */
  SITE_SENSITIVITY,
  /** Sums of {@code meta.WeightedSums} of the specificity, one set a point and weight. */
  SITE_SPECIFICITY,
  /** Sums of {@code compare.AdjustedRiskDifference} of the sensitivity, one set a point. */
  CONTRAST_SENSITIVITY,
  /** Sums of {@code compare.AdjustedRiskDifference} of the specificity, one set a point. */
  CONTRAST_SPECIFICITY,
  /** Positives a bin of the refined grid. */
  REFINED_POSITIVES,
  /** Negatives a bin of the refined grid. */
  REFINED_NEGATIVES,
  /** Sums of {@code cluster.ClusterProducts} of the published placements. */
  CLUSTERED_AUROC,
  /** Sums of {@code roc.PairedPlacementSums} with the score that this one is compared with. */
  PAIRED_PLACEMENTS,
  /** Sums of {@code cluster.ClusterProducts} of both scores' placements. */
  PAIRED_CLUSTERS,
  /** Sums of {@code cluster.InfluenceSums}, one set an estimator of {@code rounds.Influences}. */
  INFLUENCE,
  /** Sums of {@code calib.CalibrationStep} at the published fit, on raw scores. */
  CALIBRATION_STEP,
  /** Sums of {@code cluster.ClusteredLogistic} at the published fit. */
  CLUSTERED_CALIBRATION,
  /** Sums of {@code calib.Reliability} over the published bins of equal mass. */
  RELIABILITY_EQUAL_MASS,
  /** Positives a coarse bin and replicate of the Poisson bootstrap over patients. */
  BOOTSTRAP_POSITIVES,
  /** Negatives likewise. */
  BOOTSTRAP_NEGATIVES;

  /** The name in the description that both sides hash. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
