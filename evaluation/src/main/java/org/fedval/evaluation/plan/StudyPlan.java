package org.fedval.evaluation.plan;

import java.util.List;

/**
 * The statistical analysis plan, locked before anyone looks at data. Both sides derive the counter
 * layout from it, so everything here is fixed before the gate.
 *
 * @param studyId stable identifier, such as {@code cxr-2026-01}
 * @param title one line for people
 * @param findings names of the findings, in report order
 * @param operatingPoints the thresholds that the plan refers to, taken from the locked bundle
 * @param subgroups in report order
 * @param endpoints preregistered claims
 * @param disclosure what may be published
 * @param overallBins bins of the overall score histogram grid (LOGIT grid), 1024 by default
 * @param marginalBins bins of a subgroup level's score histogram grid, 256 by default
 */
public record StudyPlan(
    String studyId,
    String title,
    List<String> findings,
    List<OperatingPoint> operatingPoints,
    List<Subgroup> subgroups,
    List<Endpoint> endpoints,
    DisclosureRules disclosure,
    int overallBins,
    int marginalBins) {
  public StudyPlan {
    findings = List.copyOf(findings);
    operatingPoints = List.copyOf(operatingPoints);
    subgroups = List.copyOf(subgroups);
    endpoints = List.copyOf(endpoints);
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("A study plan needs at least one finding.");
    }
  }
}
