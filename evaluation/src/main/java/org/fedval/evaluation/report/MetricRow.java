package org.fedval.evaluation.report;

import org.jspecify.annotations.Nullable;

/**
 * One row of the report's flat list {@code estimates}: exactly one per (finding, metric, subgroup,
 * operating point). Every number is null unless {@code status} is {@link Status#OK}, but for the
 * counts of a {@link Status#NOT_ESTIMABLE} row whose cells are published.
 *
 * @param metric {@code auroc, sensitivity, specificity, ppv, npv, prevalence}
 * @param subgroup {@code all} or {@code attribute=level}
 * @param operatingPoint its name, null where none applies
 * @param ciMethod such as {@code wilson}, {@code delong_logit}, {@code newcombe5}
 * @param nCases images analysed for this finding
 * @param nPatients distinct patients behind them; null where not additive
 * @param reason in words, where the status is not ok or the verdict needs one
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
    @Nullable String reason) {}
