package org.fedval.evaluation.report;

import org.jspecify.annotations.Nullable;

/**
 * One row of the report's flat list {@code estimates}: exactly one per (finding, metric, subgroup,
 * operating point, parameter). Every number is null unless {@code status} is {@link Status#OK}, but
 * for the counts of a {@link Status#NOT_ESTIMABLE} row whose cells are published.
 *
 * @param metric such as {@code auroc}, {@code sensitivity}; {@code docs/report-format.md} lists all
 * @param subgroup {@code all}, {@code attribute=level} or two of them joined by {@code " & "}
 * @param operatingPoint its name, null where none applies
 * @param ciLow null for a metric without an interval
 * @param ciMethod such as {@code wilson}, {@code delong_logit}; null for a metric without one
 * @param nCases images analysed for this finding
 * @param nPatients distinct patients behind them; null where not additive
 * @param reason in words, where the status is not ok or the verdict needs one
 * @param parameter what else the metric depends on, such as {@code prevalence=0.05}; null for
 *     nothing
 * @param se standard error on the scale of the value, null where none is stated
 * @param pValue of the test that the metric belongs to, in [0, 1]
 * @param pAdjusted the same, adjusted over its family
 * @param quantisationBound the value of the unbinned scores lies within this distance; null where
 *     the value is exact
 */
public record MetricRow(
    String finding,
    String metric,
    String subgroup,
    @Nullable String operatingPoint,
    @Nullable Double value,
    @Nullable Double ciLow,
    @Nullable Double ciHigh,
    @Nullable String ciMethod,
    @Nullable Long nCases,
    @Nullable Long nPatients,
    @Nullable Long nPositive,
    @Nullable Long nNegative,
    Status status,
    @Nullable Verdict verdict,
    @Nullable String reason,
    @Nullable String parameter,
    @Nullable Double se,
    @Nullable Double pValue,
    @Nullable Double pAdjusted,
    @Nullable Double quantisationBound) {

  /** Without parameter, standard error, p-values and bound. */
  public MetricRow(
      String finding,
      String metric,
      String subgroup,
      @Nullable String operatingPoint,
      @Nullable Double value,
      @Nullable Double ciLow,
      @Nullable Double ciHigh,
      @Nullable String ciMethod,
      @Nullable Long nCases,
      @Nullable Long nPatients,
      @Nullable Long nPositive,
      @Nullable Long nNegative,
      Status status,
      @Nullable Verdict verdict,
      @Nullable String reason) {
    this(
        finding,
        metric,
        subgroup,
        operatingPoint,
        value,
        ciLow,
        ciHigh,
        ciMethod,
        nCases,
        nPatients,
        nPositive,
        nNegative,
        status,
        verdict,
        reason,
        null,
        null,
        null,
        null,
        null);
  }
}
