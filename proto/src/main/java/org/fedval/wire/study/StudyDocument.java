package org.fedval.wire.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed study plan with names only: no threshold, no digest, no roster. {@link #bind} makes
 * it a {@link StudyPlan}; equal bytes, bundle and roster size give an equal plan.
 *
 * @param file the name by which sentences call the plan
 * @param planHash SHA-256 of the exact bytes
 * @param studyId stable identifier
 * @param title one line for people
 * @param cohort which images belong
 * @param findings in report order
 * @param operatingPoints names, in report order
 * @param subgroups in report order
 * @param endpoints preregistered claims
 * @param disclosure before the roster's size is known
 * @param overallBins bins of the overall score grid
 * @param marginalBins bins of a subgroup level's score grid, at most {@code overallBins}
 * @param privacy null without differential privacy
 */
public record StudyDocument(
    String file,
    Sha256Digest planHash,
    String studyId,
    String title,
    CohortRule cohort,
    List<String> findings,
    List<String> operatingPoints,
    List<Subgroup> subgroups,
    List<Endpoint> endpoints,
    DisclosureWish disclosure,
    int overallBins,
    int marginalBins,
    @Nullable PrivacyWish privacy) {
  public StudyDocument {
    findings = List.copyOf(findings);
    operatingPoints = List.copyOf(operatingPoints);
    subgroups = List.copyOf(subgroups);
    endpoints = List.copyOf(endpoints);
  }

  /**
   * Binds the names to a locked bundle and a roster.
   *
   * @param thresholds the bundle's operating points by name
   * @param bundleFindings the bundle's finding names
   * @param rosterSize sites in the roster, 1 or more
   * @throws StudyPlanException when the bundle lacks a name, or the roster is too small for the
   *     disclosure rules, or the plan would lower a default
   */
  public StudyPlan bind(Map<String, Double> thresholds, List<String> bundleFindings, int rosterSize)
      throws StudyPlanException {
    List<String> sentences = new ArrayList<>();
    for (String finding : findings) {
      if (!bundleFindings.contains(finding)) {
        sentences.add(absent("finding", finding, bundleFindings));
      }
    }
    List<OperatingPoint> points = new ArrayList<>();
    for (String name : operatingPoints) {
      Double threshold = thresholds.get(name);
      if (threshold == null) {
        sentences.add(
            absent("operating point", name, thresholds.keySet().stream().sorted().toList()));
      } else {
        points.add(new OperatingPoint(name, threshold));
      }
    }
    DisclosureRules rules = disclosure.resolve(rosterSize, sentences);
    if (!sentences.isEmpty()) {
      throw new StudyPlanException(sentences.stream().map(s -> file + ": " + s).toList());
    }
    StudyPlan plan =
        new StudyPlan(
            studyId,
            title,
            findings,
            points,
            subgroups,
            endpoints,
            rules,
            overallBins,
            marginalBins);
    return privacy == null ? plan.with(Analyses.standard()) : plan;
  }

  private static String absent(String kind, String name, List<String> bundleHas) {
    String choice = bundleHas.isEmpty() ? "it has none" : "it has " + String.join(", ", bundleHas);
    return "the bundle has no " + kind + " " + Found.quoted(name) + "; " + choice + ".";
  }
}
