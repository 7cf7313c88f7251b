package org.fedval.evaluation.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything statistical in a report, computed from pooled sums alone.
 *
 * @param estimates one row per (finding, metric, subgroup, operating point), in plan order
 * @param endpoints the preregistered claims judged overall, in plan order
 * @param curves those of one finding each; absent for a finding whose overall cells are suppressed
 * @param exclusions one row a reason, in order of precedence, with {@code label_missing} a finding
 * @param power one row a claim and stratum, in plan order
 */
public record PooledResults(
    List<MetricRow> estimates,
    List<EndpointResult> endpoints,
    List<RocCurveData> curves,
    List<ExclusionRow> exclusions,
    List<PowerRow> power) {
  public PooledResults {
    estimates = List.copyOf(estimates);
    endpoints = List.copyOf(endpoints);
    curves = List.copyOf(curves);
    exclusions = List.copyOf(exclusions);
    power = List.copyOf(power);
  }

  /** Without a power table. */
  public PooledResults(
      List<MetricRow> estimates,
      List<EndpointResult> endpoints,
      List<RocCurveData> curves,
      List<ExclusionRow> exclusions) {
    this(estimates, endpoints, curves, exclusions, List.of());
  }

  /**
   * A claim with its verdict.
   *
   * @param verdict null where the overall estimate is suppressed or not estimable
   * @param needed cases of the class that the power calculation asks for; null where none applies
   * @param available cases of that class; null when suppressed
   * @param sentence the verdict in words that a clinician uses
   */
  public record EndpointResult(
      String finding,
      String metric,
      @Nullable String operatingPoint,
      double goal,
      double alternative,
      double alpha,
      double power,
      @Nullable Verdict verdict,
      @Nullable Long needed,
      @Nullable Long available,
      String sentence) {}

  /**
   * The curves of one finding, first of all the pooled step ROC curve of the binned scores.
   *
   * <p>The band of quantisation: the curve of the scores before binning runs through the rectangles
   * that neighbouring points span.
   *
   * @param points from (0, 0) to (1, 1), by descending threshold
   * @param quantisationBound T/2, the largest possible distance of the AUROC from that of the raw
   *     scores
   * @param further what else is drawn
   */
  public record RocCurveData(
      String finding, List<RocPoint> points, double quantisationBound, FindingCurves further) {
    public RocCurveData {
      points = List.copyOf(points);
    }

    /** The ROC curve alone. */
    public RocCurveData(String finding, List<RocPoint> points, double quantisationBound) {
      this(finding, points, quantisationBound, FindingCurves.none());
    }
  }

  /** False-positive fraction and true-positive fraction, each in [0, 1]. */
  public record RocPoint(double fpr, double tpr) {}

  /**
   * One box of the attrition flow.
   *
   * @param reason code, such as {@code TRANSFER_SYNTAX} or {@code LABEL_MISSING}
   * @param finding null but for {@code LABEL_MISSING}
   * @param words the reason in plain words
   * @param nImages null when suppressed; 0 is published as 0
   * @param nPatients null when suppressed; 0 is published as 0
   */
  public record ExclusionRow(
      String reason,
      @Nullable String finding,
      String words,
      @Nullable Long nImages,
      @Nullable Long nPatients,
      Status status) {}

  /**
   * Whether one stratum can support a claim. Neither a pass nor a fail.
   *
   * @param subgroup {@code all}, a level, or two crossed levels
   * @param needed cases of the class that the power calculation asks for
   * @param available how many there are; null when suppressed
   * @param designEffect by how much images of the same patients count less, at least 1; null where
   *     the sums do not tell it, and images count as independent
   * @param effective available over design effect; null when suppressed
   * @param power of the claim with so many cases if the alternative is true, in [0, 1]; null when
   *     suppressed
   * @param certifiable whether {@code effective} is at least {@code needed}; null when suppressed
   * @param familySize levels over which the verdicts of levels are adjusted
   * @param status ok or suppressed
   */
  public record PowerRow(
      String finding,
      String metric,
      @Nullable String operatingPoint,
      String subgroup,
      long needed,
      @Nullable Long available,
      @Nullable Double designEffect,
      @Nullable Double effective,
      @Nullable Double power,
      @Nullable Boolean certifiable,
      int familySize,
      Status status) {}
}
