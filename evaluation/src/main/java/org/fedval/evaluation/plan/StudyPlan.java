package org.fedval.evaluation.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
 * @param noise null without differential privacy
 * @param analyses what is asked for beyond the endpoints; with noise, counts only
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
    int marginalBins,
    @Nullable NoisePlan noise,
    Analyses analyses) {
  public StudyPlan {
    findings = List.copyOf(findings);
    operatingPoints = List.copyOf(operatingPoints);
    subgroups = List.copyOf(subgroups);
    endpoints = List.copyOf(endpoints);
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("A study plan needs at least one finding.");
    }
    requireDistinct("finding", findings);
    requireDistinct("operating point", mapped(operatingPoints, OperatingPoint::name));
    requireDistinct("subgroup", mapped(subgroups, Subgroup::attribute));
    requireDistinct(
        "endpoint", mapped(endpoints, e -> e.finding() + " " + e.metric() + pointOf(e)));
    for (Endpoint endpoint : endpoints) {
      requireKnown(endpoint, findings, mapped(operatingPoints, OperatingPoint::name));
    }
    List<String> attributes = mapped(subgroups, Subgroup::attribute);
    for (Analyses.Interaction i : analyses.interactions()) {
      if (!attributes.contains(i.first()) || !attributes.contains(i.second())) {
        throw new IllegalArgumentException(
            "The interaction of %s and %s needs both as subgroups."
                .formatted(i.first(), i.second()));
      }
    }
    for (Analyses.Comparison c : analyses.comparisons()) {
      if (!findings.contains(c.first()) || !findings.contains(c.second())) {
        throw new IllegalArgumentException(
            "The comparison of %s and %s needs both as findings.".formatted(c.first(), c.second()));
      }
    }
    if (!analyses.comparisons().isEmpty() && !analyses.isExact()) {
      throw new IllegalArgumentException("A comparison of scores needs exact sums.");
    }
    if (analyses.isGateOnly() && !(endpoints.isEmpty() && operatingPoints.isEmpty())) {
      throw new IllegalArgumentException("A study without a model judges nothing.");
    }
    if (noise != null && (analyses.isExact() || analyses.isGateOnly())) {
      throw new IllegalArgumentException("A plan with noise publishes score counts only.");
    }
  }

  /** A plan of counts alone, without differential privacy. */
  public StudyPlan(
      String studyId,
      String title,
      List<String> findings,
      List<OperatingPoint> operatingPoints,
      List<Subgroup> subgroups,
      List<Endpoint> endpoints,
      DisclosureRules disclosure,
      int overallBins,
      int marginalBins) {
    this(
        studyId,
        title,
        findings,
        operatingPoints,
        subgroups,
        endpoints,
        disclosure,
        overallBins,
        marginalBins,
        null,
        Analyses.counts());
  }

  /** The same plan with noise on every count. */
  public StudyPlan withNoise(NoisePlan added) {
    return changed(added, analyses);
  }

  /** The same plan with other analyses. */
  public StudyPlan with(Analyses asked) {
    return changed(noise, asked);
  }

  private StudyPlan changed(@Nullable NoisePlan otherNoise, Analyses otherAnalyses) {
    return new StudyPlan(
        studyId,
        title,
        findings,
        operatingPoints,
        subgroups,
        endpoints,
        disclosure,
        overallBins,
        marginalBins,
        otherNoise,
        otherAnalyses);
  }

  private static <T> List<String> mapped(List<T> list, Function<T, String> name) {
    return list.stream().map(name).toList();
  }

  private static String pointOf(Endpoint endpoint) {
    return endpoint.operatingPoint() == null ? "" : " at " + endpoint.operatingPoint();
  }

  private static void requireDistinct(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "The study plan lists the " + what + " '" + name + "' twice.");
      }
    }
  }

  private static void requireKnown(Endpoint e, List<String> findings, List<String> points) {
    String name = "Endpoint " + e.metric() + " of " + e.finding();
    if (!findings.contains(e.finding())) {
      throw new IllegalArgumentException(name + ": the plan has no such finding.");
    }
    boolean auroc = e.metric().equals("auroc");
    if (!auroc && !e.metric().equals("sensitivity") && !e.metric().equals("specificity")) {
      throw new IllegalArgumentException(
          name + ": the metric must be auroc, sensitivity or specificity.");
    }
    if (auroc != (e.operatingPoint() == null)) {
      throw new IllegalArgumentException(
          name
              + (auroc
                  ? ": an AUROC has no operating point."
                  : ": name the operating point that it is judged at."));
    }
    if (!auroc && !points.contains(e.operatingPoint())) {
      throw new IllegalArgumentException(name + ": the plan has no such operating point.");
    }
  }
}
